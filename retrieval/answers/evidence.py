"""What passages hold of a question: a handful of named figures, each of them from 0 to 1.

They are what is weighed when passages are ranked, when a passage is judged to answer or not, and
what an explanation shows. Each figure is worked out for all candidates at once.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.answers.kinds import has_kind, has_number
from retrieval.articles import Role
from retrieval.passages import View
from retrieval.questions import Concept, Question, Source

_Figure = NDArray[np.float64]
# in the order in which they are weighed and added up
FIGURES = (
    *("search", "typed", "bridged", "titles", "around", "sentence", "bridged_sentence", "pairs"),
    *("characters", "kind", "kind_near", "body", "head", "length", "unit", "credit", "focus"),
    *("rare", "names"),
)
_SHORT = 12


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


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate passage with its figures; `matched` are the forms found in it, by concept.

    `sure` says of each of the question's concepts how surely it stands in the passage, in its
    titles, and in the rest of the article.
    """

    question: Question
    view: View
    figures: dict[str, float]
    matched: tuple[tuple[Concept, str, float], ...]
    sure: tuple[tuple[float, float, float], ...]

    @property
    def found(self) -> tuple[Found, ...]:
        """Where the question's concepts stand."""
        places = zip(self.question.concepts, self.sure, strict=True)
        return tuple(Found(concept, *sure) for concept, sure in places)


def gather(question: Question, views: Sequence[View], *, search: Sequence[float]) -> list[Evidence]:
    """Hold passages against a question; `search` are their shares of the best search score."""
    if not views:
        return []
    holdings = [_hold(concept, views) for concept in question.concepts]
    figures = {
        "search": np.array(search),
        **_concept_figures(holdings, len(views)),
        **_sentence_figures(question, views, holdings),
        **_form_figures(question, views),
    }
    is_credit = np.array([view.role is Role.CREDIT for view in views], dtype=bool)
    has_match = np.array([any(h.forms[i] for h in holdings) for i in range(len(views))], dtype=bool)
    # who took a picture: a credit that fits, beside a caption or a title that fits
    is_asked_credit = is_credit & question.asks_person & has_match & (figures["titles"] > 0.2)
    figures["credit"] = is_asked_credit.astype(np.float64)
    rows = zip(*(figures[name].tolist() for name in FIGURES), strict=True)
    sure = [zip(*(f.tolist() for f in (h.sure, h.above, h.beside)), strict=True) for h in holdings]
    sure_of = list(zip(*sure, strict=True)) if sure else [()] * len(views)
    return [
        Evidence(
            question=question,
            view=view,
            figures=dict(zip(FIGURES, row, strict=True)),
            matched=tuple((h.concept, h.forms[i], h.weights[i]) for h in holdings if h.forms[i]),
            sure=sure_of[i],
        )
        for i, (view, row) in enumerate(zip(views, rows, strict=True))
    ]


@dataclass(frozen=True, slots=True)
class _Holding:
    """A concept in each candidate: the surest form that the passage has, or none, and its weight;
    how surely the concept stands in the passage, above and beside it.
    """

    concept: Concept
    forms: Sequence[str]
    weights: Sequence[float]
    is_typed: NDArray[np.bool_]
    sure: _Figure
    above: _Figure
    beside: _Figure


def _hold(concept: Concept, views: Sequence[View]) -> _Holding:
    # the typed form comes first, and the others the surest first
    texts = [form.text for form in concept.forms]
    weights = np.array([*(form.weight for form in concept.forms), 0.0])
    is_typed = np.array([*(form.source is Source.TYPED for form in concept.forms), False])
    inside = _first_of(texts, [view.text for view in views])
    sure = weights[inside]
    above = weights[_first_of(texts, [view.titles for view in views])]
    above[sure >= 1.0] = 0.0
    beside = np.zeros(len(views))
    unsure = np.flatnonzero(np.maximum(sure, above) < 1.0).tolist()
    if unsure:
        beside[unsure] = weights[_first_of(texts, [views[i].around for i in unsure])]
    forms = [*texts, ""]
    return _Holding(
        concept=concept,
        forms=[forms[i] for i in inside],
        weights=sure.tolist(),
        is_typed=is_typed[inside],
        sure=sure,
        above=above,
        beside=beside,
    )


def _first_of(forms: Sequence[str], texts: Sequence[str]) -> list[int]:
    """For each text the place of the first form that it has; -1 if it has none."""
    found = []
    for text in texts:
        for place, form in enumerate(forms):
            if form in text:
                found.append(place)
                break
        else:
            found.append(-1)
    return found


