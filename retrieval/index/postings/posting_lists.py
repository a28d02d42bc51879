"""The postings of a query's terms in one segment: weighed, put in order, looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.index.postings.segment import Segment
from retrieval.index.protocol import Numbers

# bounds are added up in single precision: what that may lose is added to each
ROUNDING = 1 + 1e-5

Positions = NDArray[np.intp]
Bounds = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TermPostings:
    """A term's postings in one field of one segment: the places from `start` on of the field's.

    `documents` and `steps` are those at these places; none of the steps is above `highest`. They
    begin at `documents_at` of the segment's words and `steps_at` of its bytes. The steps are for
    texts of that average length.
    """

    field: str
    start: int
    documents: Numbers
    steps: NDArray[np.uint8]
    highest: int
    average_length: float
    documents_at: int
    steps_at: int

    def __len__(self) -> int:
        return len(self.documents)


class WeightedPostings:
    """A term's postings as a query weighs them: what each counts is no more than its steps
    times `step`, and no less than `least` times one step less; all no more than `bound`.
    """

    __slots__ = ("bound", "least", "length", "places", "postings", "step", "weight")

    def __init__(self, postings: TermPostings, *, weight: float, step: float, least: float) -> None:
        self.postings = postings
        self.weight = weight
        self.step = step
        self.least = least
        self.bound = postings.highest * step
        self.length = len(postings)
        # the last of the list, where it begins in the segment's words and bytes, and in the field
        self.places = (
            self.length - 1,
            postings.documents_at,
            postings.steps_at,
            postings.start,
        )

    def looked_up(self, documents: Positions) -> Bounds:
        """Contribution of the list to the bounds of the documents."""
        wanted = documents.astype(np.uint32)
        places = self.postings.documents.searchsorted(wanted)
        held = self.postings.documents.take(places, mode="clip") == wanted
        steps = self.postings.steps.take(places, mode="clip")
        steps *= held
        bounds: Bounds = steps * np.float32(self.step)
        return bounds


class Matches(NamedTuple):
    """Documents, ascending, and a row for each list: their places in it, and whether they are
    there.
    """

    documents: Positions
    places: Positions
    held: NDArray[np.bool_]

    def at(self, chosen: Positions) -> "Matches":
        """Some of the documents."""
        return Matches(
            self.documents[chosen],
            self.places.take(chosen, axis=1),
            self.held.take(chosen, axis=1),
        )


class PostingLists:
    """A query's lists in a segment, `shortest_first`.

    `rest[n]` is what those from the n-th on count together at most; `order` are their places in
    the order in which they were given; `starts` and `weights` have a row for each.
    """

    def __init__(self, segment: Segment, lists: Sequence[WeightedPostings]) -> None:
        lengths = [weighed.length for weighed in lists]
        shortest = sorted(range(len(lists)), key=lengths.__getitem__)
        self.order = sorted(range(len(lists)), key=shortest.__getitem__)
        self.shortest_first = [lists[at] for at in shortest]
        bounds = [weighed.bound for weighed in reversed(self.shortest_first)]
        self.rest = [*accumulate(bounds, initial=0.0)][::-1]
        places = np.array([weighed.places for weighed in self.shortest_first])
        self._last, self._documents_at, self._steps_at, self.starts = places.T[:, :, np.newaxis]
        weights = np.array([(weighed.step, weighed.weight) for weighed in self.shortest_first])
        self._steps, self.weights = weights[:, 0].astype(np.float32), weights[:, 1:]
        self._slack = sum([weighed.step for weighed in lists])
        self._least = min([weighed.least for weighed in lists]) / ROUNDING
        self._segment = segment

    def __len__(self) -> int:
        return len(self.shortest_first)

    def at_least(self, bound: float) -> float:
        """Least score of a document with that bound by all lists."""
        return (bound - self._slack) * self._least

    def find(self, documents: Positions) -> Matches:
        """Look documents up in all lists."""
        wanted = documents.astype(np.uint32)
        places: Positions = np.array(
            [weighed.postings.documents.searchsorted(wanted) for weighed in self.shortest_first]
        )
        np.minimum(places, self._last, out=places)
        held = self._segment.words[places + self._documents_at] == wanted
        return Matches(documents, places, held)

    def bounds(self, found: Matches) -> Bounds:
        """Upper bounds of the lists in the documents found in them."""
        steps = self._segment.bytes[found.places + self._steps_at]
        steps *= found.held
        bounds: Bounds = self._steps @ steps
        return bounds
