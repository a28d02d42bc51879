"""Which characters follow which in newspapers: a trigram model with back-off.

`benchmarks/learn_sequences.py` makes it, of a month of a daily and of jieba's dictionary.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

MODEL = Path(__file__).parent / "words" / "sequences.npz"
START = "¶"
LOWEST, HIGHEST = -6.0, 8.0  # log-odds; what a rare name does to them tells no more than that

_FOLD = str.maketrans("，；：？！（）「」『』", ",;:?!()“”‘’")
_NUMBER = re.compile(r"\d[\d.,]*|[一二三四五六七八九十百千万零〇两]{2,}")
_LATIN = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Sequences:
    """Log-chances of characters after up to two others; `keys` are sorted (`packed`)."""

    keys: memoryview
    chances: memoryview
    backoffs: memoryview

    def runs_on(self, left: str, right: str) -> float:
        """Log-odds that `right` goes on after `left`, rather than stands there by chance."""
        before, after = _near(left, right)
        if len(before) < 2 or len(after) < 2:
            return 0.0
        odds = self._chance(before, after[0]) + self._chance(before[1] + after[0], after[1])
        odds -= self._chance("", after[0]) + self._chance(after[0], after[1])
        return max(LOWEST, min(HIGHEST, odds))

    def is_rest(self, right: str) -> float:
        """Log-odds that a piece was cut from within a paragraph, rather than opens one."""
        _, after = _near("", right)
        if len(after) < 2:
            return 0.0
        odds = self._chance("", after[0]) + self._chance(after[0], after[1])
        odds -= self._chance(START, after[0]) + self._chance(START + after[0], after[1])
        return max(LOWEST, min(HIGHEST, odds))

    def _chance(self, context: str, char: str) -> float:
        row = self._row(context + char)
        if row is not None:
            return float(self.chances[row])
        if not context:
            return UNSEEN
        shorter = self._row(context)
        return (float(self.backoffs[shorter]) if shorter is not None else 0.0) + self._chance(
            context[1:], char
        )

    def _row(self, sequence: str) -> int | None:
        key = packed(sequence)
        row = bisect_left(self.keys, key)
        return row if row < len(self.keys) and self.keys[row] == key else None


UNSEEN = -15.0  # log-chance of a character that the model has not


@cache
def read_sequences() -> Sequences:
    """The model as it stands in the package, read once."""
    with np.load(MODEL) as arrays:
        return Sequences(
            memoryview(arrays["keys"]),
            memoryview(arrays["chances"].astype(np.float32)),
            memoryview(arrays["backoffs"].astype(np.float32)),
        )


def folded(text: str) -> str:
    """A text as the model knows it: marks narrow, numbers as 0, Latin words as A."""
    return _LATIN.sub("A", _NUMBER.sub("0", text.translate(_FOLD)))


def packed(sequence: str) -> int:
    """A sequence of up to three characters as one number."""
    key = 0
    for char in sequence:
        key = key << 21 | ord(char)
    return key


def _near(left: str, right: str) -> tuple[str, str]:
    return folded(left[-16:])[-2:], folded(right[:16])[:2]
