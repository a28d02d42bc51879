"""The best passages for a query's terms, exactly, without looking at most postings.

Each posting keeps an upper bound of what it counts in one byte. A search adds these bounds up,
rare terms first (sparse MaxScore: Turtle and Flood 1995, over terms as a whole), until the terms
that are left can't lift a passage that has none of the earlier ones among the best. Then it
looks the rest up for the few passages that still can win, and scores those by the model's
formula in double precision. So the scores do not depend on how the index came about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.index.index import Field
from retrieval.index.model import K1, inverse_document_frequency, saturation
from retrieval.index.postings.segment import IMPACT_STEPS, FieldPostings, Numbers, Segment

# bounds are added up in single precision: what that may lose is added to each
ROUNDING = 1 + 1e-5
# looking a document up in a list takes as long as adding this many of the list's postings
LOOKUP_COST = 20
COLUMNS = 4096


@dataclass(frozen=True, slots=True)
class Shard:
    """An open segment, what is dead in it, and how many terms the living have, by field.

    `dead_counts` are, by field, the terms that dead documents hold and how many hold each.
    """

    segment: Segment
    dead: Numbers
    dead_counts: Mapping[str, tuple[Numbers, Numbers]]
    lengths: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Match:
    """A passage's number and its score."""

    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class _Postings:
    """One query term's postings in one field of one segment, and what they count at most."""

    postings: FieldPostings
    start: int
    documents: Numbers
    steps: NDArray[np.uint8]
    step: np.float32
    bound: float
    weight: float
    average_length: float
    b: float

    def __len__(self) -> int:
        return len(self.documents)

    def add_to(self, bounds: NDArray[np.float32]) -> None:
        np.add.at(bounds, self.documents, self.steps * self.step)

    def bounds_of(self, documents: Numbers) -> NDArray[np.float32]:
        at, held = self._find(documents)
        return np.where(held, self.steps[at], np.uint8(0)) * self.step

    def scores_of(self, documents: Numbers) -> NDArray[np.float64]:
        at, held = self._find(documents)
        counts = np.where(held, self.postings.counts.at(at + self.start), 0)
        lengths = self.postings.lengths[documents]
        return self.weight * saturation(
            counts, lengths, average_length=self.average_length, b=self.b
        )

    def _find(self, documents: Numbers) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        at = np.minimum(self.documents.searchsorted(documents), len(self.documents) - 1)
        return at, self.documents[at] == documents


