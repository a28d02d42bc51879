"""The weights of terms as questions ask for them: again and again, and many at a time."""

from collections.abc import Iterable
from functools import lru_cache

from retrieval.index.protocol import Index

# about as many as a thousand questions look up
_KEPT = 1 << 16
_KEPT_STARTS = 1 << 10


class TermWeights:
    """Gives a term's weight in an index, 0 if it occurs nowhere; what was looked up is kept."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[str, float] = {}
        self._starting = lru_cache(_KEPT_STARTS)(index.terms_starting)

    def __call__(self, term: str) -> float:
        if (weight := self._known.get(term)) is None:
            self.look_up((term,))
            weight = self._known[term]
        return weight

    def look_up(self, terms: Iterable[str]) -> None:
        """Look up terms that will be asked for, at once."""
        if len(self._known) > _KEPT:
            self._known.clear()
        new = [term for term in dict.fromkeys(terms) if term not in self._known]
        if new:
            self._known.update(zip(new, self._index.weights(new), strict=True))

    def starting(self, start: str) -> list[str]:
        """The terms that begin so and occur, the heaviest last."""
        terms = self._starting(start)
        self.look_up(terms)
        return sorted((term for term in terms if self(term)), key=self)

    def occurring(self, terms: Iterable[str]) -> set[str]:
        """Weights of the terms that occur; those that occur nowhere are not kept."""
        wanted = list(terms)
        weights = self._index.weights(wanted)
        return {term for term, weight in zip(wanted, weights, strict=True) if weight}
