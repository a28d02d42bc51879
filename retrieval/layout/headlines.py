"""Stage 8. The lines of a title block told apart: banner, kicker, headline, subhead."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from retrieval.layout.evidence_weights import Weights
from retrieval.layout.line_features import Form
from retrieval.layout.page_words import Wording
from retrieval.text.punctuation import open_marks, unmatched_closings

LONGEST_HEADLINE = 32
LABEL = 5  # a title line so short over two others is the name of a column
SAME_LEVEL = 1.6  # lines of one level are broken at about the same width

_HAN = "\u3400-\u9fff"
_SPACE = re.compile(r"[ \t\u3000]+")
_SPACE_AFTER_HANGING = re.compile(r"(?<=[的为和与将把被])[ \t\u3000]+")
_BREAKS = re.compile(r"[,，]")
_CLAUSES = re.compile(r"[ ,，]")
_HANGING = re.compile(r"(?:[、，,：:的为和与在对将把让使及以向从被]|——?)$")
_PURPOSES = ("为", "推进", "推动", "助力", "围绕", "聚焦")
_ASKS = ("？", "?", "！", "!")  # a headline more often asks or calls than the line beside it


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of one article, each without the spaces and marks of layout."""

    headline: str | None = None
    kicker: str | None = None
    subhead: str | None = None
    banners: tuple[str, ...] = ()


@dataclass(slots=True)
class _Level:
    """One level of a title block: the text of its lines, joined."""

    text: str
    marked: bool = False
    parts: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return _size(self.text)


def name_titles(
    forms: Sequence[Form],
    body: str,
    wording: Wording,
    weights: Weights,
    *,
    kicker_first: float = 0.0,
    spaced: bool = True,
) -> Titles:
    """The levels of a title block.

    `kicker_first` is the page's habit, in log-odds; `spaced` says that blank lines part the
    page's paragraphs, so that lines without one between them belong together.
    """
    levels = [level for level in _levels(forms, body, wording, spaced) if level.text]
    banners, rest = _take_banners(levels, wording)
    if len(rest) == 1:
        rest = _split_clauses(rest[0])
    if not rest:
        return Titles(banners=tuple(banners))
    head = _headline(rest, wording, weights, kicker_first)
    return Titles(
        headline=rest[head].text,
        kicker=" ".join(level.text for level in rest[:head]) or None,
        subhead=" ".join(level.text for level in rest[head + 1 :]) or None,
        banners=tuple(banners),
    )


def habit(
    forms: Sequence[Form], body: str, wording: Wording, weights: Weights, *, spaced: bool = True
) -> float:
    """Whether a block shows that this page sets kickers (above 0) or subheads (below 0)."""
    _, rest = _take_banners(_levels(forms, body, wording, spaced), wording)
    return _kicker_odds(rest[0], rest[1], wording, weights) if len(rest) == 2 else 0.0


def tidy(text: str) -> str:
    """A title without markdown, and without the spaces of layout.

    They stand round digits, and after a word that wants another (成为 广泛共享).
    """
    plain = re.sub(r"^#+\s*|\*\*|__", "", text).strip()
    plain = re.sub(rf"(?<=[{_HAN}”’」》])\s+(?=\d)|(?<=\d)\s+(?=[{_HAN}“‘「《])", "", plain)
    return _SPACE.sub(" ", _SPACE_AFTER_HANGING.sub("", plain))


def _levels(forms: Sequence[Form], body: str, wording: Wording, spaced: bool) -> list[_Level]:
    levels: list[_Level] = []
    for form in forms:
        text = tidy(form.text)
        marked = form.text.startswith(("**", "#")) or form.text.endswith("**")
        last = levels[-1] if levels else None
        if last is not None and _goes_on(last, text, form, body, wording, spaced):
            last.text += text
            last.marked |= marked
            last.parts.append(text)
        else:
            levels.append(_Level(text, marked, [text]))
    return levels


def _goes_on(
    last: _Level, text: str, form: Form, body: str, wording: Wording, spaced: bool
) -> bool:
    """Whether a title line is the rest of the one above it."""
    if len(last.text) + len(text) > LONGEST_HEADLINE + 12:
        return False
    if text.startswith("——") or last.text.endswith(("——", "……", "！", "？", "!", "?")):
        return False
    if open_marks(last.text) & unmatched_closings(text) or _HANGING.search(last.text):
        return True
    if text[0] in "的了、，,”’》）)":
        return True
    above = last.parts[-1]
    if form.strip.blanks == 0 and spaced:
        long, short = max(len(above), len(text)), min(len(above), len(text))
        return long <= SAME_LEVEL * short or (len(text) < len(above) <= 14)
    if _is_actor(last.text, wording) and not _is_factual(text, wording):
        return True
    return _seam_is_known(last.text, text, body, wording)


