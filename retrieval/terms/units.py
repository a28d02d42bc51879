"""Character bigrams, so that a word is found however it was cut."""

import re
from collections.abc import Iterator

from retrieval.terms.folding import fold
from retrieval.terms.numerals import NUMERAL, canonical

# a bigram is told from a word of two characters by this mark before it
BIGRAM = "~"
_UNIT = re.compile(r"[a-z]+|\d+/\d+|\d+(?:\.\d+)?%?|\S")


def bigrams(text: str) -> list[str]:
    """The pairs of neighbouring characters of a text, folded, numbers made one.

    A run of digits or of Latin letters counts as one character; white space doesn't count; marks
    part what stands before and after them.
    """
    return [BIGRAM + first + second for first, second in _pairs(fold(text))]


def _pairs(folded: str) -> Iterator[tuple[str, str]]:
    previous: str | None = None
    for match in _UNIT.finditer(NUMERAL.sub(canonical, folded)):
        unit = match[0]
        if not unit[0].isalnum():
            previous = None
            continue
        if previous is not None:
            yield previous, unit
        previous = unit
