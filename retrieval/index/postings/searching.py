"""One query in one segment: the documents that may be among the best, found by upper bounds.

Each posting keeps an upper bound of what it counts in one byte, in steps small enough that it is
nearly a lower bound too. A search adds these bounds up, rare terms first (sparse MaxScore: Turtle
and Flood 1995, over terms as a whole), until the terms that are left can't lift a document that
has none of the earlier ones among the best. It looks the rest up for the documents that still
can win, and leaves those few to be scored exactly.

The time goes into NumPy's calls, about a microsecond each, and into the postings of the rarer
terms, about four nanoseconds each; nothing is done for every document of the segment.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.index.postings.segment import Numbers

# bounds are added up in single precision: what that may lose is added to each
ROUNDING = 1 + 1e-5
# looking a document up in a list takes as long as adding this many of the list's postings
LOOKUP_COST = 10
# a threshold is estimated from so many postings of the rarest terms
POOL = 16_384
# from this share of the documents on, all of them are looked through faster than those touched
MANY = 1 / 12

Places = NDArray[np.intp]
Bounds = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TermPostings:
    """One query term's postings in one field of one segment, and what they count at most.

    `start` is the place of the first among the field's. What each counts is no more than its
    `steps` times `step`, that no more than `bound`; and no less than `least` times one step less.
    """

    field: str
    weight: float
    start: int
    documents: Numbers
    steps: NDArray[np.uint8]
    step: np.float32
    bound: float
    least: float

    def __len__(self) -> int:
        return len(self.documents)

    def bounds_of(self, documents: Numbers) -> Bounds:
        """The bounds of documents, 0 for those that don't hold the term."""
        at, held = self.find(documents)
        result: Bounds = self.steps[at] * self.step
        result *= held
        return result

    def find(self, documents: Numbers) -> tuple[Places, NDArray[np.bool_]]:
        """Where documents' postings would be, and whether they are there."""
        at = self.documents.searchsorted(documents)
        np.minimum(at, len(self.documents) - 1, out=at)
        return at, self.documents[at] == documents


class Board:
    """What each document of a segment counts at most so far; all zero between two searches."""

    def __init__(self, size: int) -> None:
        self.bounds: Bounds = np.zeros(size, dtype=np.float32)
        self._touched: list[Places] = []
        self.touched_count = 0

    def add(self, postings: TermPostings) -> None:
        documents = postings.documents.astype(np.intp)
        self._touched.append(documents)
        self.touched_count += len(documents)
        np.add.at(self.bounds, documents, postings.steps * postings.step)

    def touched(self, list_count: int) -> Places:
        """The documents of the lists that were added first; one that stands in two, twice."""
        lists = self._touched[:list_count]
        return lists[0] if len(lists) == 1 else np.concatenate(lists)

    def pool(self) -> Places:
        """The documents of the lists that were added first, as many as are soon looked through."""
        count, size = 0, 0
        for documents in self._touched:
            size += len(documents)
            if count and size > POOL:
                break
            count += 1
        return self.touched(count)

    def clear(self) -> None:
        if self.touched_count > MANY * len(self.bounds):
            self.bounds.fill(0)
        else:
            for documents in self._touched:
                self.bounds[documents] = 0
        self._touched = []
        self.touched_count = 0


def candidates(
    board: Board,
    lists: Sequence[TermPostings],
    alive: NDArray[np.bool_] | None,
    *,
    threshold: float,
    top_k: int,
) -> Numbers:
    """The documents that may be among the `top_k` best and score `threshold` or more.

    Ascending. `alive` tells the documents that count, if not all do.
    """
    try:
        return _Search(board, lists, alive, threshold, top_k).run()
    finally:
        board.clear()


