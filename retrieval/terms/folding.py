"""Folding: width, case and script made one, character by character, so that offsets stay true.

NFKC over a whole text turns … into three characters, and every offset after it lies; here a
character is replaced only by exactly one other.
"""

import unicodedata
from functools import cache

import opencc


def fold(text: str) -> str:
    """The text in half width, lower case and Simplified Chinese; as long as it was."""
    return text.translate(_TABLE)


class _FoldTable(dict[int, int]):
    """Maps a code point to its folded one; filled as characters are met."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        for step in (_half_width, str.lower, _simplified):
            folded = step(char)
            char = folded if len(folded) == 1 else char
        self[code] = ord(char)
        return self[code]


def _half_width(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _simplified(char: str) -> str:
    return str(_to_simplified().convert(char)) if char >= "\u2e80" else char


@cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


_TABLE = _FoldTable()
