"""Phrases of a sentence that may answer: where words begin and end what answers such questions.

How well a boundary between two words opens or closes an answer is told by those words: 在 and 位于
stand before places, 。 and 等 after lists. What each word tells is not listed but fitted, for all
kinds of questions together and for each group of them apart (config/weights.toml, [boundary]).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.questions import Kind
from retrieval.terms import Analyzer

# boundaries of a clause that are tried, each way
_TRIED = 3
_LONGEST = 60
_CLAUSE_MARKS = frozenset("，,。；;：:！!？?…")
_GROUPS = {
    Kind.PERSON: "who",
    Kind.PLACE: "where",
    Kind.WHY: "why",
    Kind.HOW: "how",
    Kind.LIST: "list",
    Kind.DATE: "when",
    Kind.NUMBER: "amount",
}
# kinds whose answer may be more than one clause
_LONG = frozenset({"why", "how", "list"})


def group_of(kind: Kind) -> str:
    """The group of kinds of questions whose answers begin and end alike."""
    return _GROUPS.get(kind, "what")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence cut into words, marks among them; `places` are their starts and the end."""

    texts: tuple[str, ...]
    places: tuple[int, ...]

    def opening(self, number: int, group: str) -> tuple[str, ...]:
        """The names of what stands beside a boundary at which a phrase begins: `在[`, `[宁波`."""
        before = self.texts[number - 1] if number else "^"
        return _named(f"{before}[", f"[{self.texts[number]}", group)

    def closing(self, number: int, group: str) -> tuple[str, ...]:
        """The names of what stands beside a boundary at which a phrase ends: `县]`, `]举行`."""
        after = self.texts[number] if number < len(self.texts) else "$"
        return _named(f"{self.texts[number - 1][-1]}]", f"]{after}", group)


def _named(inner: str, outer: str, group: str) -> tuple[str, ...]:
    """For all kinds of questions together, and for those of the group."""
    return inner, outer, f"{group} {inner}", f"{group} {outer}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A slice of a sentence, and how well it begins and ends."""

    start: int
    end: int
    opening: float
    closing: float


@dataclass(frozen=True, slots=True)
class Boundaries:
    """How well the boundaries between a sentence's words open and close an answer, by place."""

    openings: Mapping[int, float]
    closings: Mapping[int, float]

    def ends(self, start: int, end: int) -> tuple[float, float]:
        """How well a slice begins and ends; 0 where it does inside a word."""
        return self.openings.get(start, 0.0), self.closings.get(end, 0.0)


NO_BOUNDARIES = Boundaries({}, {})


class Phraser:
    """Finds phrases; sentences seen lately are not cut again."""

    def __init__(self, analyzer: Analyzer, boundary: Mapping[str, float]) -> None:
        self._analyzer = analyzer
        self._boundary = boundary
        self.words = lru_cache(1024)(self._words)
        self.boundaries = lru_cache(1024)(self._boundaries)
        self.phrases = lru_cache(1024)(self._phrases)

    def _words(self, sentence: str) -> Words:
        texts = tuple(self._analyzer.words(sentence))
        places = [0]
        for text in texts:
            places.append(places[-1] + len(text))
        return Words(texts, tuple(places))

    def _boundaries(self, sentence: str, group: str) -> Boundaries:
        words, weight = self.words(sentence), self._boundary.get
        count = len(words.texts)
        openings = [
            sum(weight(name, 0.0) for name in words.opening(i, group)) for i in range(count)
        ]
        closings = [
            sum(weight(name, 0.0) for name in words.closing(i, group)) for i in range(1, count + 1)
        ]
        starts, ends = words.places[:-1], words.places[1:]
        return Boundaries(
            dict(zip(starts, openings, strict=True)), dict(zip(ends, closings, strict=True))
        )

    def _phrases(self, sentence: str, group: str) -> list[Phrase]:
        """The likeliest phrases of each clause, and, where answers are long, of two clauses."""
        words = self.words(sentence)
        boundaries = self.boundaries(sentence, group)
        openings, closings = list(boundaries.openings.values()), list(boundaries.closings.values())
        found: dict[tuple[int, int], Phrase] = {}
        previous: list[int] = []
        for first, last in _clauses(words.texts):
            starts = _best(openings, first, last)
            ends = _best(closings, first, last)
            for start in [*previous, *starts]:
                for end in ends:
                    if start <= end and words.places[end + 1] - words.places[start] <= _LONGEST:
                        span = words.places[start], words.places[end + 1]
                        found[span] = Phrase(*span, openings[start], closings[end])
            previous = starts[:2] if group in _LONG else []
        return list(found.values())


def _clauses(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The words of each clause: the first, and the one after the last."""
    start = 0
    for number, text in enumerate(texts):
        if text in _CLAUSE_MARKS:
            if number > start:
                yield start, number
            start = number + 1
    if start < len(texts):
        yield start, len(texts)


def _best(scores: Sequence[float], first: int, last: int) -> list[int]:
    return sorted(range(first, last), key=lambda i: -scores[i])[:_TRIED]
