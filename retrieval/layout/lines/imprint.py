"""The newspaper, date and page number of a page: by its own lines, its file, its file's name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache

from retrieval.documents import USER, Imprint, Report
from retrieval.layout.page_words import PageWords
from retrieval.text.normalize import to_simplified

_DIGITS = str.maketrans(
    "〇○零一二三四五六七八九０１２３４５６７８９", "000" + "123456789" + "0123456789"
)
_NUMERAL = "[0-9０-９〇○零一二三四五六七八九十]"
_DATE = re.compile(
    rf"((?:中华)?民国\s*{_NUMERAL}{{1,4}}|{_NUMERAL}{{4}})\s*[年./-]\s*({_NUMERAL}{{1,3}})\s*[月./-]\s*({_NUMERAL}{{1,3}})(?!\d)日?"
)
_PAGE = re.compile(
    rf"第\s*([A-Z]?{_NUMERAL}{{1,3}})\s*版|(?<![\w第])([A-Z]?\d{{1,2}})\s*版"
    r"|(?<!\w)([A-D]\d{1,2})(?!\w)"
)
_HAN = "[\u3400-\u9fff]"
_WEEKDAY = r"(?:星期|礼拜|周)[一二三四五六日天]"
_WORD = re.compile(r"\w{1,8}")  # beside a date and a page number: a section, an editor, a weekday
_BESIDE = re.compile(rf"(?:\0|{_WEEKDAY}|{_HAN}{{1,8}}[报刊])*")  # with no blank between
_PERIODICAL = re.compile(rf"(?<!{_HAN}){_HAN}{{2,9}}[报刊](?!{_HAN})")
_SECTION = re.compile(rf"\W*(?:\0\W+{_HAN}{{2,6}}|{_HAN}{{2,6}}\W+\0)\W*")
_NAME_DATE = re.compile(
    r"(?<!\d)((?:18|19|20)\d\d)"
    r"(?:[-_./年]?(0[1-9]|1[0-2])[-_./月]?(0[1-9]|[12]\d|3[01])|[-_./年](\d\d?)[-_./月](\d\d?))"
    r"日?(?!\d)"
)
_NAME_PAGE = re.compile(r"(?:^|[-_/ 第])([A-D]?\d{1,2})版?(?=[-_. #]|$)", re.IGNORECASE)
_REPUBLIC = 1911  # the year before the first one of 民国
_TEN = re.compile("([1-9]?)十([1-9]?)")


def imprint_of(report: Report, own: Iterable[str], wording: PageWords) -> Imprint:
    """Return what is known of a page: by people first, then by its own lines, last by its name.

    `own` are the lines that belong to the page, not to its articles.
    """
    known: dict[str, tuple[str, str]] = {}
    given, learned = _values(report.imprint), dict(report.imprint.learned)
    by_user = {name: value for name, value in given.items() if learned.get(name) == USER}
    found = {
        USER: by_user,
        "page": dict(_of_lines(own, wording)),
        "metadata": given,
        "name": dict(_of_name(report.name, wording)),
    }
    for where, values in found.items():
        for name, value in values.items():
            known.setdefault(name, (value, where))
    return Imprint(
        **{name: value for name, (value, _) in known.items()},
        learned=tuple((name, where) for name, (_, where) in sorted(known.items())),
    )


def is_folio(text: str) -> bool:
    """Tell whether a line has both a date and a page number, and no sentence."""
    return bool(
        len(text) < 60 and not re.search("[，。！？；]", text) and _PAGE.search(text)
    ) and bool(_DATE.search(text))


def is_running_head(text: str) -> bool:
    """Tell whether a Simplified line is a date, a page number and single words beside them.

    The words may be any: sections have names that no list knows.
    """
    if not is_folio(text):
        return False
    parts = re.split(r"[^\w\0]+", _PAGE.sub("\0", _DATE.sub("\0", text)))
    return all(_BESIDE.fullmatch(part) or _WORD.fullmatch(part) for part in parts)


def is_section_line(text: str) -> bool:
    """Tell whether a Simplified line is a page number and one short word: A04 邻里."""
    return _SECTION.fullmatch(_PAGE.sub("\0", text)) is not None


def _values(imprint: Imprint) -> dict[str, str]:
    values = {field.name: getattr(imprint, field.name) for field in fields(imprint)}
    return {name: value for name, value in values.items() if isinstance(value, str)}


def _of_lines(lines: Iterable[str], wording: PageWords) -> Iterator[tuple[str, str]]:
    printed = list(lines)
    lines = [to_simplified(text) for text in printed]
    for text in lines:
        if (found := _DATE.search(text)) and (date := _iso(*found.groups())):
            yield "date", date
            break
    elsewhere = _other_pages(wording)
    for text in lines:
        if found := _PAGE.search(elsewhere.sub(" ", text)):
            yield "page", _number(found[1] or found[2] or found[3])
            break
    for text, own in zip(lines, printed, strict=True):
        if span := _paper_span(text, wording):
            yield "paper", own[slice(*span)]
            break


@cache
def _other_pages(wording: PageWords) -> re.Pattern[str]:
    """The numbers of pages elsewhere (下转要闻第三版), and of how many there are (今日 8 版)."""
    pointers = "|".join(sorted(map(re.escape, wording.pointers), key=len, reverse=True))
    return re.compile(
        rf"(?<!{_HAN})(?:{pointers})\s*{_HAN}{{0,4}}(?:{_PAGE.pattern})"
        rf"|(?:今日|本期|共)\s*{_NUMERAL}{{1,3}}\s*版"
    )


def _paper_span(text: str, wording: PageWords) -> tuple[int, int] | None:
    """Find a newspaper's name in a line: at its start, or anywhere beside the date."""
    if not is_running_head(text):
        found = _named(wording).match(text)
        return found.span() if found else None
    for found in (*_named(wording).finditer(text), *_PERIODICAL.finditer(text)):
        if found[0] not in wording.banners and not found[0].endswith(tuple(wording.bulletins)):
            return found.span()
    return None


