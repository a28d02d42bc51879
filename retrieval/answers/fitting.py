"""How well words of a sentence fit a question: by their form and by what stands around them."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from retrieval.answers.amounts import unit_pattern
from retrieval.answers.extracting import Candidate, Category
from retrieval.questions import Concept, Kind, Question

# characters over which nearness fades to a third
_NEAR = 12.0
_CLAUSE_MARKS = re.compile(r"[，,。；;：:！!？?…]")


def places_in(
    matched: Iterable[tuple[Concept, str, float]], sentence: str
) -> list[tuple[int, int, float, bool]]:
    """Where the question's concepts stand in a sentence: start, end, weight, is it the focus."""
    places = []
    for concept, form, sure in matched:
        start = sentence.find(form)
        while start >= 0:
            end = start + len(form)
            places.append((start, end, concept.weight * sure, concept.is_focus))
            start = sentence.find(form, end)
    return places


def candidate_figures(
    question: Question,
    kind: Kind,
    asked: str,
    sentence: str,
    candidate: Candidate,
    places: Sequence[tuple[int, int, float, bool]],
) -> dict[str, float]:
    """How well a candidate of a sentence fits: its form, and where the question's words stand.

    `kind` is what is asked, `asked` the question folded, `places` come from `places_in`.
    """
    start, end = candidate.start, candidate.end
    words = sentence[start:end]
    total = sum(weight for _, _, weight, _ in places) or 1.0
    clause_start, clause_end = _clause_around(sentence, start, end)
    inside = near = focus = clause = 0.0
    follows = precedes = False
    for place_start, place_end, weight, is_focus in places:
        if place_end <= start or place_start >= end:
            gap = start - place_end if place_end <= start else place_start - end
            near += weight * math.exp(-gap / _NEAR)
            if is_focus:
                focus = max(focus, math.exp(-gap / 4))
            follows = follows or place_end == start
            precedes = precedes or place_start == end
        if place_start >= start and place_end <= end:
            inside += weight
        if place_start >= clause_start and place_end <= clause_end:
            clause += weight
    before, after = sentence[:start], sentence[end:]
    unit = 0.0
    if candidate.category is Category.AMOUNT and question.units:
        unit = 1.0 if unit_pattern(question.units).search(words) else -1.0
    return {
        f"{kind.value}:{candidate.category.value}": 1.0,
        "near": near / total,
        "focus": focus,
        "clause": clause / total,
        "inside": inside / total,
        "asked": float(words in asked),
        "unit": unit,
        "length": min(1.0, len(words) / 30),
        "follows": float(follows),
        "precedes": float(precedes),
        "cue": _cue(kind, sentence, start, words),
        "one": float(candidate.category is Category.AMOUNT and words[:1] == "一"),
        "short": float(candidate.category is Category.CLAUSE and len(words) < 6),
        "opens": float(candidate.category is Category.LIST and before.endswith(_OPENS)),
        "closes": float(candidate.category is Category.LIST and after[:1] in _CLOSES),
        "items": min(1.0, words.count("、") / 4),
        "joined": float(candidate.category is not Category.LIST and "、" in words),
        "after_number": float(candidate.category is Category.PLACE and before[-1:].isdigit()),
        "whole": float(start == clause_start and end == clause_end),
    }


_OPENS = (
    "提供",
    "包括",
    "为",
    "是",
    "有",
    "了",
    "的",
    "与",
    "围绕",
    "在",
    "以",
    "对",
    "：",
    ":",
    "“",
)
_CLOSES = "等，,。；;”"
_WHY_CUE = re.compile(r"因|由于|为了|为(?=[^^]{2,})|针对|以便|导致|使")
_HOW_CUE = re.compile(r"^(?:通过|采取|采用|利用|以|由|用|依托|按照|根据|将)|通过|采取")


def _cue(kind: Kind, sentence: str, start: int, words: str) -> float:
    """Whether words or what stands before them show that they answer such a question."""
    before = sentence[max(0, start - 3) : start]
    if kind is Kind.WHY:
        return float(bool(_WHY_CUE.search(words)) or bool(_WHY_CUE.search(before)))
    if kind is Kind.HOW:
        return float(bool(_HOW_CUE.search(words)) or bool(_HOW_CUE.search(before)))
    if kind is Kind.PLACE:
        return float(before.endswith(("在", "于", "位于", "来到")))
    if kind is Kind.PERSON:
        return float(sentence[start + len(words) : start + len(words) + 1] in "说表介告讲道")
    return 0.0


def _clause_around(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The slice between the last mark before `start` and the first one from `end` on."""
    marks = _clause_marks(sentence)
    before, after = bisect_left(marks, start), bisect_left(marks, end)
    return (
        marks[before - 1] + 1 if before else 0,
        marks[after] if after < len(marks) else len(sentence),
    )


@lru_cache(16)  # a sentence has many candidates
def _clause_marks(sentence: str) -> Sequence[int]:
    return [match.start() for match in _CLAUSE_MARKS.finditer(sentence)]
