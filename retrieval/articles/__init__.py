"""Articles: a page's lines put back together.

`retrieval.articles.restoring` does that; who only reads what was stored does not load it.
"""

from retrieval.articles.article import Article, Gap, Paragraph, Role
from retrieval.articles.checking import Finding, FindingKind, check

__all__ = ["Article", "Finding", "FindingKind", "Gap", "Paragraph", "Role", "check"]
