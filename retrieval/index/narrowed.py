"""An index narrowed down to some of its articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.documents import ArticleView, View
from retrieval.index.containment import common
from retrieval.index.protocol import Hit, Index, Numbers, PassageLocations


@dataclass(frozen=True, slots=True)
class NarrowedIndex:
    """An `Index` in which only some articles are found; terms weigh what they do in all.

    `articles` are the numbers of their first passages, ascending.
    """

    whole: Index
    articles: Numbers

    def __len__(self) -> int:
        return len(self.whole)

    def search(
        self, query: Mapping[str, float], *, top_k: int, within: Numbers | None = None
    ) -> list[Hit]:
        """The best of the passages inside; ties keep page order."""
        articles = self.articles if within is None else common(self.articles, within)
        return self.whole.search(query, top_k=top_k, within=articles)

    def weight(self, term: str) -> float:
        """Inverse document frequency of a term in the whole index."""
        return self.whole.weight(term)

    def weights(self, terms: Sequence[str]) -> list[float]:
        """The weight of each term."""
        return self.whole.weights(terms)

    def vocabulary(self) -> Iterable[str]:
        """Every term of the whole index."""
        return self.whole.vocabulary()

    def terms_with(self, part: str) -> list[str]:
        """The terms that have the part."""
        return self.whole.terms_with(part)

    def terms_starting(self, start: str) -> list[str]:
        """The terms that begin so."""
        return self.whole.terms_starting(start)

    def terms_ending(self, end: str) -> list[str]:
        """The terms whose last character it is."""
        return self.whole.terms_ending(end)

    def holding(self, *groups: Sequence[str], field: str) -> Numbers:
        """The numbers of the passages inside that hold a term of each group, ascending."""
        found = self.whole.holding(*groups, field=field)
        inside: Numbers = found[np.isin(self.whole.locations(found).articles, self.articles)]
        return inside

    def locations(self, passages: Numbers) -> PassageLocations:
        """Article and report of each passage."""
        return self.whole.locations(passages)

    def article_views(self, articles: Numbers) -> Iterator[ArticleView]:
        """The views of articles, by the numbers of their first passages."""
        return self.whole.article_views(articles)

    def views(self, passages: Sequence[int]) -> list[View]:
        """The views of passages, by their numbers."""
        return self.whole.views(passages)

    def shares(self, query: Mapping[str, float], view: View) -> dict[str, float]:
        """Share of each query term in a passage's score, 0 left out."""
        return self.whole.shares(query, view)
