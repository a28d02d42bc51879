"""The model: BM25 over the fields of passages, in memory. The only module that imports rank_bm25.

It is rank-bm25's Okapi with one change: a term's weight is log(1 + (N - n + ½) / (n + ½)), which
is positive for every term. Okapi's own log((N - n + ½) / (n + ½)) is 0 for a term found in exactly
half of the passages and negative above that; rank-bm25 puts a quarter of the average weight in
place of the negative ones, so that 的 would count more than many a rare word, and leaves the 0.
BM25L and BM25Plus are positive too, but give passages that lack a term a share of it.
Source of the formula: Lucene's BM25Similarity.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from retrieval.documents import ArticleView, View, Views
from retrieval.index.protocol import FIELDS, Field, Hit, IndexedPassage, Numbers, PassageLocations
from retrieval.index.scoring import K1, inverse_document_frequency


class _PositiveOkapi(BM25Okapi):  # type: ignore[misc]
    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, n in nd.items():
            self.idf[term] = inverse_document_frequency(self.corpus_size, n)


class BM25Index:
    """An `Index` in memory; a search looks at every passage."""

    def __init__(
        self, passages: Sequence[IndexedPassage], *, fields: Mapping[str, Field] = FIELDS
    ) -> None:
        self._passages = [indexed.passage for indexed in passages]
        self._views = Views()
        texts = {name: [indexed.terms[name] for indexed in passages] for name in fields}
        # rank-bm25 divides by the number of texts and by their average length
        self._models = {
            name: _PositiveOkapi(texts[name], k1=K1, b=field.b)
            for name, field in fields.items()
            if any(texts[name])
        }
        self._fields = [(fields[name].weight, model) for name, model in self._models.items()]

    def __len__(self) -> int:
        return len(self._passages)

    def search(
        self, query: Mapping[str, float], *, top_k: int, within: Numbers | None = None
    ) -> list[Hit]:
        """The best passages, of all or some articles; ties keep page order."""
        scores = np.zeros(len(self._passages))
        for weight, model in self._fields:
            for term, term_weight in query.items():
                scores += weight * term_weight * model.get_scores([term])
        if within is not None:
            everything = np.arange(len(self._passages), dtype=np.uint32)
            scores[~np.isin(self.locations(everything).articles, within)] = 0
        return [
            Hit(rank, float(scores[number]), self._views.of(self._passages[number]))
            for rank, number in enumerate(_best(scores, top_k), start=1)
        ]

    def weight(self, term: str) -> float:
        """Inverse document frequency of a term; 0 if it occurs nowhere."""
        return max((model.idf.get(term, 0.0) for _, model in self._fields), default=0.0)

    def weights(self, terms: Sequence[str]) -> list[float]:
        """The weight of each term."""
        return [self.weight(term) for term in terms]

    def vocabulary(self) -> Iterable[str]:
        """Every term that occurs, sorted."""
        return sorted({term for _, model in self._fields for term in model.idf})

    def terms_with(self, part: str) -> list[str]:
        """The terms that have the part."""
        return [term for term in self.vocabulary() if part in term]

    def terms_starting(self, start: str) -> list[str]:
        """The terms that begin so."""
        return [term for term in self.vocabulary() if term.startswith(start)]

    def terms_ending(self, end: str) -> list[str]:
        """The terms whose last character it is."""
        return [term for term in self.vocabulary() if term[-1:] == end]

    def holding(self, *groups: Sequence[str], field: str) -> Numbers:
        """The numbers of the passages that hold one term of each group in a field, ascending."""
        documents = self._models[field].doc_freqs if field in self._models else []
        held = [
            number
            for number, counts in enumerate(documents)
            if all(any(map(counts.__contains__, terms)) for terms in groups)
        ]
        return np.array(held, dtype=np.uint32)

    def locations(self, passages: Numbers) -> PassageLocations:
        """Article and report of each passage."""
        chosen = [self._passages[number] for number in passages.tolist()]
        names = sorted({passage.article.report for passage in self._passages})
        ranks = {name: rank for rank, name in enumerate(names)}
        return PassageLocations(
            passages - np.array([passage.position for passage in chosen], dtype=np.uint32),
            np.array([ranks[passage.article.report] for passage in chosen], dtype=np.uint32),
        )

    def article_views(self, articles: Numbers) -> Iterator[ArticleView]:
        """The views of articles, by the numbers of their first passages."""
        return (view.article for view in self.views(articles.tolist()))

    def views(self, passages: Sequence[int]) -> list[View]:
        """The views of passages, by their numbers."""
        return [self._views.of(self._passages[number]) for number in passages]

    def shares(self, query: Mapping[str, float], view: View) -> dict[str, float]:
        """Share of each query term in a passage's score, 0 left out."""
        key = view.article.article_id, view.position
        keys = ((p.article.article_id, p.position) for p in self._passages)
        number = next(number for number, other in enumerate(keys) if other == key)
        scores = {
            term: sum(
                field_weight * weight * model.get_batch_scores([term], [number])[0]
                for field_weight, model in self._fields
            )
            for term, weight in query.items()
        }
        return {term: score for term, score in scores.items() if score}


def _best(scores: NDArray[np.float64], top_k: int) -> list[int]:
    order = np.argsort(-scores, kind="stable")[:top_k]
    return [int(number) for number in order if scores[number] > 0]
