"""One query in one segment: the documents that may be among the best, found by upper bounds.

Each posting keeps an upper bound of what it counts in one byte, in steps small enough that it is
nearly a lower bound too. A search adds these bounds up, short lists first (sparse MaxScore: Turtle
and Flood 1995, over terms as a whole), until the terms that are left can't lift a document that
has none of the earlier ones among the best. It looks the rest up for the documents that still
can win, and leaves those few to be scored exactly.

The time goes into NumPy's calls, about a microsecond each, and into the postings of the rarer
terms, a few nanoseconds each; nothing is done for every document of the segment.
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
# looking ahead takes about as long as adding this many postings
WORTH_A_LOOK = 30_000
# it is done first when so many have been added, and again at so many times as many
FIRST_LOOK = 1000
LOOK_AGAIN = 4
# a threshold is estimated from about so many postings of the shortest lists
POOL = 4096
# so many documents are looked through once more before each is looked up
MANY_WINNERS = 1000
# from this share of the documents on, all of them are cleared faster than those touched
MANY = 1 / 16

Places = NDArray[np.intp]
Bounds = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TermPostings:
    """A term's postings in one field of one segment: the places `start` to `end` of the field's.

    None of the `steps` is above `highest`.
    """

    field: str
    start: int
    end: int
    documents: Numbers
    steps: NDArray[np.uint8]
    highest: int


@dataclass(slots=True)
class Weighed:
    """A term's postings as a query weighs them: what each counts is no more than its `steps`
    times `step`, and no less than `least` times one step less.
    """

    postings: TermPostings
    weight: float
    step: float
    least: float

    @property
    def length(self) -> int:
        return self.postings.end - self.postings.start

    @property
    def bound(self) -> float:
        return self.postings.highest * self.step

    def bounds_of(self, documents: Numbers) -> Bounds:
        """The bounds of documents, 0 for those that don't hold the term."""
        held = self.postings.documents
        at = held.searchsorted(documents)
        steps = self.postings.steps.take(at, mode="clip")
        steps *= held.take(at, mode="clip") == documents
        result: Bounds = steps * np.float32(self.step)
        return result


