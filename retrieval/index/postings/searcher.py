"""One query in one segment: the documents that may be among the best, found by upper bounds.

Each posting keeps an upper bound of what it counts in one byte, in steps small enough that it is
nearly a lower bound too. A search adds up the bounds of the shortest lists (sparse MaxScore:
Turtle and Flood 1995, over terms as a whole), looks the other terms up for the most promising
documents, and so learns what a document must score at least. Then it adds lists until those that
are left can't lift a document that has none of the earlier ones to that, and looks the others up
for the documents that can still win, list by list, until few are left.

The time goes into NumPy's calls, one or two microseconds each, and into memory that is in none of
the processor's nearer caches: some nanoseconds for each posting that is added, ten times as many
for each document that is looked up in a list. So lists are added and looked up together, and what
is kept for every document of the segment is one byte.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.index.postings.posting_lists import (
    ROUNDING,
    Bounds,
    Matches,
    Positions,
    PostingLists,
    WeightedPostings,
)

# about so many postings are added before it is looked how high scores go, and again at so many
# times as many
FIRST_LOOK = 24_000
LOOK_AGAIN = 4
# then the other terms are looked up for so many of the first documents' best
POOL = 4096
PROMISING = 32
# for so few documents all terms are looked up at once
FEW = 100
# looking a document up in a list takes as long as going through this many of the list's postings
LOOKUP_COST = 10
# the bounds of so many lists go into one byte a document, those of more into two
MOST_IN_BYTES = 100


class ScoreBuffer:
    """Upper bounds of a segment's documents so far: for one search at a time,
    empty between two.

    It counts in units, rounded up: in bytes that even all lists of a search together can't
    overflow. `touched` are the documents of the lists that were added; one that stands in two,
    twice.
    """

    def __init__(self, size: int) -> None:
        self._bytes = np.zeros(size, dtype=np.uint8)
        self.bounds: NDArray[np.unsignedinteger[Any]] = self._bytes
        self.unit = 1.0
        self.touched: Positions = np.empty(0, dtype=np.intp)

    def prepare(self, lists: PostingLists) -> None:
        """Choose the unit for a search in these lists."""
        most = 0xFF
        if len(lists) > MOST_IN_BYTES:
            self.bounds, most = self._bytes.astype(np.uint16), 0xFFFF
        # each list is rounded up by one unit at most
        self.unit = lists.rest[0] / (most - len(lists))

    def add(self, lists: Sequence[WeightedPostings]) -> None:
        """Count what the lists add to the bounds of their documents."""
        documents = np.concatenate(
            [weighed.postings.documents for weighed in lists], dtype=np.intp, casting="unsafe"
        )
        steps = np.concatenate([weighed.postings.steps for weighed in lists])
        units = np.array([weighed.step / self.unit for weighed in lists], dtype=np.float32)
        units = units.repeat([weighed.length for weighed in lists])
        units *= steps
        units += 1  # rounded up: what is not whole falls away below
        self.touched = np.concatenate((self.touched, documents)) if len(self.touched) else documents
        np.add.at(self.bounds, documents, units.astype(self.bounds.dtype))

    def of(self, documents: Positions) -> Bounds:
        """The bounds of documents, not in units."""
        return self.bounds[documents] * np.float32(self.unit)

    def clear(self) -> None:
        """Forget all."""
        self._bytes.fill(0)
        self.bounds = self._bytes
        self.touched = np.empty(0, dtype=np.intp)


def candidates(
    board: ScoreBuffer,
    lists: PostingLists,
    alive: NDArray[np.bool_] | None,
    *,
    threshold: float,
    top_k: int,
) -> Matches:
    """The documents that may be among the `top_k` best and score `threshold` or more.

    `alive` tells the documents that count, if not all do.
    """
    board.prepare(lists)
    try:
        return _PostingsSearch(board, lists, alive, threshold, top_k).run()
    finally:
        board.clear()


class _PostingsSearch:
    """`threshold` is what a document must score at least, as far as is known.

    The first `added` of the lists have been added to the board; `rest[n]` is what those from the
    n-th on count together at most.
    """

    def __init__(
        self,
        board: ScoreBuffer,
        lists: PostingLists,
        alive: NDArray[np.bool_] | None,
        threshold: float,
        top_k: int,
    ) -> None:
        self._board = board
        self._lists = lists
        self._rest = lists.rest
        self._added = 0
        self._alive = alive
        self._threshold = threshold
        self._top_k = top_k

    def run(self) -> Matches:
        """Add lists until the others alone can't win, and complete what can."""
        look_at = FIRST_LOOK
        while self._added < len(self._lists) and self._rest[self._added] >= self._threshold:
            self._add(look_at)
            self._look()
            look_at *= LOOK_AGAIN
        return self._completed(*self._winning())

    def _add(self, look_at: int) -> None:
        """Add lists up to so many postings, or until the others alone can't win."""
        first, size = self._added, len(self._board.touched)
        while self._added < len(self._lists) and self._rest[self._added] >= self._threshold:
            size += self._lists.shortest_first[self._added].length
            if size > look_at and self._added > first:
                break
            self._added += 1
        self._board.add(self._lists.shortest_first[first : self._added])

    def _look(self) -> None:
        """Raise the threshold by what the most promising documents score when all terms count."""
        documents = self._living(self._board.touched[:POOL])
        wanted = max(PROMISING, self._top_k * self._added)  # a document may stand in each list
        if len(documents) > wanted:
            bounds = self._board.bounds[documents].astype(np.float32)  # sorted faster than bytes
            documents = documents[bounds.argpartition(-wanted)[-wanted:]]
        self._raise_threshold(self._lists.bounds(self._lists.find(_distinct(documents))))

    def _raise_threshold(self, bounds: Bounds) -> None:
        """Note what the `top_k`-th of some documents scores at least; reorders their bounds."""
        if len(bounds) >= self._top_k:
            kth = len(bounds) - self._top_k
            bounds.partition(kth)
            self._threshold = max(self._threshold, self._lists.at_least(float(bounds[kth])))

    def _winning(self) -> tuple[Positions, Bounds]:
        """The documents that can still win, each once, ascending, and their bounds so far."""
        deciding = size = 0
        while deciding < self._added and self._rest[deciding] >= self._threshold:
            size += self._lists.shortest_first[deciding].length
            deciding += 1
        documents = self._living(self._board.touched[:size])
        least = (self._threshold - self._rest[self._added]) / ROUNDING / self._board.unit
        documents = documents[self._board.bounds[documents] >= math.ceil(least)]
        documents = _distinct(documents)
        return documents, self._board.of(documents)

    def _living(self, documents: Positions) -> Positions:
        return documents if self._alive is None else documents[self._alive[documents]]

    def _wins(self, bounds: Bounds, more: float = 0.0) -> Positions:
        """The places of the bounds with which, and so much more, a document can win."""
        return np.flatnonzero(bounds >= np.float32((self._threshold - more) / ROUNDING))

    def _completed(self, documents: Positions, bounds: Bounds) -> Matches:
        """Keep the documents that can still win when the remaining lists are counted."""
        done = self._added
        while len(documents) > FEW and done < len(self._lists):
            bounds = bounds + self._looked_up(self._lists.shortest_first[done], documents)
            done += 1
            at = self._wins(bounds, self._rest[done])
            documents, bounds = documents[at], bounds[at]
        found = self._lists.find(documents)
        if len(documents) > self._top_k:
            bounds = self._lists.bounds(found)
            self._raise_threshold(bounds.copy())
            found = found.at(self._wins(bounds))
        return found

    def _looked_up(self, weighed: WeightedPostings, documents: Positions) -> Bounds:
        """Contribution of a list to the bounds of the documents."""
        if weighed.length > LOOKUP_COST * len(documents):
            return weighed.looked_up(documents)
        before = self._board.of(documents)
        self._board.add((weighed,))
        return self._board.of(documents) - before


def _distinct(documents: Positions) -> Positions:
    """Each of the documents once, ascending."""
    if len(documents) < 2:
        return documents
    ordered = np.sort(documents)
    first = np.empty(len(ordered), dtype=bool)
    first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
