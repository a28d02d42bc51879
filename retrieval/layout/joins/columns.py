"""Tell columns apart where a page was read straight across them (stage 3).

Each line goes on in one of the columns that are open, or begins another. A beam search
(`column_beam`) finds the columns under which all lines together follow each other best; a page of
one column is the plain case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from retrieval.layout.joins.column_beam import NONE, Beam
from retrieval.layout.joins.seams import Seams

STRETCH = 16  # seams within sentences, whose sum tells if they are right
SURE = 0.999
READS_WELL = 0.5  # mean log-odds of the seams of a stretch
MOST_BAD = 0.25  # of the page; if more lines read badly, all are searched
AROUND = 6  # lines before and after such a stretch that are searched, too
FEWEST_FALLS = 4  # stretches in a row that read badly
PARTED = 8.0  # log-odds of several columns over one
FEWEST_APART = 5  # lines that do not follow the one above
NEAR = 6  # lines to either side that tell whether a stride is even


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
        around = range(max(0, line - NEAR), min(len(self.before), line + NEAR + 1))
        strides = [self._stride(at) for at in around]
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
class _FoundColumns:
    """The columns of a stretch, without its first line; log-odds gained over one column."""

    before: Sequence[int | None]
    sure: Sequence[float]
    gained: float


def _search(seams: Seams, first: int, last: int) -> _FoundColumns:
    beam = Beam(first, seams.weights)
    for line in range(first + 1, last):
        beam.advance(line, seams.table[line])
    single = sum(seams.odds(line - 1, line) for line in range(first + 1, last))
    before = beam.best()
    above = [None if line == NONE else line for line in before]
    return _FoundColumns(above, beam.shares(before), float(beam.odds.max()) - single)
