"""The fitted weights, read from `config/weights.toml`."""

import tomllib
from pathlib import Path

from retrieval.answers import Weights

WEIGHTS = Path(__file__).parent / "weights.toml"


def read_weights(path: Path = WEIGHTS) -> Weights:
    """The weights of each stage by the names of their figures."""
    return Weights(**tomllib.loads(path.read_text(encoding="utf-8")))
