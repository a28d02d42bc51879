"""A trigram model with back-off of which characters follow which.

`benchmarks/learn_sequences.py` makes it, of public texts and of jieba's dictionary.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache, reduce
from pathlib import Path

import numpy as np

from retrieval.layout.models.arrays import Codes, Flags, Floats, Places

MODEL = Path(__file__).parents[1] / "words" / "sequences.npz"
START = "¶"
LOWEST, HIGHEST = -6.0, 8.0  # log-odds; what a rare name does to them tells no more than that

_FOLD = str.maketrans("，；：？！（）「」『』", ",;:?!()“”‘’")
_NUMBER = re.compile(r"\d[\d.,]*|[一二三四五六七八九十百千万零〇两]{2,}")
_LATIN = re.compile(r"[A-Za-z]+")
_NEAR = 16  # characters that may fold into the two that are asked of
_KEPT = 1 << 16
_CHAR = np.uint64(21)  # bits (`packed`)


class CharacterModel:
    """Log-chances of characters after up to two others; `keys` are sorted (`packed`)."""

    def __init__(self, keys: Codes, chances: Floats, backoffs: Floats) -> None:
        self._arrays = keys, chances, backoffs
        self._keys = keys.data
        self._chances, self._backoffs = chances.data, backoffs.data
        self._chance = lru_cache(_KEPT)(self._find_chance)
        self._rest = lru_cache(_KEPT)(self._find_rest)

    def runs_on(self, left: str, right: str) -> float:
        """Log-odds that `right` goes on after `left`, rather than stands there by chance."""
        before, after = end_of(left), head_of(right)
        if len(before) < 2 or len(after) < 2:
            return 0.0
        odds = self._chance(before, after[0]) + self._chance(before[1] + after[0], after[1])
        odds -= self._chance("", after[0]) + self._chance(after[0], after[1])
        return max(LOWEST, min(HIGHEST, odds))

    def is_rest(self, right: str) -> float:
        """Log-odds that a piece was cut from within a paragraph, rather than opens one."""
        return self._rest(head_of(right))

    def run_on(self, ends: Codes, heads: Codes) -> Floats:
        """The log-odds of `runs_on` for rows of `end_of` and `head_of`, outward from the seam."""
        (last, before), (first, after) = ends.T, heads.T
        odds = self._all_chances(before, last, first) + self._all_chances(last, first, after)
        odds -= self._all_chances(first) + self._all_chances(first, after)
        return np.where((before > 0) & (after > 0), np.clip(odds, LOWEST, HIGHEST), 0.0)

    def _all_chances(self, *chars: Codes) -> Floats:
        """The log-chance of each last character after the others (`_find_chance`)."""
        keys, chances, backoffs = self._arrays
        row, is_known = _rows(keys, chars)
        if len(chars) == 1:
            return np.where(is_known, chances[row], UNSEEN)
        context, is_met = _rows(keys, chars[:-1])
        shorter = np.where(is_met, backoffs[context], 0.0) + self._all_chances(*chars[1:])
        return np.where(is_known, chances[row], shorter)

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
            arrays["keys"],
            arrays["chances"].astype(np.float64),
            arrays["backoffs"].astype(np.float64),
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


def _rows(keys: Codes, chars: Sequence[Codes]) -> tuple[Places, Flags]:
    """Find sequences among the keys; and which of them are there."""
    wanted = reduce(lambda key, char: key << _CHAR | char, chars)
    row = np.minimum(keys.searchsorted(wanted), len(keys) - 1)
    return row, keys[row] == wanted


# a line is asked of with each of those near by
@lru_cache(1 << 12)
def end_of(text: str) -> str:
    """The last two characters as the model knows them; none, if there are fewer."""
    end = folded(text[-_NEAR:])[-2:]
    return end if len(end) == 2 else ""


@lru_cache(1 << 12)
def head_of(text: str) -> str:
    """The first two characters as the model knows them; none, if there are fewer."""
    head = folded(text[:_NEAR])[:2]
    return head if len(head) == 2 else ""
