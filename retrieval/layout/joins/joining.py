"""Joins: which lines are pieces of one paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.joins.continuation import PageContext, evidence, may_go_on
from retrieval.layout.lines.line_features import LineFeatures
from retrieval.layout.lines.line_types import LineType

FEWEST_LISTED = 4  # lines in a row without marks
FEWEST_WITH_COMMAS = 7  # lines in a row
LONGEST_ITEM = 40  # characters
FURTHER = 0.25  # times the first; what each further text between two ends says against their join

_CLAUSES = re.compile("[,，；;。]")


@dataclass(frozen=True, slots=True)
class Join:
    """Line `right` goes on where line `left` breaks off.

    `weight` decides between joins; `odds` are the log-odds that this one is right.
    """

    left: int
    right: int
    weight: float
    odds: float = 0.0


def joins_of(
    lines: Sequence[LineFeatures],
    line_types: Sequence[LineType],
    context: PageContext,
    weights: PageWeights,
) -> list[Join]:
    """The joins to make, likeliest first: no end and no beginning is used twice."""
    found = [
        Join(left, right, weights.join_odds + weights.odds(signs))
        for left, right, signs in candidates(lines, line_types, context, weights)
    ]
    found = [join for join in found if join.weight > weights.join_threshold]
    found.sort(key=lambda join: (-join.weight, join.left, join.right))
    chains = _Chains()
    kept = [join for join in found if chains.link(join.left, join.right)]
    return [replace(join, odds=weights.sure_joins(join.weight)) for join in kept]


def candidates(
    lines: Sequence[LineFeatures],
    line_types: Sequence[LineType],
    context: PageContext,
    weights: PageWeights,
) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Pairs of texts, the second of which may go on with the first, and the evidence for it."""
    texts = [index for index, line_type in enumerate(line_types) if line_type is LineType.TEXT]
    listed = listed_lines(lines)
    for place, left in enumerate(texts):
        if lines[left].closed:
            continue
        low, high = max(0, place - weights.join_reach), place + weights.join_reach + 1
        for other in range(low, min(high, len(texts))):
            right = texts[other]
            if other == place or not may_go_on(lines[left], lines[right]):
                continue
            if left in listed and right in listed:
                continue
            if other == place + 1 or _lost_its_head(lines[right]):
                distance = _distance(place, other, texts, line_types)
                yield left, right, evidence(left, right, context) | distance


def listed_lines(lines: Sequence[LineFeatures]) -> set[int]:
    """Return the lines of lists: many short ones in a row, none of which ends a sentence."""
    open_lines = [not line.closed and len(line.text) <= LONGEST_ITEM for line in lines]
    plain = [
        is_open and line.lead is None and not _CLAUSES.search(line.text)
        for line, is_open in zip(lines, open_lines, strict=True)
    ]
    return _in_runs(plain, FEWEST_LISTED) | _in_runs(open_lines, FEWEST_WITH_COMMAS)


def _in_runs(flags: Sequence[bool], fewest: int) -> set[int]:
    """Return the places that stand in a run of so many true flags."""
    found: set[int] = set()
    for flag, run in groupby(range(len(flags)), key=flags.__getitem__):
        places = list(run)
        if flag and len(places) >= fewest:
            found.update(places)
    return found


class _Chains:
    """The lines that are linked already; refuses a second link and a ring."""

    def __init__(self) -> None:
        self._lefts: set[int] = set()
        self._rights: set[int] = set()
        self._ends: dict[int, int] = {}  # each end of a chain to the other end

    def link(self, left: int, right: int) -> bool:
        if left in self._lefts or right in self._rights:
            return False
        first, last = self._ends.get(left, left), self._ends.get(right, right)
        if first == right:
            return False
        self._lefts.add(left)
        self._rights.add(right)
        self._ends[first], self._ends[last] = last, first
        return True


def _lost_its_head(line: LineFeatures) -> bool:
    """Tell whether a text may be the rest of one that does not stand right before it."""
    return line.mid_sentence or not line.fresh


def _distance(
    place: int, other: int, texts: Sequence[int], line_types: Sequence[LineType]
) -> dict[str, float]:
    """Evidence from what stands between the two."""
    first, last = min(texts[place], texts[other]), max(texts[place], texts[other])
    skipped = abs(other - place) - 1
    return {
        "join_neighbour": float(other == place + 1),
        "join_backwards": -float(other < place),
        "join_over_text": -(1.0 + FURTHER * (skipped - 1)) if skipped else 0.0,
        "join_over_title": -float(
            sum(line_type is LineType.TITLE for line_type in line_types[first + 1 : last])
        ),
    }
