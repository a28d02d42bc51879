"""Topic vectors of words of two characters, learned from articles that they share.

`benchmarks/learn_meanings.py` makes them, of public texts. They tell that 法院 and 被告 go
together where a paragraph shares no word with its article.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
MODEL = Path(__file__).parents[1] / "words" / "meanings.npz"


@dataclass(frozen=True, slots=True)
class Meanings:
    """A vector for each word, the longer the rarer it is."""

    rows: Mapping[str, int]
    vectors: Vector

    def sum(self, rows: Sequence[int] | npt.NDArray[np.intp]) -> Vector:
        """The sum of some vectors: of whole numbers, so the same in any order."""
        return np.asarray(self.vectors[rows].sum(axis=0))


@cache
def read_meanings() -> Meanings:
    """The vectors as they stand in the package, read once."""
    with np.load(MODEL) as arrays:
        words = str(arrays["words"])
        vectors = arrays["vectors"].astype(np.float64)
    return Meanings({words[at : at + 2]: at // 2 for at in range(0, len(words), 2)}, vectors)


def cosines(products: Vector, squares: Vector, others: Vector) -> Vector:
    """Cosines by the products of vectors with others, and by their products with themselves."""
    sizes = np.sqrt(squares) * np.sqrt(others)
    return np.asarray(products / np.maximum(sizes, 1.0))  # whole numbers: 0, or 1 and more


def squares(vectors: Vector) -> Vector:
    """The product of each vector with itself."""
    return np.asarray((vectors * vectors).sum(axis=1))
