"""Tell columns apart where a page was read straight across them (stage 3).

Each line goes on in one of the columns that are open, or begins another. A beam search finds the
columns under which all lines together follow each other best; a page of one column is the plain
case. Seams are weighed by log-odds that one line follows another, rather than stands there by
chance.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import accumulate, groupby
from typing import Any

from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.joins.continuation import PageContext, marks_evidence
from retrieval.text.punctuation import is_cut_decimal

BEAM = 24  # hypotheses kept after each line
HOPELESS = 15.0  # log-odds under the best one
REACH = 12  # lines back that the end of a column may stand
STRETCH = 16  # seams within sentences, whose sum tells if they are right
SURE = 0.999
READS_WELL = 0.5  # mean log-odds of the seams of a stretch
MOST_BAD = 0.25  # of the page; if more lines read badly, all are searched
AROUND = 6  # lines before and after such a stretch that are searched, too
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
    """Scores of how well each line follows another, and the lines that are full."""

    def __init__(self, context: PageContext, weights: PageWeights) -> None:
        self.context, self.weights = context, weights
        self._odds: dict[tuple[int, int], float] = {}
        self._broken: dict[int, bool] = {}

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
        found = self._odds.get((left, right))
        if found is None:
            weighed = self.weights.column_odds + self.weights.odds(self.evidence(left, right))
            found = self._odds[left, right] = max(LOWEST, min(HIGHEST, weighed))
        return found

    def evidence(self, left: int, right: int) -> dict[str, float]:
        """Return the evidence that the second line follows the first; named as the weights are."""
        context = self.context
        x, y = context.lines[left], context.lines[right]
        if not self.runs_over(left):
            return {"column_opening": y.opening, "column_short": float(not x.closed)}
        runs_on = context.sequences.runs_on(x.text, y.text)
        makes_word = context.makes_word(left, right)
        marks = marks_evidence(x, y)
        is_number = is_cut_decimal(x.text) and y.text[0].isdigit()
        whole_start = not makes_word and y.opening > 0
        return {
            "column_runs_on": runs_on,
            "column_surely": max(0.0, runs_on),
            "column_word": float(makes_word),
            "column_seen": float(context.longest_seen(left, right)),
            "column_broken": -float(whole_start and self._is_broken(left)),
            "column_marks": marks["join_quotes"] + float(is_number),
            "column_left_open": marks["join_left_open"],
            "column_fresh": -max(0.0, y.opening),
            "column_stump": -float(not (y.closed or self.is_full(right))),
        }

    def _is_broken(self, index: int) -> bool:
        found = self._broken.get(index)
        if found is None:
            found = self._broken[index] = self.context.is_broken(index)
        return found


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
        context = range(max(0, line - NEAR), min(len(self.before), line + NEAR + 1))
        strides = [self._stride(at) for at in context]
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
_Beam = dict[_State, tuple[float, _Path]]


def columns_of(seams: Seams) -> Columns:
    """Find the columns of a page's lines; only stretches that read badly as one are searched."""
    before: list[int | None] = [None, *range(len(seams) - 1)]
    sure = [SURE] * len(seams)
    gained, apart = 0.0, 0
    for first, last in _bad_stretches(seams):
        found = _search(seams, first, last)
        before[first + 1 : last] = found.before
        sure[first + 1 : last] = found.sure
        gained += found.gained
        apart += sum(above != first + at for at, above in enumerate(found.before))
    return Columns(before, sure, crossed=gained > PARTED or apart >= FEWEST_APART)


