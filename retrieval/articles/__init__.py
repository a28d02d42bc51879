"""Articles: a page's lines put back together."""

from retrieval.articles.article import Article, Gap, Paragraph, Role
from retrieval.articles.checking import Finding, FindingKind, check
from retrieval.articles.restoring import restore

__all__ = ["Article", "Finding", "FindingKind", "Gap", "Paragraph", "Role", "check", "restore"]
