"""Words put together to lines, parted where an OCR program read over a gap between columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from retrieval.documents.report import FARTHEST, Placement

# left, top, right and bottom
Rectangle = tuple[float, float, float, float]

# in multiples of the height of type
APART = 1.3  # words that are farther from each other are two lines
NARROWEST = 0.6  # gap between words that may be a gutter
NEAR = 4.0  # from a gutter, where words of the columns beside it stand
SLACK = 0.2  # by which boxes may be too wide
ROWS = 12  # above and below a line that tell a gutter
FEWEST = 5  # of them that have words on both sides of it
COVERED = 0.2  # of them at most that have a word across it
NOISE = 0.3  # confidence below which a word may be dirt in a gutter


@dataclass(slots=True)
class Word:
    """A word of a line: left, top, right and bottom of its box; how surely it was read."""

    text: str
    box: Rectangle | None = None
    confidence: float = 1.0

    @property
    def middle(self) -> float:
        """The middle between its left and right; 0 where these are not known."""
        return (self.box[0] + self.box[2]) / 2 if self.box else 0.0


@dataclass(slots=True)
class OcrLine:
    """A line as an OCR program gives it; its type is `size` high, where that is given."""

    words: Sequence[Word]
    box: Rectangle | None
    size: float | None = None

    @property
    def height(self) -> float | None:
        """The height of its type, that of its box where no size is given."""
        if self.size is not None or self.box is None:
            return self.size
        return min(self.box[2] - self.box[0], self.box[3] - self.box[1])


def lines_of_page(lines: Sequence[OcrLine]) -> Iterator[tuple[str, Placement]]:
    """The lines of a page with their placements, parted where one was read over a gutter."""
    gutters = _Gutters.of(lines)
    for line in lines:
        words = [word for word in line.words if word.text.strip()]
        groups = _parts(words, line.height, gutters) if words else []
        for group in groups:
            box = line.box if len(groups) == 1 else None
            yield _line(group, box or _around([w.box for w in group if w.box]), line.size)


def _parts(words: Sequence[Word], height: float | None, gutters: "_Gutters") -> list[list[Word]]:
    """The words of a line in groups that stand apart or in columns of their own."""
    if height is None or not all(word.box for word in words):
        return [list(words)]
    breaks = list(_breaks(words, height, gutters))
    groups: list[list[Word]] = [[] for _ in range(len(breaks) + 1)]
    for word in words:
        groups[sum(at < word.middle for at in breaks)].append(word)
    return [group for group in groups if group]


def _breaks(words: Sequence[Word], height: float, gutters: "_Gutters") -> Iterator[float]:
    """The middles of the gaps at which a line is parted."""
    read = [word for word in words if word.confidence >= NOISE] or words
    for left, right in pairwise(read):
        if left.box is None or right.box is None:
            continue
        gap, at = right.box[0] - left.box[2], (left.box[2] + right.box[0]) / 2
        middle = (left.box[1] + left.box[3]) / 2
        is_narrow = gap <= APART * height
        if not is_narrow or (gap > NARROWEST * height and gutters.has(at, middle, height)):
            yield at


@dataclass(frozen=True, slots=True)
class _Gutters:
    """The words of a page: left and right of each, and the height of its middle."""

    lefts: np.ndarray
    rights: np.ndarray
    middles: np.ndarray

    @classmethod
    def of(cls, lines: Sequence[OcrLine]) -> "_Gutters":
        boxes = [w.box for x in lines for w in x.words if w.box and w.confidence >= NOISE]
        table = np.array(boxes, dtype=float).reshape(-1, 4)
        return cls(table[:, 0], table[:, 2], (table[:, 1] + table[:, 3]) / 2)

    def has(self, at: float, middle: float, height: float) -> bool:
        """Tell whether a gap goes on over the rows above and below: nearly no word covers it."""
        rows = np.round((self.middles - middle) / height).astype(int)
        near = (np.abs(rows) <= ROWS) & (rows != 0)
        slack = SLACK * height
        left = near & (self.rights > at - NEAR * height) & (self.rights < at + slack)
        right = near & (self.lefts < at + NEAR * height) & (self.lefts > at - slack)
        across = near & (self.lefts < at - slack) & (self.rights > at + slack)
        both = np.intersect1d(rows[left], rows[right])
        return len(both) >= FEWEST and len(np.unique(rows[across])) <= COVERED * len(both)


def _line(
    words: Sequence[Word], box: Rectangle | None, size: float | None
) -> tuple[str, Placement]:
    sure = sum(word.confidence for word in words) / len(words)
    corners = [box[:2], box[2:]] if box else []
    return joined_words(words), Placement.around(corners, size=size, confidence=sure)


def rectangle(left: float, top: float, right: float, bottom: float) -> Rectangle | None:
    """A box as it is written in a file; None where it can't be one on a page."""
    is_box = -FARTHEST < left < right < FARTHEST and -FARTHEST < top < bottom < FARTHEST
    return (left, top, right, bottom) if is_box else None


def _around(boxes: Sequence[Rectangle]) -> Rectangle | None:
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def joined_words(words: Sequence[Word]) -> str:
    """The text of words, with a blank only between two of scripts that have blanks."""
    line = ""
    for word in words:
        text = "".join(word.text.split())
        if line and text and line[-1].isascii() and text[0].isascii():
            line += " "
        line += text
    return line
