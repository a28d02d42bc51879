"""One query in one segment: the documents that may be among the best, found by upper bounds.

Each posting keeps an upper bound of what it counts in one byte, in steps small enough that it is
nearly a lower bound too. A search adds up the bounds of the shortest lists (sparse MaxScore:
Turtle and Flood 1995, over terms as a whole), looks the other terms up for the most promising
documents, and so learns what a document must score at least. Then it adds lists until those that
are left can't lift a document that has none of the earlier ones to that. What is left of the
candidates when all terms are looked up is to be scored exactly.

The time goes into NumPy's calls, one or two microseconds each, and into the postings of the rarer
terms, some nanoseconds each. So lists are added and looked up together, and nothing is done for
every document of the segment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from retrieval.index.postings.segment import FieldPostings, Impacts, Numbers

# bounds are added up in single precision: what that may lose is added to each
ROUNDING = 1 + 1e-5
# about so many postings are added before it is looked how high scores go, and again at so many
# times as many
FIRST_LOOK = 12_000
LOOK_AGAIN = 4
# then the other terms are looked up for so many of the first documents' best
POOL = 4096
PROMISING = 64
# so few documents are scored before all terms have been looked up for them
FEW = 100
# looking a document up in a list takes as long as adding this many of the list's postings
LOOKUP_COST = 10
# from this share of the documents on, all of them are cleared faster than those touched
MANY = 1 / 16

Places = NDArray[np.intp]
Bounds = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TermPostings:
    """A term's postings in one field of one segment: the places `start` to `end` of the field's.

    `documents` and `steps` are those at these places; none of the steps is above `highest`.
    """

    name: str
    field: FieldPostings
    impacts: Impacts
    start: int
    end: int
    documents: Numbers
    steps: NDArray[np.uint8]
    highest: int


@dataclass(slots=True)
class Weighed:
    """A term's postings as a query weighs them: what each counts is no more than its steps
    times `step`, and no less than `least` times one step less; all no more than `bound`.
    """

    postings: TermPostings
    weight: float
    step: float
    least: float
    bound: float
    length: int


def places_of(
    lists: Sequence[Weighed], documents: NDArray[np.integer]
) -> tuple[Places, NDArray[np.bool_]]:
    """Where in a field's postings those of the documents would be, and whether they are there.

    A row for each of the lists, which are of one field.
    """
    wanted = documents.astype(np.uint32)
    places: Places = np.array([w.postings.documents.searchsorted(wanted) for w in lists])
    places += np.array([[w.postings.start] for w in lists])
    np.minimum(places, np.array([[w.postings.end - 1] for w in lists]), out=places)
    return places, lists[0].postings.field.documents[places] == wanted


def looked_up(lists: Iterable[Weighed], documents: Places) -> Bounds:
    """What the lists add to the bounds of the documents."""
    total = np.zeros(len(documents), dtype=np.float32)
    for _, of_field in groupby(lists, key=lambda weighed: weighed.postings.name):
        found = list(of_field)
        places, held = places_of(found, documents)
        steps = found[0].postings.impacts.steps[places]
        steps *= held
        total += np.array([w.step for w in found], dtype=np.float32) @ steps
    return total


class Board:
    """What each document of a segment counts at most so far; all zero between two searches.

    `touched` are the documents of the lists that were added; one that stands in two, twice.
    """

    def __init__(self, size: int) -> None:
        self.bounds: Bounds = np.zeros(size, dtype=np.float32)
        self.touched: Places = np.empty(0, dtype=np.intp)

    def add(self, lists: Sequence[Weighed]) -> None:
        documents = np.concatenate(
            [weighed.postings.documents for weighed in lists], dtype=np.intp, casting="unsafe"
        )
        steps = np.concatenate([weighed.postings.steps for weighed in lists])
        each = np.array([weighed.step for weighed in lists], dtype=np.float32)
        each = each.repeat([weighed.length for weighed in lists])
        each *= steps
        # noted first: what Ctrl-C leaves half added is cleared, too
        self.touched = np.concatenate((self.touched, documents)) if len(self.touched) else documents
        np.add.at(self.bounds, documents, each)

    def clear(self) -> None:
        if len(self.touched) > MANY * len(self.bounds):
            self.bounds.fill(0)
        else:
            self.bounds[self.touched] = 0
        self.touched = np.empty(0, dtype=np.intp)


def candidates(
    board: Board,
    lists: Sequence[Weighed],
    alive: NDArray[np.bool_] | None,
    *,
    threshold: float,
    top_k: int,
) -> Places:
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
        self._slack = sum([weighed.step for weighed in self._lists])
        self._added = 0
        self._alive = alive
        self._threshold = threshold
        self._top_k = top_k
        self._least = min([weighed.least for weighed in lists]) / ROUNDING

    def run(self) -> Places:
        """Add lists until the others alone can't win, and complete what can."""
        look_at = FIRST_LOOK
        while self._added < len(self._lists) and self._rest[self._added] >= self._threshold:
            self._add(look_at)
            self._look()
            look_at *= LOOK_AGAIN
        return self._complete(*self._winning())

    def _add(self, look_at: int) -> None:
        """Add lists up to so many postings, or until the others alone can't win."""
        first, size = self._added, len(self._board.touched)
        while self._added < len(self._lists) and self._rest[self._added] >= self._threshold:
            size += self._lists[self._added].length
            if size > look_at and self._added > first:
                break
            self._added += 1
        self._board.add(self._lists[first : self._added])

    def _look(self) -> None:
        """Raise the threshold by what the most promising documents score when all terms count."""
        documents = self._living(self._board.touched[:POOL])
        wanted = max(PROMISING, self._top_k * self._added)  # a document may stand in each list
        if len(documents) > wanted:
            bounds = self._board.bounds[documents]
            documents = documents[bounds.argpartition(-wanted)[-wanted:]]
        documents = _distinct(documents)
        if len(documents) < self._top_k:
            return
        bounds = self._board.bounds[documents]
        if self._added < len(self._lists):
            bounds += looked_up(self._lists[self._added :], documents)
        kth = len(documents) - self._top_k
        bounds.partition(kth)
        # the bounds are not much too high
        self._threshold = max(self._threshold, (float(bounds[kth]) - self._slack) * self._least)

    def _winning(self) -> tuple[Places, Bounds]:
        """The documents that can still win, and their bounds so far."""
        deciding = size = 0
        while deciding < self._added and self._rest[deciding] >= self._threshold:
            size += self._lists[deciding].length
            deciding += 1
        documents = self._living(self._board.touched[:size])
        bounds = self._board.bounds[documents]
        winning = self._wins(bounds, self._rest[self._added])
        return documents[winning], bounds[winning]

    def _living(self, documents: Places) -> Places:
        return documents if self._alive is None else documents[self._alive[documents]]

    def _wins(self, bounds: Bounds, more: float) -> NDArray[np.bool_]:
        wins: NDArray[np.bool_] = bounds >= np.float32((self._threshold - more) / ROUNDING)
        return wins

    def _complete(self, documents: Places, reached: Bounds) -> Places:
        """Those of the documents that can still win when the lists that are left count too."""
        left = sorted(self._lists[self._added :], key=lambda weighed: -weighed.bound)
        rest = _sums_from_here([weighed.bound for weighed in left])
        for done, weighed in enumerate(left, start=1):
            if len(documents) <= FEW:
                break
            if weighed.length > LOOKUP_COST * len(documents):
                reached = reached + looked_up((weighed,), documents)
            else:
                before = self._board.bounds[documents]
                self._board.add((weighed,))
                reached = reached + (self._board.bounds[documents] - before)
            winning = self._wins(reached, rest[done])
            documents, reached = documents[winning], reached[winning]
        return _distinct(documents)


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