def _seam_is_known(left: str, right: str, body: str, wording: Wording) -> bool:
    """Whether the two halves make a string of four characters or more that the text has."""
    return any(
        left[-back:] + right[:ahead] in body
        for back, ahead in ((2, 2), (1, 3), (3, 1))
        if len(left) >= back and len(right) >= ahead
    )


def _is_actor(text: str, wording: Wording) -> bool:
    """Whether the line is no more than the name of a place or body: 建德市总工会."""
    return len(text) <= 14 and " " not in text and text.endswith(tuple(wording.units))


def _is_factual(text: str, wording: Wording) -> bool:
    """Whether the line says who did what: a place or body first, and more after it."""
    head = text[:14]
    if head[0] in "为在让把从以用与对给":
        return False
    if any(head.startswith(place) for place in wording.places):
        return True
    return any(
        (at := head.find(unit)) > 1 and at + len(unit) < len(text) - 2
        for unit in wording.units
        if len(unit) > 1 or unit in "省市县区州镇"
    )


def _take_banners(levels: Sequence[_Level], wording: Wording) -> tuple[list[str], list[_Level]]:
    banners: list[str] = []
    rest: list[_Level] = []
    for index, level in enumerate(levels):
        others = [other for place, other in enumerate(levels) if place != index]
        if (
            others
            and len(rest) + len(levels) - index > 1
            and _is_banner(level, others, index, wording)
        ):
            banners.append(level.text)
        else:
            rest.append(level)
    return banners, rest


def _is_banner(level: _Level, others: Sequence[_Level], index: int, wording: Wording) -> bool:
    text = level.text.strip("【】[]■●◆·：: ")
    if text in wording.banners or any(slogan in text for slogan in wording.slogans):
        return True
    if len(text) >= 4 and any(text in other.text for other in others):
        return True
    return index == 0 and level.size <= LABEL and len(others) >= 2


def _split_clauses(level: _Level) -> list[_Level]:
    """Kicker and headline on one line: one of the clauses has a comma, so the space parts more."""
    clauses = level.text.split(" ")
    if len(clauses) != 2 or min(map(len, clauses)) < 6:
        return [level]
    first, second = clauses
    if bool(_BREAKS.search(first)) == bool(_BREAKS.search(second)):
        return [level]
    return [_Level(first), _Level(second)]


def _headline(
    levels: Sequence[_Level], wording: Wording, weights: Weights, kicker_first: float
) -> int:
    if len(levels) == 1:
        return 0
    if len(levels) == 2:
        return int(_kicker_odds(levels[0], levels[1], wording, weights) + kicker_first > 0)
    for index, level in enumerate(levels):
        if level.marked:
            return index
        if level.text.startswith("——"):
            return max(0, index - 1)
        if level.text.endswith("——"):
            return min(index + 1, len(levels) - 1)
    return 1


def _is_couplet(text: str) -> bool:
    """Two clauses of one length, as slogans have: 设立家庭日 开辟小菜园."""
    clauses = _CLAUSES.split(text)
    return len(clauses) == 2 and len(clauses[0]) == len(clauses[1])


def _kicker_odds(first: _Level, second: _Level, wording: Wording, weights: Weights) -> float:
    """Log-odds that the first of two levels is a kicker, rather than the second a subhead."""
    return weights.kicker_odds + weights.odds(
        kicker_evidence(first.text, second.text, wording)
        | {"kicker_marked": float(second.marked) - first.marked}
    )


def kicker_evidence(first: str, second: str, wording: Wording) -> dict[str, float]:
    """What two levels say of whether the first is a kicker.

    Each piece of evidence is named as its weight is (`weights.py`).
    """
    longer = math.log(max(1, _size(first)) / max(1, _size(second)))
    return {
        "kicker_dash": float(first.endswith(("——", "……"))) - second.startswith("——"),
        "kicker_purpose": float(first.startswith(_PURPOSES)),
        "kicker_quoted": float("“" in second) - ("“" in first),
        "kicker_asks": float(second.endswith(_ASKS)) - first.endswith(_ASKS),
        "kicker_facts": float(_is_factual(first, wording)) - _is_factual(second, wording),
        "kicker_couplet": float(_is_couplet(first)),
        "kicker_longer": max(-1.0, min(1.0, longer)),
    }


def _size(text: str) -> int:
    """Characters without marks and spaces."""
    return len(re.sub(r"\W", "", text))
