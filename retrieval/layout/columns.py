"""Stage 3. Lines of several columns told apart where a page was read straight across them.

Each line goes on in one of the columns that are open, or begins another. A beam search finds the
columns under which all lines together follow each other best; a page of one column is the plain
case. Seams are weighed by log-odds that one line follows another, rather than stands there by
chance.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby
from typing import Any

from retrieval.layout.continuation import Neighbourhood, evidence
from retrieval.layout.evidence_weights import Weights

BEAM = 24  # hypotheses kept after each line
HOPELESS = 15.0  # log-odds under the best one
REACH = 12  # lines back that the end of a column may stand
STRETCH = 16  # seams within sentences, whose sum tells if they are right
SURE = 0.999
READS_WELL = 0.5  # mean log-odds of the seams of a stretch
FEWEST_FALLS = 4  # stretches in a row that read badly
LAG = 10  # lines that a decision waits for what they say of it
MOST_COLUMNS = 6
PARTED = 8.0  # log-odds of several columns over one
FEWEST_APART = 5  # lines that do not follow the one above
NEAR = 6  # lines to either side that tell whether a stride is even
SOFTENED = 0.5  # times the log-odds: seams are not independent
LOWEST, HIGHEST = -5.0, 6.0
SLACK = 2  # characters that a full line may be shorter than the page's lines
WIDE = 0.9  # of the lines are no longer than the page is wide


class Seams:
    """How well each line follows each other one, and which lines are full."""

    def __init__(self, near: Neighbourhood, weights: Weights) -> None:
        self.near, self.weights = near, weights
        self._odds: dict[tuple[int, int], float] = {}

    def __len__(self) -> int:
        return len(self.near.forms)

    @cached_property
    def width(self) -> int:
        """The width of the page's lines in characters."""
        sizes = sorted(len(form.text) for form in self.near.forms)
        return sizes[int(len(sizes) * WIDE)] if sizes else 0

    def is_full(self, index: int) -> bool:
        """Whether a line is as wide as the page allows."""
        return len(self.near.forms[index].text) >= self.width - SLACK

    def runs_over(self, index: int) -> bool:
        """Whether a line is full and ends within a sentence."""
        return self.is_full(index) and not self.near.forms[index].closed

    def odds(self, left: int, right: int) -> float:
        """Log-odds that a line follows another in its column."""
        found = self._odds.get((left, right))
        if found is None:
            weighed = self.weights.column_odds + self.weights.odds(self.evidence(left, right))
            found = self._odds[left, right] = max(LOWEST, min(HIGHEST, weighed))
        return found

    def evidence(self, left: int, right: int) -> dict[str, float]:
        """What two lines say of whether the second follows; named as the weights are."""
        x, y = self.near.forms[left], self.near.forms[right]
        stump = float(not (y.closed or self.is_full(right)))
        if not self.runs_over(left):
            return {"column_opening": y.opening, "column_short": float(not x.closed)}
        seam = evidence(left, right, self.near)
        runs_on = seam["join_runs_on"]
        return {
            "column_runs_on": runs_on,
            "column_surely": max(0.0, runs_on),
            "column_word": float(self.near.makes_word(left, right)),
            "column_seen": float(self.near.longest_seen(left, right)),
            "column_broken": seam["join_broken_word"],
            "column_marks": seam["join_quotes"] + seam["join_number"],
            "column_left_open": seam["join_left_open"],
            "column_fresh": -max(0.0, y.opening),
            "column_stump": -stump,
        }


@dataclass(frozen=True, slots=True)
class Columns:
    """For each line the one before it in its column, or None, and how sure that is.

    `crossed`: several columns were read across each other.
    """

    before: Sequence[int | None]
    sure: Sequence[float]
    crossed: bool

    def evenness(self, line: int) -> float:
        """The share of lines near by that follow at the same distance: of one stride, 1."""
        near = range(max(0, line - NEAR), min(len(self.before), line + NEAR + 1))
        strides = [self._stride(at) for at in near]
        return strides.count(self._stride(line)) / len(strides)

    def _stride(self, line: int) -> int | None:
        above = self.before[line]
        return None if above is None else line - above

    def in_order(self) -> list[int]:
        """The lines, column by column."""
        after = {x: y for y, x in enumerate(self.before) if x is not None}
        order = []
        for first, above in enumerate(self.before):
            at: int | None = first if above is None else None
            while at is not None:
                order.append(at)
                at = after.get(at)
        return order


