"""The likeliest words are chosen, those that overlap them counted with them."""

import numpy as np
import pytest

from retrieval.qa.spans.selector import choose

STARTS, ENDS = np.array([0.0, 2.0, 10.0]), np.array([4.0, 4.0, 12.0])


def test_what_overlaps_the_likeliest_words_makes_them_likelier() -> None:
    scores = np.log([2.0, 1.0, 1.0])
    best, likelihood = choose(STARTS, ENDS, scores, [])
    assert best == 0
    assert likelihood == pytest.approx(0.75)


def test_of_two_that_are_alike_the_first_is_chosen() -> None:
    best, _ = choose(STARTS, ENDS, np.zeros(3), [])
    assert best == 0


def test_words_of_the_sort_asked_for_are_chosen_among_themselves_if_they_may_answer() -> None:
    assert choose(STARTS, ENDS, np.log([8.0, 1.0, 1.0]), [2]) == (2, 1.0)
    best, _ = choose(STARTS, ENDS, np.log([98.0, 1.0, 1.0]), [2])
    assert best == 0
