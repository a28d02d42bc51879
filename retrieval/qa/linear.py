"""The fitted weights: of ranking, of marking, of judging."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "weights.toml"

# rows of named figures, a column for each of what has them
Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """By the names of the figures they weigh; a figure that is not named weighs nothing."""

    ranking: Mapping[str, float] = field(default_factory=dict)
    sentence: Mapping[str, float] = field(default_factory=dict)
    span: Mapping[str, float] = field(default_factory=dict)
    judging: Mapping[str, float] = field(default_factory=dict)


def weighed(weights: Mapping[str, float], figures: Mapping[str, float]) -> float:
    """The weighted sum of figures."""
    total = 0.0
    for name, value in figures.items():
        if value:
            total += weights.get(name, 0.0) * value
    return total


def weights_of(weights: Mapping[str, float], names: Sequence[str]) -> Figures:
    """The weights of some figures, in their order."""
    return np.array([weights.get(name, 0.0) for name in names])


def added(rows: Figures | NDArray[np.bool_]) -> Figures:
    """What the rows of a table, or of each of some tables, add up to in order; truths count 1."""
    total: Figures = np.add.reduce(rows, axis=-2, dtype=np.float64)
    return total


def read_weights(path: Path = WEIGHTS) -> Weights:
    """The weights of each stage by the names of their figures."""
    return Weights(**tomllib.loads(path.read_text(encoding="utf-8")))
