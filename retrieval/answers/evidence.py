"""What a passage holds of a question: a handful of named figures, each of them from 0 to 1.

They are what is weighed when passages are ranked, when a passage is judged to answer or not, and
what an explanation shows.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answers.amounts import AMOUNT, unit_pattern
from retrieval.answers.view import View
from retrieval.articles import Role
from retrieval.questions import Concept, Kind, Question, Source

_DATE = re.compile(
    r"\d{4}年|\d+月\d*|\d+日|[今去明前]年|[上下]半年|月初|月底|年底|星期|周[一二三四五六日]|上午|下午"
    r"|早|晚|节|前夕|期间|旺季|世纪|年代|年初|[一二两三四五六七八九十\d]年(?!度)"
)
_CLOCK = re.compile(
    r"\d+[:：点时]\d*[分半]?(?:至|到|-|~|—|前|后|整)|[上下]午\d+[点时]|\d+[点时]\d*分"
)
_CONTACT = re.compile(
    r"\d{3,4}-?\d{7,8}|1[3-9]\d{9}|https?:|www\.|\w@\w|[路街道]\d+号|热线\d|电话[:：]?\d"
)
_WHY = re.compile(
    r"因|由于|(?<![成作认称以视变])为(?![主止例期])|原因|目的|旨在|以便|所以|面临|威胁|预防|让|难题|问题|缺"
)
_PLACE = re.compile(r"在|于|位于|来到|赴|地处|前往|至|到")


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
    """A candidate passage with its figures; `matched` are the forms found in it, by concept."""

    view: View
    figures: dict[str, float]
    matched: tuple[tuple[Concept, str, float], ...]
    found: tuple[Found, ...] = ()


def gather(question: Question, view: View, *, search: float) -> Evidence:
    """Hold a passage against a question; `search` is its share of the best search score."""
    total = sum(concept.weight for concept in question.concepts) or 1.0
    typed = bridged = titles = around = focus = rare = 0.0
    heaviest = max((c.weight for c in question.concepts), default=1.0) or 1.0
    matched: list[tuple[Concept, str, float]] = []
    founds = []
    for concept in question.concepts:
        share = concept.weight / total
        form, sure, is_typed = _found(concept, view.text)
        above = _found(concept, view.titles)[1] if sure < 1.0 else 0.0
        beside = _found(concept, view.around)[1] if max(sure, above) < 1.0 else 0.0
        founds.append(Found(concept, sure, above, beside))
        if form:
            matched.append((concept, form, sure))
        typed += share * is_typed
        bridged += share * sure * (not is_typed)
        titles += share * max(0.0, above - sure)
        around += share * beside * (max(sure, above) < 0.5)
        if concept.is_focus:
            focus = max(sure, 0.5 * above)
        if concept.weight == heaviest:
            rare = max(rare, sure, 0.7 * above, 0.5 * beside)
    best, best_bridged = _best_sentence(view.sentences, matched, total)
    role = view.passage.paragraph.role
    figures = {
        "search": search,
        "typed": typed,
        "bridged": bridged,
        "titles": titles,
        "around": around,
        "sentence": best,
        "bridged_sentence": best_bridged,
        "pairs": _pairs(question, view.text),
        "characters": _characters(question, view),
        "kind": float(has_kind(question, view.text)),
        "kind_near": max(
            (float(has_kind(question, s)) for s, _ in _held(view, matched)), default=0.0
        ),
        "body": float(role in (Role.BODY, Role.CAPTION)),
        "head": float(role is Role.SECTION_HEAD or len(view.text) < 12),
        "length": min(1.0, math.log1p(len(view.text)) / 7),
        "unit": float(bool(question.units) and _has_number(question, view.text)),
        # who took a picture: a credit that fits, beside a caption or a title that fits
        "credit": float(
            role is Role.CREDIT and question.asks_person and bool(matched) and titles > 0.2
        ),
        "focus": focus,
        "rare": rare,
        "names": _names(founds),
    }
    return Evidence(view, figures, tuple(matched), tuple(founds))


def _names(founds: Sequence[Found]) -> float:
    """The share of the places and people asked about that the passage or its article names."""
    names = [found.anywhere for found in founds if found.concept.is_name]
    return sum(names) / len(names) if names else 0.0


def _found(concept: Concept, text: str) -> tuple[str, float, bool]:
    """The surest form of a concept that stands in a plain text, how sure, whether as typed."""
    # the typed form comes first, and the others the surest first
    for form in concept.forms:
        if form.text in text:
            return form.text, form.weight, form.source is Source.TYPED
    return "", 0.0, False


def _best_sentence(
    sentences: Sequence[str], matched: Sequence[tuple[Concept, str, float]], total: float
) -> tuple[float, float]:
    best = (0.0, 0.0)
    for sentence in sentences:
        typed = bridged = 0.0
        for concept, form, sure in matched:
            if form in sentence:
                if sure == 1.0:
                    typed += concept.weight
                else:
                    bridged += concept.weight * sure
        if typed + bridged > sum(best):
            best = typed, bridged
    return best[0] / total, best[1] / total


def _held(view: View, matched: Sequence[tuple[Concept, str, float]]) -> list[tuple[str, float]]:
    """The sentence that holds most of what matched."""
    scored = [
        (s, sum(c.weight * sure for c, form, sure in matched if form in s)) for s in view.sentences
    ]
    best = max((score for _, score in scored), default=0.0)
    return [(s, score) for s, score in scored if score == best][:1]


def _pairs(question: Question, text: str) -> float:
    """The share of the question's pairs of neighbouring characters that the passage has."""
    pairs = {
        concept.text[i : i + 2]
        for concept in question.concepts
        for i in range(len(concept.text) - 1)
    }
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _characters(question: Question, view: View) -> float:
    """The largest share of the question's characters that one sentence has, by weight."""
    weights: dict[str, float] = {}
    for concept in question.concepts:
        for char in concept.text:
            if char.isalnum():
                each = concept.weight / len(concept.text)
                weights[char] = max(weights.get(char, 0.0), each)
    total = sum(weights.values())
    if not total:
        return 0.0
    return max(
        (sum(w for c, w in weights.items() if c in s) / total for s in view.sentences), default=0.0
    )


def has_kind(question: Question, text: str) -> bool:
    """Whether a plain text has something of the kind that is asked for."""
    if question.asks_person:
        return True
    match question.kind:
        case Kind.NUMBER:
            return _has_number(question, text)
        case Kind.DATE:
            return bool(_DATE.search(text))
        case Kind.CLOCK:
            return bool(_CLOCK.search(text))
        case Kind.CONTACT:
            return bool(_CONTACT.search(text))
        case Kind.WHY:
            return bool(_WHY.search(text))
        case Kind.PLACE:
            return bool(_PLACE.search(text))
        case Kind.LIST:
            return "、" in text
        case _:
            return True


def _has_number(question: Question, text: str) -> bool:
    if not question.units:
        return bool(AMOUNT.search(text))
    # 一杯杯 and 一个 count nothing
    return any(
        m[0][0] != "一" or len(m[0]) > 2 for m in unit_pattern(question.units).finditer(text)
    )
