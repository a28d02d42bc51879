"""Where the question's concepts stand in sentences, seen from each of their candidates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from math import inf

import numpy as np
from numpy.typing import NDArray

from retrieval.qa.linear import Figures, added
from retrieval.query import Concept, Question, Slot
from retrieval.text.substring_search import occurrences

# what may stand between what is asked about and the cue: X是谁, X的是什么
_LINKS = "是的在"
HEAD = 4  # characters of the word behind the cue that the answer may end in
_ALIGNED = 4  # characters on a side that are as in the question and tell all that they can


def beside(slot: Slot, sentences: Sequence[str]) -> Figures:
    """Of each place of the sentences how much stands before it, and how much behind it, as it does
    beside the cue, from 0 to 1: a table of side, sentence and place.
    """
    table = np.zeros((2, len(sentences), max(map(len, sentences), default=0) + 1))
    for number, sentence in enumerate(sentences):
        for row, found in enumerate(
            (_before(sentence, slot.before), _behind(sentence, slot.after))
        ):
            for place, length in found:
                table[row, number, place] = max(table[row, number, place], length / _ALIGNED)
    return table


def _before(sentence: str, asked: str) -> Iterator[tuple[int, int]]:
    """The places before which a sentence reads as before the cue, and for how many characters."""
    for tail in {asked[-_ALIGNED:], asked.rstrip(_LINKS)[-_ALIGNED:]} - {""}:
        for place in occurrences(tail[-1], sentence):
            before = sentence[max(0, place + 1 - len(tail)) : place + 1]
            yield place + 1, _common(before[::-1], tail[::-1])


def _behind(sentence: str, asked: str) -> Iterator[tuple[int, int]]:
    """The same behind places; the words before one may have the head of what follows the cue."""
    asked = asked[: HEAD + _ALIGNED]
    for start in occurrences(asked[0], sentence) if asked else ():
        length = _common(sentence[start : start + len(asked)], asked)
        for head in range(min(HEAD + 1, length)):
            yield start + head, min(length - head, _ALIGNED)


def _common(left: str, right: str) -> int:
    """How many characters two texts begin with alike."""
    most = min(len(left), len(right))
    return next((i for i in range(most) if left[i] != right[i]), most)


_Numbers = NDArray[np.intp]
_Table = NDArray[np.bool_]
# characters over which nearness fades to a third
_NEAR = 12.0
# and over which what should stand right beside does
_BESIDE = 4.0
# what stands in another clause is further away than it looks
_APART = 4
_NOWHERE = (-inf, inf, 0.0)  # neither before nor after nor inside anything
_NONE = (0, -1)  # at no distance no concept


@dataclass(frozen=True, slots=True)
class Slices:
    """Slices of sentences in columns: the sentences' numbers, and places in these."""

    sentences: _Numbers
    starts: Figures
    ends: Figures
    clause_starts: Figures
    clause_ends: Figures


