"""Search for the columns that lines stand in, by their seams: a beam of hypotheses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.joins.seams import REACH
from retrieval.layout.models.arrays import Floats, Places

BEAM = 24  # hypotheses kept after each line
HOPELESS = 15.0  # log-odds under the best one
LAG = 10  # lines that a decision waits for what they say of it
MOST_COLUMNS = 6
SOFTENED = 0.5  # times the log-odds: seams are not independent
NONE = -1

_LINE, _NOTHING = MOST_COLUMNS, MOST_COLUMNS + 1  # beside the ends of columns, a row's last two


@dataclass(frozen=True, slots=True)
class _Step:
    """A way to take in a line: it goes on in a column, or begins one.

    `column`: where it goes on, or NONE. `sources`: for each column afterwards the one before, or
    _LINE, the new line. `at`: the column that the line then ends. `passed`, `ended`: the columns
    that were passed over, or have ended.
    """

    column: int
    sources: Sequence[int]
    at: int
    passed: int = 0
    ended: int = 0


@dataclass(frozen=True, slots=True)
class _Steps:
    """All steps, a row each, and a last one that can't be taken.

    `of`: the steps from each kind of state, the last the one that begins a column; `then`: the kind
    of state that a step leads to. A kind is the count of columns and which was read last.
    """

    of: Places
    column: Places
    sources: Places
    then: Places
    passed: Places
    ended: Places

    def costs(self, weights: PageWeights) -> Floats:
        found: Floats = weights.column_passed * self.passed + weights.column_ended * self.ended
        found[self.column == NONE] = weights.column_new
        found[-1] = np.inf
        return found


class Beam:
    """The likeliest states after some lines, and what each decided.

    A state is the last line of each open column, in the order they are read, and the one that was
    read last.
    """

    def __init__(self, first: int, weights: PageWeights) -> None:
        self.odds = np.zeros(1)
        self._ends = np.full((1, MOST_COLUMNS + 2), NONE)  # two more: _LINE, _NOTHING
        self._ends[0, 0] = first
        self._kinds = np.zeros(1, dtype=np.intp)
        self._costs = _steps().costs(weights)
        self._recent = np.full((1, LAG + 1), NONE)  # the line above each of the last lines
        self._parents: list[Places] = []  # after each line, the state that each state came from
        self._above: list[Places] = []  # and the line that it put the line under
        self._decided: list[tuple[Places, Floats]] = []  # the same LAG lines later, and the odds

    def advance(self, line: int, odds: Floats) -> None:
        """Take in a line; `odds`: of its following each of those before it, nearest first."""
        steps = _steps()
        choices = steps.of[self._kinds]  # states × steps
        above = self._ends[np.arange(len(self._ends))[:, None], steps.column[choices]]
        gained = np.append(odds, -np.inf)[np.minimum(line - above - 1, REACH)]
        gained[:, -1] = 0.0  # a new column
        total = self.odds[:, None] + gained - self._costs[choices]
        parent, choice = _highest(total)
        step = choices[parent, choice]
        self._ends[:, _LINE] = line
        ends = self._ends[parent[:, None], steps.sources[step]]
        ends[:, _LINE] = steps.then[step]  # so that the same ends of two kinds differ
        kept = _distinct(ends)[:BEAM]
        parent, choice = parent[kept], choice[kept]
        self._ends, self._kinds = ends[kept], ends[kept, _LINE]
        self.odds = total[parent, choice]
        self._remember(parent, above[parent, choice])

    def _remember(self, parent: Places, above: Places) -> None:
        recent = np.empty((len(parent), LAG + 1), dtype=np.intp)
        recent[:, :-1] = self._recent[parent, 1:]
        recent[:, -1] = above
        self._recent = recent
        self._parents.append(parent)
        self._above.append(above)
        if len(self._above) > LAG:
            self._decided.append((recent[:, 0], self.odds))

    def best(self) -> list[int]:
        """Return the line above each line after the first, or NONE, as likeliest together."""
        state = int(self.odds.argmax())
        found = []
        for parents, above in zip(self._parents[::-1], self._above[::-1], strict=True):
            found.append(int(above[state]))
            state = int(parents[state])
        return found[::-1]

    def shares(self, before: Sequence[int]) -> list[float]:
        """Return how likely the line above each line is, by what the next `LAG` lines say."""
        last = len(before) - len(self._decided)
        recent = [(self._recent[:, at], self.odds) for at in range(LAG + 1 - last, LAG + 1)]
        found = []
        for above, (decided, odds) in zip(before, [*self._decided, *recent], strict=True):
            shares = np.exp((odds - odds.max()) * SOFTENED)
            found.append(float(shares[decided == above].sum() / shares.sum()))
        return found


def _highest(total: Floats) -> tuple[Places, Places]:
    """Return rows and columns of the highest totals, highest first; some more than are kept."""
    flat = total.ravel()
    order = np.argsort(-flat, kind="stable")[: 2 * BEAM]
    order = order[flat[order] > flat[order[0]] - HOPELESS]
    return np.divmod(order, total.shape[1])


def _distinct(rows: Places) -> list[int]:
    """Return the places of the first of each of some rows."""
    whole = rows.view(np.dtype((np.void, rows.itemsize * rows.shape[1]))).ravel().tolist()
    first: dict[object, int] = {}
    for at, row in enumerate(whole):
        first.setdefault(row, at)
    return list(first.values())


@cache
def _steps() -> _Steps:
    """All steps of all kinds of states, as arrays."""
    kinds = [(count, at) for count in range(1, MOST_COLUMNS + 1) for at in range(count)]
    steps_of = [list(_steps_of(*kind)) for kind in kinds]
    found = [step for steps in steps_of for step in steps]
    of = np.full((len(kinds), max(map(len, steps_of)) + 1), len(found))
    place = 0
    for row, steps in zip(of, steps_of, strict=True):
        new = steps[-1].column == NONE
        row[: len(steps) - new] = range(place, place + len(steps) - new)
        place += len(steps)
        row[-1] = place - 1 if new else len(found)
    found.append(_Step(NONE, [_NOTHING], 0))
    padding = [_NOTHING] * len(of)
    return _Steps(
        of=of,
        column=np.array([step.column for step in found]),
        sources=np.array([[*step.sources, *padding][: MOST_COLUMNS + 2] for step in found]),
        then=np.array([kinds.index((len(step.sources), step.at)) for step in found]),
        passed=np.array([step.passed for step in found]),
        ended=np.array([step.ended for step in found]),
    )


def _steps_of(count: int, last: int) -> Iterator[_Step]:
    """Yield the steps from a state of so many columns, the one at `last` read last."""
    ends = list(range(count))
    for passed in range(count):
        column = (last + 1 + passed) % count
        goes_on = [*ends[:column], _LINE, *ends[column + 1 :]]
        yield _Step(column, goes_on, column, passed=passed)
        if passed and column > last:  # those between have ended
            yield _Step(
                column, [*ends[: last + 1], _LINE, *ends[column + 1 :]], last + 1, 0, passed
            )
        elif passed:
            yield _Step(column, [_LINE, *ends[column + 1 : last + 1]], 0, 0, passed)
    if count < MOST_COLUMNS:
        yield _Step(NONE, [*ends[: last + 1], _LINE, *ends[last + 1 :]], last + 1)