class Ranker:
    """Ranks the living passages of some segments."""

    def __init__(self, shards: Sequence[Shard], *, fields: Mapping[str, Field]) -> None:
        self.shards = sorted(shards, key=lambda shard: -len(shard.segment))
        self.fields = fields
        self.passage_count = sum(len(shard.segment) - len(shard.dead) for shard in shards)
        self.average_lengths = {name: self._average_length(name) for name in fields}
        longest = max((len(shard.segment) for shard in shards), default=0)
        self._bounds = np.zeros(_whole_columns(longest), dtype=np.float32)

    def found_in(self, term: int, field: str) -> int:
        """How many living passages hold a term in a field."""
        return sum(_found_in(shard, term, field) for shard in self.shards)

    def weight(self, term: int, field: str) -> float:
        """A term's inverse document frequency in a field, 0 if it occurs nowhere in it."""
        found = self.found_in(term, field)
        return inverse_document_frequency(self.passage_count, found) if found else 0.0

    def vocabulary(self) -> Numbers:
        """The numbers of the terms that living passages hold, ascending."""
        fields = [(shard, name) for shard in self.shards for name in self.fields]
        terms = [shard.segment.fields[name].terms for shard, name in fields]
        if not terms:
            return np.empty(0, dtype=np.uint32)
        known = np.unique(np.concatenate(terms))
        held = np.zeros(len(known), dtype=np.int64)
        for shard, name in fields:
            postings = shard.segment.fields[name]
            held[known.searchsorted(postings.terms)] += postings.amounts
            dead_terms, dead_counts = shard.dead_counts[name]
            held[known.searchsorted(dead_terms)] -= dead_counts.astype(np.int64)
        return known[held > 0]

    def best(self, query: Mapping[int, float], *, top_k: int) -> list[Match]:
        """The passages with the `top_k` highest scores, best first, and those that tie with the
        last of them; passages with equal scores in order of their numbers.

        `query` weighs terms, by their numbers; no weight is negative.
        """
        best = _Best(top_k)
        weights = self._weights(query)
        for shard in self.shards:
            _search(shard, self._postings(shard, weights), best, self._cleared(shard))
        return best.matches()

    def _weights(self, query: Mapping[int, float]) -> list[tuple[str, int, float]]:
        weights = (
            (name, term, field.weight * weight * self.weight(term, name))
            for name, field in self.fields.items()
            for term, weight in query.items()
        )
        return [(name, term, weight) for name, term, weight in weights if weight > 0]

    def _postings(self, shard: Shard, weights: Iterable[tuple[str, int, float]]) -> list[_Postings]:
        found = (self._postings_of(shard, *wanted) for wanted in weights)
        return [postings for postings in found if postings is not None]

    def _postings_of(self, shard: Shard, name: str, term: int, weight: float) -> _Postings | None:
        postings, impacts = shard.segment.fields[name], shard.segment.impacts[name]
        at = _position(postings, term)
        if at is None:
            return None
        average = self.average_lengths[name]
        # a longer average than the impacts were made for lifts each by no more than its ratio
        step = weight * (K1 + 1) / IMPACT_STEPS * max(1.0, average / impacts.average_length)
        places = slice(int(postings.starts[at]), int(postings.starts[at + 1]))
        return _Postings(
            postings,
            places.start,
            postings.documents[places],
            impacts.steps[places],
            step=np.float32(step * ROUNDING),
            bound=float(impacts.bounds[at]) * step * ROUNDING,
            weight=weight,
            average_length=average,
            b=self.fields[name].b,
        )

    def _cleared(self, shard: Shard) -> NDArray[np.float32]:
        bounds = self._bounds[: _whole_columns(len(shard.segment))]
        bounds.fill(0)
        bounds[shard.dead] = -np.inf
        return bounds

    def _average_length(self, field: str) -> float:
        total = sum(shard.lengths[field] for shard in self.shards)
        return total / self.passage_count if total else 1.0


class _Best:
    """The best passages so far; `threshold` is the score that a further one must reach."""

    def __init__(self, top_k: int) -> None:
        self._top_k = top_k
        self._passages = np.empty(0, dtype=np.uint32)
        self._scores = np.empty(0)
        self.threshold = 0.0

    def expect(self, scores: NDArray[np.float64]) -> None:
        """Raise the threshold: passages with these scores exist and will be added."""
        scores = np.concatenate((self._scores, scores))
        if len(scores) >= self._top_k:
            kth = len(scores) - self._top_k
            self.threshold = max(self.threshold, float(np.partition(scores, kth)[kth]))

    def add(self, passages: Numbers, scores: NDArray[np.float64]) -> None:
        self.expect(scores)
        passages = np.concatenate((self._passages, passages))
        scores = np.concatenate((self._scores, scores))
        keep = (scores >= self.threshold) & (scores > 0)
        self._passages, self._scores = passages[keep], scores[keep]

    def matches(self) -> list[Match]:
        order = np.lexsort((self._passages, -self._scores))
        return [Match(int(self._passages[at]), float(self._scores[at])) for at in order]

    @property
    def top_k(self) -> int:
        return self._top_k


def _search(
    shard: Shard, found: Sequence[_Postings], best: _Best, bounds: NDArray[np.float32]
) -> None:
    """Add the segment's passages that can be among the best."""
    cheapest_first = sorted(found, key=lambda postings: len(postings) / postings.bound)
    done = _add_until_decided(found, cheapest_first, bounds, best)
    left = cheapest_first[done:]
    documents = _reaching(bounds, best.threshold - sum(postings.bound for postings in left))
    documents = _complete(documents, left, bounds, best)
    best.add(shard.segment.passages[documents], _scores(found, documents))


