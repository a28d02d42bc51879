"""Character bigrams, so that a word is found however it was cut."""

import re
from functools import lru_cache

from retrieval.text.normalize import fold
from retrieval.text.numerals import NUMERAL, canonical

# a bigram is told from a word of two characters by this mark before it
BIGRAM = "~"
_KEPT = 1 << 14  # words whose bigrams are
# what most units are, is tried first
_UNIT = re.compile(r"[^\sa-z\d]|[a-z]+|\d+/\d+|\d+(?:\.\d+)?%?")


def bigrams(text: str) -> list[str]:
    """The pairs of neighbouring characters of a text, folded, numbers made one.

    A run of digits or of Latin letters counts as one character; white space doesn't count; marks
    part what stands before and after them.
    """
    found: list[str] = []
    begun = ""
    for unit in _UNIT.findall(NUMERAL.sub(canonical, fold(text))):
        if unit[0].isalnum():
            if begun:
                found.append(begun + unit)
            begun = BIGRAM + unit
        else:
            begun = ""
    return found


@lru_cache(_KEPT)
def word_bigrams(word: str) -> tuple[str, ...]:
    """The bigrams of a word of a question; those of words asked for lately are kept."""
    return tuple(bigrams(word))
