"""Questions about the archive itself: which articles there are, whose, and which to open."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from retrieval.query.scope import WHOLE, Scope, ScopeCues, ScopedText, read_scope
from retrieval.text import fold
from retrieval.text.periods import parse_date_words

_PLACE = re.compile(r"\{(.+?)(\??)\}|\*")
_MARKS = " ?。.!,;:"
_AROUND = f"{_MARKS}的“”\"'「」《》"
# all that a question says that only narrows the one before
_NARROWING = re.compile(
    "(?:那么?|只看|只要|换成|改成|看看?|呢|的|了|只|排列|排序|排|显示|列出|吧|,)*"
)
_OPTIONAL = re.compile(r".\?")


class By(StrEnum):
    """The part of the catalogue that is asked."""

    TEXT = "text"
    REPORTER = "reporter"
    PHOTOGRAPHER = "photographer"
    HEADLINE = "headline"
    TOPIC = "topic"
    REPORT = "report"
    NUMBER = "number"
    DATE = "date"
    MONTH = "month"
    PAPER = "paper"
    ALL = "all"


class Wish(StrEnum):
    """The action asked for: list the articles found, name who has most of them, count them by
    reporter, open one, or tell of one who wrote it and where and when it was printed.
    """

    LIST = "list"
    MOST = "most"
    COUNT = "count"
    OPEN = "open"
    IMPRINT = "imprint"


@dataclass(frozen=True, slots=True)
class CatalogueRequest:
    """A question about the archive; `word` is the name, headline, word or number asked for.

    One that `needs_known` is such a question only where there are such articles.
    """

    by: By
    wish: Wish
    word: str = ""
    scope: Scope = WHOLE
    needs_known: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of such a question: its pattern, and at each place some words, of which a question
    has one.

    One that `needs_scope` counts only where a day, a newspaper, a page or an order is named, one
    that `needs_known` only where the archive has such articles. One that `asks_one` asks for the
    newest or the oldest alone.
    """

    pattern: str
    required: tuple[tuple[str, ...], ...]
    by: By
    wish: Wish
    needs_scope: bool
    needs_known: bool
    asks_one: bool

    def read(self, bare: str) -> re.Match[str] | None:
        """Match a folded question without blanks."""
        # nearly always not; to compile the patterns of all wordings takes a while
        if not all(any(word in bare for word in words) for words in self.required):
            return None
        return re.fullmatch(self.pattern, bare)


@dataclass(frozen=True, slots=True)
class CatalogueCues:
    """The wordings of such questions, the more precise ones first."""

    wordings: tuple[Wording, ...]
    scopes: ScopeCues
    verbs: tuple[str, ...]  # with which no name and no word that is asked for begins
    openings: re.Pattern[str]
    endings: re.Pattern[str]

    def scoped(
        self, text: str, today: date, *, newest: date | None, papers: Sequence[str]
    ) -> ScopedText:
        """Read the scope of a folded question; the rest comes as `bare` gives it."""
        found = read_scope(self.bare(text), self.scopes, today, newest=newest, papers=papers)
        return ScopedText(self.bare(found.text), found.scope, found.period)

    def bare(self, text: str) -> str:
        """Take blanks, outer marks and what only leads in or out off a folded question."""
        text = re.sub(r"\s+", "", text).strip(_MARKS)
        text = self.openings.sub("", text, count=1)
        return self.endings.sub("", text, count=1).strip(_MARKS)

    def requests(self, asked: ScopedText) -> Iterator[CatalogueRequest]:
        """Yield the ways to read a question, the most precise wording first."""
        for wording in self.wordings:
            if wording.needs_scope and asked.scope == WHOLE:
                continue
            if found := wording.read(asked.text):
                word = (found.groupdict().get("word") or "").strip(_AROUND)
                if word.startswith(self.verbs):
                    continue
                scope = replace(asked.scope, is_one=asked.scope.is_one or wording.asks_one)
                yield CatalogueRequest(wording.by, wording.wish, word, scope, wording.needs_known)


def only_narrows(asked: ScopedText) -> bool:
    """Tell whether a question names a scope and nothing else: 那2023年的呢, 按时间排."""
    return asked.scope != WHOLE and _NARROWING.fullmatch(asked.text) is not None


def parse_catalogue_cues(lines: Iterable[str], date_words: Iterable[str]) -> CatalogueCues:
    """Build the wordings from the lines of their list, and what tells a scope.

    Raises KeyError for a set that no line defines, ValueError for a line that is none.
    """
    lines = [fold(line) for line in lines]
    sets = {
        name.strip(): tuple(words.split())
        for name, equals, words in (line.partition("=") for line in lines)
        if equals
    }
    wordings = [line.partition(":") for line in lines if "=" not in line]
    ordered = sorted(
        wordings, key=lambda parts: ("*" in parts[2], -len(_PLACE.sub("..", parts[2])), parts[2])
    )
    return CatalogueCues(
        tuple(_wording(head, text.strip(), sets) for head, _, text in ordered),
        ScopeCues(
            periods=parse_date_words(map(fold, date_words)),
            newest=sets["从新到旧"],
            oldest=sets["从旧到新"],
            one_newest=sets["最新一篇"],
            one_oldest=sets["最早一篇"],
            newspapers=sets["报纸名"],
        ),
        verbs=sets["提到"],
        openings=re.compile(f"^(?:{_either(sets['开场'])})+"),
        endings=re.compile(f"(?:{_either(sets['收尾'])}|[{re.escape(_MARKS)}])+$"),
    )


def _wording(head: str, text: str, sets: Mapping[str, Sequence[str]]) -> Wording:
    by, wish, *conditions = head.split()
    literals = _PLACE.split(text)[0::3]
    places = list(_PLACE.finditer(text))
    expanded = [*(_expanded(place, sets) for place in places), ""]
    # a character before ? may be missing
    written = [re.escape(literal).replace(r"\?", "?") for literal in literals]
    pattern = "".join(a + b for a, b in zip(written, expanded, strict=True))
    required = [tuple(sets[place[1]]) for place in places if place[1] and not place[2]]
    required += [(part,) for literal in literals for part in _OPTIONAL.split(literal) if part]
    return Wording(
        pattern,
        tuple(required),
        By(by),
        Wish(wish),
        needs_scope="scoped" in conditions,
        needs_known="known" in conditions,
        asks_one="one" in conditions,
    )


def _expanded(place: re.Match[str], sets: Mapping[str, Sequence[str]]) -> str:
    if place[0] == "*":
        return "(?P<word>.+?)"
    return f"(?:{_either(sets[place[1]])}){place[2]}"


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
