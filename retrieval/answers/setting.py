"""A sentence and where the question's words stand in it, seen from each of its places."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.questions import Concept, Form, Kind, Question

# characters over which nearness fades to a third
_NEAR = 12.0
# and over which what should stand right beside does
_BESIDE = 4.0
# what stands in another clause is further away than it looks
_APART = 4
_CLAUSE_MARKS = re.compile(r"[，,。；;：:！!？?…]")
# what may stand between what is asked about and the cue: X是谁, X的是什么
_LINKS = "是的在"
HEAD = 4  # characters of the word behind the cue that the answer may end in
_ALIGNED = 4  # characters on a side that are as in the question and tell all that they can


@dataclass(frozen=True, slots=True)
class Place:
    """Where a concept stands in a sentence; `concept` is its number.

    `side` is -1 if it stands left of the question's cue, 1 if right; `is_next` says whether it is
    the nearest there.
    """

    start: int
    end: int
    weight: float
    concept: int
    side: int
    is_next: bool
    is_focus: bool


class Setting:
    """A sentence and where the question's concepts stand in it.

    `kind` is what is asked, `asked` the question folded. What lies left of a candidate is told by
    its start alone, what lies right of it by its end: each is looked at once.
    """

    def __init__(
        self,
        question: Question,
        kind: Kind,
        asked: str,
        found: Sequence[tuple[Concept, Sequence[Form]]],
        sentence: str,
    ) -> None:
        self.question = question
        self.kind = kind
        self.asked = asked
        self.sentence = sentence
        self.places = list(_places(question, found, sentence))
        self.total = sum(p.weight for p in self.places) or 1.0
        self._marks = [m.start() for m in _CLAUSE_MARKS.finditer(sentence)]
        self._befores: dict[int, Side] = {}
        self._afters: dict[int, Side] = {}
        self._clauses: dict[tuple[int, int], Clause] = {}

    def before(self, start: int) -> "Side":
        """What stands before a candidate's start."""
        if (side := self._befores.get(start)) is None:
            number = bisect_left(self._marks, start)
            side = Side(
                clause=self._marks[number - 1] + 1 if number else 0,
                slot=_left(self.sentence[:start], self.question.slot.before),
            )
            side.add(
                (p, start - p.end + _APART * (p.end <= side.clause), -1)
                for p in self.places
                if p.end <= start
            )
            self._befores[start] = side
        return side

    def after(self, end: int) -> "Side":
        """What stands after a candidate's end."""
        if (side := self._afters.get(end)) is None:
            number = bisect_left(self._marks, end)
            side = Side(
                clause=self._marks[number] if number < len(self._marks) else len(self.sentence),
                slot=_right(self.sentence, end, self.question.slot.after),
            )
            side.add(
                (p, p.start - end + _APART * (p.start >= side.clause), 1)
                for p in self.places
                if p.start >= end
            )
            self._afters[end] = side
        return side

    def clause(self, start: int, end: int) -> "Clause":
        """What of the question stands between two places."""
        if (clause := self._clauses.get((start, end))) is None:
            inside = [p for p in self.places if p.start >= start and p.end <= end]
            clause = Clause(
                weight=sum(p.weight for p in inside),
                count=len({p.concept for p in inside}) / (len(self.question.concepts) or 1),
                has_focus=any(p.is_focus for p in inside),
            )
            self._clauses[start, end] = clause
        return clause


@dataclass(frozen=True, slots=True)
class Clause:
    """What of a question stands in one clause: the weight and share of its concepts."""

    weight: float
    count: float
    has_focus: bool


@dataclass(slots=True)
class Side:
    """What of a question stands on one side of a candidate.

    `clause` is where the candidate's clause begins or ends, `slot` how much stands beside the
    words as it does beside the cue; `next` is how near what is nearest to the cue on that side is.
    """

    clause: int
    slot: float
    near: float = 0.0
    order: float = 0.0
    next: float = 0.0
    focus: float = 0.0
    touches: bool = False

    def add(self, places: Iterable[tuple[Place, int, int]]) -> None:
        """Add concepts by their distance and the side of the cue that answers to this one."""
        for place, gap, side in places:
            self.near += place.weight * math.exp(-gap / _NEAR)
            if place.side == side:
                self.order += place.weight
                if place.is_next:
                    self.next = max(self.next, math.exp(-gap / _BESIDE))
            if place.is_focus:
                self.focus = max(self.focus, math.exp(-gap / _BESIDE))
            self.touches = self.touches or gap == 0


def held(question: Question, text: str) -> list[tuple[Concept, list[Form]]]:
    """The question's concepts that a text has, each with its forms there, the surest first."""
    found = ((c, [form for form in c.forms if form.text in text]) for c in question.concepts)
    return [(concept, forms) for concept, forms in found if forms]


def _places(
    question: Question, found: Sequence[tuple[Concept, Sequence[Form]]], sentence: str
) -> Iterator[Place]:
    nexts = _nexts(question, [concept for concept, _ in found])
    for number, (concept, forms) in enumerate(found):
        side = 1 if concept.text in question.slot.after else -1
        taken: list[tuple[int, int]] = []
        for form in forms:
            start = sentence.find(form.text)
            while start >= 0:
                end = start + len(form.text)
                if all(end <= first or start >= last for first, last in taken):
                    taken.append((start, end))
                    yield Place(
                        start,
                        end,
                        weight=concept.weight * form.weight,
                        concept=number,
                        side=side,
                        is_next=concept in nexts,
                        is_focus=concept.is_focus,
                    )
                start = sentence.find(form.text, end)


def _nexts(question: Question, concepts: Sequence[Concept]) -> list[Concept]:
    """Of each side of the cue the concept that is nearest to it."""
    slot = question.slot
    after = [(slot.after.index(c.text), c) for c in concepts if c.text in slot.after]
    before = [
        (-slot.before.rindex(c.text) - len(c.text), c)
        for c in concepts
        if c.text in slot.before and c.text not in slot.after
    ]
    return [min(side, key=lambda pair: pair[0])[1] for side in (before, after) if side]


def _left(before: str, asked: str) -> float:
    """How much of what stands before the cue stands before the words."""
    return max(_common_end(before, asked), _common_end(before, asked.rstrip(_LINKS))) / _ALIGNED


def _right(sentence: str, end: int, asked: str) -> float:
    """How much of what follows the cue follows the words, which may have its head already."""
    after = sentence[end : end + _ALIGNED]
    best = _common_start(after, asked)
    for length in range(1, min(HEAD, len(asked)) + 1):
        if sentence.endswith(asked[:length], 0, end):
            best = max(best, _common_start(after, asked[length:]))
    return best / _ALIGNED


def _common_end(left: str, right: str) -> int:
    most = min(len(left), len(right), _ALIGNED)
    return next((i for i in range(most) if left[-1 - i] != right[-1 - i]), most)


def _common_start(left: str, right: str) -> int:
    most = min(len(left), len(right), _ALIGNED)
    return next((i for i in range(most) if left[i] != right[i]), most)