def _concept_figures(holdings: Sequence[_Holding], count: int) -> dict[str, _Figure]:
    """How much of the question's weight stands where, and the concepts that tell most."""
    names = ("typed", "bridged", "titles", "around", "focus", "rare", "names")
    figures = {name: np.zeros(count) for name in names}
    total = sum(h.concept.weight for h in holdings) or 1.0
    heaviest = max((h.concept.weight for h in holdings), default=1.0) or 1.0
    name_count = sum(h.concept.is_name for h in holdings)
    for h in holdings:
        share = h.concept.weight / total
        figures["typed"] += share * h.is_typed
        figures["bridged"] += share * h.sure * ~h.is_typed
        figures["titles"] += share * np.maximum(0.0, h.above - h.sure)
        figures["around"] += share * h.beside * (np.maximum(h.sure, h.above) < 0.5)
        if h.concept.is_focus:
            figures["focus"] = np.maximum(h.sure, 0.5 * h.above)
        if h.concept.weight == heaviest:
            for sure in (h.sure, 0.7 * h.above, 0.5 * h.beside):
                figures["rare"] = np.maximum(figures["rare"], sure)
        if h.concept.is_name:
            figures["names"] += np.maximum(np.maximum(h.sure, h.above), h.beside)
    figures["names"] /= name_count or 1
    return figures


def _sentence_figures(
    question: Question, views: Sequence[View], holdings: Sequence[_Holding]
) -> dict[str, _Figure]:
    """What the best sentence of each passage holds, and whether it has what is asked for."""
    total = sum(concept.weight for concept in question.concepts) or 1.0
    rows = []
    for number, view in enumerate(views):
        matched = [
            (h.forms[number], h.concept.weight, h.weights[number])
            for h in holdings
            if h.forms[number]
        ]
        typed, bridged, fullest = _best_sentence(view.sentences, matched)
        rows.append(
            (typed / total, bridged / total, float(bool(fullest) and has_kind(question, fullest)))
        )
    names = ("sentence", "bridged_sentence", "kind_near")
    columns = np.array(rows, dtype=np.float64).reshape(-1, len(names)).T
    return dict(zip(names, columns, strict=True)) | {"characters": _characters(question, views)}


def _best_sentence(
    sentences: Sequence[str], matched: Sequence[tuple[str, float, float]]
) -> tuple[float, float, str]:
    """The most that one sentence holds, as typed and otherwise, and the sentence that holds most.

    `matched` are forms with the weights of their concepts and how sure they are.
    """
    best, fullest, most = (0.0, 0.0), "", -1.0
    for sentence in sentences:
        typed = bridged = held = 0.0
        for form, weight, sure in matched:
            if form in sentence:
                held += weight * sure
                if sure == 1.0:
                    typed += weight
                else:
                    bridged += weight * sure
        if typed + bridged > best[0] + best[1]:
            best = typed, bridged
        if held > most:
            fullest, most = sentence, held
    return *best, fullest


def _characters(question: Question, views: Sequence[View]) -> _Figure:
    """The largest share of the question's characters that one sentence has, by weight."""
    weights: dict[str, float] = {}
    for concept in question.concepts:
        for char in concept.text:
            if char.isalnum():
                each = concept.weight / len(concept.text)
                weights[char] = max(weights.get(char, 0.0), each)
    total = sum(weights.values())
    if not total:
        return np.zeros(len(views))
    sentences = [sentence for view in views for sentence in view.sentences or ("",)]
    owner = np.repeat(np.arange(len(sentences)), [len(sentence) for sentence in sentences])
    page = "".join(sentences).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(page, dtype="<u4")
    shares = np.zeros(len(sentences))
    for char, weight in weights.items():
        held = np.zeros(len(sentences))
        held[owner[codes == ord(char)]] = weight
        shares += held
    counts = [len(view.sentences) or 1 for view in views]
    starts = np.cumsum([0, *counts[:-1]])
    found: _Figure = np.maximum.reduceat(shares, starts) / total
    return found


def _form_figures(question: Question, views: Sequence[View]) -> dict[str, _Figure]:
    """What a passage is, whatever words it has."""
    pairs = {
        concept.text[i : i + 2]
        for concept in question.concepts
        for i in range(len(concept.text) - 1)
    }
    figures: Mapping[str, Sequence[float]] = {
        # the share of the question's pairs of neighbouring characters that the passage has
        "pairs": [sum([p in view.text for p in pairs]) / (len(pairs) or 1) for view in views],
        "kind": [has_kind(question, view.text) for view in views],
        "body": [view.role in (Role.BODY, Role.CAPTION) for view in views],
        "head": [view.role is Role.SECTION_HEAD or len(view.text) < _SHORT for view in views],
        "length": [min(1.0, math.log1p(len(view.text)) / 7) for view in views],
        "unit": [bool(question.units) and has_number(question, view.text) for view in views],
    }
    return {name: np.array(values, dtype=np.float64) for name, values in figures.items()}
