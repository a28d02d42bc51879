"""An index narrowed down to some of its articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from retrieval.documents import ArticleView, View
from retrieval.index.protocol import FIELDS, Hit, Index, Numbers, PassageLocations

# passages that are scored one by one; of more, the best of all are searched until enough are inside
_FEW = 400
_MORE = 4


@dataclass(frozen=True, slots=True)
class NarrowedIndex:
    """An `Index` in which only some articles are found; terms weigh what they do in all.

    `articles` are the numbers of their first passages, ascending; `reports` are the pages all of
    whose articles are inside, `ids` the ids of the articles inside that stand on other pages.
    """

    whole: Index
    articles: Numbers
    reports: Set[str]
    ids: Set[str] = frozenset()

    def __len__(self) -> int:
        return len(self.whole)

    def search(self, query: Mapping[str, float], *, top_k: int) -> list[Hit]:
        """The best of the passages inside; ties keep page order."""
        terms = list(query)
        found = [self.holding(terms, field=field) for field in FIELDS]
        inside = np.unique(np.concatenate(found))
        if len(inside) <= _FEW:
            return self._scored(query, inside, top_k)
        size = top_k
        while True:
            size *= _MORE
            hits = self.whole.search(query, top_k=size)
            kept = [hit for hit in hits if self._is_inside(hit.view)]
            if len(kept) >= top_k or len(hits) < size:
                return [Hit(at, hit.score, hit.view) for at, hit in enumerate(kept[:top_k], 1)]

    def _is_inside(self, view: View) -> bool:
        return view.article.report in self.reports or view.article.article_id in self.ids

    def _scored(self, query: Mapping[str, float], passages: Numbers, top_k: int) -> list[Hit]:
        views = self.whole.views(passages.tolist())
        scores = [sum(self.whole.shares(query, view).values()) for view in views]
        found = sorted(zip(scores, views, strict=True), key=lambda p: (-p[0], p[1].article.report))
        return [Hit(rank, *pair) for rank, pair in enumerate(found[:top_k], start=1)]

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
