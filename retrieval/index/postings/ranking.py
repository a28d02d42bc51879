"""The best passages for a query's terms, exactly, without looking at most postings.

`searching` finds the documents of a segment that may be among the best; here they are scored by
the model's formula in double precision. So the scores do not depend on how the index came about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.index.index import Field
from retrieval.index.model import K1, inverse_document_frequency, saturation
from retrieval.index.postings.searching import ROUNDING, Board, TermPostings, candidates
from retrieval.index.postings.segment import IMPACT_STEPS, FieldPostings, Numbers, Segment


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


class Ranker:
    """Ranks the living passages of some segments."""

    def __init__(self, shards: Sequence[Shard], *, fields: Mapping[str, Field]) -> None:
        self.shards = sorted(shards, key=lambda shard: -len(shard.segment))
        self.fields = fields
        self.passage_count = sum(len(shard.segment) - len(shard.dead) for shard in shards)
        self.average_lengths = {name: self._average_length(name) for name in fields}
        self._found: dict[tuple[int, str], int] = {}
        self._boards = [Board(len(shard.segment)) for shard in self.shards]
        self._alive = [_alive(shard) for shard in self.shards]

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
        for shard, board, alive in zip(self.shards, self._boards, self._alive, strict=True):
            lists = self._lists(shard, weights)
            if lists:
                documents = candidates(
                    board, lists, alive, threshold=best.threshold, top_k=best.top_k
                )
                best.add(shard.segment.passages[documents], self._scores(shard, lists, documents))
        return best.matches()

    def _weights(self, query: Mapping[int, float]) -> list[tuple[str, int, float]]:
        weights = (
            (name, term, field.weight * weight * self.weight(term, name))
            for name, field in self.fields.items()
            for term, weight in query.items()
        )
        return [(name, term, weight) for name, term, weight in weights if weight > 0]

    def _lists(
        self, shard: Shard, weights: Iterable[tuple[str, int, float]]
    ) -> list[TermPostings]:
        found = (self._list(shard, *wanted) for wanted in weights)
        return [postings for postings in found if postings is not None]

    def _list(self, shard: Shard, name: str, term: int, weight: float) -> TermPostings | None:
        postings, impacts = shard.segment.fields[name], shard.segment.impacts[name]
        at = _position(postings, term)
        if at is None:
            return None
        # how much an impact has changed since it was written is no more than the average has
        change = self.average_lengths[name] / impacts.average_length
        step = weight * (K1 + 1) / IMPACT_STEPS * max(1.0, change) * ROUNDING
        places = slice(int(postings.starts[at]), int(postings.starts[at + 1]))
        return TermPostings(
            field=name,
            weight=weight,
            start=places.start,
            documents=postings.documents[places],
            steps=impacts.steps[places],
            step=np.float32(step),
            bound=float(impacts.bounds[at]) * step,
            least=min(change, 1 / change),
        )

    def _scores(
        self, shard: Shard, lists: Sequence[TermPostings], documents: Numbers
    ) -> NDArray[np.float64]:
        """The model's scores of documents; always added up in the same order of terms."""
        scores = np.zeros(len(documents))
        for name in self.fields:
            of_field = [postings for postings in lists if postings.field == name]
            for impacts in self._impacts(shard, name, of_field, documents) if of_field else ():
                scores += impacts
        return scores

    def _impacts(
        self, shard: Shard, name: str, lists: Sequence[TermPostings], documents: Numbers
    ) -> NDArray[np.float64]:
        """What each of the terms counts in each of the documents."""
        places = np.empty((len(lists), len(documents)), dtype=np.int64)
        held = np.empty(places.shape, dtype=bool)
        for row, postings in enumerate(lists):
            at, held[row] = postings.find(documents)
            places[row] = at + postings.start
        field = shard.segment.fields[name]
        counts = np.zeros(places.shape, dtype=np.uint32)
        counts[held] = field.counts.at(places[held])
        weights = np.array([postings.weight for postings in lists])
        return weights[:, np.newaxis] * saturation(
            counts,
            field.lengths[documents],
            average_length=self.average_lengths[name],
            b=self.fields[name].b,
        )

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
            kth = len(scores) - self.top_k
            self.threshold = float(np.partition(scores, kth)[kth])
        keep = scores >= self.threshold
        self._passages, self._scores = passages[keep], scores[keep]

    def matches(self) -> list[Match]:
        order = np.lexsort((self._passages, -self._scores))
        return [Match(int(self._passages[at]), float(self._scores[at])) for at in order]


def _alive(shard: Shard) -> NDArray[np.bool_] | None:
    """Which documents are alive; None if all are."""
    return shard.segment.source(shard.dead).alive if len(shard.dead) else None


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
