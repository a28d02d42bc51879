"""Values: numbers, times of day and signs such as GPT-4, alike however they are written.

三百二十 and 320, 2.5亿 and 25000万, 9时 and 九点 and 9:00, GPT-4 and gpt4 have one key each. The
index holds a term for each key and spelling, so that a question finds what the reports wrote.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from retrieval.text.normalize import fold
from retrieval.text.numerals import NUMERAL, canonical, number

# a term for a value is told from a word by this mark before it; its spelling follows another
VALUE, SPELT = "#", "="

_BLANK = re.compile(r"\s+")
_HOUR = r"(?:[01]?\d|2[0-4]|[零〇一二两三四五六七八九]|二?十[一二三四五六七八九]?)"
_MINUTE = r"(?:[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九])"
# 三点六亿 is no time
_DECIMALS = "[零〇一二三四五六七八九]+[万亿倍米公吨度元平%]"
_AFTERNOON = ("午后", "下午", "傍晚", "晚上", "晚间", "夜里", "夜间", "深夜", "当晚", "晚")
_MORNING = ("凌晨", "清晨", "早晨", "早上", "上午", "中午", "早")
_TIME = re.compile(
    rf"(?P<period>{'|'.join((*_AFTERNOON, *_MORNING))})?(?<![\d.:])(?P<hour>{_HOUR})"
    rf"(?:[:](?P<clock>[0-5]\d)(?![\d:])|(?:点(?!{_DECIMALS})|时(?!间))(?:(?P<half>半)|(?P<quarter>[一三])刻"
    rf"|(?P<minute>{_MINUTE})分?)?钟?)",
    re.ASCII,
)
# letters with digits, or with signs that tell them from other letters: GPT-4, TH-01, C++, 1+1>2
_SIGN = re.compile(
    r"[a-z]+(?:[-‐–—－−_.]?\d+[a-z]*)+|[a-z]+ \d+(?![\d.])|[a-z]+[+#]+"
    r"|(?<!\d)(?!\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))\d+(?:[-+*/=<>:]+\d+)+",
    re.ASCII,
)
_JOINTS = re.compile(r"[-‐–—－−_. ]")


@dataclass(frozen=True, slots=True)
class Value:
    """The keys of a value, the surest first, and the slice of the folded text that spells it."""

    keys: tuple[str, ...]
    start: int
    end: int


def values(folded: str) -> Iterator[Value]:
    """The values of a folded text; a time of day also as the numbers it is made of, but a sign that
    begins with a letter is one thing: the 01 of TH-01 is no 1.
    """
    taken: set[int] = set()
    for pattern, keys in _KINDS:
        for found in pattern.finditer(folded):
            if found.start() in taken:
                continue
            if folded[found.start()].isalpha() and folded[found.start()].isascii():
                taken.update(range(*found.span()))
            yield Value(keys(found), *found.span())


def value_at(folded: str, place: int) -> Value | None:
    """The value that begins at a place of a folded text."""
    for pattern, keys in _KINDS:
        if found := pattern.match(folded, place):
            return Value(keys(found), *found.span())
    return None


def value_terms(text: str) -> list[str]:
    """The index's terms for the values of a text: each key with its spelling."""
    folded = fold(text)
    return [
        value_prefix(key) + _BLANK.sub("", folded[value.start : value.end])
        for value in values(folded)
        for key in value.keys
    ]


def value_prefix(key: str) -> str:
    """Prefix of the terms of all spellings of a value."""
    return f"{VALUE}{key}{SPELT}"


def _times(found: re.Match[str]) -> tuple[str, ...]:
    """A time by 24 hours (21:00) where it is known, and as it was written (@9:00)."""
    hour = int(number(found["hour"]))
    if found["half"]:
        minute = 30
    elif found["quarter"]:
        minute = 15 * int(number(found["quarter"]))
    else:
        minute = int(number(found["clock"] or found["minute"] or "0"))
    if hour > 12:
        return (f"{hour}:{minute:02}",)
    written = f"@{hour}:{minute:02}"
    if not found["period"]:
        return (written,)
    is_later = found["period"] in _AFTERNOON and hour < 12
    return (f"{hour + 12 * is_later}:{minute:02}", written)


def _sign(found: re.Match[str]) -> tuple[str, ...]:
    text = found[0]
    return (text if text[0].isdigit() else _JOINTS.sub("", text),)


# in the order in which one wins over another
_KINDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, ...]]], ...] = (
    (_TIME, _times),
    (_SIGN, _sign),
    (NUMERAL, lambda found: (canonical(found),)),
)
