"""Score how well each line of a page follows the ones before it, all pairs at once (stage 3).

A seam is the place between two lines that might stand below each other in a column. It is weighed
by log-odds that the second follows the first, rather than stands there by chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.joins.continuation import PageContext
from retrieval.layout.models.arrays import Codes, Flags, Floats, Places, codes_of, is_among
from retrieval.layout.models.char_lm import end_of, head_of
from retrieval.layout.models.common_words import CommonWords
from retrieval.text.punctuation import is_cut_decimal

REACH = 12  # lines back that the end of a column may stand
LOWEST, HIGHEST = -5.0, 6.0
SLACK = 2  # characters that a full line may be shorter than the page's lines
WIDE = 0.9  # of the lines are no longer than the page is wide
WORD = 3  # characters at an end of a line that may belong to a word across a seam


@dataclass(frozen=True, slots=True)
class _Edges:
    """Figures of the lines of a page, a row for each.

    `tails` and `heads`: the last and first characters, outward from the seam, 0 where there is
    none; `ends` and `openings` the same as the character model has them.
    """

    runs_over: Flags
    closed: Flags
    opening: Floats
    open_marks: Places
    unmatched: Places
    cut_number: Flags
    digit_first: Flags
    stump: Flags
    tails: Codes
    heads: Codes
    ends: Codes
    openings: Codes


class Seams:
    """Scores of how well each line follows another, and the lines that are full."""

    def __init__(self, context: PageContext, weights: PageWeights) -> None:
        self.context, self.weights = context, weights

    def __len__(self) -> int:
        return len(self.context.lines)

    @cached_property
    def width(self) -> int:
        """The width of the page's lines in characters."""
        sizes = sorted(len(line.text) for line in self.context.lines)
        return sizes[int(len(sizes) * WIDE)] if sizes else 0

    def is_full(self, index: int) -> bool:
        """Tell whether a line is as wide as the page allows."""
        return len(self.context.lines[index].text) >= self.width - SLACK

    def runs_over(self, index: int) -> bool:
        """Tell whether a line is full and ends within a sentence."""
        return self.is_full(index) and not self.context.lines[index].closed

    def odds(self, left: int, right: int) -> float:
        """Log-odds that a line follows another in its column."""
        if right == left + 1:
            return self._next[right]
        if 0 < right - left <= REACH:
            return float(self.table[right, right - left - 1])
        return float(self._weighed(np.array([left]), np.array([right]))[0])

    @cached_property
    def table(self) -> Floats:
        """The odds of each line after those before it: lines × `REACH`; -inf where none stands."""
        right, back = np.indices((len(self), REACH))
        return self._weighed(right - back - 1, right)

    @cached_property
    def _next(self) -> Sequence[float]:
        """The odds of each line after the one right above."""
        right = np.arange(len(self))
        found: list[float] = self._weighed(right - 1, right).tolist()
        return found

    def _weighed(self, left: Places, right: Places) -> Floats:
        found = np.full(left.shape, -np.inf)
        there = left >= 0
        signs = self._signs(left[there], right[there])
        odds = np.full(int(there.sum()), self.weights.column_odds)
        for name, sign in signs.items():
            odds += getattr(self.weights, name) * sign
        found[there] = np.clip(odds, LOWEST, HIGHEST)
        return found

    def evidence(self, left: int, right: int) -> dict[str, float]:
        """Return the evidence that the second line follows the first; named as the weights are."""
        signs = self._signs(np.array([left]), np.array([right]))
        return {name: float(sign[0]) for name, sign in signs.items()}

    def _signs(self, left: Places, right: Places) -> Mapping[str, Floats]:
        edges = self._edges
        over = edges.runs_over[left]
        found = {
            "column_opening": np.where(over, 0.0, edges.opening[right]),
            "column_short": np.where(over, 0.0, ~edges.closed[left]),
        }
        for name, sign in self._signs_over(left[over], right[over]).items():
            found[name] = np.zeros(len(left))
            found[name][over] = sign
        return found

    def _signs_over(self, left: Places, right: Places) -> Mapping[str, Floats]:
        """Return the evidence of seams within a sentence."""
        edges = self._edges
        opening = edges.opening[right]
        makes_word = self._words.straddle(edges.tails[left], edges.heads[right])
        runs_on = self.context.sequences.run_on(edges.ends[left], edges.openings[right])
        is_open, unmatched = edges.open_marks[left], edges.unmatched[right]
        closes = (is_open & unmatched) > 0
        is_number = edges.cut_number[left] & edges.digit_first[right]
        return {
            "column_runs_on": runs_on,
            "column_surely": np.maximum(0.0, runs_on),
            "column_word": makes_word * 1.0,
            "column_seen": self._longest_seen(left, right),
            "column_broken": -1.0 * self._are_broken(left, ~makes_word & (opening > 0)),
            "column_marks": closes * 1.0 + is_number,
            "column_left_open": -1.0 * ((is_open > 0) & (unmatched == 0)),
            "column_fresh": -np.maximum(0.0, opening),
            "column_stump": -1.0 * edges.stump[right],
        }

    def _longest_seen(self, left: Places, right: Places) -> Floats:
        """The length of the longest string across each seam that stands near by, too."""
        codes = np.frombuffer(self.context.text.encode("utf-32-le", "surrogatepass"), np.uint32)
        wide = codes.astype(np.uint64)
        pairs = np.unique(wide[:-1] << np.uint64(32) | wide[1:])
        across = self._edges.tails[left, 0] << np.uint64(32) | self._edges.heads[right, 0]
        found = np.zeros(len(left))
        for at in np.flatnonzero(is_among(across, pairs)):
            found[at] = self.context.longest_seen(int(left[at]), int(right[at]))
        return found

    def _are_broken(self, left: Places, asked: Flags) -> Flags:
        """Of the seams that are asked of, those whose first line ends in the middle of a word."""
        broken = np.zeros(len(self), dtype=bool)
        for line in np.unique(left[asked]):
            broken[line] = self.context.is_broken(int(line))
        found: Flags = broken[left] & asked
        return found

    @cached_property
    def _words(self) -> CommonWords:
        return CommonWords.of(self.context.wording)

    @cached_property
    def _edges(self) -> _Edges:
        lines = self.context.lines
        places = range(len(lines))
        return _Edges(
            runs_over=_flags([self.runs_over(at) for at in places]),
            closed=_flags([line.closed for line in lines]),
            opening=np.array([line.opening for line in lines], dtype=float),
            open_marks=_bits([line.open_marks for line in lines]),
            unmatched=_bits([line.unmatched for line in lines]),
            cut_number=_flags([is_cut_decimal(line.text) for line in lines]),
            digit_first=_flags([line.text[0].isdigit() for line in lines]),
            stump=_flags([not (lines[at].closed or self.is_full(at)) for at in places]),
            tails=codes_of([line.text[: -WORD - 1 : -1] for line in lines], WORD),
            heads=codes_of([line.text[:WORD] for line in lines], WORD),
            ends=codes_of([end_of(line.text)[::-1] for line in lines], 2),
            openings=codes_of([head_of(line.text) for line in lines], 2),
        )


def _flags(values: Sequence[bool]) -> Flags:
    return np.array(values, dtype=bool)


def _bits(sets: Sequence[frozenset[int]]) -> Places:
    return np.array([sum(1 << mark for mark in marks) for marks in sets], dtype=np.intp)
