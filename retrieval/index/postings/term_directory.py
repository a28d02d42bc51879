"""A field's directory: where each term's postings are, checked as far as it is read.

The terms are in pages, each with a checksum of its part of the three arrays. What a search for a
term finds is right if the pages are sound that the term and its neighbour before it stand in.
"""

import zlib

import numpy as np
from numpy.typing import NDArray

# terms of a page: the more, the longer the first look at each takes (3 µs)
PAGE = 256


class Directory:
    """The ascending `terms` of a field, where the postings of each start and end (`starts`, one
    more), and the largest of its impacts (`bounds`).
    """

    def __init__(
        self,
        terms: NDArray[np.uint32],
        starts: NDArray[np.uint64],
        bounds: NDArray[np.uint8],
        sums: NDArray[np.uint32],
    ) -> None:
        """`sums` are those that `page_sums` gave."""
        self._arrays = terms, starts, bounds
        self._terms, self._count = terms, len(terms)
        self._sums = sums
        self._sound: set[int] = set()

    def place_of(self, term: int) -> int | None:
        """The place of a term; None if there is no such term. Raises ValueError if what was read
        for it is not what was written.
        """
        place = int(self._terms.searchsorted(np.uint32(term)))
        if place % PAGE == 0 or place // PAGE not in self._sound:
            self._check(place)
        return place if place < self._count and self._terms[place] == term else None

    def _check(self, place: int) -> None:
        """Check the terms at a place and before it: if they are as written, none is between."""
        for page in {other // PAGE for other in (place - 1, place) if 0 <= other < self._count}:
            if page not in self._sound and _sum(page, *self._arrays) != self._sums[page]:
                raise ValueError(f"terms {page * PAGE} and after are not what was written")
            self._sound.add(page)


def page_sums(
    terms: NDArray[np.uint32], starts: NDArray[np.uint64], bounds: NDArray[np.uint8]
) -> NDArray[np.uint32]:
    """The checksums of all pages."""
    sums = [_sum(page, terms, starts, bounds) for page in range(page_count(len(terms)))]
    return np.array(sums, dtype=np.uint32)


def page_count(term_count: int) -> int:
    """Number of pages that so many terms take."""
    return -(-term_count // PAGE)


def _sum(
    page: int,
    terms: NDArray[np.uint32],
    starts: NDArray[np.uint64],
    bounds: NDArray[np.uint8],
) -> int:
    start, end = page * PAGE, (page + 1) * PAGE
    total = zlib.crc32(terms[start:end].data)
    total = zlib.crc32(starts[start : end + 1].data, total)
    return zlib.crc32(bounds[start:end].data, total)
