"""The fitted weights: of ranking, of marking, of judging."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Weights:
    """By the names of the figures they weigh; a figure that is not named weighs nothing."""

    ranking: Mapping[str, float] = field(default_factory=dict)
    sentence: Mapping[str, float] = field(default_factory=dict)
    boundary: Mapping[str, float] = field(default_factory=dict)
    span: Mapping[str, float] = field(default_factory=dict)
    passage: Mapping[str, float] = field(default_factory=dict)
    judging: Mapping[str, float] = field(default_factory=dict)


def weighed(weights: Mapping[str, float], figures: Mapping[str, float]) -> float:
    """The weighted sum of figures."""
    total = 0.0
    for name, value in figures.items():
        if value:
            total += weights.get(name, 0.0) * value
    return total
