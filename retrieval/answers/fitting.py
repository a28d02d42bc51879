"""How well words of a sentence fit a question: by their form and by what stands around them."""

import math
import re
from dataclasses import dataclass
from functools import cache

from retrieval.answers.amounts import unit_pattern
from retrieval.answers.extracting import Candidate, Category
from retrieval.answers.phrasing import group_of
from retrieval.answers.setting import HEAD, Setting
from retrieval.questions import Kind, Question

_PAIRS = (("“", "”"), ("《", "》"), ("(", ")"), ("「", "」"), ("『", "』"))
_RANKED = "等奖"
_PAIRED = frozenset("".join(a + b for a, b in _PAIRS))
_DIGIT = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of the figures that are weighed for each group of questions or form apart."""

    form: str
    opening: str
    closing: str
    length: str
    length_squared: str
    inside: str
    digit: str
    items: str


@cache
def _names(kind: Kind, form: Category) -> _Names:
    group = group_of(kind)
    return _Names(
        form=f"{kind.value}:{form.value}",
        opening=f"{form.value}:opening",
        closing=f"{form.value}:closing",
        length=f"{group}:length",
        length_squared=f"{group}:length²",
        inside=f"{group}:inside",
        digit=f"{group}:digit",
        items=f"{group}:items",
    )


def candidate_figures(
    setting: Setting, candidate: Candidate, opening: float, closing: float
) -> dict[str, float]:
    """How well a candidate fits: its form, its ends, and where the question's words stand."""
    start, end, form = candidate.start, candidate.end, candidate.category
    question, total = setting.question, setting.total
    words = setting.sentence[start:end]
    before, after = setting.before(start), setting.after(end)
    inside = cuts = 0.0
    for p in setting.places:
        if p.start < end and p.end > start:
            if p.start >= start and p.end <= end:
                inside += p.weight
            else:
                cuts += p.weight
    clause = setting.clause(before.clause, after.clause)
    length = math.log(end - start)
    items = words.count("、")
    names = _names(setting.kind, form)
    figures = {
        names.form: 1.0,
        "near": (before.near + after.near) / total,
        "order": (before.order + after.order) / total,
        "focus": max(before.focus, after.focus),
        "next_before": before.next,
        "next_after": after.next,
        "clause": clause.weight / total,
        "clause_count": clause.count,
        "clause_focus": clause.has_focus,
        names.length: length,
        names.length_squared: length * length,
        names.opening: opening,
        names.closing: closing,
        "follows": before.touches,
        "precedes": after.touches,
        names.inside: inside / total,
        "cuts": cuts / total,
        "asked": words in setting.asked,
        names.digit: not _DIGIT.isdisjoint(words),
        "whole": start == before.clause and end == after.clause,
        "head": words[-1] in question.slot.after[:HEAD],
        "slot_before": before.slot,
        "slot_after": after.slot,
        "cue": _cue(setting.kind, setting.sentence, start, words),
        names.items: min(1.0, items / 4),
        "unpaired": not _PAIRED.isdisjoint(words)
        and any(words.count(a) != words.count(b) for a, b in _PAIRS),
    }
    if form is Category.AMOUNT:
        figures["ordinal"] = _ordinal(question, words)
        figures["one"] = words[0] == "一"
        if question.units:
            figures["unit"] = 1.0 if unit_pattern(question.units).search(words) else -1.0
    elif items and form is not Category.LIST:
        figures["joined"] = 1.0
    return figures


def _ordinal(question: Question, words: str) -> float:
    """1 if 第几 is asked and told, -1 if only one of the two."""
    slot = question.slot
    asks = slot.before.endswith("第") or slot.after.startswith(_RANKED)
    tells = words.startswith("第") or words.endswith(_RANKED)
    return float(asks and tells) - float(asks != tells)


_WHY_CUE = re.compile(r"因|由于|为了|为(?=[^^]{2,})|针对|以便|导致|使")
_HOW_CUE = re.compile(r"^(?:通过|采取|采用|利用|以|由|用|依托|按照|根据|将)|通过|采取")


def _cue(kind: Kind, sentence: str, start: int, words: str) -> float:
    """Whether words or what stands before them show that they answer such a question."""
    if kind is Kind.PERSON:
        end = start + len(words)
        return float(end < len(sentence) and sentence[end] in "说表介告讲道")
    before = sentence[max(0, start - 3) : start]
    if kind is Kind.PLACE:
        return float(before.endswith(("在", "于", "来到")))
    if kind is Kind.WHY:
        return float(bool(_WHY_CUE.search(words) or _WHY_CUE.search(before)))
    if kind is Kind.HOW:
        return float(bool(_HOW_CUE.search(words) or _HOW_CUE.search(before)))
    return 0.0
