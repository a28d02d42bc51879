"""What passages hold of a question: a handful of named figures, each of them from 0 to 1.

They are what is weighed when passages are ranked, when a passage is judged to answer or not, and
what an explanation shows. Each figure is worked out for all candidates at once.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import Role, View
from retrieval.qa.answer_types import has_kind
from retrieval.qa.occurrence_matrix import Page, Standing, Table
from retrieval.query import TELLING, Concept, Question, Source

_Figure = NDArray[np.float64]
_Numbers = NDArray[np.intp]
# in the order in which they are weighed and added up
FIGURES = (
    *("search", "typed", "bridged", "titles", "around", "sentence", "bridged_sentence", "pairs"),
    *("characters", "kind", "kind_near", "body", "head", "length", "unit", "credit", "focus"),
    *("rare", "names", "near", "same"),
)
_SHORT = 12
THERE = 0.3  # from here on a concept counts as there


@dataclass(frozen=True, slots=True)
class Found:
    """How surely a concept stands in a passage, in its titles, and in the rest of the article."""

    concept: Concept
    passage: float
    titles: float
    around: float

    @property
    def anywhere(self) -> float:
        """The surest of the three."""
        return max(self.passage, self.titles, self.around)


class Evidence:
    """A candidate passage and what it holds of the question, read from the columns of all."""

    def __init__(self, view: View, columns: "_Columns", number: int) -> None:
        self.view = view
        self._columns = columns
        self._number = number

    @cached_property
    def figures(self) -> dict[str, float]:
        """The figures by their names, in the order of FIGURES."""
        figures = self._columns.figures
        return {name: float(figures[name][self._number]) for name in FIGURES}

    @cached_property
    def matched(self) -> tuple[tuple[Concept, str, float], ...]:
        """The concepts that stand in the passage, each with its surest form and how sure it is."""
        return tuple(self._columns.holding.matched(self._number))

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """Where each of the question's concepts stands."""
        return self._columns.holding.found(self._number)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The evidence of all candidates for a question, in the order in which they came."""

    question: Question
    evidence: Sequence[Evidence]
    figures: Mapping[str, _Figure]

    def scores(self, weights: Mapping[str, float]) -> _Figure:
        """The weighted sums of the candidates' figures."""
        total = np.zeros(len(self.evidence))
        for name in FIGURES if len(total) else ():
            total += weights.get(name, 0.0) * self.figures[name]
        return total


@dataclass(frozen=True, slots=True)
class _Columns:
    holding: "_Holding"
    figures: Mapping[str, _Figure]


def gather(question: Question, views: Sequence[View], *, search: Sequence[float]) -> Gathered:
    """Hold passages against a question; `search` are their shares of the best search score."""
    if not views:
        return Gathered(question, (), {})
    page = Page(views)
    pairs = sorted({a + b for c in question.concepts for a, b in pairwise(c.text)})
    forms = [form.text for concept in question.concepts for form in concept.forms]
    standing = page.find([*forms, *pairs])
    holding = _hold(question.concepts, standing)
    has_kinds = _figure(has_kind(question, view.text) for view in views)
    figures = {
        "search": np.array(search, dtype=np.float64),
        **_concept_figures(holding),
        **_sentence_figures(question, views, page, standing, holding),
        # the share of the question's pairs of neighbouring characters that the passage has
        "pairs": standing.inside[len(forms) :].sum(axis=0) / (len(pairs) or 1),
        "characters": _characters(question.concepts, page),
        "kind": has_kinds,
        "unit": has_kinds if question.units else np.zeros(len(views)),
        **_form_figures(views),
    }
    # who took a picture: a credit that fits, beside a caption or a title that fits
    is_asked = question.asks_person & holding.sure.any(axis=0) & (figures["titles"] > 0.2)
    figures["credit"] = _figure(view.role is Role.CREDIT for view in views) * is_asked
    figures |= _earlier_figures(question, views)
    columns = _Columns(holding, figures)
    evidence = [Evidence(view, columns, number) for number, view in enumerate(views)]
    return Gathered(question, evidence, figures)


def _earlier_figures(question: Question, views: Sequence[View]) -> dict[str, _Figure]:
    """How likely an earlier question is answered in each passage's article, and, if this one says
    next to nothing itself (谁说的), in the passage itself.
    """
    articles: dict[str, float] = {}
    for article_id, _, likely in question.near:
        articles[article_id] = articles.get(article_id, 0.0) + likely
    says = any(c.weight >= TELLING for c in question.concepts if not c.is_earlier)
    passages = {} if says else {(name, place): likely for name, place, likely in question.near}
    return {
        "near": _figure(articles.get(v.article.article_id, 0.0) for v in views),
        "same": _figure(passages.get((v.article.article_id, v.position), 0.0) for v in views),
    }


