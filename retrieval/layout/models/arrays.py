"""Characters of many lines as arrays of numbers."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


def codes_of(texts: Sequence[str], size: int) -> Codes:
    """The characters of short texts as numbers, a row for each text, 0 where it has none."""
    whole = "".join([text.ljust(size, "\0") for text in texts])
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    return codes.reshape(-1, size).astype(np.uint64)


def is_among(values: Codes, ordered: Codes) -> Flags:
    """Tell of each value whether it stands among some in order."""
    at = np.minimum(ordered.searchsorted(values), len(ordered) - 1)
    found: Flags = ordered[at] == values
    return found
