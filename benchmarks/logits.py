"""Linear models of named figures, with an L2 penalty, fitted by Adam in plain NumPy."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Figures = Mapping[str, float]


@dataclass(frozen=True)
class Choice:
    """Options by their figures, which of them are right, and how much it counts."""

    figures: Sequence[Figures]
    right: Sequence[bool]
    weight: float


@dataclass(frozen=True)
class Table:
    """Rows of named figures, kept sparse, and the places of the names."""

    place: Mapping[str, int]
    row: Ints
    column: Ints
    value: Floats
    count: int

    def sums(self, w: Floats) -> Floats:
        """The weighted sum of each row."""
        return np.bincount(self.row, self.value * w[self.column], self.count).astype(float)

    def pulls(self, errors: Floats) -> Floats:
        """What the rows' errors add up to for each name."""
        return np.bincount(self.column, self.value * errors[self.row], len(self.place)).astype(
            float
        )


def table(rows: Sequence[Figures]) -> Table:
    """The rows' figures."""
    place = {name: i for i, name in enumerate(sorted({n for figures in rows for n in figures}))}
    cells = [
        (number, place[name], value)
        for number, figures in enumerate(rows)
        for name, value in figures.items()
        if value
    ]
    row, column, value = zip(*cells, strict=True)
    return Table(place, np.array(row), np.array(column), np.array(value, float), len(rows))


def conditional_logit(
    choices: Sequence[Choice], *, penalty: float, steps: int = 400, least: int = 1
) -> dict[str, float]:
    """The weights under which the right options are likeliest among their own."""
    useful = [c for c in choices if any(c.right) and not all(c.right)]
    common = Counter(name for c in useful for name in {n for option in c.figures for n in option})
    x = table(
        [
            {name: value for name, value in option.items() if common[name] >= least}
            for c in useful
            for option in c.figures
        ]
    )
    owner = np.repeat(np.arange(len(useful)), [len(c.figures) for c in useful])
    right = np.concatenate([np.array(c.right, bool) for c in useful])
    share = np.array([c.weight for c in useful])
    share /= share.sum()
    starts = np.searchsorted(owner, np.arange(len(useful)))

    def gradient(w: Floats) -> Floats:
        z = x.sums(w)
        z -= np.maximum.reduceat(z, starts)[owner]
        p = np.exp(z)
        q = np.where(right, p, 0.0)
        p /= np.add.reduceat(p, starts)[owner]
        q /= (np.add.reduceat(q, starts) + 1e-12)[owner]
        return x.pulls((p - q) * share[owner]) + penalty * w

    return dict(zip(x.place, _descend(gradient, len(x.place), steps), strict=True))


def _descend(gradient, size: int, steps: int) -> list[float]:  # type: ignore[no-untyped-def]
    w, m, v = np.zeros(size), np.zeros(size), np.zeros(size)
    for t in range(1, steps + 1):
        g = gradient(w)
        m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g * g
        w -= 0.1 * (1 - 0.8 * t / steps) * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
    return [float(value) for value in w]