def _figure(values: Iterator[float]) -> _Figure:
    return np.array(list(values), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Holding:
    """The concepts in each candidate: tables of a row for each concept.

    `forms` are the numbers of the surest forms that the candidates have; the last is none. The
    others say how surely a concept stands in the candidates, above and beside them.
    """

    concepts: Sequence[Concept]
    texts: Sequence[str]
    forms: _Numbers
    is_typed: Table
    sure: _Figure
    above: _Figure
    beside: _Figure

    def matched(self, number: int) -> Iterator[tuple[Concept, str, float]]:
        """The concepts that a candidate has, each with its form and how sure it is."""
        columns = self.forms[:, number].tolist(), self.sure[:, number].tolist()
        for concept, form, sure in zip(self.concepts, *columns, strict=True):
            if form < len(self.texts):
                yield concept, self.texts[form], sure

    def found(self, number: int) -> tuple[Found, ...]:
        """Where each of the concepts stands."""
        columns = [table[:, number].tolist() for table in (self.sure, self.above, self.beside)]
        return tuple(map(Found, self.concepts, *columns))


def _hold(concepts: Sequence[Concept], standing: Standing) -> _Holding:
    forms = [form for concept in concepts for form in concept.forms]
    weights = np.array([*(form.weight for form in forms), 0.0])
    is_typed = np.array([*(form.source is Source.TYPED for form in forms), False])
    starts = np.cumsum([0, *(len(concept.forms) for concept in concepts)])[:-1]

    def surest(there: Table) -> _Numbers:
        """The first form that is there: the typed one comes first, and the others surest first."""
        numbers = np.where(there[: len(forms)], np.arange(len(forms))[:, None], len(forms))
        found: _Numbers = np.minimum.reduceat(numbers, starts, axis=0)
        return found

    inside = surest(standing.inside)
    sure = weights[inside]
    above = weights[surest(standing.above)]
    above[sure >= 1.0] = 0.0
    beside = weights[surest(standing.beside)]
    beside[np.maximum(sure, above) >= 1.0] = 0.0
    texts = [form.text for form in forms]
    return _Holding(concepts, texts, inside, is_typed[inside], sure, above, beside)


def _concept_figures(holding: _Holding) -> dict[str, _Figure]:
    """How much of the question's weight stands where, and the concepts that tell most."""
    concepts, sure, above, beside = holding.concepts, holding.sure, holding.above, holding.beside
    weights = np.array([concept.weight for concept in concepts])
    shares = (weights / (sum(weights.tolist()) or 1.0))[:, None]
    told = np.maximum(sure, above)
    focused = [number for number, concept in enumerate(concepts) if concept.is_focus]
    named = [number for number, concept in enumerate(concepts) if concept.is_name]
    heaviest = np.flatnonzero(weights == weights.max(initial=0.0))
    none = np.zeros(sure.shape[1])
    return {
        "typed": (shares * holding.is_typed).sum(axis=0),
        "bridged": (shares * sure * ~holding.is_typed).sum(axis=0),
        "titles": (shares * np.maximum(0.0, above - sure)).sum(axis=0),
        "around": (shares * beside * (told < 0.5)).sum(axis=0),
        "focus": np.maximum(sure[focused[-1]], 0.5 * above[focused[-1]]) if focused else none,
        "rare": np.maximum(np.maximum(sure, 0.7 * above), 0.5 * beside)[heaviest].max(
            axis=0, initial=0.0
        ),
        "names": np.maximum(told, beside)[named].sum(axis=0) / (len(named) or 1),
    }


def _sentence_figures(
    question: Question, views: Sequence[View], page: Page, standing: Standing, holding: _Holding
) -> dict[str, _Figure]:
    """What the best sentence of each passage holds, and whether the fullest has what is asked."""
    weights = np.array([[concept.weight] for concept in question.concepts]).reshape(-1, 1)
    total = sum(concept.weight for concept in question.concepts) or 1.0
    numbers = np.arange(len(page.owners))
    forms = holding.forms[:, page.owners]
    # the last row is that of no form
    forms[forms == len(holding.texts)] = -1
    held = weights * holding.sure[:, page.owners] * standing.sentences[forms, numbers]
    is_sure = holding.sure[:, page.owners] == 1.0
    typed, bridged = (held * is_sure).sum(axis=0), (held * ~is_sure).sum(axis=0)
    best = page.first_of_most(typed + bridged)
    fullest = page.first_of_most(held.sum(axis=0)) - page.first_sentences
    told = (view.sentence(at) for view, at in zip(views, fullest.tolist(), strict=True))
    return {
        "sentence": typed[best] / total,
        "bridged_sentence": bridged[best] / total,
        "kind_near": _figure(bool(own) and has_kind(question, own) for own in told),
    }


def _characters(concepts: Sequence[Concept], page: Page) -> _Figure:
    """The largest share of the question's characters that one sentence has, by weight."""
    weights: dict[str, float] = {}
    for concept in concepts:
        for char in filter(str.isalnum, concept.text):
            weights[char] = max(weights.get(char, 0.0), concept.weight / len(concept.text))
    total = sum(weights.values())
    found: _Figure = np.maximum.reduceat(page.shares(weights), page.first_sentences)
    return found / (total or 1.0)


def _form_figures(views: Sequence[View]) -> dict[str, _Figure]:
    """What a passage is, whatever words it has."""
    return {
        "body": _figure(view.role in (Role.BODY, Role.CAPTION) for view in views),
        "head": _figure(
            view.role is Role.SECTION_HEAD or len(view.text) < _SHORT for view in views
        ),
        "length": _figure(min(1.0, math.log1p(len(view.text)) / 7) for view in views),
    }