class _Search:
    """`threshold` is what a document must score at least, as far as is known."""

    def __init__(
        self,
        board: Board,
        lists: Sequence[TermPostings],
        alive: NDArray[np.bool_] | None,
        threshold: float,
        top_k: int,
    ) -> None:
        self._board = board
        self._lists = sorted(lists, key=lambda postings: len(postings) / postings.bound)
        self._alive = alive
        self._threshold = threshold
        self._top_k = top_k
        self._slack = 0.0
        self._least = min(postings.least for postings in lists) / ROUNDING

    def run(self) -> Numbers:
        rest = _sums_from_here([postings.bound for postings in self._lists])
        added = self._add_until_decided(rest)
        deciding = next(n for n in range(1, added + 1) if n == added or rest[n] < self._threshold)
        documents, reached = self._reaching(self._threshold - rest[added], deciding)
        return self._complete(documents, reached, self._lists[added:])

    def _add_until_decided(self, rest: Sequence[float]) -> int:
        """Add lists until the others alone can't win; how many were added."""
        board = self._board
        for added, postings in enumerate(self._lists):
            if added and rest[added] < self._threshold:
                return added
            if added and len(postings) > board.touched_count:
                self._look_ahead(self._lists[added:])
                if rest[added] < self._threshold:
                    return added
            board.add(postings)
            self._slack += float(postings.step)
        self._look_ahead(())
        return len(self._lists)

    def _look_ahead(self, left: Sequence[TermPostings]) -> None:
        """Raise the threshold by what the most promising documents score when all terms count."""
        documents = self._living(self._board.pool())
        reached = self._board.bounds[documents]
        wanted = self._top_k * (len(self._lists) - len(left))
        if len(documents) > wanted:
            documents = documents[np.argpartition(reached, -wanted)[-wanted:]]
        promising = _distinct(documents).astype(np.uint32)
        reached = self._board.bounds[promising]
        for postings in left:
            reached += postings.bounds_of(promising)
        self._raise(reached, self._slack + sum(float(postings.step) for postings in left))

    def _raise(self, reached: Bounds, slack: float) -> None:
        """Raise the threshold by bounds of distinct documents that are too high by the slack."""
        if len(reached) >= self._top_k:
            kth = len(reached) - self._top_k
            lowest = float(np.partition(reached, kth)[kth])
            self._threshold = max(self._threshold, (lowest - slack) * self._least)

    def _reaching(self, needed: float, list_count: int) -> tuple[Numbers, Bounds]:
        """The documents of the first lists with such bounds."""
        bounds = self._board.bounds
        least = np.float32(needed)
        if self._board.touched_count > MANY * len(bounds) and needed > 0:
            documents = np.flatnonzero(bounds >= least)
        else:
            touched = self._board.touched(list_count)
            documents = _distinct(touched[bounds[touched] >= least])
        documents = self._living(documents)
        return documents.astype(np.uint32), bounds[documents]

    def _complete(
        self, documents: Numbers, reached: Bounds, left: Sequence[TermPostings]
    ) -> Numbers:
        """Those of the documents that can still win when the lists that are left count too."""
        highest_first = sorted(left, key=lambda postings: -postings.bound)
        rest = _sums_from_here([postings.bound for postings in highest_first])
        for done, postings in enumerate(highest_first, start=1):
            if len(documents) <= 2 * self._top_k:
                return documents
            if len(postings) < LOOKUP_COST * len(documents):
                before = reached - self._board.bounds[documents]
                self._board.add(postings)
                reached = before + self._board.bounds[documents]
            else:
                reached = reached + postings.bounds_of(documents)
            self._slack += float(postings.step)
            self._raise(reached, self._slack)
            keep = reached >= np.float32((self._threshold - rest[done]) / ROUNDING)
            documents, reached = documents[keep], reached[keep]
        return documents

    def _living(self, documents: Places) -> Places:
        return documents if self._alive is None else documents[self._alive[documents]]


def _sums_from_here(values: Sequence[float]) -> list[float]:
    return [sum(values[start:]) for start in range(len(values) + 1)]


def _distinct(documents: Places) -> Places:
    """Each of the documents once, ascending."""
    if len(documents) < 2:
        return documents
    ordered = np.sort(documents)
    first = np.empty(len(ordered), dtype=bool)
    first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
