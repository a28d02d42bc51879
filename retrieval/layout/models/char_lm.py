"""A trigram model with back-off of which characters follow which.

`benchmarks/learn_sequences.py` makes it, of public texts and of jieba's dictionary.
"""

import re
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

MODEL = Path(__file__).parents[1] / "words" / "sequences.npz"
START = "¶"
LOWEST, HIGHEST = -6.0, 8.0  # log-odds; what a rare name does to them tells no more than that

_FOLD = str.maketrans("，；：？！（）「」『』", ",;:?!()“”‘’")
_NUMBER = re.compile(r"\d[\d.,]*|[一二三四五六七八九十百千万零〇两]{2,}")
_LATIN = re.compile(r"[A-Za-z]+")
_NEAR = 16  # characters that may fold into the two that are asked of
_KEPT = 1 << 16


class CharacterModel:
    """Log-chances of characters after up to two others; `keys` are sorted (`packed`)."""

    def __init__(self, keys: memoryview, chances: memoryview, backoffs: memoryview) -> None:
        self._keys, self._chances, self._backoffs = keys, chances, backoffs
        self._chance = lru_cache(_KEPT)(self._find_chance)
        self._rest = lru_cache(_KEPT)(self._find_rest)

    def runs_on(self, left: str, right: str) -> float:
        """Log-odds that `right` goes on after `left`, rather than stands there by chance."""
        before, after = _end(left[-_NEAR:]), _head(right[:_NEAR])
        if len(before) < 2 or len(after) < 2:
            return 0.0
        odds = self._chance(before, after[0]) + self._chance(before[1] + after[0], after[1])
        odds -= self._chance("", after[0]) + self._chance(after[0], after[1])
        return max(LOWEST, min(HIGHEST, odds))

    def is_rest(self, right: str) -> float:
        """Log-odds that a piece was cut from within a paragraph, rather than opens one."""
        return self._rest(_head(right[:_NEAR]))

    def _find_rest(self, after: str) -> float:
        if len(after) < 2:
            return 0.0
        odds = self._chance("", after[0]) + self._chance(after[0], after[1])
        odds -= self._chance(START, after[0]) + self._chance(START + after[0], after[1])
        return max(LOWEST, min(HIGHEST, odds))

    def _find_chance(self, context: str, char: str) -> float:
        row = self._row(context + char)
        if row is not None:
            return float(self._chances[row])
        if not context:
            return UNSEEN
        shorter = self._row(context)
        return (float(self._backoffs[shorter]) if shorter is not None else 0.0) + self._chance(
            context[1:], char
        )

    def _row(self, sequence: str) -> int | None:
        key = packed(sequence)
        row = bisect_left(self._keys, key)
        return row if row < len(self._keys) and self._keys[row] == key else None


UNSEEN = -15.0  # log-chance of a character that the model has not


@cache
def read_sequences() -> CharacterModel:
    """The model as it stands in the package, read once."""
    with np.load(MODEL) as arrays:
        return CharacterModel(
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


# a line is asked of with each of those near by
@lru_cache(1 << 12)
def _end(text: str) -> str:
    return folded(text)[-2:]


@lru_cache(1 << 12)
def _head(text: str) -> str:
    return folded(text)[:2]