def _add_until_decided(
    found: Sequence[_Postings],
    cheapest_first: Sequence[_Postings],
    bounds: NDArray[np.float32],
    best: _Best,
) -> int:
    """Add postings until the others alone can't win; the number of terms that were added."""
    rest = _sums_from_here([postings.bound for postings in cheapest_first])
    added = 0
    for done, postings in enumerate(cheapest_first):
        # raising the threshold costs about as much as adding a sixteenth of the documents
        if added and len(postings) > len(bounds) // 16:
            best.expect(_scores(found, _most_promising(bounds, best.top_k)))
            added = 0
        if rest[done] < best.threshold:
            return done
        postings.add_to(bounds)
        added += len(postings)
    best.expect(_scores(found, _most_promising(bounds, best.top_k)))
    return len(cheapest_first)


def _complete(
    documents: Numbers,
    left: Sequence[_Postings],
    bounds: NDArray[np.float32],
    best: _Best,
) -> Numbers:
    """Those of the documents that can still win when the postings left are counted too."""
    highest_first = sorted(left, key=lambda postings: -postings.bound)
    rest = _sums_from_here([postings.bound for postings in highest_first])
    reached = bounds[documents]
    for done, postings in enumerate(highest_first, start=1):
        if len(documents) <= 4 * best.top_k:
            break
        if len(postings) < LOOKUP_COST * len(documents):
            postings.add_to(bounds)
            reached = bounds[documents]
        else:
            reached += postings.bounds_of(documents)
            bounds[documents] = reached
        keep = reached + np.float32(rest[done] * ROUNDING) >= best.threshold
        documents, reached = documents[keep], reached[keep]
    return documents


def _scores(found: Iterable[_Postings], documents: Numbers) -> NDArray[np.float64]:
    scores = np.zeros(len(documents))
    for postings in found:
        scores += postings.scores_of(documents)
    return scores


def _most_promising(bounds: NDArray[np.float32], top_k: int) -> Numbers:
    """At least `top_k` documents with high bounds, if so many have any; not always the highest.

    Among the maxima of columns, one is reached by `top_k` documents of as many columns.
    """
    maxima = bounds.reshape(-1, min(COLUMNS, len(bounds))).max(axis=0)
    kth = max(len(maxima) - top_k, 0)
    return _reaching(bounds, float(np.partition(maxima, kth)[kth]))


def _reaching(bounds: NDArray[np.float32], threshold: float) -> Numbers:
    if threshold > 0:
        return np.flatnonzero(bounds >= np.float32(threshold)).astype(np.uint32)
    return np.flatnonzero(bounds > 0).astype(np.uint32)


def _sums_from_here(values: Sequence[float]) -> list[float]:
    return [sum(values[start:]) for start in range(len(values) + 1)]


def _whole_columns(size: int) -> int:
    """A size that splits into COLUMNS columns, or fits one row of them."""
    return size if size <= COLUMNS else -(-size // COLUMNS) * COLUMNS


def _found_in(shard: Shard, term: int, field: str) -> int:
    postings = shard.segment.fields[field]
    at = _position(postings, term)
    if at is None:
        return 0
    dead_terms, dead_counts = shard.dead_counts[field]
    dead = int(dead_terms.searchsorted(np.uint32(term)))
    gone = int(dead_counts[dead]) if dead < len(dead_terms) and dead_terms[dead] == term else 0
    return int(postings.starts[at + 1]) - int(postings.starts[at]) - gone


def _position(postings: FieldPostings, term: int) -> int | None:
    at = int(postings.terms.searchsorted(np.uint32(term)))
    return at if at < len(postings.terms) and postings.terms[at] == term else None