def _of_name(name: str, wording: PageWords) -> Iterator[tuple[str, str]]:
    """Read a file's name and its folders: 青石日报/2023-06-07/03.pdf, 20230607-03.txt."""
    names = _named(wording)
    for part in re.split(r"[/_\-. ]", name):
        if paper := names.match(to_simplified(part)):
            yield "paper", part[: paper.end()]
    found = _NAME_DATE.search(name)
    if found is None or (date := _iso(*filter(None, found.groups()))) is None:
        return
    yield "date", date
    stem = re.sub(r"\.\w+(?=$|#)", "", name[found.end() :])
    if page := _NAME_PAGE.search(stem):
        yield "page", page[1].upper().lstrip("0") or "0"


def _named(wording: PageWords) -> re.Pattern[str]:
    """The name of a newspaper: three characters or more that end as such names do."""
    ends = "|".join(sorted(map(re.escape, wording.mastheads), key=len, reverse=True))
    return re.compile(rf"(?<!{_HAN})(?={_HAN}{{3}}){_HAN}{{0,8}}?(?:{ends})(?!{_HAN})")


def _iso(year: str, month: str, day: str) -> str | None:
    y, m, d = (int(_number(part.rpartition("民国")[2].strip()) or 0) for part in (year, month, day))
    y += _REPUBLIC if "民国" in year else 0
    good = 1800 <= y <= 2200 and 1 <= m <= 12 and 1 <= d <= 31
    return f"{y:04}-{m:02}-{d:02}" if good else None


def _number(text: str) -> str:
    """A number in plain digits; 十二 is 12, 二十 is 20."""
    plain = text.translate(_DIGITS)
    plain = _TEN.sub(lambda found: f"{found[1] or 1}{found[2] or 0}", plain)
    return plain.lstrip("0")
