"""One page of a newspaper, as its file has it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# left, top, right and bottom, counted from the page's top left corner in the page's own units
Box = tuple[int, int, int, int]

FARTHEST = 10_000_000  # units from the corner of a page; what is farther is no place on one
USER = "user"  # where a field of an imprint was learned that people gave


class Label(StrEnum):
    """The part of an article that a file says a line is."""

    HEADLINE = "headline"
    KICKER = "kicker"
    SUBHEAD = "subhead"
    SECTION_HEAD = "section_head"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    TABLE = "table"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of one line of a report; `line` counts from 1, offsets count characters."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placement:
    """The place and look of a line, as far as its file has them.

    `size` is the height of its type in the units of `box`, `confidence` (0 to 1) how surely it
    was read. `region` numbers the article that the file puts the line into, `label` is the part
    it says the line is.
    """

    box: Box | None = None
    size: float | None = None
    confidence: float = 1.0
    region: int | None = None
    label: Label | None = None

    @classmethod
    def around(
        cls,
        points: Iterable[tuple[float, float]],
        *,
        size: float | None = None,
        confidence: float = 1.0,
    ) -> "Placement":
        """The placement of a line within some points; nowhere if these can't be on a page.

        Its type is as high as the shorter side, where no size is given.
        """
        found = list(points)
        sure = round(min(max(confidence, 0.0), 1.0), 3) if math.isfinite(confidence) else 1.0
        if not found or not all(abs(value) < FARTHEST for point in found for value in point):
            return cls(confidence=sure)
        xs, ys = zip(*found, strict=True)
        left, top, right, bottom = map(round, (min(xs), min(ys), max(xs), max(ys)))
        if left == right or top == bottom:
            return cls(confidence=sure)
        height = min(max(xs) - min(xs), max(ys) - min(ys)) if size is None else size
        return cls((left, top, right, bottom), round(height, 1) or None, sure)


@dataclass(frozen=True, slots=True)
class Imprint:
    """The newspaper, date (ISO 8601), page number and section of a page, where they are known.

    `learned` says of each known field where it was learned: page, name, metadata or user.
    """

    paper: str | None = None
    date: str | None = None
    page: str | None = None
    section: str | None = None
    learned: tuple[tuple[str, str], ...] = ()


UNKNOWN = Imprint()


@dataclass(frozen=True, slots=True)
class Report:
    """One page: its name, its lines without line ends, the SHA-256 that tells it from others.

    `placements` has one for each line, or is empty where the file knows nothing of that kind.
    """

    name: str
    lines: tuple[str, ...]
    digest: str
    encoding: str = "utf-8"
    placements: tuple[Placement, ...] = ()
    imprint: Imprint = UNKNOWN

    def line(self, number: int) -> str:
        """The text of a line, counted from 1."""
        return self.lines[number - 1]

    def slice(self, piece: Piece) -> str:
        """The characters a piece stands for."""
        return self.line(piece.line)[piece.start : piece.end]

    def box(self, piece: Piece) -> Box | None:
        """The place of a piece's line on the page, where it is known."""
        return self.placements[piece.line - 1].box if self.placements else None
