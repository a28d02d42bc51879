"""Describe each line by itself: whole or cut, opening a report or not (stage 3)."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.lines.bylines import Bylines, Lead
from retrieval.layout.lines.page_lines import TextLine
from retrieval.layout.page_words import PageWords
from retrieval.text.characters import is_han
from retrieval.text.punctuation import (
    INNER_MARKS,
    NEVER_FIRST,
    is_closed,
    open_marks,
    unmatched_closings,
)

_DAY = re.compile(r"(?:(?:19|20)?\d{2}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日")
_DATE = re.compile(r"(?:(?:19|20)?\d{2}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日|(?:19|20)\d{2}\s*年")
ORDER_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．](?!\d))"
)
_QUOTE = re.compile(r"[“「『](?:([^”」』]*)[”」』])?")
_SPEAKER = re.compile("([\u3400-\u9fffA-Z]{1,4})[：:]")
FEWEST_ENDS = 2
LONGEST_POINTER = 20  # characters
LONGEST_TERM = 12  # characters; a longer quotation is speech
_LONE = frozenset("但而如对是好又也再即请看这那他她它我你")


@dataclass(frozen=True, slots=True)
class LineFeatures:
    """A line and what its marks and first words say.

    `opening`: log-odds that it opens a paragraph rather than goes on with a chopped one.
    `fresh`: it surely opens one. `mid_sentence`: it opens with what can't open a sentence.
    `is_turn`: it is a turn of a conversation. `dated`: it opens as the first paragraph of a
    report may, with 近日 or a date. `goes_over`, `comes_over`: it ends or begins with a pointer to
    the page that has the rest of it, or its head: （下转第三版）.
    """

    raw: TextLine
    text: str
    closed: bool
    open_marks: frozenset[int]
    unmatched: frozenset[int]
    lead: Lead | None
    opening: float
    fresh: bool
    dated: bool
    mid_sentence: bool
    is_table: bool
    is_turn: bool
    goes_over: bool = False
    comes_over: bool = False


def features_of(
    lines: Sequence[TextLine], bylines: Bylines, weights: PageWeights
) -> list[LineFeatures]:
    """The features of each line."""
    openers = _openers(bylines.wording)
    sayings = _sayings(bylines.wording)
    turns = _turns(lines)
    found = [
        _features(line, bylines, openers, sayings, weights, is_turn=index in turns)
        for index, line in enumerate(lines)
    ]
    if _has_no_stops(lines):
        return [replace(x, closed=x.closed or x.text[-1] == "、") for x in found]
    return found


def _has_no_stops(lines: Sequence[TextLine]) -> bool:
    """Tell whether texts end with 、 and nothing with 。, as in print of the 1920s."""
    ends = sum(line.text[-1] == "、" for line in lines)
    return ends >= FEWEST_ENDS and not any("。" in line.text for line in lines)


def _turns(lines: Sequence[TextLine]) -> set[int]:
    """The lines that are turns of a conversation: 记者：…, by one who speaks more than once.

    Turns are sentences; what opens titles alike (原标题：) is none.
    """
    speakers = [match[1] if (match := _SPEAKER.match(line.text)) else "" for line in lines]
    often = {speaker for speaker, count in Counter(speakers).items() if speaker and count > 1}
    ends: dict[str, list[bool]] = {speaker: [] for speaker in often}
    for speaker, line in zip(speakers, lines, strict=True):
        if speaker in often:
            ends[speaker].append(is_closed(line.text))
    speaking = {speaker for speaker in often if sum(ends[speaker]) * 2 >= len(ends[speaker])}
    return {index for index, speaker in enumerate(speakers) if speaker in speaking}


def _features(
    line: TextLine,
    bylines: Bylines,
    openers: re.Pattern[str],
    sayings: re.Pattern[str],
    weights: PageWeights,
    *,
    is_turn: bool,
) -> LineFeatures:
    text = line.text
    lead = None if is_turn else bylines.lead(text[:160])
    opener = openers.match(text)
    date = _DATE.match(text)
    goes_over, comes_over = _pointers(bylines.wording)
    is_rest = comes_over.match(text) is not None
    is_left = goes_over.search(text[-LONGEST_POINTER:]) is not None
    fresh = bool(lead or opener or date or line.indented or is_turn or is_rest)
    mid_sentence = _opens_mid_sentence(text, bylines.wording)
    if fresh or ORDER_MARK.match(text):
        opening = weights.open_fresh
    elif mid_sentence:
        opening = -weights.open_mid_sentence
    elif sayings.match(text):
        opening = weights.open_saying
    else:
        opening = _opening(text, bylines.wording, weights)
    return LineFeatures(
        raw=line,
        text=text,
        closed=is_closed(text) or is_left,
        open_marks=frozenset(open_marks(text)),
        unmatched=frozenset(unmatched_closings(text)),
        lead=lead,
        opening=opening,
        fresh=fresh,
        dated=bool(_DAY.match(text) or (opener and opener[0] in _NEWS)),
        mid_sentence=mid_sentence,
        is_table=line.is_row,
        is_turn=is_turn,
        goes_over=is_left,
        comes_over=is_rest,
    )


_NEWS = frozenset(("近日", "日前", "今日", "昨日", "昨天", "今天", "前不久", "当地时间"))


def _opening(text: str, wording: PageWords, weights: PageWeights) -> float:
    if speech := _QUOTE.match(text):
        spoken = (
            speech[1] is None
            or len(speech[1]) > LONGEST_TERM
            or any(mark in speech[1] for mark in "，。,！？!?")
        )
        return weights.open_speech if spoken else weights.open_term
    if text[0] == "《":
        return weights.open_term
    if text[0] in wording.starters:
        return weights.open_starter
    if any(text[:size] in wording.common for size in (2, 3, 4)):
        return weights.open_word
    return -weights.open_no_word if is_han(text[0]) else 0.0


def _opens_mid_sentence(text: str, wording: PageWords) -> bool:
    first, second = text[0], text[1:2]
    if ORDER_MARK.match(text):
        return False
    if first in NEVER_FIRST or first in wording.bound:
        return True
    return is_han(first) and second != "" and second in _CUTTING and first not in _LONE


_CUTTING = (INNER_MARKS | frozenset("。！？”’")) - frozenset("：:、")


@cache
def _pointers(wording: PageWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of （下转第三版） at the end of a text and of （上接第一版） at its head."""
    onward, back = (
        "|".join(sorted(word for word in wording.pointers if turn in word)) for turn in "转接"
    )
    page = r"\s*(?:[\u3400-\u9fff]{0,4}\s*)?第?\s*[A-Z]?[0-9０-９一二三四五六七八九十]+\s*[版面]"
    return (
        re.compile(rf"[(（【](?:{onward}){page}[)）】]\s*$"),
        re.compile(rf"[(（【](?:{back}){page}[)）】]"),
    )


@cache
def _openers(wording: PageWords) -> re.Pattern[str]:
    words = sorted(wording.openers, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


@cache
def _sayings(wording: PageWords) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, wording.sayings)))
    return re.compile(rf"[^，,。：:、“”]{{2,24}}?(?:{words})[，,:：]")


def said_again(text: str, body: str) -> float:
    """The share of a line's pairs of characters that stand in a text, too."""
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    return sum(pair in body for pair in pairs) / max(1, len(pairs))
