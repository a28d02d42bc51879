"""The best passages for a query's terms, exactly, without looking at most postings.

`searching` finds the documents of a segment that may be among the best; here they are scored by
the model's formula in double precision. So the scores do not depend on how the index came about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.index.index import Field
from retrieval.index.model import K1, inverse_document_frequency, saturation
from retrieval.index.postings.searching import (
    ROUNDING,
    Board,
    TermPostings,
    Weighed,
    candidates,
    places_of,
)
from retrieval.index.postings.segment import IMPACT_STEPS, Numbers, Segment

# terms whose places are remembered
_KEPT_TERMS = 4096


@dataclass(frozen=True, slots=True)
class Shard:
    """An open segment, what is dead in it, and how many terms the living have, by field.

    `dead_counts` are, by field, the terms that dead documents hold and how many hold each.
    """

    segment: Segment
    dead: Numbers
    dead_counts: Mapping[str, tuple[Numbers, Numbers]]
    lengths: Mapping[str, int]


class Match(NamedTuple):
    """A passage's number and its score."""

    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class _Term:
    """A term in a field: how many living passages hold it, its weight, its postings by shard."""

    found_in: int
    weight: float
    lists: Sequence[TermPostings | None]


class Ranker:
    """Ranks the living passages of some segments."""

    def __init__(self, shards: Sequence[Shard], *, fields: Mapping[str, Field]) -> None:
        self.shards = sorted(shards, key=lambda shard: -len(shard.segment))
        self.fields = fields
        self.passage_count = sum(len(shard.segment) - len(shard.dead) for shard in shards)
        self.average_lengths = {name: self._average_length(name) for name in fields}
        self._terms: dict[tuple[int, str], _Term] = {}
        self._boards = [Board(len(shard.segment)) for shard in self.shards]
        self._alive = [_alive(shard) for shard in self.shards]

    def found_in(self, term: int, field: str) -> int:
        """How many living passages hold a term in a field."""
        return self._term(term, field).found_in

    def weight(self, term: int, field: str) -> float:
        """A term's inverse document frequency in a field, 0 if it occurs nowhere in it."""
        return self._term(term, field).weight

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
        for place, shard in enumerate(self.shards):
            lists = [
                self._weighed(postings, weight)
                for term, weight in weights
                if (postings := term.lists[place])
            ]
            if lists:
                documents = candidates(
                    self._boards[place],
                    lists,
                    self._alive[place],
                    threshold=best.threshold,
                    top_k=top_k,
                )
                best.add(shard.segment.passages[documents], self._scores(shard, lists, documents))
        return best.matches()

    def _weights(self, query: Mapping[int, float]) -> list[tuple[_Term, float]]:
        """The terms that occur, in a fixed order, and how much each counts."""
        weights = []
        for name, field in self.fields.items():
            for term, weight in query.items():
                found = self._term(term, name)
                if found.weight and weight:
                    weights.append((found, field.weight * weight * found.weight))
        return weights

    def _term(self, term: int, field: str) -> _Term:
        known = self._terms.get((term, field))
        if known is None:
            if len(self._terms) >= _KEPT_TERMS:
                self._terms.clear()
            known = self._terms[term, field] = self._find(term, field)
        return known

    def _find(self, term: int, field: str) -> _Term:
        lists = [_postings(shard.segment, term, field) for shard in self.shards]
        found_in = sum(
            found.end - found.start - _dead_count(shard, term, field)
            for shard, found in zip(self.shards, lists, strict=True)
            if found
        )
        weight = inverse_document_frequency(self.passage_count, found_in) if found_in else 0.0
        return _Term(found_in, weight, lists)

    def _weighed(self, postings: TermPostings, weight: float) -> Weighed:
        written = postings.impacts.average_length
        # how much an impact has changed since it was written is no more than the average has
        change = self.average_lengths[postings.name] / written
        step = weight * (K1 + 1) / IMPACT_STEPS * max(1.0, change) * ROUNDING
        return Weighed(
            postings,
            weight,
            step,
            least=min(change, 1 / change),
            bound=postings.highest * step,
            length=postings.end - postings.start,
        )

    def _scores(
        self, shard: Shard, lists: Sequence[Weighed], documents: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """The model's scores of documents; always added up in the same order of terms."""
        scores = np.zeros(len(documents))
        for name in self.fields:
            of_field = [weighed for weighed in lists if weighed.postings.name == name]
            for impacts in self._impacts(shard, name, of_field, documents) if of_field else ():
                scores += impacts
        return scores

    def _impacts(
        self, shard: Shard, name: str, lists: Sequence[Weighed], documents: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """What each of the terms counts in each of the documents."""
        field = shard.segment.fields[name]
        places, held = places_of(lists, documents)
        counts = np.zeros(places.shape, dtype=np.uint32)
        counts[held] = field.counts.at(places[held])
        impacts = saturation(
            counts,
            field.lengths[documents],
            average_length=self.average_lengths[name],
            b=self.fields[name].b,
        )
        impacts *= np.array([[weighed.weight] for weighed in lists])
        return impacts

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
        passages, scores = self._passages[order].tolist(), self._scores[order].tolist()
        return list(map(Match, passages, scores))


def _alive(shard: Shard) -> NDArray[np.bool_] | None:
    """Which documents are alive; None if all are."""
    return shard.segment.source(shard.dead).alive if len(shard.dead) else None


def _dead_count(shard: Shard, term: int, field: str) -> int:
    """How many dead documents hold a term in a field."""
    terms, counts = shard.dead_counts[field]
    at = int(terms.searchsorted(np.uint32(term)))
    return int(counts[at]) if at < len(terms) and terms[at] == term else 0


def _postings(segment: Segment, term: int, field: str) -> TermPostings | None:
    postings, impacts = segment.fields[field], segment.impacts[field]
    at = int(postings.terms.searchsorted(np.uint32(term)))
    if at == len(postings.terms) or postings.terms[at] != term:
        return None
    start, end = int(postings.starts[at]), int(postings.starts[at + 1])
    return TermPostings(
        name=field,
        field=postings,
        impacts=impacts,
        start=start,
        end=end,
        documents=postings.documents[start:end],
        steps=impacts.steps[start:end],
        highest=int(impacts.bounds[at]),
    )
