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
COLUMNS = 1024


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
    """One query term's postings in one field of one segment, and what they count at most.

    `start` is the place of the first among the field's; the impact of each is no more than its
    `steps` times `step`, and that no more than `bound`.
    """

    field: str
    weight: float
    start: int
    documents: Numbers
    steps: NDArray[np.uint8]
    step: np.float32
    bound: float

    def __len__(self) -> int:
        return len(self.documents)

    def add_to(self, bounds: NDArray[np.float32]) -> None:
        np.add.at(bounds, self.documents, self.steps * self.step)

    def bounds_of(self, documents: Numbers) -> NDArray[np.float32]:
        at, held = self.find(documents)
        return self.steps[at] * self.step * held

    def find(self, documents: Numbers) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Where documents' postings would be, and whether they are there."""
        at = self.documents.searchsorted(documents)
        np.minimum(at, len(self.documents) - 1, out=at)
        return at, self.documents[at] == documents


class Ranker:
    """Ranks the living passages of some segments."""

    def __init__(self, shards: Sequence[Shard], *, fields: Mapping[str, Field]) -> None:
        self.shards = sorted(shards, key=lambda shard: -len(shard.segment))
        self.fields = fields
        self.passage_count = sum(len(shard.segment) - len(shard.dead) for shard in shards)
        self.average_lengths = {name: self._average_length(name) for name in fields}
        self._found: dict[tuple[int, str], int] = {}
        longest = max((len(shard.segment) for shard in shards), default=0)
        self._bounds = np.zeros(_whole_columns(longest), dtype=np.float32)

    def found_in(self, term: int, field: str) -> int:
        """How many living passages hold a term in a field."""
        if (term, field) not in self._found:
            self._found[term, field] = sum(_found_in(shard, term, field) for shard in self.shards)
        return self._found[term, field]

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
            found = self._postings(shard, weights)
            if found:
                _Search(self, shard, found, best, self._cleared(shard)).run()
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
            field=name,
            weight=weight,
            start=places.start,
            documents=postings.documents[places],
            steps=impacts.steps[places],
            step=np.float32(step * ROUNDING),
            bound=float(impacts.bounds[at]) * step * ROUNDING,
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
        self.top_k = top_k
        self.threshold = 0.0
        self._passages = np.empty(0, dtype=np.uint32)
        self._scores = np.empty(0)

    def add(self, passages: Numbers, scores: NDArray[np.float64]) -> None:
        """Take in passages that were not added before."""
        passages = np.concatenate((self._passages, passages))
        scores = np.concatenate((self._scores, scores))
        if len(scores) >= self.top_k:
            ordered = scores.copy()
            ordered.partition(len(scores) - self.top_k)
            self.threshold = float(ordered[len(scores) - self.top_k])
        keep = scores >= self.threshold
        self._passages, self._scores = passages[keep], scores[keep]

    def matches(self) -> list[Match]:
        order = np.lexsort((self._passages, -self._scores))
        return [Match(int(self._passages[at]), float(self._scores[at])) for at in order]


class _Search:
    """One query in one segment: `bounds` is what each document can score at most so far.

    A document that is scored exactly has its bound lowered to minus infinity: it is done with.
    """

    def __init__(
        self,
        ranker: Ranker,
        shard: Shard,
        found: Sequence[_Postings],
        best: _Best,
        bounds: NDArray[np.float32],
    ) -> None:
        self._ranker = ranker
        self._segment = shard.segment
        self._found = found
        self._best = best
        self._bounds = bounds

    def run(self) -> None:
        """Add the segment's passages that can be among the best."""
        left = self._add_until_decided()
        documents = self._reaching(self._best.threshold - sum(p.bound for p in left))
        self._score(self._complete(documents, left))

    def _add_until_decided(self) -> Sequence[_Postings]:
        """Add postings until the others alone can't win; those others."""
        cheapest_first = sorted(self._found, key=lambda postings: len(postings) / postings.bound)
        rest = _sums_from_here([postings.bound for postings in cheapest_first])
        added = 0
        for done, postings in enumerate(cheapest_first):
            # raising the threshold costs about as much as adding a sixteenth of the documents
            if added and len(postings) > len(self._bounds) // 16:
                self._score(self._most_promising())
                added = 0
            if rest[done] < self._best.threshold:
                return cheapest_first[done:]
            postings.add_to(self._bounds)
            added += len(postings)
        self._score(self._most_promising())
        return ()

    def _complete(self, documents: Numbers, left: Sequence[_Postings]) -> Numbers:
        """Those of the documents that can still win when the postings left are counted too."""
        bounds = self._bounds
        highest_first = sorted(left, key=lambda postings: -postings.bound)
        rest = _sums_from_here([postings.bound for postings in highest_first])
        reached = bounds[documents]
        for done, postings in enumerate(highest_first, start=1):
            if len(documents) <= 4 * self._best.top_k:
                break
            if len(postings) < LOOKUP_COST * len(documents):
                postings.add_to(bounds)
                reached = bounds[documents]
            else:
                reached += postings.bounds_of(documents)
                bounds[documents] = reached
            keep = reached + np.float32(rest[done] * ROUNDING) >= self._best.threshold
            documents, reached = documents[keep], reached[keep]
        return documents

    def _most_promising(self) -> Numbers:
        """At least `top_k` documents with high bounds, if so many have any; not always the highest.

        Among the maxima of columns, one is reached by `top_k` documents of as many columns.
        """
        maxima = self._bounds.reshape(-1, min(COLUMNS, len(self._bounds))).max(axis=0)
        kth = max(len(maxima) - self._best.top_k, 0)
        maxima.partition(kth)
        return self._reaching(float(maxima[kth]))

    def _reaching(self, threshold: float) -> Numbers:
        if threshold > 0:
            return np.flatnonzero(self._bounds >= np.float32(threshold)).astype(np.uint32)
        return np.flatnonzero(self._bounds > 0).astype(np.uint32)

    def _score(self, documents: Numbers) -> None:
        """Score documents by the model's formula; always in the same order of terms."""
        if not len(documents):
            return
        scores = np.zeros(len(documents))
        for name in self._ranker.fields:
            found = [postings for postings in self._found if postings.field == name]
            if found:
                for impacts in self._impacts(name, found, documents):
                    scores += impacts
        self._bounds[documents] = -np.inf
        self._best.add(self._segment.passages[documents], scores)

    def _impacts(
        self, name: str, found: Sequence[_Postings], documents: Numbers
    ) -> NDArray[np.float64]:
        """What each of the terms counts in each of the documents."""
        places = np.empty((len(found), len(documents)), dtype=np.int64)
        held = np.empty(places.shape, dtype=bool)
        for row, postings in enumerate(found):
            at, held[row] = postings.find(documents)
            places[row] = at + postings.start
        field = self._segment.fields[name]
        counts = field.counts.at(places.ravel()).reshape(places.shape) * held
        weights = np.array([postings.weight for postings in found])
        return weights[:, np.newaxis] * saturation(
            counts,
            field.lengths[documents],
            average_length=self._ranker.average_lengths[name],
            b=self._ranker.fields[name].b,
        )


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
