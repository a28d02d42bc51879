"""Character bigrams, so that a word is found however it was cut."""

import re
from functools import lru_cache
from itertools import pairwise

from retrieval.terms.folding import fold
from retrieval.terms.numerals import NUMERAL, canonical

# a bigram is told from a word of two characters by this mark before it
BIGRAM = "~"
_KEPT = 1 << 14  # words whose bigrams are
_UNIT = re.compile(r"[a-z]+|\d+/\d+|\d+(?:\.\d+)?%?|\S")


def bigrams(text: str) -> list[str]:
    """The pairs of neighbouring characters of a text, folded, numbers made one.

    A run of digits or of Latin letters counts as one character; white space doesn't count; marks
    part what stands before and after them.
    """
    units = _UNIT.findall(NUMERAL.sub(canonical, fold(text)))
    return [
        f"{BIGRAM}{first}{second}"
        for first, second in pairwise(units)
        if first[0].isalnum() and second[0].isalnum()
    ]


@lru_cache(_KEPT)
def word_bigrams(word: str) -> tuple[str, ...]:
    """The bigrams of a word of a question; those of words asked for lately are kept."""
    return tuple(bigrams(word))
