"""Lines with boxes as they would stand on an upright page, whatever page they were read from.

A page set vertically is turned, so that its lines run from left to right, too, and a skewed one is
set upright. All lengths are in multiples of the size of the page's running text.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from retrieval.documents import Piece, Report

VERTICAL = 1.5  # times its width; a line that is higher runs from top to bottom
WIDE = 1.2  # times as high as wide a character is at most, in a box that may be loose
ROOM = 1.15  # times as wide as most lines are
TOUCHING = 0.7  # white space between two parts of one line at most
SKEWS = np.radians(np.arange(-5, 5.01, 0.1))
CLEARLY = 1.1  # times as sharp as the page as it stands: then it is turned


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of a report on an upright page; `size` is the height of its type."""

    pieces: tuple[Piece, ...]
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        return self.right - self.left

    def overlap(self, other: "PlacedLine") -> float:
        """The share of the narrower of two lines that is above or below the other."""
        common = min(self.right, other.right) - max(self.left, other.left)
        return common / max(1e-9, min(self.width, other.width))

    def beside(self, other: "PlacedLine") -> bool:
        """Tell whether two lines stand on one height."""
        common = min(self.bottom, other.bottom) - max(self.top, other.top)
        return common > 0.4 * min(self.bottom - self.top, other.bottom - other.top)


def place_lines(report: Report, pieces: Iterable[Piece]) -> list[PlacedLine]:
    """The lines that pieces with boxes make, upright; those that run crosswise are left out."""
    lines = _upright(_scaled(_turned(report, pieces)))
    along = [x for x in lines if len(x.text) < 3 or x.bottom - x.top < VERTICAL * x.width]
    return _whole(along)


def _whole(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """The lines whole where they were read in parts; none is made much wider than most are."""
    widest = ROOM * median([line.width for line in lines for _ in line.text] or [0.0])
    whole: list[PlacedLine] = []
    for line in sorted(lines, key=lambda line: line.left):
        last = next((at for at, other in enumerate(whole) if _goes_on(other, line, widest)), None)
        if last is None:
            whole.append(line)
        else:
            whole[last] = _joined(whole[last], line)
    return whole


def _goes_on(left: PlacedLine, right: PlacedLine, widest: float) -> bool:
    alike = 0.7 < left.size / right.size < 1 / 0.7 and right.right - left.left < widest
    return alike and -0.3 < right.left - left.right < TOUCHING and left.beside(right)


def _joined(left: PlacedLine, right: PlacedLine) -> PlacedLine:
    return PlacedLine(
        pieces=left.pieces + right.pieces,
        text=left.text + right.text,
        left=left.left,
        top=min(left.top, right.top),
        right=right.right,
        bottom=max(left.bottom, right.bottom),
        size=max(left.size, right.size),
    )


def _turned(report: Report, pieces: Iterable[Piece]) -> list[PlacedLine]:
    """The pieces that have a box, so that they run from left to right."""
    placed = [(piece, report.placements[piece.line - 1]) for piece in pieces]
    found = [
        (piece, report.slice(piece), placement.box, placement.size)
        for piece, placement in placed
        if placement.box
    ]
    long = [box for _, text, box, _ in found if len(text) > 3]
    upright = sum(box[3] - box[1] > VERTICAL * (box[2] - box[0]) for box in long)
    vertical = 2 * upright > len(long)
    lines = []
    for piece, text, box, size in found:
        left, top, right, bottom = map(float, box)
        if vertical:
            left, top, right, bottom = top, -right, bottom, -left
        lines.append(PlacedLine((piece,), text, left, top, right, bottom, 0.0))
        lines[-1] = replace(lines[-1], size=_type_size(lines[-1], size))
    return lines


def _type_size(line: PlacedLine, given: float | None) -> float:
    """The height of a line's type; no more than its characters have room in its length for."""
    return min(given or line.bottom - line.top, WIDE * line.width / _room(line.text))


def _room(text: str) -> float:
    """The full characters for which a text has room; letters and digits take half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _scaled(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """The lines in multiples of the size of the running text."""
    weighed = [line.size for line in lines for _ in line.text]
    unit = (median(weighed) if weighed else 0) or 1.0
    return [
        PlacedLine(
            line.pieces,
            line.text,
            *(value / unit for value in (line.left, line.top, line.right, line.bottom, line.size)),
        )
        for line in lines
    ]


def _upright(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """The lines turned by the angle at which the edges of columns are sharpest."""
    if len(lines) < 10:
        return list(lines)
    x = np.array([value for line in lines for value in (line.left, line.right)])
    y = np.array([line.middle for line in lines for _ in range(2)])

    def sharpness(angle: float) -> float:
        bins = np.floor((x * math.cos(angle) + y * math.sin(angle)) / 0.5).astype(int)
        counts = np.bincount(bins - bins.min())
        return float((counts.astype(float) ** 2).sum())

    found = [sharpness(float(angle)) for angle in SKEWS]
    angle = float(SKEWS[int(np.argmax(found))])
    if max(found) < CLEARLY * sharpness(0.0):
        return list(lines)
    return [_rotated(line, angle) for line in lines]


def _rotated(line: PlacedLine, angle: float) -> PlacedLine:
    middle = (line.left + line.right) / 2
    x = middle * math.cos(angle) + line.middle * math.sin(angle)
    y = line.middle * math.cos(angle) - middle * math.sin(angle)
    half, height = line.width / 2, min(line.bottom - line.top, 1.2 * line.size) / 2
    return replace(line, left=x - half, right=x + half, top=y - height, bottom=y + height)
