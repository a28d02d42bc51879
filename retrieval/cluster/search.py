"""The best passages for a query: candidates from the cluster, scores by the model's own formula.

The cluster adds up impacts, which are upper bounds of what terms count. So a passage that it did
not send can't score more than the last one it sent, times `slack`; as long as it could be among the
best, more are asked for. Nothing of this depends on shards, merges or deleted passages.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.cluster.change import IndexState
from retrieval.cluster.cluster_client import Document
from retrieval.cluster.schema import IMPACT_STEPS, MOST_HITS, TermCounts, unpack
from retrieval.index.protocol import Field, Numbers
from retrieval.index.scoring import K1, inverse_document_frequency, saturation

# candidates at first for each passage wanted, and times as many when those don't do
FIRST, MORE = 2, 4
# a query of more terms is searched by the heaviest, one of more ranges in parts; OpenSearch takes
# 1024 of both by default
MOST_TERMS = 700
MOST_RANGES = 300
# single precision, in which the cluster adds up
_ROUNDING = 1.0001


@dataclass(frozen=True, slots=True)
class WeighedTerm:
    """A term in a field with what it counts in a query."""

    field: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage's number, its score, and the share of each of the query's weighed terms."""

    passage: int
    score: float
    shares: Sequence[float]


# runs one search in the cluster
Search = Callable[[Document], list[Document]]
CountsOf = Mapping[str, tuple[int, int]]


class Scorer:
    """The model's formula for one state of the index."""

    def __init__(self, state: IndexState, fields: Mapping[str, Field]) -> None:
        self._state = state
        self._fields = fields
        self._averages = {name: state.average_length(name) for name in fields}

    @property
    def slack(self) -> float:
        """The most by which a score may exceed what the cluster adds up."""
        lowest = self._state.lowest_averages
        drifts = [self._averages[name] / lowest.get(name, 1.0) for name in self._fields]
        return max(1.0, *drifts) * _ROUNDING

    def weigh(self, query: Mapping[str, float], counts: CountsOf) -> list[WeighedTerm]:
        """The terms of a query that occur, field by field."""
        return [
            WeighedTerm(name, text, field.weight * weight * self.rarity(counts[text][at]))
            for at, (name, field) in enumerate(self._fields.items())
            for text, weight in query.items()
            if weight and text in counts and counts[text][at]
        ]

    def rarity(self, found_in: int) -> float:
        """The inverse document frequency of a term that so many passages hold; 0 for none."""
        return inverse_document_frequency(self._state.passages, found_in) if found_in else 0.0

    def shares(self, terms: Sequence[WeighedTerm], documents: Sequence[Any]) -> NDArray[np.float64]:
        """The score of each term (a row) in each passage, by the passages' counts of terms."""
        shares = np.zeros((len(terms), len(documents)))
        for name, field in self._fields.items():
            rows = [row for row, term in enumerate(terms) if term.field == name]
            if not rows:
                continue
            held = [document[name] for document in documents]
            counts = np.array([[one.get(terms[row].text, 0) for one in held] for row in rows])
            lengths = np.array([sum(one.values()) for one in held])
            impacts = saturation(counts, lengths, average_length=self._averages[name], b=field.b)
            shares[rows] = impacts * np.array([[terms[row].weight] for row in rows])
        return shares


def best(
    terms: Sequence[WeighedTerm],
    scorer: Scorer,
    search: Search,
    living_of: Callable[[Numbers], Numbers],
    *,
    filters: Sequence[Document],
    top_k: int,
) -> list[ScoredPassage]:
    """The passages with the `top_k` highest scores, and those that tie with the last of them.

    `living_of` keeps the passages of a generation, not those about to be deleted; all others of
    other generations, `filters` keep out.
    """
    heaviest = sorted(terms, key=lambda term: -term.weight)
    asked, left = heaviest[:MOST_TERMS], heaviest[MOST_TERMS:]
    unasked = sum(term.weight for term in left) * (K1 + 1)
    count = FIRST * top_k
    while True:
        count = min(count, MOST_HITS)
        hits = search(_body(asked, filters, count)) if asked else []
        found = _scored(terms, scorer, hits, living_of)
        if len(hits) < count or count == MOST_HITS:
            break
        bound = hits[-1]["_score"] / IMPACT_STEPS * scorer.slack + unasked
        if len(found) >= top_k and found[top_k - 1].score > bound:
            break
        count *= MORE
    return first_of(found, top_k)


def first_of(found: Sequence[ScoredPassage], top_k: int) -> list[ScoredPassage]:
    """The best, and those that tie with the last of them, in the order of their scores."""
    ordered = sorted(found, key=lambda one: (-one.score, one.passage))
    last = ordered[min(top_k, len(ordered)) - 1].score if ordered else 0.0
    return [one for one in ordered if one.score >= last]


def filters_of(ranges: Sequence[tuple[int, int]]) -> list[list[Document]]:
    """The filters that keep the passages of some ranges, each for a search of its own."""
    each = [{"range": {"row": {"gte": first, "lt": end}}} for first, end in ranges]
    parts = (each[start : start + MOST_RANGES] for start in range(0, len(each), MOST_RANGES))
    return [[{"bool": {"should": part}}] for part in parts]


def _scored(
    terms: Sequence[WeighedTerm],
    scorer: Scorer,
    hits: Sequence[Document],
    living_of: Callable[[Numbers], Numbers],
) -> list[ScoredPassage]:
    shares = scorer.shares(terms, [_terms_of(hit) for hit in hits])
    # one after the other, as the stored index adds up
    totals = np.add.accumulate(shares, axis=0)[-1].tolist() if len(terms) else []
    numbers = [int(hit["_id"][1:]) for hit in hits]
    columns = shares.T.tolist()
    alive = set(living_of(np.array(numbers, dtype=np.uint32)).tolist())
    scored = map(ScoredPassage, numbers, totals, columns)
    found = [one for one in scored if one.passage in alive]
    return sorted(found, key=lambda one: (-one.score, one.passage))


def _terms_of(hit: Document) -> TermCounts:
    """The terms of a hit, which are unpacked once: a question may look at it several times."""
    source = hit["_source"]
    if isinstance(source["terms"], str):
        source["terms"] = unpack(source["terms"])
    found: TermCounts = source["terms"]
    return found


def _body(terms: Sequence[WeighedTerm], filters: Sequence[Document], size: int) -> Document:
    should = [{"term": {term.field: {"value": term.text, "boost": term.weight}}} for term in terms]
    query = {"should": should, "minimum_should_match": 1, "filter": list(filters)}
    return {
        "size": size,
        "query": {"bool": query},
        "track_total_hits": False,
        "timeout": "5s",
    }


def living(born: int) -> Document:
    """The filter of what counts in a generation."""
    return {"range": {"born": {"lte": born}}}
