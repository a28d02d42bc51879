"""What words of two characters are about: vectors of words that are met in the same articles.

`benchmarks/learn_meanings.py` makes them, of a month of a daily. They tell that 法院 and 被告 go
together where a paragraph shares no word with its article.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
MODEL = Path(__file__).parent / "words" / "meanings.npz"


@dataclass(frozen=True, slots=True)
class Meanings:
    """A vector for each word, the longer the rarer it is."""

    rows: Mapping[str, int]
    vectors: Vector

    def of(self, grams: Collection[str]) -> Vector:
        """The sum of the vectors of the words among some grams."""
        row_of = self.rows.get
        rows = [row for gram in grams if (row := row_of(gram)) is not None]
        return np.asarray(self.vectors[rows].sum(axis=0))  # of whole numbers: in any order


@cache
def read_meanings() -> Meanings:
    """The vectors as they stand in the package, read once."""
    with np.load(MODEL) as arrays:
        words = str(arrays["words"])
        vectors = arrays["vectors"].astype(np.float64)
    return Meanings({words[at : at + 2]: at // 2 for at in range(0, len(words), 2)}, vectors)


def alike(one: Vector, others: Vector) -> Vector:
    """The cosine of a vector with each row of others; 0 where either has none."""
    sizes = np.linalg.norm(one) * np.linalg.norm(others, axis=1)
    return np.asarray(np.divide(others @ one, sizes, out=np.zeros(len(others)), where=sizes > 0))