def _bad_stretches(seams: Seams) -> list[tuple[int, int]]:
    """Return where the lines begin and end that do not follow each other as one column's do."""
    over = [at for at in range(len(seams) - 1) if seams.runs_over(at)]
    totals = [0.0, *accumulate(seams.odds(at, at + 1) for at in over)]
    size = min(STRETCH, len(over))
    least = READS_WELL * size
    falls = [end - start < least for start, end in zip(totals, totals[size:], strict=False)]
    fewest = min(FEWEST_FALLS, len(falls))
    found: list[tuple[int, int]] = []
    for first, last in _runs(falls):
        if last - first < fewest:
            continue
        start = max(0, over[first] - AROUND)
        end = min(len(seams), over[last + size - 2] + 2 + AROUND)
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    covered = sum(end - start for start, end in found)
    return [(0, len(seams))] if covered > MOST_BAD * len(seams) else found


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where runs of true flags begin and end."""
    at = 0
    for flag, run in groupby(flags):
        size = sum(1 for _ in run)
        if flag:
            yield at, at + size
        at += size


@dataclass(frozen=True, slots=True)
class _Found:
    """The columns of a stretch, without its first line; log-odds gained over one column."""

    before: Sequence[int | None]
    sure: Sequence[float]
    gained: float


def _search(seams: Seams, first: int, last: int) -> _Found:
    beam: _Beam = {((first,), 0): (0.0, (None, None))}
    sure: list[dict[int | None, float]] = []
    for line in range(first + 1, last):
        beam = _advanced(beam, line, seams)
        if line - first > LAG:
            sure.append(_shares(list(beam.values()), LAG))
    for left in range(last - first - 2 - len(sure), -1, -1):
        sure.append(_shares(list(beam.values()), left))
    odds, path = max(beam.values(), key=lambda item: item[0])
    before = _unrolled(path)[1:]
    single = sum(seams.odds(line - 1, line) for line in range(first + 1, last))
    shares = [share.get(above, 0.0) for share, above in zip(sure, before, strict=True)]
    return _Found(before, shares, odds - single)


def _advanced(beam: _Beam, line: int, seams: Seams) -> _Beam:
    """Return the likeliest states after one more line."""
    found: _Beam = {}
    best = -math.inf
    least = -math.inf  # what the last state of the beam has at least
    highest: list[float] = []  # the odds of so many states
    for state, (odds, path) in beam.items():
        for after, gained, above in _steps(state, line, seams, least - odds):
            total = odds + gained
            known = found.get(after)
            if known is not None and total <= known[0]:
                continue
            found[after] = total, (above, path)
            best = max(best, total)
            if known is None:
                heappush(highest, total)
            if len(highest) > BEAM:
                heappop(highest)
            least = max(best - HOPELESS, highest[0] if len(highest) == BEAM else -math.inf)
    kept = sorted(found.items(), key=lambda item: -item[1][0])[:BEAM]
    return {state: item for state, item in kept if item[0] > best - HOPELESS}


def _steps(
    state: _State, line: int, seams: Seams, least: float
) -> Iterator[tuple[_State, float, int | None]]:
    """Yield the states after a line, what each gains, and the line it then follows.

    Those that gain less than `least` are left out.
    """
    weights = seams.weights
    ends, last = state
    count = len(ends)
    for passed in range(count):
        column = (last + 1 + passed) % count
        above = ends[column]
        cost = weights.column_passed * passed
        if line - above > REACH or HIGHEST - cost < least:
            continue
        odds = seams.odds(above, line)
        if odds - cost >= least:
            after = (*ends[:column], line, *ends[column + 1 :])
            yield (after, column), odds - cost, above
        cost = weights.column_ended * passed
        if passed and odds - cost >= least:
            yield _ended(ends, last, column, line), odds - cost, above
    if count < MOST_COLUMNS and -weights.column_new >= least:
        place = last + 1
        yield ((*ends[:place], line, *ends[place:]), place), -weights.column_new, None


def _ended(ends: tuple[int, ...], last: int, column: int, line: int) -> _State:
    """Return the state after a line, where the columns between the last and its own have ended."""
    if column > last:
        return (*ends[: last + 1], line, *ends[column + 1 :]), last + 1
    return (line, *ends[column + 1 : last + 1]), 0


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
