"""Spans of days named in words: 2023年6月, 去年, 上月10日, 最近三个月, 6月1日至10日."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from retrieval.text.numerals import number

_N = "(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
_YEAR = "(?P<year>(?:1[89]|20|21)[0-9]{2}|[一二][〇零一二三四五六七八九]{3})"
_DAY = f"(?P<day>{_N})[日号]"
_PART = f"(?P<half>[上下]半年)|第?(?P<quarter>[1-4一二三四])季度|(?P<month>{_N})月份?(?:的?{_DAY})?"
# 2023-06 and 2023/6: a full date of digits has been written out before
_DIGITS = re.compile(r"(?P<year>(?:1[89]|20|21)\d\d)[-/.](?P<month>1[0-2]|0?[1-9])(?![\d-])")
_WEEKDAY = "(?P<weekday>[一二三四五六日天])"
_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month"}
_UNITS |= {"季度": "quarter", "年": "year"}
_RECENT = re.compile(
    rf"(?:最近|近|过去)的?这?(?P<count>{_N}|半|几)个?(?P<unit>{'|'.join(_UNITS)})(?:之?内|以来|来|里|间)?"
)
_TO = re.compile(r"\s*(?:到|至|-|~|—+)\s*")
_SINCE = re.compile(r"以来|起|以后")
_AFTER = re.compile(r"之后|后(?!半|期|勤)")
_BEFORE = re.compile(r"以前|之前|前(?!半|期|三|十)")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_WEEK = "一二三四五六"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included; None: open on that side.

    `start` and `end` are the slice of the text that names them.
    """

    first: date | None
    last: date | None
    start: int
    end: int


@dataclass(frozen=True)
class PeriodReader:
    """Finds the spans of days that a folded text names."""

    words: Mapping[str, tuple[str, int]]

    def find(
        self, text: str, today: date, *, newest: date | None = None, after: int = 0
    ) -> Period | None:
        """Find the first span of days in a text from a place on.

        A month or day without a year is the last one up to `newest`, else up to today.
        """
        limit = min(today, newest or today)
        for start in range(after, len(text)):
            if found := self._at(text, start, today, limit):
                return found
        return None

    def _at(self, text: str, start: int, today: date, limit: date) -> Period | None:
        if text[start - 1 : start].isdigit() and text[start].isdigit():
            return None
        if found := _RECENT.match(text, start):
            return _recent(found, today)
        first = self._point(text, start, today, limit)
        if first is None:
            return None
        if to := _TO.match(text, first.end):
            last = self._point(text, to.end(), today, limit, beside=first)
            if last and first.first and last.last and first.first <= last.last:
                return Period(first.first, last.last, start, last.end)
        return _bounded(text, first)

    def _point(
        self, text: str, start: int, today: date, limit: date, beside: Period | None = None
    ) -> Period | None:
        """Read a day, month, quarter, half-year, year or week; `beside` is what precedes 至."""
        if found := _DIGITS.match(text, start):
            return _span(start, found.end(), int(found["year"]), month=int(found["month"]))
        found = self._pattern.match(text, start)
        if found is None:
            return self._rest_of(text, start, limit, beside)
        word = found["word"]
        if word is None:
            return _in_year(found, int(number(found["year"])))
        unit, offset = self.words[word]
        if unit == "year":
            return _in_year(found, today.year + offset)
        if unit == "month" and found["ofmonth"]:
            year, month = _months_on(today.year, today.month, offset)
            return _span(start, found.end(), year, month=month, day=_int(found["ofmonth"]))
        if unit == "week" and found["weekday"]:
            monday = today + timedelta(weeks=offset, days=-today.weekday())
            day = monday + timedelta(days=(_WEEK + "日").find(found["weekday"].replace("天", "日")))
            return Period(day, day, start, found.end())
        first, last = _unit_span(today, unit, offset)
        return Period(first, last, start, start + len(word))

    def _rest_of(self, text: str, start: int, limit: date, beside: Period | None) -> Period | None:
        """Read a month or day whose year, or year and month, are not written."""
        if beside is not None and beside.first:
            if found := re.compile(_DAY).match(text, start):
                day = _int(found["day"])
                return _span(start, found.end(), beside.first.year, beside.first.month, day)
            if found := re.compile(_PART).match(text, start):
                return _in_year(found, beside.first.year)
        if (found := _MONTH_DAY.match(text, start)) is None:
            return None
        period = _in_year(found, limit.year)
        if period and period.first and period.first > limit:
            return _in_year(found, limit.year - 1)
        return period

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = "|".join(sorted(map(re.escape, self.words), key=len, reverse=True))
        day = f"(?:的?(?P<ofmonth>{_N})[日号])?{_WEEKDAY}?"
        return re.compile(f"(?:{_YEAR}(?:年度?|全年)|(?P<word>{words}))(?:的?(?:{_PART})|{day})")