# what was decided of the last lines: the line before each in its column
_Path = tuple[int | None, Any]


# the last line of each open column, in the order they are read; and which was read last
_State = tuple[tuple[int, ...], int]


def columns_of(seams: Seams) -> Columns:
    """Find the columns of a page's lines; no search is made where one column reads well."""
    if _reads_well(seams):
        return Columns([None, *range(len(seams) - 1)], [SURE] * len(seams), crossed=False)
    return _search(seams)


def _reads_well(seams: Seams) -> bool:
    """Whether the lines follow each other as those of one column do, but for short stretches."""
    odds = [seams.odds(at, at + 1) for at in range(len(seams) - 1) if seams.runs_over(at)]
    totals = [0.0, *accumulate(odds)]
    size = min(STRETCH, len(odds))
    least = READS_WELL * size
    falls = [end - start < least for start, end in zip(totals, totals[size:], strict=False)]
    longest = max((sum(1 for _ in run) for fell, run in groupby(falls) if fell), default=0)
    return longest < min(FEWEST_FALLS, len(falls))


def _search(seams: Seams) -> Columns:
    beam: dict[_State, tuple[float, _Path]] = {((0,), 0): (0.0, (None, None))}
    sure: list[dict[int | None, float]] = []
    for line in range(1, len(seams)):
        found: dict[_State, tuple[float, _Path]] = {}
        for state, (odds, path) in beam.items():
            for after, gained, above in _steps(state, line, seams):
                known = found.get(after)
                if known is None or odds + gained > known[0]:
                    found[after] = odds + gained, (above, path)
        kept = sorted(found.items(), key=lambda item: -item[1][0])[:BEAM]
        hopeless = kept[0][1][0] - HOPELESS
        beam = {state: item for state, item in kept if item[0] > hopeless}
        if line >= LAG:
            sure.append(_shares(list(beam.values()), LAG))
    for left in range(len(seams) - len(sure) - 1, -1, -1):
        sure.append(_shares(list(beam.values()), left))
    odds, path = max(beam.values(), key=lambda item: item[0])
    before = _unrolled(path)
    single = sum(seams.odds(line - 1, line) for line in range(1, len(seams)))
    shares = [share.get(above, 0.0) for share, above in zip(sure, before, strict=True)]
    apart = sum(above != line - 1 for line, above in enumerate(before) if line)
    return Columns(before, shares, crossed=odds - single > PARTED or apart >= FEWEST_APART)


def _steps(state: _State, line: int, seams: Seams) -> Iterator[tuple[_State, float, int | None]]:
    """Yield the states after a line, what each gains, and the line it then follows."""
    weights = seams.weights
    ends, last = state
    count = len(ends)
    for passed in range(count):
        column = (last + 1 + passed) % count
        above = ends[column]
        if line - above > REACH:
            continue
        odds = seams.odds(above, line)
        after = (*ends[:column], line, *ends[column + 1 :])
        yield (after, column), odds - weights.column_passed * passed, above
        if passed:
            over = {(last + 1 + step) % count for step in range(passed)}
            kept = [at for at in range(count) if at not in over]
            ended = (tuple([after[at] for at in kept]), kept.index(column))
            yield ended, odds - weights.column_ended * passed, above
    if count < MOST_COLUMNS:
        place = last + 1
        yield ((*ends[:place], line, *ends[place:]), place), -weights.column_new, None


def _shares(paths: Sequence[tuple[float, _Path]], depth: int) -> dict[int | None, float]:
    """Return the probability of each decision that was made so many lines ago."""
    found: dict[int | None, float] = {}
    best = max(odds for odds, _ in paths)
    for odds, path in paths:
        for _ in range(depth):
            _, path = path
        found[path[0]] = found.get(path[0], 0.0) + math.exp((odds - best) * SOFTENED)
    total = sum(found.values())
    return {above: share / total for above, share in found.items()}


def _unrolled(path: _Path | None) -> list[int | None]:
    before = []
    while path is not None:
        above, path = path
        before.append(above)
    return before[::-1]
