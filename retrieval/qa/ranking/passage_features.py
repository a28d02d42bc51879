"""Features of candidate passages: named numbers in [0, 1] (`search` is a BM25 score over ten).

The reranker weighs them, the answerability classifier reads them, an explanation shows them. Each
feature is computed for all candidates at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import View
from retrieval.qa.answer_types import has_kind
from retrieval.qa.ranking.occurrence_matrix import BoolMatrix, OccurrenceMatrix, Occurrences
from retrieval.qa.result import Span
from retrieval.query import Concept, Question
from retrieval.text.substring_search import occurrences

_Floats = NDArray[np.float64]
_Numbers = NDArray[np.intp]
# in the order in which they are weighed and added up
FEATURES = ("search", "cover", "together", "article", "characters", "kind", "kind_near")
THERE = 0.3  # from here on a concept counts as there
# a word in the titles, beside one in the sentence itself
TITLED = 0.8
_SEARCH_SCALE = 10.0


@dataclass(frozen=True, slots=True)
class FoundConcept:
    """Weights of a concept's surest forms in a passage, its best sentence, titles and article."""

    concept: Concept
    passage: float
    sentence: float
    titles: float
    anywhere: float


class RetrievedPassage:
    """A candidate passage with its features, read from the columns of all candidates."""

    def __init__(self, view: View, columns: "_FeatureColumns", number: int) -> None:
        self.view = view
        self._columns = columns
        self._number = number

    @cached_property
    def features(self) -> dict[str, float]:
        """The features by their names, in the order of FEATURES."""
        features = self._columns.features
        return {name: float(features[name][self._number]) for name in FEATURES}

    @property
    def best_sentence(self) -> str:
        """The sentence that, with the titles, has most of the question by weight."""
        return self.view.sentence(int(self._columns.best[self._number]))

    @cached_property
    def matched(self) -> tuple[tuple[Concept, str, float], ...]:
        """The concepts that stand in the passage, each with its surest form and how sure it is."""
        return tuple(self._columns.matches.matched(self._number))

    @cached_property
    def found(self) -> tuple[FoundConcept, ...]:
        """The places where each of the question's concepts was found."""
        return self._columns.found(self._number)


@dataclass(frozen=True, slots=True)
class RetrievedPassages:
    """All candidate passages for a question, in the order in which they came."""

    question: Question
    passages: Sequence[RetrievedPassage]
    features: Mapping[str, _Floats]

    def scores(self, weights: Mapping[str, float]) -> _Floats:
        """The weighted sums of the candidates' features."""
        total = np.zeros(len(self.passages))
        for name in FEATURES if len(total) else ():
            total += weights.get(name, 0.0) * self.features[name]
        return total


@dataclass(frozen=True, slots=True)
class _FeatureColumns:
    """The features of all candidates; `best` are their best sentences, counted in the passage."""

    matches: "_FormMatches"
    features: Mapping[str, _Floats]
    best: _Numbers
    in_best: _Floats

    def found(self, number: int) -> tuple[FoundConcept, ...]:
        """The places where each concept was found for one candidate."""
        matches = self.matches
        tables = (matches.sure, self.in_best, matches.titles, matches.anywhere)
        columns = [table[:, number].tolist() for table in tables]
        return tuple(map(FoundConcept, matches.concepts, *columns))


