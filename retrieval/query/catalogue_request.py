"""Questions about the archive itself: which articles there are, whose, and which to open."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import product

from retrieval.query.scope import WHOLE, Scope, ScopeCues, ScopedText, read_scope
from retrieval.text import fold
from retrieval.text.periods import parse_date_words

_PLACE = re.compile(r"\{(.+?)(\??)\}|\*")
_MARKS = " ?。.!,;:"
_AROUND = f"{_MARKS}的“”\"'「」《》"
# all that a question says that only narrows the one before
_NARROWING = re.compile(
    "(?:那么?|只看|只要|换成|改成|看看?|呢|的|了|只|排列|排序|排|显示|列出|吧|有?哪些|,)*"
)
_OPTIONAL = re.compile(r"(?:\[.+?\]|.)\??(?<=[\]?])")
_DEFINITION = re.compile(r"([^:={}]+?)([=~])")


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
    """The wordings of such questions, in the order in which they are tried."""

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
        return replace(found, texts=tuple(map(self.bare, found.texts)))

    def bare(self, text: str) -> str:
        """Take blanks, outer marks and what only leads in or out off a folded question."""
        text = re.sub(r"\s+", "", text).strip(_MARKS)
        text = self.openings.sub("", text, count=1)
        return self.endings.sub("", text, count=1).strip(_MARKS)

    def requests(self, asked: ScopedText) -> Iterator[CatalogueRequest]:
        """Yield the ways to read a question, the most precise wording first."""
        for wording, text in product(self.wordings, asked.texts):
            if wording.needs_scope and asked.scope == WHOLE:
                continue
            if found := wording.read(text):
                word = (found.groupdict().get("word") or "").strip(_AROUND)
                if word.startswith(self.verbs):
                    continue
                scope = replace(asked.scope, is_one=asked.scope.is_one or wording.asks_one)
                yield CatalogueRequest(wording.by, wording.wish, word, scope, wording.needs_known)


def only_narrows(asked: ScopedText) -> bool:
    """Tell whether a question names a scope and nothing else: 那2023年的呢, 按时间排."""
    return asked.scope != WHOLE and any(map(_NARROWING.fullmatch, asked.texts))


def parse_catalogue_cues(lines: Iterable[str], date_words: Iterable[str]) -> CatalogueCues:
    """Build the wordings from the lines of their list, and what tells a scope.

    Raises KeyError for a set that no line defines, ValueError for a line that is none.
    """
    grammar = _Grammar({}, {}, {})
    wordings = []
    for line in map(fold, lines):
        if defined := _DEFINITION.match(line):
            name, sign = defined[1].strip(), defined[2]
            if sign == "=":
                grammar.sets[name] = tuple(line[defined.end() :].split())
            else:
                grammar.macros[name] = tuple(map(str.strip, line[defined.end() :].split("|")))
        else:
            wordings.append(line.partition(":"))
    wordings.sort(key=lambda parts: "*" in parts[2])
    sets = grammar.sets
    return CatalogueCues(
        tuple(_wording(head, text.strip(), grammar) for head, _, text in wordings),
        ScopeCues(
            periods=parse_date_words(map(fold, date_words)),
            newest=sets["从新到旧"],
            oldest=sets["从旧到新"],
            one_newest=sets["最新一篇"],
            one_oldest=sets["最早一篇"],
            newspapers=sets["报纸名"],
        ),
        verbs=(*sets["提到"], "有没有"),
        openings=re.compile(f"^(?:{_either(sets['开场'])})+"),
        endings=re.compile(f"(?:{_either(sets['收尾'])}|[{re.escape(_MARKS)}])+$"),
    )


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The sets of words and the parts of wordings that wordings name."""

    sets: dict[str, tuple[str, ...]]
    macros: dict[str, tuple[str, ...]]
    patterns: dict[str, str]  # of the sets and macros that have been named

    def pattern(self, text: str) -> str:
        """Write a wording as a pattern."""
        return _PLACE.sub(self._expanded, text)

    def _expanded(self, place: re.Match[str]) -> str:
        if place[0] == "*":
            return "(?P<word>.+?)"
        if (name := place[1]) not in self.patterns:
            macro = self.macros.get(name)
            words = "|".join(map(self.pattern, macro)) if macro else _either(self.sets[name])
            self.patterns[name] = f"(?:{words})"
        return self.patterns[name] + place[2]

    def required(self, text: str) -> tuple[tuple[str, ...], ...]:
        """List for each place of a wording that is not left to choice the words of which one is
        there.
        """
        places = [place for place in _PLACE.finditer(text) if place[1] and not place[2]]
        plain = [self.sets[place[1]] for place in places if place[1] in self.sets]
        literals = _PLACE.split(text)[0::3]
        written = [part for literal in literals for part in _OPTIONAL.split(literal) if part]
        # what is written out is there more seldom
        return (*((part,) for part in written), *plain)


def _wording(head: str, text: str, grammar: _Grammar) -> Wording:
    by, wish, *conditions = head.split()
    return Wording(
        grammar.pattern(text),
        grammar.required(text),
        By(by),
        Wish(wish),
        needs_scope="scoped" in conditions,
        needs_known="known" in conditions,
        asks_one="one" in conditions,
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
