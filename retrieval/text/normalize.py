"""Folding: width, case and script made one, character by character, so that offsets stay true.

NFKC over a whole text turns … into three characters, and every offset after it lies; here a
character is replaced only by exactly one other.
"""

import unicodedata
from functools import cache
from pathlib import Path

_SIMPLIFIED = Path(__file__).parent / "data" / "simplified.txt"


def fold(text: str) -> str:
    """The text in half width, lower case and Simplified Chinese; as long as it was."""
    return text.translate(_TABLE)


def to_simplified(text: str) -> str:
    """The text in Simplified Chinese, else unchanged; as long as it was."""
    return text.translate(_simplifying())


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
    return _simplified_chars().get(char, char)


@cache
def _simplified_chars() -> dict[str, str]:
    # OpenCC's characters, as a table: OpenCC itself takes longer to start than a question to answer
    lines = _SIMPLIFIED.read_text(encoding="utf-8").splitlines()
    return {line[0]: line[1] for line in lines if len(line) == 2}


@cache
def _simplifying() -> dict[int, str]:
    return {ord(char): simple for char, simple in _simplified_chars().items()}


_TABLE = _FoldTable()