_MONTH_DAY = re.compile(f"(?P<month>{_N})月份?(?:的?{_DAY})?(?P<half>)(?P<quarter>)")


def parse_date_words(lines: Iterable[str]) -> PeriodReader:
    """Build the reader from the lines of its list. Raises ValueError for a line that is none."""
    words: dict[str, tuple[str, int]] = {}
    for line in lines:
        names, _, told = line.partition("=")
        unit, offset = told.split()
        words |= dict.fromkeys(names.split(), (unit, int(offset)))
    return PeriodReader(words)


def _recent(found: re.Match[str], today: date) -> Period | None:
    unit = _UNITS[found["unit"]]
    if found["count"] == "几":  # no number of them
        return None
    if found["count"] == "半":
        count, unit = (6, "month") if unit == "year" else (15, "day")
    else:
        count = _int(found["count"])
    if unit in _MONTHS:
        year, month = _months_on(today.year, today.month, -count * _MONTHS[unit])
        day = min(today.day, monthrange(year, month)[1])
        first = date(year, month, day) + timedelta(days=1)
    else:
        first = today - timedelta(days=count * (7 if unit == "week" else 1) - 1)
    return Period(first, today, *found.span())


def _bounded(text: str, point: Period) -> Period:
    """Widen a span by what follows it: 以来, 以前."""
    first, last, end = point.first, point.last, point.end
    if found := _SINCE.match(text, end):
        return Period(first, None, point.start, found.end())
    if (found := _AFTER.match(text, end)) and last:
        return Period(last + timedelta(days=1), None, point.start, found.end())
    if (found := _BEFORE.match(text, end)) and first:
        return Period(None, first - timedelta(days=1), point.start, found.end())
    return point


def _in_year(found: re.Match[str], year: int) -> Period | None:
    if found["half"]:
        first, count = (1, 6) if found["half"][0] == "上" else (7, 6)
    elif found["quarter"]:
        first, count = 3 * _int(found["quarter"]) - 2, 3
    elif found["month"]:
        month, day = _int(found["month"]), _int(found["day"]) if found["day"] else None
        return _span(*found.span(), year, month, day)
    else:
        return _span(*found.span(), year)
    return Period(date(year, first, 1), _last_of(year, first + count - 1), *found.span())


def _span(
    start: int, end: int, year: int, month: int | None = None, day: int | None = None
) -> Period | None:
    """Make the span of a day, a month or a year; None if the calendar has none such."""
    try:
        if month is None:
            return Period(date(year, 1, 1), date(year, 12, 31), start, end)
        if day is None:
            return Period(date(year, month, 1), _last_of(year, month), start, end)
        return Period(date(year, month, day), date(year, month, day), start, end)
    except ValueError:
        return None


def _unit_span(today: date, unit: str, offset: int) -> tuple[date, date]:
    if unit == "day":
        day = today + timedelta(days=offset)
        return day, day
    if unit == "week":
        monday = today + timedelta(weeks=offset, days=-today.weekday())
        return monday, monday + timedelta(days=6)
    size = _MONTHS[unit]
    year, month = _months_on(today.year, today.month, offset * size)
    month = (month - 1) // size * size + 1
    return date(year, month, 1), _last_of(year, month + size - 1)


def _months_on(year: int, month: int, count: int) -> tuple[int, int]:
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def _last_of(year: int, month: int) -> date:
    try:
        return date(year, month, monthrange(year, month)[1])
    except (ValueError, IndexError) as err:  # month 13
        raise ValueError(f"no month {month}") from err


def _int(text: str) -> int:
    return int(number(text))
