"""A term is found where it was written, or the damage is told."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.index.postings.term_directory import PAGE, Directory, page_count, page_sums

SIZE = 2 * PAGE + 3
TERMS = np.arange(10, 10 + 3 * SIZE, 3, dtype=np.uint32)
STARTS = np.arange(SIZE + 1, dtype=np.uint64) ** 2
BOUNDS = (np.arange(SIZE) % 255).astype(np.uint8)
SUMS = page_sums(TERMS, STARTS, BOUNDS)


def test_a_term_is_found_and_no_other() -> None:
    directory = Directory(TERMS, STARTS, BOUNDS, SUMS)
    places = {int(term): place for place, term in enumerate(TERMS)}
    for term in range(3 * SIZE + 20):
        assert directory.place_of(term) == places.get(term)
    assert page_count(SIZE) == len(SUMS) == 3


def test_no_terms_are_no_term() -> None:
    none = np.empty(0, dtype=np.uint32)
    directory = Directory(none, STARTS[:1], BOUNDS[:0], page_sums(none, STARTS[:1], BOUNDS[:0]))
    assert directory.place_of(7) is None


@pytest.mark.parametrize("damage", [lambda a: a * 0, lambda a: a[::-1], lambda a: a ^ 64])
def test_wherever_the_terms_are_damaged_a_term_is_found_rightly_or_the_damage_told(
    damage: Callable[[NDArray[np.uint32]], NDArray[np.uint32]],
) -> None:
    told = 0
    for start in range(0, SIZE, 37):
        for end in (start + 1, start + PAGE):
            terms = TERMS.copy()
            terms[start:end] = damage(terms[start:end])
            directory = Directory(terms, STARTS, BOUNDS, SUMS)
            for place, term in enumerate(TERMS.tolist()):
                try:
                    assert directory.place_of(term) == place
                    assert directory.place_of(term + 1) is None
                except ValueError:
                    told += 1
    assert told


@pytest.mark.parametrize(("start", "bound"), [(1, 0), (0, 1)])
def test_a_damage_of_what_is_read_beside_the_term_is_told(start: int, bound: int) -> None:
    starts, bounds = STARTS.copy(), BOUNDS.copy()
    starts[PAGE] += np.uint64(start)
    bounds[PAGE] += np.uint8(bound)
    directory = Directory(TERMS, starts, bounds, SUMS)
    with pytest.raises(ValueError, match="not what was written"):
        directory.place_of(int(TERMS[PAGE]))
