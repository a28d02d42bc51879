"""Questions about the archive itself: which articles there are, whose, and which to open."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.text import fold

_PLACE = re.compile(r"\{(.+?)(\??)\}|\*")
_AROUND = " ?？。.!！吗呢啊呀的“”\"'「」《》"
_TIMES = re.compile(r"最近|最新|今天|昨天|近来|近期|刚刚")


class By(StrEnum):
    """The part of the catalogue that is asked."""

    REPORTER = "reporter"
    PHOTOGRAPHER = "photographer"
    HEADLINE = "headline"
    TOPIC = "topic"
    REPORT = "report"
    NUMBER = "number"
    ALL = "all"


class Wish(StrEnum):
    """The action asked for: list the articles found, name who has most of them, or open one."""

    LIST = "list"
    MOST = "most"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class CatalogueRequest:
    """A question about the archive; `word` is the name, headline, word or number asked for.

    `has_time` says that it asks for the newest, which needs dates.
    """

    by: By
    wish: Wish
    word: str = ""
    has_time: bool = False


@dataclass(frozen=True, slots=True)
class CatalogueCues:
    """The wordings of such questions, the more precise ones first."""

    patterns: tuple[tuple[re.Pattern[str], By, Wish], ...]

    def requests(self, text: str) -> Iterator[CatalogueRequest]:
        """Yield the ways to read a folded question, the most precise wording first."""
        bare = re.sub(r"\s+", "", text).strip(_AROUND)
        has_time = bool(_TIMES.search(bare))
        for pattern, by, wish in self.patterns:
            if found := pattern.fullmatch(bare):
                word = found.groupdict().get("word") or ""
                yield CatalogueRequest(by, wish, word.strip(_AROUND), has_time)


def parse_catalogue_cues(lines: Iterable[str]) -> CatalogueCues:
    """Build the wordings from the lines of their list.

    Raises KeyError for a set that no line defines, ValueError for a line that is none.
    """
    lines = [fold(line) for line in lines]
    sets = {
        name.strip(): words.split()
        for name, equals, words in (line.partition("=") for line in lines)
        if equals
    }
    wordings = [line.partition(":") for line in lines if "=" not in line]
    ordered = sorted(
        wordings, key=lambda parts: ("*" in parts[2], -len(_PLACE.sub("..", parts[2])), parts[2])
    )
    return CatalogueCues(
        tuple((_pattern(wording.strip(), sets), *_asked(head)) for head, _, wording in ordered)
    )


def _asked(head: str) -> tuple[By, Wish]:
    by, wish = head.split()
    return By(by), Wish(wish)


def _pattern(wording: str, sets: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    def expand(place: re.Match[str]) -> str:
        if place[0] == "*":
            return "(?P<word>.+?)"
        words = "|".join(map(re.escape, sorted(sets[place[1]], key=len, reverse=True)))
        return f"(?:{words}){place[2]}"

    parts = _PLACE.split(wording)
    literals = parts[0::3]
    places = list(_PLACE.finditer(wording))
    expanded = [*map(expand, places), ""]
    return re.compile("".join(re.escape(a) + b for a, b in zip(literals, expanded, strict=True)))
