"""The protocol of an index, wherever it is kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import ArticleView, Passage, View


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that shares terms with a query; `rank` counts from 1, best first."""

    rank: int
    score: float
    view: View

    @property
    def passage(self) -> Passage:
        """The passage as it is quoted."""
        return self.view.passage


Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a passage that is weighed apart: `weight` of its score, `b` of its length."""

    weight: float
    b: float


FIELDS: Mapping[str, Field] = {
    "words": Field(weight=1.0, b=0.6),
    "pairs": Field(weight=1.0, b=0.6),
}


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage and the terms of each of its fields."""

    passage: Passage
    terms: Mapping[str, Sequence[str]]


class PassageLocations(NamedTuple):
    """Article and report of passages, a row each.

    An article is named by the number of its first passage, a report by its rank among all names.
    """

    articles: Numbers
    reports: Numbers


class Index(Protocol):
    """Passages by their terms. The same passages give the same hits in every implementation."""

    def __len__(self) -> int:
        """Number of passages."""
        ...

    def search(
        self, query: Mapping[str, float], *, top_k: int, within: Numbers | None = None
    ) -> list[Hit]:
        """The best passages for the query's terms and their weights; ties keep page order.

        A hit shares at least one term with the query. `within` are the articles that passages may
        be of, by the numbers of their first passages, ascending; all if not given.
        """
        ...

    def weight(self, term: str) -> float:
        """Inverse document frequency of a term; 0 if it occurs nowhere."""
        ...

    def weights(self, terms: Sequence[str]) -> list[float]:
        """The weight of each term; quicker than one by one."""
        ...

    def vocabulary(self) -> Iterable[str]:
        """Every term that occurs, in a fixed order."""
        ...

    def terms_with(self, part: str) -> list[str]:
        """The terms that have the part; some may occur no longer."""
        ...

    def terms_starting(self, start: str) -> list[str]:
        """The terms that begin so; some may occur no longer."""
        ...

    def terms_ending(self, end: str) -> list[str]:
        """The terms whose last character it is; some may occur no longer."""
        ...

    def holding(self, *groups: Sequence[str], field: str) -> Numbers:
        """The numbers of the passages that hold one term of each group in a field, ascending.

        An article's passages are numbered one after the other.
        """
        ...

    def locations(self, passages: Numbers) -> PassageLocations:
        """Article and report of each passage."""
        ...

    def article_views(self, articles: Numbers) -> Iterator[ArticleView]:
        """The views of articles, by the numbers of their first passages."""
        ...

    def views(self, passages: Sequence[int]) -> list[View]:
        """The views of passages, by their numbers."""
        ...

    def shares(self, query: Mapping[str, float], view: View) -> dict[str, float]:
        """Share of each query term in a passage's score, 0 left out."""
        ...
