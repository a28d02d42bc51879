"""Titles of a page, each with the columns that stand below it.

All lengths are in multiples of the size of the page's running text.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from retrieval.layout.placement.placed_lines import PlacedLine
from retrieval.text.punctuation import INNER_MARKS, open_marks

TALL = 1.3  # times the running text: a line in larger type is a title
ONE_ROW = 0.7  # times the other's size; parts of one row of titles are not that unlike
BESIDE = 1.5  # times its size; so near a title is what it goes on in
UNREAD = 3.0  # the same after an unfinished part: OCR may have missed what stands between
ABOVE = 1.5  # or below: so far from another title a title counts as beside it
NEAR = 10.0  # above or below a line that may span columns
FEW = 3  # lines at least that make a column
PARTED = 0.85  # of the lines, where they stand in columns
CENTRED = 1.0  # between the middle of a title and that of the columns it is centred over

# left and right ends
Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class TitleRows:
    """Lines in large type that make the titles of one article, in rows from the top."""

    rows: list[tuple[PlacedLine, ...]]

    @property
    def lines(self) -> list[PlacedLine]:
        return [line for row in self.rows for line in row]

    @property
    def frame(self) -> PlacedLine:
        """A line that covers the block."""
        lines = self.lines
        return replace(
            lines[0],
            left=min(line.left for line in lines),
            top=min(line.top for line in lines),
            right=max(line.right for line in lines),
            bottom=max(line.bottom for line in lines),
        )


def title_blocks(titles: Sequence[PlacedLine], body: Sequence[PlacedLine]) -> list[TitleRows]:
    """Titles on one height and those right below, where no text stands between them."""
    rows: list[list[PlacedLine]] = []
    for line in sorted(titles, key=lambda line: (line.left, line.top)):
        row = next((row for row in rows if _continues_row(row[-1], line, body)), None)
        if row is None:
            rows.append([line])
        else:
            row.append(line)
    blocks: list[TitleRows] = []
    for row in sorted(rows, key=lambda row: (row[0].top, row[0].left)):
        above = next((block for block in blocks if _stands_below(row, block, body)), None)
        if above is None:
            blocks.append(TitleRows([tuple(row)]))
        else:
            above.rows.append(tuple(row))
    return blocks


def _continues_row(last: PlacedLine, line: PlacedLine, body: Sequence[PlacedLine]) -> bool:
    """Tell whether two titles side by side are one.

    One that ends within a phrase goes on; of others no gutter below goes up between them.
    """
    alike = ONE_ROW <= last.size / line.size <= 1 / ONE_ROW
    apart = (line.left - last.right) / line.size
    is_unfinished = last.text[-1] in INNER_MARKS or bool(open_marks(last.text))
    farthest = UNREAD if is_unfinished else BESIDE
    if not (alike and -0.7 < apart < farthest and last.beside(line)):
        return False
    if is_unfinished:
        return True
    both = replace(line, left=last.left)
    below = [x for x in body if 0 < x.middle - line.bottom < NEAR and x.overlap(both) > 0.2]
    gutters = (last.right, (last.right + line.left) / 2, line.left)
    return not any(parts(gutter, below) for gutter in gutters if line.left > last.right)


def _stands_below(row: Sequence[PlacedLine], block: TitleRows, body: Sequence[PlacedLine]) -> bool:
    """Tell whether titles are the next ones of a block: near for their type, no text between."""
    frame, first = block.frame, replace(row[0], right=row[-1].right)
    size = max(first.size, block.rows[-1][0].size, TALL)
    if not (-0.5 < first.top - frame.bottom < 0.8 * size and first.overlap(frame) > 0.5):
        return False
    return not any(
        frame.bottom <= line.middle <= first.top and line.overlap(first) > 0.2 for line in body
    )


def spans_of(
    blocks: Sequence[TitleRows], body: Sequence[PlacedLine], lines: Sequence[PlacedLine]
) -> list[Ends]:
    """The left and right ends of what may stand below each block of titles."""
    spans = [_span(block, blocks, body, lines) for block in blocks]
    for row in _rows_of(blocks):
        if len(row) == 1:
            continue
        ends = _centred(row, blocks, body)
        for at, end in zip(row, ends, strict=False):
            spans[at] = end
    return spans


def _rows_of(blocks: Sequence[TitleRows]) -> list[list[int]]:
    """The places of blocks of titles that stand on one height, from the left."""
    rows: list[list[int]] = []
    for at, block in enumerate(blocks):
        row = next((r for r in rows if all(block.frame.beside(blocks[x].frame) for x in r)), None)
        if row is None:
            rows.append([at])
        else:
            row.append(at)
    return [sorted(row, key=lambda at: blocks[at].frame.left) for row in rows]


def _centred(
    row: Sequence[int], blocks: Sequence[TitleRows], body: Sequence[PlacedLine]
) -> Sequence[Ends]:
    """The ends of the columns over which titles on one height are centred; none if they are not."""
    frames = [blocks[at].frame for at in row]
    columns = _columns_below(frames, blocks, body)
    best: Sequence[Ends] = ()
    least = CENTRED
    for cuts in combinations(range(1, len(columns)), len(row) - 1):
        spans = [
            (columns[first][0], columns[after - 1][1])
            for first, after in pairwise((0, *cuts, len(columns)))
        ]
        placed = list(zip(frames, spans, strict=True))
        if max(abs(frame.left - left) for frame, (left, _) in placed) < CENTRED:
            return ()
        aside = max(abs(x.left + x.right - left - right) / 2 for x, (left, right) in placed)
        if aside < least:
            best, least = spans, aside
    return best


def _columns_below(
    frames: Sequence[PlacedLine], blocks: Sequence[TitleRows], body: Sequence[PlacedLine]
) -> list[Ends]:
    """The ends of the columns of text right below titles on one height, from the left."""
    top, bottom = min(x.bottom for x in frames), max(x.bottom for x in frames)
    below = [x.frame.top for x in blocks if x.frame.top > bottom]
    end = min([bottom + NEAR, *below])
    columns: list[Ends] = []
    for line in sorted(body, key=lambda line: line.left):
        if not top < line.middle < end:
            continue
        if columns and line.left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], line.right)
        else:
            columns.append((line.left, line.right))
    return columns


def _span(
    block: TitleRows,
    blocks: Sequence[TitleRows],
    body: Sequence[PlacedLine],
    lines: Sequence[PlacedLine],
) -> tuple[float, float]:
    """The left and right ends of what may stand below a block of titles.

    It reaches over columns in which nothing stands on its height.
    """
    frame = block.frame
    own = {line.pieces for line in block.lines}
    near = replace(frame, top=frame.top - ABOVE, bottom=frame.bottom + ABOVE)
    others = [
        line
        for line in lines
        if line.pieces not in own
        and (line.beside(frame) or (line.size >= TALL and line.beside(near)))
    ]
    left = max((line.right for line in others if line.right <= frame.left + 1), default=-math.inf)
    right = min((line.left for line in others if line.left >= frame.right - 1), default=math.inf)
    # what stands left of a title and has none of its own is the next title's to the left, if any
    if any(
        other is not block and other.frame.right <= frame.left + 1 and other.frame.beside(frame)
        for other in blocks
    ):
        left = frame.left
    return left, right


def owner_of(
    line: PlacedLine, blocks: Sequence[TitleRows], spans: Sequence[tuple[float, float]]
) -> int | None:
    """The lowest block of titles above a line and over it."""
    center = (line.left + line.right) / 2
    above = [
        (block.frame.bottom, at)
        for at, (block, (left, right)) in enumerate(zip(blocks, spans, strict=True))
        if block.frame.bottom <= line.middle and left - 0.5 <= center <= right + 0.5
    ]
    return max(above)[1] if above else None


def parts(gutter: float, lines: Sequence[PlacedLine]) -> bool:
    """Tell whether lines stand on both sides of a gutter, and hardly any across it."""
    left = sum(line.right <= gutter for line in lines)
    right = sum(line.left >= gutter for line in lines)
    return min(left, right) >= FEW and left + right >= PARTED * len(lines)
