"""The best passages for a query's terms, exactly, without looking at most postings.

`searching` finds the documents of a segment that may be among the best; here they are scored by
the model's formula in double precision. So the scores do not depend on how the index came about.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.index.postings.posting_lists import (
    ROUNDING,
    Matches,
    PostingLists,
    TermPostings,
    WeightedPostings,
)
from retrieval.index.postings.searcher import ScoreBuffer, candidates
from retrieval.index.postings.segment import IMPACT_STEPS, Segment
from retrieval.index.protocol import Field, Numbers
from retrieval.index.scoring import K1, inverse_document_frequency, saturation

# terms whose places are remembered
_KEPT_TERMS = 1 << 14


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
class _RankedTerm:
    """A term in a field: how many living passages hold it, its weight, its postings by shard."""

    found_in: int
    weight: float
    lists: Sequence[TermPostings | None]


class PostingsSearcher:
    """Ranks the living passages of some segments."""

    def __init__(self, shards: Sequence[Shard], *, fields: Mapping[str, Field]) -> None:
        self.shards = sorted(shards, key=lambda shard: -len(shard.segment))
        self.fields = fields
        self.passage_count = sum(len(shard.segment) - len(shard.dead) for shard in shards)
        self.average_lengths = {name: self._average_length(name) for name in fields}
        self._terms: dict[tuple[int, str], _RankedTerm] = {}
        self._weighed: dict[tuple[int, str, float], Sequence[WeightedPostings | None]] = {}
        self._boards = [ScoreBuffer(len(shard.segment)) for shard in self.shards]
        self._alive = [_alive(shard) for shard in self.shards]

    def found_in(self, term: int, field: str) -> int:
        """Count the living passages that hold a term in a field."""
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

    def holding(self, terms: Sequence[int], field: str) -> Numbers:
        """The living passages that hold one of some terms in a field, ascending."""
        found = [np.empty(0, dtype=np.uint32)]
        for shard, alive in zip(self.shards, self._alive, strict=True):
            documents = _holding(shard.segment, terms, field)
            if alive is not None:
                documents = documents[alive[documents]]
            found.append(shard.segment.passages[documents])
        return np.sort(np.concatenate(found), kind="stable")  # merges what is in order

    def shares(self, query: Mapping[int, float], passage: int) -> dict[int, float]:
        """Share of each query term in a living passage's score, 0 left out."""
        for place, shard in enumerate(self.shards):
            at = int(shard.segment.passages.searchsorted(np.uint32(passage)))
            if at < len(shard.segment) and shard.segment.passages[at] == passage:
                document = np.array([at])
                scores = {
                    term: self._share(term, weight, place, document)
                    for term, weight in query.items()
                }
                return {term: score for term, score in scores.items() if score}
        raise KeyError(passage)

    def _share(self, term: int, weight: float, place: int, document: NDArray[np.intp]) -> float:
        """Share of a term in the score of a document of a shard."""
        fields = [self._weigh(term, name, weight)[place] for name in self.fields if weight]
        weighed = [held for held in fields if held]
        if not weighed:
            return 0.0
        segment = self.shards[place].segment
        lists = PostingLists(segment, weighed)
        return float(self._scores(segment, lists, lists.find(document))[0])

    def best(self, query: Mapping[int, float], *, top_k: int) -> list[Match]:
        """The passages with the `top_k` highest scores, best first, and those that tie with the
        last of them; passages with equal scores in order of their numbers.

        `query` weighs terms, by their numbers; no weight is negative.
        """
        best = _Best(top_k)
        for place, shard in enumerate(self.shards):
            if weighed := self._weigh_all(query, place):
                lists = PostingLists(shard.segment, weighed)
                found = candidates(
                    self._boards[place],
                    lists,
                    self._alive[place],
                    threshold=best.threshold,
                    top_k=top_k,
                )
                scores = self._scores(shard.segment, lists, found)
                best.add(shard.segment.passages[found.documents], scores)
        return best.matches()

    def score(self, query: Mapping[int, float], passages: Numbers) -> list[Match]:
        """The scores of some living passages that hold a term of the query; in no order."""
        best = _Best(len(passages))
        for place, shard in enumerate(self.shards):
            held = shard.segment.passages
            documents = held.searchsorted(passages).clip(max=len(held) - 1)
            documents = documents[held[documents] == passages]
            if len(documents) and (weighed := self._weigh_all(query, place)):
                lists = PostingLists(shard.segment, weighed)
                scores = self._scores(shard.segment, lists, lists.find(documents))
                best.add(shard.segment.passages[documents], scores)
        return best.matches()

    def _weigh_all(self, query: Mapping[int, float], place: int) -> list[WeightedPostings]:
        """The postings of all terms in a shard, field by field."""
        terms = [
            self._weigh(term, name, weight)
            for name in self.fields
            for term, weight in query.items()
            if weight
        ]
        return [held for lists in terms if (held := lists[place])]

    def _weigh(self, term: int, field: str, weight: float) -> Sequence[WeightedPostings | None]:
        """A term's postings in a field, by shard, as a query weighs them that gives it a weight."""
        known = self._weighed.get((term, field, weight))
        if known is None:
            if len(self._weighed) >= _KEPT_TERMS:
                self._weighed.clear()
            found = self._term(term, field)
            each = self.fields[field].weight * weight * found.weight
            known = [self._weigh_list(list_, each) if each else None for list_ in found.lists]
            self._weighed[term, field, weight] = known
        return known

    def _weigh_list(self, postings: TermPostings | None, weight: float) -> WeightedPostings | None:
        if postings is None:
            return None
        # how much an impact has changed since it was written is no more than the average has
        change = self.average_lengths[postings.field] / postings.average_length
        step = weight * (K1 + 1) / IMPACT_STEPS * max(1.0, change) * ROUNDING
        return WeightedPostings(postings, weight=weight, step=step, least=min(change, 1 / change))

    def _term(self, term: int, field: str) -> _RankedTerm:
        known = self._terms.get((term, field))
        if known is None:
            if len(self._terms) >= _KEPT_TERMS:
                self._terms.clear()
            known = self._terms[term, field] = self._find(term, field)
        return known

    def _find(self, term: int, field: str) -> _RankedTerm:
        lists = [_postings(shard.segment, term, field) for shard in self.shards]
        found_in = sum(
            len(found) - _dead_count(shard, term, field)
            for shard, found in zip(self.shards, lists, strict=True)
            if found
        )
        weight = inverse_document_frequency(self.passage_count, found_in) if found_in else 0.0
        return _RankedTerm(found_in, weight, lists)

    def _scores(self, segment: Segment, lists: PostingLists, found: Matches) -> NDArray[np.float64]:
        """The model's scores of documents; always added up in the same order of terms."""
        if not len(found.documents):
            return np.empty(0)
        impacts = np.empty(found.places.shape)
        for name in self.fields:
            in_field = [weighed.postings.field == name for weighed in lists.shortest_first]
            rows = slice(None) if all(in_field) else np.flatnonzero(in_field)
            of_field = Matches(found.documents, found.places[rows], found.held[rows])
            impacts[rows] = self._impacts(segment, name, of_field, lists.starts[rows])
        impacts *= lists.weights
        # not `sum`, which may pair the terms another way where there is one document only
        scores: NDArray[np.float64] = np.add.accumulate(impacts[lists.order], axis=0)[-1]
        return scores

    def _impacts(
        self, segment: Segment, name: str, found: Matches, starts: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Saturated frequencies of a field's terms in the documents, before weights."""
        field = segment.fields[name]
        counts = np.zeros(found.places.shape, dtype=np.uint32)
        counts[found.held] = field.counts.at((found.places + starts)[found.held])
        return saturation(
            counts,
            field.lengths[found.documents],
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
        self._found: list[tuple[float, int]] = []  # scores below zero, so that the best are first

    def add(self, passages: Numbers, scores: NDArray[np.float64]) -> None:
        """Take in passages that were not added before."""
        self._found += zip((-scores).tolist(), passages.tolist(), strict=True)
        self._found.sort()
        if len(self._found) >= self.top_k:
            last, _ = self._found[self.top_k - 1]
            self.threshold = -last
            del self._found[bisect_right(self._found, last, key=itemgetter(0)) :]

    def matches(self) -> list[Match]:
        return [Match(passage, -score) for score, passage in self._found]


def _alive(shard: Shard) -> NDArray[np.bool_] | None:
    """Mask of the living documents; None if all are alive."""
    return shard.segment.source(shard.dead).alive if len(shard.dead) else None


def _dead_count(shard: Shard, term: int, field: str) -> int:
    """Count the dead documents that hold a term in a field."""
    terms, counts = shard.dead_counts[field]
    at = int(terms.searchsorted(np.uint32(term)))
    return int(counts[at]) if at < len(terms) and terms[at] == term else 0


def _holding(segment: Segment, terms: Sequence[int], field: str) -> NDArray[np.intp]:
    """The documents that hold one of some terms in a field, ascending."""
    found = (_postings(segment, term, field) for term in terms)
    lists = [postings.documents for postings in found if postings]
    if len(lists) == 1:
        return lists[0].astype(np.intp)
    holds = np.zeros(len(segment), dtype=bool)
    for documents in lists:
        holds[documents] = True
    return np.flatnonzero(holds)


def _postings(segment: Segment, term: int, field: str) -> TermPostings | None:
    postings, impacts = segment.fields[field], segment.impacts[field]
    at = segment.place_of_term(field, term)
    if at is None:
        return None
    start, end = int(postings.starts[at]), int(postings.starts[at + 1])
    return TermPostings(
        field=field,
        start=start,
        documents=postings.documents[start:end],
        steps=impacts.steps[start:end],
        highest=int(impacts.bounds[at]),
        average_length=impacts.average_length,
        documents_at=segment.place_of(field, "documents") // 4 + start,
        steps_at=segment.place_of(field, "steps") + start,
    )
