"""Stage 3. What each strip looks like by itself: whole or cut, opening a report or not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.articles.bylines import Bylines, Lead
from retrieval.articles.lines import Strip
from retrieval.articles.marks import (
    INNER_MARKS,
    NEVER_FIRST,
    is_closed,
    is_han,
    open_marks,
    unmatched_closings,
)
from retrieval.articles.wording import Wording

_DAY = re.compile(r"(?:(?:19|20)?\d{2}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日")
_DATE = re.compile(r"(?:(?:19|20)?\d{2}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日|(?:19|20)\d{2}\s*年")
_LONE = frozenset("但而如对是好又也再即请看这那他她它我你")


@dataclass(frozen=True, slots=True)
class Form:
    """A strip and what its marks and first words say.

    `fresh`: opens as a paragraph does. `mid_sentence`: opens with what can't open a sentence.
    `dated`: opens as the first paragraph of a report may, with 近日 or a date.
    """

    strip: Strip
    text: str
    closed: bool
    open_marks: frozenset[int]
    unmatched: frozenset[int]
    lead: Lead | None
    fresh: bool
    dated: bool
    mid_sentence: bool


def forms_of(strips: Sequence[Strip], bylines: Bylines) -> list[Form]:
    """The form of each strip."""
    openers = _openers(bylines.wording)
    return [_form(strip, bylines, openers) for strip in strips]


def _form(strip: Strip, bylines: Bylines, openers: re.Pattern[str]) -> Form:
    text = strip.text
    lead = bylines.lead(text[:160])
    opener = openers.match(text)
    date = _DATE.match(text)
    return Form(
        strip=strip,
        text=text,
        closed=is_closed(text),
        open_marks=frozenset(open_marks(text)),
        unmatched=frozenset(unmatched_closings(text)),
        lead=lead,
        fresh=bool(lead or opener or date or strip.indented),
        dated=bool(_DAY.match(text) or (opener and opener[0] in _NEWS)),
        mid_sentence=_opens_mid_sentence(text, bylines.wording),
    )


_NEWS = frozenset(("近日", "日前", "今日", "昨日", "昨天", "今天", "前不久", "当地时间"))


def _opens_mid_sentence(text: str, wording: Wording) -> bool:
    first, second = text[0], text[1:2]
    if first in NEVER_FIRST or first in wording.bound:
        return True
    return is_han(first) and second != "" and second in _CUTTING and first not in _LONE


_CUTTING = (INNER_MARKS | frozenset("。！？”’")) - frozenset("：:")


def _openers(wording: Wording) -> re.Pattern[str]:
    words = sorted(wording.openers, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))
