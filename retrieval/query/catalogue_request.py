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
class Wording:
    """A wording of such a question: its pattern, and at each place some words, of which a question
    has one.
    """

    pattern: str
    required: tuple[tuple[str, ...], ...]
    by: By
    wish: Wish

    def read(self, bare: str) -> re.Match[str] | None:
        """Match a folded question without spaces."""
        # nearly always not; to compile the patterns of all wordings takes a while
        if not all(any(word in bare for word in words) for words in self.required):
            return None
        return re.fullmatch(self.pattern, bare)


@dataclass(frozen=True, slots=True)
class CatalogueCues:
    """The wordings of such questions, the more precise ones first."""

    wordings: tuple[Wording, ...]

    def requests(self, text: str) -> Iterator[CatalogueRequest]:
        """Yield the ways to read a folded question, the most precise wording first."""
        bare = re.sub(r"\s+", "", text).strip(_AROUND)
        has_time = bool(_TIMES.search(bare))
        for wording in self.wordings:
            if found := wording.read(bare):
                word = found.groupdict().get("word") or ""
                yield CatalogueRequest(wording.by, wording.wish, word.strip(_AROUND), has_time)


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
    return CatalogueCues(tuple(_wording(head, text.strip(), sets) for head, _, text in ordered))


def _wording(head: str, text: str, sets: Mapping[str, Sequence[str]]) -> Wording:
    by, wish = head.split()
    literals = _PLACE.split(text)[0::3]
    places = list(_PLACE.finditer(text))
    expanded = [*(_expanded(place, sets) for place in places), ""]
    pattern = "".join(re.escape(a) + b for a, b in zip(literals, expanded, strict=True))
    required = [tuple(sets[place[1]]) for place in places if place[1] and not place[2]]
    required += [(literal,) for literal in literals if literal]
    return Wording(pattern, tuple(required), By(by), Wish(wish))


def _expanded(place: re.Match[str], sets: Mapping[str, Sequence[str]]) -> str:
    if place[0] == "*":
        return "(?P<word>.+?)"
    words = "|".join(map(re.escape, sorted(sets[place[1]], key=len, reverse=True)))
    return f"(?:{words}){place[2]}"
