"""Articles: a page's lines put back together."""

from retrieval.articles.article import Article, Gap, Paragraph, Role
from retrieval.articles.restoring import restore

__all__ = ["Article", "Gap", "Paragraph", "Role", "restore"]
