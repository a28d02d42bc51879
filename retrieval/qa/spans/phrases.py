"""Phrases of a sentence that may answer: where words begin and end what answers such questions.

How well a boundary between two words opens or closes an answer is told by those words: 在 and 位于
stand before places, 。 and 等 after lists. What each word tells is not listed but fitted, for all
kinds of questions together and for each group of them apart (weights.toml, [boundary]).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from retrieval.query import Kind
from retrieval.text import Analyzer

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
_NOTHING = (0.0, 0.0)
_KEPT = 1024  # sentences that are not cut again
# the names of what stands on the two sides of a boundary: 在[ and [宁波 where an answer begins, 县]
# and ]举行 where one ends
OPENING = ("{}[", "[{}")
CLOSING = ("{}]", "]{}")
_Sides = tuple[Sequence[str], Sequence[str]]
_Told = Mapping[str, tuple[float, float]]


def group_of(kind: Kind) -> str:
    """The group of kinds of questions whose answers begin and end alike."""
    return _GROUPS.get(kind, "what")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence cut into words, marks among them; `places` are their starts and the end."""

    texts: tuple[str, ...]
    places: tuple[int, ...]

    def opening(self) -> _Sides:
        """What stands before each word, and the words."""
        return ("^", *self.texts[:-1]), self.texts

    def closing(self) -> _Sides:
        """What each word ends in, and what stands behind it."""
        return [text[-1] for text in self.texts], (*self.texts[1:], "$")


def names(sides: _Sides, patterns: tuple[str, str], group: str) -> list[list[str]]:
    """Of each boundary what is weighed: the names of its sides, and these for a group alone."""
    pairs = zip(*sides, strict=True)
    beside = [[p.format(word) for p, word in zip(patterns, pair, strict=True)] for pair in pairs]
    return [[*both, *(f"{group} {name}" for name in both)] for both in beside]


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
        self._told = cache(self._tell)
        self.words = lru_cache(_KEPT)(self._words)

    def _tell(self, pattern: str, group: str) -> _Told:
        """What words tell that are named so: of all kinds of questions, and of a group of them."""
        weight = self._boundary.get
        before, behind = pattern.split("{}")
        return {
            name[len(before) : len(name) - len(behind)]: (
                weight(name, 0.0),
                weight(f"{group} {name}", 0.0),
            )
            for name in {name.rpartition(" ")[2] for name in self._boundary}
            if name.startswith(before) and name.endswith(behind)
        }

    def _words(self, sentence: str) -> Words:
        texts = tuple(self._analyzer.words(sentence))
        return Words(texts, tuple(accumulate(map(len, texts), initial=0)))

    def boundaries(self, sentence: str, group: str) -> Boundaries:
        """How well the boundaries between the words open and close answers of a group."""
        words = self.words(sentence)
        openings = self._weighed(words.opening(), OPENING, group)
        closings = self._weighed(words.closing(), CLOSING, group)
        return Boundaries(
            dict(zip(words.places, openings, strict=False)),
            dict(zip(words.places[1:], closings, strict=True)),
        )

    def _weighed(self, sides: _Sides, patterns: tuple[str, str], group: str) -> list[float]:
        """What the two sides of each boundary tell together."""
        left, right = (
            [told.get(word, _NOTHING) for word in words]
            for told, words in zip((self._told(p, group) for p in patterns), sides, strict=True)
        )
        return [
            all_l + all_r + own_l + own_r
            for (all_l, own_l), (all_r, own_r) in zip(left, right, strict=True)
        ]

    def phrases(self, sentence: str, group: str, boundaries: Boundaries) -> list[tuple[int, int]]:
        """The likeliest phrases of each clause, and, where answers are long, of two clauses: where
        they start and end.
        """
        words = self.words(sentence)
        openings, closings = list(boundaries.openings.values()), list(boundaries.closings.values())
        found: dict[tuple[int, int], None] = {}
        previous: list[int] = []
        for first, last in _clauses(words.texts):
            starts = _best(openings, first, last)
            ends = _best(closings, first, last)
            for start in [*previous, *starts]:
                for end in ends:
                    span = words.places[start], words.places[end + 1]
                    if start <= end and span[1] - span[0] <= _LONGEST:
                        found[span] = None
            previous = starts[:2] if group in _LONG else []
        return list(found)


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
