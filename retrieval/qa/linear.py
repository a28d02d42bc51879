"""The fitted weights for ranking, for marking answers and for answerability."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "weights.toml"

# a row for each named feature, a column for each thing that has it
FeatureTable = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by the names of their features; a feature without one weighs nothing."""

    ranking: Mapping[str, float] = field(default_factory=dict)
    sentence: Mapping[str, float] = field(default_factory=dict)
    span: Mapping[str, float] = field(default_factory=dict)
    answerability: Mapping[str, float] = field(default_factory=dict)


def weighed(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The weighted sum of features."""
    total = 0.0
    for name, value in features.items():
        if value:
            total += weights.get(name, 0.0) * value
    return total


def added(rows: FeatureTable | NDArray[np.bool_]) -> FeatureTable:
    """Add up the rows of a table, or of each of several tables, in order; True counts 1."""
    total: FeatureTable = np.add.reduce(rows, axis=-2, dtype=np.float64)
    return total


def read_weights(path: Path = WEIGHTS) -> Weights:
    """Read the weights of each stage, by the names of their features."""
    return Weights(**tomllib.loads(path.read_text(encoding="utf-8")))
