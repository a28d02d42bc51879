"""BM25 over two fields, body and titles. The only module that imports rank_bm25.

The model is rank-bm25's Okapi with one change: a term's weight is log(1 + (N - n + ½) / (n + ½)),
which is positive for every term. Okapi's own log((N - n + ½) / (n + ½)) is 0 for a term found in
exactly half of the passages and negative above that; rank-bm25 puts a quarter of the average
weight in place of the negative ones, so that 的 would count more than many a rare word, and leaves
the 0. BM25L and BM25Plus are positive too, but give passages that lack a term a share of it.
Source of the formula: Lucene's BM25Similarity.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from retrieval.index.hit import Hit
from retrieval.passages import Passage

K1 = 1.5
B_BODY = 0.6
B_TITLES = 0.5
TITLES_WEIGHT = 0.4


class _PositiveOkapi(BM25Okapi):  # type: ignore[misc]
    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, n in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - n + 0.5) / (n + 0.5))


class BM25Index:
    """An index in memory over passages and the terms of their bodies and titles."""

    def __init__(
        self,
        passages: Sequence[Passage],
        *,
        body_terms: Sequence[Sequence[str]],
        title_terms: Sequence[Sequence[str]],
    ) -> None:
        self._passages = passages
        self._body = _field(body_terms, b=B_BODY)
        self._titles = _field(title_terms, b=B_TITLES)

    def __contains__(self, term: str) -> bool:
        """Whether a term occurs in any passage or title."""
        return any(field is not None and term in field.idf for field in self._fields)

    def search(self, query: Sequence[str], *, top_k: int) -> list[Hit]:
        """The best passages that share a term with the query; ties keep page order."""
        scores = np.zeros(len(self._passages))
        for field, weight in zip(self._fields, (1.0, TITLES_WEIGHT), strict=True):
            if field is not None and query:
                scores += weight * field.get_scores(query)
        return [
            Hit(rank, float(scores[number]), self._passages[number])
            for rank, number in enumerate(_best(scores, top_k), start=1)
        ]

    def weight(self, term: str) -> float:
        """How much a term tells: its inverse document frequency, 0 if it occurs nowhere."""
        return max((field.idf.get(term, 0.0) for field in self._fields if field), default=0.0)

    @property
    def _fields(self) -> tuple[_PositiveOkapi | None, _PositiveOkapi | None]:
        return self._body, self._titles


def _field(texts: Sequence[Sequence[str]], *, b: float) -> _PositiveOkapi | None:
    # rank-bm25 divides by the number of texts and by their average length
    return _PositiveOkapi(texts, k1=K1, b=b) if any(texts) else None


def _best(scores: NDArray[np.float64], top_k: int) -> list[int]:
    order = np.argsort(-scores, kind="stable")[:top_k]
    return [int(number) for number in order if scores[number] > 0]
