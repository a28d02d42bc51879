"""What an index can do, wherever it is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.index.hit import Hit
from retrieval.passages import Passage


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a passage that is weighed apart: `weight` of its score, `b` of its length."""

    weight: float
    b: float


FIELDS: Mapping[str, Field] = {
    "body": Field(weight=1.0, b=0.6),
    "titles": Field(weight=0.4, b=0.5),
    "pairs": Field(weight=0.5, b=0.6),
}


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage and the terms of each of its fields."""

    passage: Passage
    terms: Mapping[str, Sequence[str]]


class Index(Protocol):
    """Passages by their terms. The same passages give the same hits in every implementation."""

    def __len__(self) -> int:
        """How many passages there are."""
        ...

    def search(self, query: Mapping[str, float], *, top_k: int) -> list[Hit]:
        """The best passages for the query's terms and their weights; ties keep page order.

        A hit shares at least one term with the query.
        """
        ...

    def weight(self, term: str) -> float:
        """How much a term tells: its inverse document frequency, 0 if it occurs nowhere."""
        ...

    def weights(self, terms: Sequence[str]) -> list[float]:
        """The weight of each term; quicker than one by one."""
        ...

    def vocabulary(self) -> Iterable[str]:
        """Every term that occurs, in a fixed order."""
        ...
