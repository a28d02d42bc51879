"""The part of the archive that a question asks about: days, newspaper, page; and the order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from retrieval.documents import plain
from retrieval.text.numerals import number
from retrieval.text.periods import Period, PeriodReader


class Order(StrEnum):
    """The order of a list by date."""

    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Scope:
    """The pages that count; None is no bound.

    `since` and `until` are dates (ISO 8601), both included; `report` is how the page's name
    begins. `is_one` says that only the newest or the oldest is asked for.
    """

    since: str | None = None
    until: str | None = None
    paper: str | None = None
    page: str | None = None
    report: str | None = None
    order: Order | None = None
    is_one: bool = False

    @property
    def has_dates(self) -> bool:
        """True if it leaves out pages by their dates."""
        return bool(self.since or self.until)

    @property
    def is_whole(self) -> bool:
        """True if no page is left out."""
        return not (self.has_dates or self.paper or self.page or self.report)

    def within(self, other: "Scope") -> "Scope":
        """Narrow another scope down by what this one names."""
        return Scope(
            since=self.since or (None if self.until else other.since),
            until=self.until or (None if self.since else other.until),
            paper=self.paper or other.paper,
            page=self.page or other.page,
            report=self.report or other.report,
            order=self.order or other.order,
            is_one=self.is_one,
        )


WHOLE = Scope()


@dataclass(frozen=True, slots=True)
class ScopeCues:
    """The words that tell an order, and those around the name of a paper or a day.

    `newspapers` are the endings of newspapers' names, by which one that the archive lacks is known.
    """

    periods: PeriodReader
    newest: tuple[str, ...]
    oldest: tuple[str, ...]
    one_newest: tuple[str, ...]
    one_oldest: tuple[str, ...]
    newspapers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScopedText:
    """A question without the words that tell its scope.

    `texts` are the ways to join what is left, `period` is as it stood in the question.
    """

    texts: tuple[str, ...]
    scope: Scope
    period: str = ""


_PUBLISHED = "刊登|登载|登|刊发|刊载|发表|发布|见报|出版|报道"
_IN = "(?:上面|版面上|上|里面|里|中)"
_LINK = f"(?:{_IN})?(?:(?:所?(?:{_PUBLISHED})了?)的|的)?"
_DURING = f"(?:期间|这一天|那一天|那天|这天|当天|里面|里|中|内|间)?(?:所?(?:{_PUBLISHED})的|的)?"
_BEFORE = "(?:在|于|自从|自|从)?"
_PAGE = re.compile(
    rf"(?:(?:{_PUBLISHED})?在|于)?(?:第?(?P<page>[a-d]?[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}})|(?P<first>头))版(?!面文件|块|本)"
    rf"{_LINK}"
)
# a paper named behind these is what the reports speak of
_MENTIONED = ("提到", "提及", "关于", "有关", "涉及", "说到", "写到", "谈到")


def read_scope(
    text: str, cues: ScopeCues, today: date, *, newest: date | None, papers: Sequence[str]
) -> ScopedText:
    """Read and take out of a folded question without blanks the words that tell its scope.

    `newest` is the date of the newest page, `papers` the names that the archive knows.
    """
    text, paper = _without_paper(text, papers, cues.newspapers)
    text, page = _without_page(text)
    text, order, is_one = _without_order(text, cues)
    period = cues.periods.find(text, today, newest=newest)
    while period is not None and _is_part(text, period):
        period = cues.periods.find(text, today, newest=newest, after=period.end)
    scope = Scope(paper=paper, page=page, order=order, is_one=is_one)
    if period is None:
        return ScopedText((text,), scope)
    scope = replace(
        scope,
        since=period.first.isoformat() if period.first else None,
        until=period.last.isoformat() if period.last else None,
    )
    return ScopedText(_without_period(text, period), scope, text[period.start : period.end])


def _is_part(text: str, period: Period) -> bool:
    """Tell whether a span of days stands inside quotation marks or a headline."""
    return any(
        text[: period.start].count(a) > text[: period.start].count(b) for a, b in ("“”", "《》")
    )


def _without_period(text: str, period: Period) -> tuple[str, ...]:
    before = re.sub(rf"{_BEFORE}$", "", text[: period.start])
    rest = text[period.end :]
    during = re.match(_DURING, rest)
    after = rest[during.end() if during else 0 :]
    if not after.strip("?的"):
        before = re.sub("(?:是|在)$", "", before)
    joined = before.rstrip(",") + after
    # of 秦望舒2023年6月的报道 the 的 is left, of 列出2023年6月的报道 it is not
    return (joined, f"{before}的{after}") if before and after else (joined,)


def _without_paper(
    text: str, papers: Sequence[str], endings: Iterable[str]
) -> tuple[str, str | None]:
    for name in sorted(papers, key=len, reverse=True):
        if plain(name) in text and (cut := _cut_paper(text, re.escape(plain(name)), is_known=True)):
            return cut[0], name
    ends = "|".join(map(re.escape, endings))
    cut = _cut_paper(text, f"[\u4e00-\u9fff]{{1,6}}(?:{ends})", is_known=False)
    return cut if cut else (text, None)


def _cut_paper(text: str, name: str, *, is_known: bool) -> tuple[str, str] | None:
    after = _LINK if is_known else f"{_IN}(?:的|(?:{_PUBLISHED})了?的)?"
    found = re.search(rf"{_BEFORE}《?(?P<paper>{name})》?{after}", text)
    if found is None or text[: found.start()].endswith(_MENTIONED):
        return None
    before, rest = text[: found.start()], text[found.end() :]
    if not rest.strip("?"):
        before = re.sub("(?:是|在)$", "", before)
    return before.rstrip(",") + rest, found["paper"]


def _without_page(text: str) -> tuple[str, str | None]:
    found = _PAGE.search(text)
    if found is None:
        return text, None
    page = "1" if found["first"] else number(found["page"]).upper().lstrip("0")
    return text[: found.start()] + text[found.end() :], page


def _without_order(text: str, cues: ScopeCues) -> tuple[str, Order | None, bool]:
    for words, order, is_one in (
        (cues.one_newest, Order.NEWEST, True),
        (cues.one_oldest, Order.OLDEST, True),
        (cues.newest, Order.NEWEST, False),
        (cues.oldest, Order.OLDEST, False),
    ):
        for word in sorted(words, key=len, reverse=True):
            before, found, after = text.partition(word)
            # 最近三个月 is a span of days
            if found and not re.match(
                r"[0-9一二两三四五六七八九十半]+个?[天日周星礼月季年]", after
            ):
                return before.rstrip(",") + after.lstrip(","), order, is_one
    return text, None, False
