"""The formula of the model: BM25, as rank-bm25's Okapi has it but for the weight of a term.

A term's weight is log(1 + (N - n + ½) / (n + ½)), after Lucene's BM25Similarity: positive for
every term, however common.
"""

import math

import numpy as np
from numpy.typing import NDArray

K1 = 1.5


def inverse_document_frequency(passage_count: int, found_in: int) -> float:
    """The weight of a term found in that many of the passages."""
    return math.log(1 + (passage_count - found_in + 0.5) / (found_in + 0.5))


def saturation(
    counts: NDArray[np.integer], lengths: NDArray[np.integer], *, average_length: float, b: float
) -> NDArray[np.float64]:
    """Saturated term frequency for texts of such lengths, from 0 to K1 + 1."""
    often = counts.astype(np.float64)
    norm = K1 * (1 - b + b * lengths / average_length)
    result: NDArray[np.float64] = often * (K1 + 1) / (often + norm)
    return result
