"""A passage: one paragraph or line of titles of an article, as it is searched and quoted."""

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.documents.article import Article, Paragraph


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph or line of titles; `position` counts what of the article is searched from 0."""

    article: Article
    position: int

    @property
    def paragraph(self) -> Paragraph:
        return self.article.searched[self.position]

    @property
    def text(self) -> str:
        return self.paragraph.text

    @property
    def lines(self) -> tuple[int, ...]:
        return self.paragraph.lines

    @property
    def passage_id(self) -> str:
        """The article's id and the paragraph's position: `8f3a…-12.3`."""
        return f"{self.article.article_id}.{self.position}"


def split(articles: Iterable[Article]) -> list[Passage]:
    """The passages of the articles, in page order."""
    return [Passage(a, i) for a in articles for i in range(len(a.searched))]
