"""Common words across seams, asked of many seams at once."""

from collections.abc import Sequence
from functools import cache, reduce

import numpy as np

from retrieval.layout.models.arrays import Codes, Flags, codes_of, is_among
from retrieval.layout.page_words import PageWords

LONGEST = 4  # characters
FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF

_CHAR = np.uint64(16)  # bits; rarer characters stand in no common word
_LARGEST = np.uint64(0xFFFF)


class CommonWords:
    """The words of up to four characters, as ascending numbers."""

    def __init__(self, words: Sequence[str]) -> None:
        rows = [codes_of([w for w in words if len(w) == size], size) for size in range(1, 5)]
        self._keys = np.sort(np.concatenate([_packed(list(row.T)) for row in rows]))

    @classmethod
    @cache
    def of(cls, wording: PageWords) -> "CommonWords":
        """The common words of the word lists."""
        return cls([word for word in wording.common if len(word) <= LONGEST])

    def straddle(self, tails: Codes, heads: Codes) -> Flags:
        """Tell of each seam whether a word stands across it.

        `tails` and `heads`: the characters before and after it, outward, 0 where there is none.
        """
        reach = tails.shape[1]
        found = np.zeros(len(tails), dtype=bool)
        for back in range(1, reach + 1):
            for ahead in range(1, min(reach, LONGEST - back) + 1):
                chars = [*tails[:, :back].T[::-1], *heads[:, :ahead].T]
                whole = np.all([(char > 0) & (char <= _LARGEST) for char in chars], axis=0)
                found |= whole & is_among(_packed(chars), self._keys)
        han = [(side >= FIRST_HAN) & (side <= LAST_HAN) for side in (tails[:, 0], heads[:, 0])]
        return found & han[0] & han[1]


def _packed(chars: Sequence[Codes]) -> Codes:
    return reduce(lambda key, char: key << _CHAR | char, chars)