class Setting:
    """Sentences and where the question's concepts stand in them.

    The tables have a column for each sentence, and as many rows for a concept as it stands times
    in one of them: a row for the first time, one for the second. `passages` are the plain texts
    that the sentences are of; what is nearest to the cue is nearest of all that a passage has.
    Where a table is of both sides of the cue, the one before it comes first.
    """

    def __init__(
        self, question: Question, sentences: Sequence[str], passages: Sequence[str]
    ) -> None:
        concepts = question.concepts
        held = {text: _held(concepts, text) for text in dict.fromkeys(passages)}
        places = [
            [_places(forms, sentence) for forms in held[text]]
            for sentence, text in zip(sentences, passages, strict=True)
        ]
        standing = [
            list(zip_longest(*own, fillvalue=_NOWHERE)) for own in zip(*places, strict=True)
        ]
        flat = chain.from_iterable(chain.from_iterable(chain.from_iterable(standing)))
        table = np.fromiter(flat, np.float64).reshape(-1, len(sentences), len(_NOWHERE))
        self._starts, self._ends, self._weights = np.ascontiguousarray(table.transpose(2, 0, 1))
        self._totals = added(self._weights)
        self._totals[self._totals == 0.0] = 1.0
        owners = [number for number, own in enumerate(standing) for _ in own]
        self._count = len(concepts)
        self._firsts = [row for row, number in enumerate(owners) if number not in owners[:row]]
        self._focused = [row for row, number in enumerate(owners) if concepts[number].is_focus]
        follows = [concept.text in question.slot.after for concept in concepts]
        sides = [[follows[number] is side for number in owners] for side in (False, True)]
        self._sides = np.array(sides, dtype=bool)[:, :, None]
        nexts = {text: _nexts(question, forms) for text, forms in held.items()}
        nearest = np.array([nexts[text] for text in passages]).T
        self._nearest = np.array(owners)[:, None] == nearest[:, None]

    def figures(self, slices: Slices) -> dict[str, Figures]:
        """The named figures of slices: what stands before and behind them, around and in them."""
        at, starts, ends = slices.sentences, slices.starts, slices.ends
        firsts, lasts = self._starts[:, at], self._ends[:, at]
        weights, totals = self._weights[:, at], self._totals[at]
        # how far things stand before slices, and how far behind them; below 0 they don't
        gaps = np.array([starts - lasts, firsts - ends])
        is_there = gaps >= 0.0
        is_apart = [lasts <= slices.clause_starts, firsts >= slices.clause_ends]
        gaps = np.where(is_there, gaps + np.multiply(_APART, is_apart), inf)
        near = added(weights * np.exp(-gaps / _NEAR))
        order = added(weights * (is_there & self._sides))
        nexts = _nearness(np.where(self._nearest[:, :, at], gaps, inf))
        touches = np.logical_or.reduce(gaps == 0.0, axis=-2)
        is_inside = (firsts >= starts) & (lasts <= ends)
        is_cut = (firsts < ends) & (lasts > starts) & ~is_inside
        in_clause = (firsts >= slices.clause_starts) & (lasts <= slices.clause_ends)
        return {
            "near": (near[0] + near[1]) / totals,
            "order": (order[0] + order[1]) / totals,
            "focus": _nearness(gaps[:, self._focused]).max(axis=0),
            "next_before": nexts[0],
            "next_after": nexts[1],
            "clause": added(weights * in_clause) / totals,
            "clause_count": self._distinct(in_clause) / (self._count or 1),
            "clause_focus": np.logical_or.reduce(in_clause[self._focused], axis=0),
            "follows": touches[0],
            "precedes": touches[1],
            "inside": added(weights * is_inside) / totals,
            "cuts": added(weights * is_cut) / totals,
        }

    def _distinct(self, rows: _Table) -> Figures:
        """How many concepts have one of some rows."""
        if not self._firsts:
            return np.zeros(rows.shape[1])
        return added(np.logical_or.reduceat(rows, self._firsts, axis=0))


def _nearness(gaps: Figures) -> Figures:
    """How near the nearest of the rows is: 1 right beside, 0 where nothing is."""
    nearness: Figures = np.exp(-np.minimum.reduce(gaps, axis=-2, initial=inf) / _BESIDE)
    return nearness


def _held(concepts: Sequence[Concept], text: str) -> list[list[tuple[str, float]]]:
    """Of each concept the forms that a text has, the surest first, and what they tell."""
    return [
        [(form.text, concept.weight * form.weight) for form in concept.forms if form.text in text]
        for concept in concepts
    ]


def _places(forms: Sequence[tuple[str, float]], sentence: str) -> list[tuple[float, float, float]]:
    """Where forms of a concept stand in a sentence, each beside the surer ones."""
    found: list[tuple[float, float, float]] = []
    for form, weight in forms:
        for start in occurrences(form, sentence):
            end = start + len(form)
            if not found or all(end <= first or start >= last for first, last, _ in found):
                found.append((start, end, weight))
    return found


def _nexts(question: Question, held: Sequence[Sequence[object]]) -> tuple[int, int]:
    """Of the concepts that are held the ones nearest to the cue, before and behind it."""
    slot, before, behind = question.slot, [], []
    for number, (concept, forms) in enumerate(zip(question.concepts, held, strict=True)):
        text = concept.text
        if forms and text in slot.after:
            behind.append((slot.after.index(text), number))
        elif forms and text in slot.before:
            before.append((len(slot.before) - slot.before.rindex(text) - len(text), number))
    return min(before, default=_NONE)[1], min(behind, default=_NONE)[1]