class Board:
    """What each document of a segment counts at most so far; all zero between two searches."""

    def __init__(self, size: int) -> None:
        self.bounds: Bounds = np.zeros(size, dtype=np.float32)
        self._touched: list[Places] = []
        self.touched_count = 0

    def add(self, weighed: Weighed) -> None:
        documents = weighed.postings.documents.astype(np.intp)
        self._touched.append(documents)
        self.touched_count += len(documents)
        np.add.at(self.bounds, documents, weighed.postings.steps * np.float32(weighed.step))

    def touched(self, list_count: int) -> Places:
        """The documents of the lists that were added first; one that stands in two, twice."""
        lists = self._touched[:list_count]
        return lists[0] if len(lists) == 1 else np.concatenate(lists)

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
    lists: Sequence[Weighed],
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
    """`threshold` is what a document must score at least, as far as is known.

    The first `added` of the lists have been added to the board; `rest[n]` is what those from the
    n-th on count together at most.
    """

    def __init__(
        self,
        board: Board,
        lists: Sequence[Weighed],
        alive: NDArray[np.bool_] | None,
        threshold: float,
        top_k: int,
    ) -> None:
        self._board = board
        self._lists = sorted(lists, key=lambda weighed: weighed.length)
        self._rest = _sums_from_here([weighed.bound for weighed in self._lists])
        self._added = 0
        self._alive = alive
        self._threshold = threshold
        self._top_k = top_k
        self._least = min(weighed.least for weighed in lists) / ROUNDING

    def run(self) -> Numbers:
        self._add_until_decided()
        if not self._added:
            return np.empty(0, dtype=np.uint32)
        documents, reached = self._reaching()
        return self._complete(documents, reached)

    def _add_until_decided(self) -> None:
        """Add lists until the others alone can't win."""
        left = sum([weighed.length for weighed in self._lists])
        next_look = FIRST_LOOK
        for weighed in self._lists:
            if self._board.touched_count >= next_look and left > WORTH_A_LOOK:
                pool = self._pool()
                self._look_ahead(pool, self._board.bounds[pool])
                next_look = LOOK_AGAIN * self._board.touched_count
            if self._rest[self._added] < self._threshold:
                return
            self._board.add(weighed)
            self._added += 1
            left -= weighed.length

    def _look_ahead(self, documents: Places, reached: Bounds) -> None:
        """Raise the threshold by what the most promising documents score when all terms count.

        A document may be given once for each list that was added.
        """
        wanted = self._top_k * self._added
        if len(documents) > wanted:
            documents = documents[reached.argpartition(-wanted)[-wanted:]]
        documents = _distinct(documents)
        reached = self._board.bounds[documents]
        if self._added < len(self._lists):
            promising = documents.astype(np.uint32)
            for weighed in self._lists[self._added :]:
                reached += weighed.bounds_of(promising)
        self._raise(reached, sum([weighed.step for weighed in self._lists]))

    def _pool(self) -> Places:
        """The living documents of the shortest lists."""
        count, size = 1, self._lists[0].length
        while count < self._added and (size := size + self._lists[count].length) <= POOL:
            count += 1
        return self._living(self._board.touched(count))

    def _raise(self, reached: Bounds, slack: float) -> None:
        """Raise the threshold by bounds of distinct documents that are too high by the slack."""
        if len(reached) >= self._top_k:
            kth = len(reached) - self._top_k
            lowest = float(np.partition(reached, kth)[kth])
            self._threshold = max(self._threshold, (lowest - slack) * self._least)

    def _reaching(self) -> tuple[Numbers, Bounds]:
        """The documents that can still win, and their bounds so far."""
        bounds = self._board.bounds
        if not self._threshold:
            pool = self._pool()
            self._look_ahead(pool, bounds[pool])
        deciding = 1
        while deciding < self._added and self._rest[deciding] >= self._threshold:
            deciding += 1
        touched = self._living(self._board.touched(deciding))
        reached = bounds[touched]
        documents, reached = self._winning(touched, reached)
        if len(documents) > MANY_WINNERS:
            self._look_ahead(documents, reached)
            documents, reached = self._winning(documents, reached)
        documents = _distinct(documents)
        return documents.astype(np.uint32), bounds[documents]

    def _winning(self, documents: Places, reached: Bounds) -> tuple[Places, Bounds]:
        winning = reached >= np.float32(self._threshold - self._rest[self._added])
        return documents[winning], reached[winning]

    def _complete(self, documents: Numbers, reached: Bounds) -> Numbers:
        """Those of the documents that can still win when the lists that are left count too."""
        left = sorted(self._lists[self._added :], key=lambda weighed: -weighed.bound)
        rest = _sums_from_here([weighed.bound for weighed in left])
        slack = sum([weighed.step for weighed in self._lists[: self._added]])
        for done, weighed in enumerate(left, start=1):
            if len(documents) <= 4 * self._top_k:
                break
            reached = reached + self._looked_up(weighed, documents)
            slack += weighed.step
            self._raise(reached, slack)
            keep = reached >= np.float32((self._threshold - rest[done]) / ROUNDING)
            documents, reached = documents[keep], reached[keep]
        return documents

    def _looked_up(self, weighed: Weighed, documents: Numbers) -> Bounds:
        if weighed.length > LOOKUP_COST * len(documents):
            return weighed.bounds_of(documents)
        before = self._board.bounds[documents]
        self._board.add(weighed)
        result: Bounds = self._board.bounds[documents] - before
        return result

    def _living(self, documents: Places) -> Places:
        return documents if self._alive is None else documents[self._alive[documents]]


def _sums_from_here(values: Sequence[float]) -> list[float]:
    sums = [0.0]
    for value in reversed(values):
        sums.append(sums[-1] + value)
    return sums[::-1]


def _distinct(documents: Places) -> Places:
    """Each of the documents once, ascending."""
    if len(documents) < 2:
        return documents
    ordered = np.sort(documents)
    first = np.empty(len(ordered), dtype=bool)
    first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