def extract_features(
    question: Question, views: Sequence[View], *, search: Sequence[float]
) -> RetrievedPassages:
    """Compute the features of passages for a question; `search` are their search scores."""
    if not views:
        return RetrievedPassages(question, (), {})
    matrix = OccurrenceMatrix(views)
    forms = [form.text for concept in question.concepts for form in concept.forms]
    matches = _match(question.concepts, matrix.find(forms))
    shares = _shares(question.concepts)
    together = (
        shares * np.maximum(matches.sentences, TITLED * matches.titles[:, matrix.owners])
    ).sum(0)
    best = matrix.best_sentences(together)
    numbers = best - matrix.first_sentences
    sentences = (view.sentence(at) for view, at in zip(views, numbers.tolist(), strict=True))
    features = {
        "search": np.array(search, dtype=np.float64) / _SEARCH_SCALE,
        "cover": (shares * matches.sure).sum(axis=0),
        "together": together[best],
        "article": (shares * matches.anywhere).sum(axis=0),
        "characters": _characters(question.concepts, matrix),
        "kind": _column(has_kind(question, view.text) for view in views),
        "kind_near": _column(bool(own) and has_kind(question, own) for own in sentences),
    }
    columns = _FeatureColumns(matches, features, numbers, matches.sentences[:, best])
    passages = [RetrievedPassage(view, columns, number) for number, view in enumerate(views)]
    return RetrievedPassages(question, passages, features)


def _column(values: Iterator[float]) -> _Floats:
    return np.array(list(values), dtype=np.float64)


def _shares(concepts: Sequence[Concept]) -> _Floats:
    """Each concept's share of the question's weight, in a column."""
    weights = np.array([[concept.weight] for concept in concepts]).reshape(-1, 1)
    return weights / (float(weights.sum()) or 1.0)


@dataclass(frozen=True, slots=True)
class _FormMatches:
    """Tables of how surely concepts are found in candidates, with a row for each concept.

    `forms` are the numbers of the surest forms that the candidates have, the number of forms if
    they have none. `sentences` has a column for each sentence, the others for each candidate.
    """

    concepts: Sequence[Concept]
    texts: Sequence[str]
    forms: _Numbers
    sure: _Floats
    sentences: _Floats
    titles: _Floats
    anywhere: _Floats

    def matched(self, number: int) -> Iterator[tuple[Concept, str, float]]:
        """The concepts that a candidate has, each with its form and how sure it is."""
        columns = self.forms[:, number].tolist(), self.sure[:, number].tolist()
        for concept, form, sure in zip(self.concepts, *columns, strict=True):
            if form < len(self.texts):
                yield concept, self.texts[form], sure


def _match(concepts: Sequence[Concept], found_at: Occurrences) -> _FormMatches:
    forms = [form for concept in concepts for form in concept.forms]
    weights = np.array([*(form.weight for form in forms), 0.0])
    starts = np.cumsum([0, *(len(concept.forms) for concept in concepts)])[:-1]

    def surest(there: BoolMatrix) -> _Numbers:
        """The first form that is there: the typed one comes first, and the others surest first."""
        numbers = np.where(there, np.arange(len(forms))[:, None], len(forms))
        if not concepts:
            return numbers
        found: _Numbers = np.minimum.reduceat(numbers, starts, axis=0)
        return found

    inside = surest(found_at.passages)
    return _FormMatches(
        concepts,
        [form.text for form in forms],
        inside,
        sure=weights[inside],
        sentences=weights[surest(found_at.sentences)],
        titles=weights[surest(found_at.titles)],
        anywhere=weights[surest(found_at.articles)],
    )


def _characters(concepts: Sequence[Concept], matrix: OccurrenceMatrix) -> _Floats:
    """The largest share of the question's characters that a sentence and the titles have."""
    weights: dict[str, float] = {}
    for concept in concepts:
        for char in filter(str.isalnum, concept.text):
            weights[char] = max(weights.get(char, 0.0), concept.weight / len(concept.text))
    total = sum(weights.values())
    found: _Floats = np.maximum.reduceat(matrix.character_shares(weights), matrix.first_sentences)
    return found / (total or 1.0)


def highlights(folded: str, retrieved: RetrievedPassage) -> tuple[Span, ...]:
    """The spans of the concepts' forms in a passage's folded text, in order, overlaps merged."""
    spans = sorted(
        (start, start + len(form))
        for _, form, _ in retrieved.matched
        for start in occurrences(form, folded)
    )
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        else:
            merged.append(Span(start, end))
    return tuple(merged)
