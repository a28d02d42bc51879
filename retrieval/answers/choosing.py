"""Of the candidates the words that answer, and how likely they do."""

from collections.abc import Sequence

import numpy as np

from retrieval.answers.weights import Figures

# words of the sort asked for are taken if all of them together are at least this likely
_LEAST_NAMED = 0.05


def choose(
    starts: Figures, ends: Figures, scores: Figures, named: Sequence[int]
) -> tuple[int, float]:
    """The number of the likeliest words, and how likely they are with all that overlap them.

    `scores` are weighed figures; `named` are the numbers of those of the sort asked for: one of
    them is chosen if any may be. Raises ValueError if there are none at all.
    """
    shares = np.exp(scores - scores.max())
    among = np.arange(len(scores))
    if shares[named].sum() > _LEAST_NAMED * shares.sum():
        among = np.array(named)
    best, shares = among[scores[among].argmax()], shares[among]
    overlaps = (starts[among] < ends[best]) & (starts[best] < ends[among])
    return int(best), float(shares[overlaps].sum() / shares.sum())
