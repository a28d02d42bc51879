"""Lines with boxes put into reading order: articles below their headlines, columns, paragraphs.

All lengths are in multiples of the size of the page's running text.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from retrieval.documents import Piece, Report
from retrieval.layout.placement.placed_lines import ROOM, PlacedLine, place_lines
from retrieval.text.punctuation import INNER_MARKS, NEVER_FIRST, is_closed, open_marks

TALL = 1.3  # times the running text: a line in larger type is a title
INDENT, DEEPEST_INDENT = 1.0, 4.5  # how far the first line of a paragraph is set in
SHORT_END = 1.5  # how far before the column's end a paragraph's last line stops
GAP = 1.0  # white space between two lines that parts blocks
LEVEL = 0.87  # of the largest title; smaller ones are another level
ONE_ROW = 0.7  # times the other's size; parts of one row of titles are not that unlike
BESIDE = 1.5  # times its size; so near a title is what it goes on in
UNREAD = 3.0  # the same after an unfinished part: OCR may have missed what stands between
ABOVE = 1.5  # or below: so far from another title a title counts as beside it
NEAR = 10.0  # above or below a line that may span columns
FEW = 3  # lines at least that make a column
PARTED = 0.85  # of the lines, where they stand in columns
NEIGHBOURS = 5  # lines above and below that tell where a column's edges are


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """Lines of running text that make a paragraph, in their order."""

    lines: tuple[PlacedLine, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for line in self.lines for piece in line.pieces)


@dataclass(frozen=True, slots=True)
class PlacedArticle:
    """The titles of an article, a row each, with their sizes, and its paragraphs in order."""

    titles: tuple[tuple[PlacedLine, ...], ...]
    paragraphs: tuple[PlacedParagraph, ...]


def order(
    report: Report, pieces: Iterable[Piece], is_apart: Callable[[str], bool]
) -> list[PlacedArticle]:
    """The articles that pieces with boxes make; text above all headlines comes first, untitled.

    `is_apart` tells by their text lines that interrupt no paragraph, such as captions.
    """
    lines = place_lines(report, pieces)
    titles = [line for line in lines if line.size >= TALL]
    body = [line for line in lines if line.size < TALL]
    blocks = _title_rows(titles, body)
    spans = [_span(block, blocks, body, lines) for block in blocks]
    owned: list[list[PlacedLine]] = [[] for _ in blocks]
    free: list[PlacedLine] = []
    for line in body:
        owner = _owner(line, blocks, spans)
        (free if owner is None else owned[owner]).append(line)
    articles = [
        PlacedArticle(tuple(block.rows), tuple(_paragraphs(lines, is_apart)))
        for block, lines in zip(blocks, owned, strict=True)
    ]
    if free:
        articles.insert(0, PlacedArticle((), tuple(_paragraphs(free, is_apart))))
    return articles


@dataclass(frozen=True, slots=True)
class _TitleRows:
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


def _title_rows(titles: Sequence[PlacedLine], body: Sequence[PlacedLine]) -> list[_TitleRows]:
    """Titles on one height and those right below, where no text stands between them."""
    rows: list[list[PlacedLine]] = []
    for line in sorted(titles, key=lambda line: (line.left, line.top)):
        row = next((row for row in rows if _continues_row(row[-1], line, body)), None)
        if row is None:
            rows.append([line])
        else:
            row.append(line)
    blocks: list[_TitleRows] = []
    for row in sorted(rows, key=lambda row: (row[0].top, row[0].left)):
        above = next((block for block in blocks if _stands_below(row, block, body)), None)
        if above is None:
            blocks.append(_TitleRows([tuple(row)]))
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
    return not any(_parts(gutter, below) for gutter in gutters if line.left > last.right)


def _stands_below(row: Sequence[PlacedLine], block: _TitleRows, body: Sequence[PlacedLine]) -> bool:
    """Tell whether titles are the next ones of a block: near for their type, no text between."""
    frame, first = block.frame, replace(row[0], right=row[-1].right)
    size = max(first.size, block.rows[-1][0].size, TALL)
    if not (-0.5 < first.top - frame.bottom < 0.8 * size and first.overlap(frame) > 0.5):
        return False
    return not any(
        frame.bottom <= line.middle <= first.top and line.overlap(first) > 0.2 for line in body
    )


def _span(
    block: _TitleRows,
    blocks: Sequence[_TitleRows],
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


def _owner(
    line: PlacedLine, blocks: Sequence[_TitleRows], spans: Sequence[tuple[float, float]]
) -> int | None:
    """The lowest block of titles above a line and over it."""
    center = (line.left + line.right) / 2
    above = [
        (block.frame.bottom, at)
        for at, (block, (left, right)) in enumerate(zip(blocks, spans, strict=True))
        if block.frame.bottom <= line.middle and left - 0.5 <= center <= right + 0.5
    ]
    return max(above)[1] if above else None


def _paragraphs(
    lines: Sequence[PlacedLine], is_apart: Callable[[str], bool]
) -> Iterator[PlacedParagraph]:
    """The paragraphs of an article, those that run on over columns whole."""
    open_group: list[PlacedLine] = []
    before: Sequence[PlacedLine] = ()
    for column in _columns(lines):
        blocks = [list(_groups(block, column)) for block in _blocks(column)]
        for groups in blocks:
            for at, group in enumerate(groups):
                alone = len(groups) == 1 and len(blocks) > 1
                if (alone or at == len(groups) - 1) and is_apart("".join(x.text for x in group)):
                    yield PlacedParagraph(tuple(group))
                elif open_group and (at > 0 or _starts(open_group[-1], group[0], column, before)):
                    yield PlacedParagraph(tuple(open_group))
                    open_group, before = list(group), column
                else:
                    open_group += group
                    before = column
    if open_group:
        yield PlacedParagraph(tuple(open_group))


def _columns(lines: Sequence[PlacedLine]) -> Iterator[list[PlacedLine]]:
    """The columns from left to right, above and below each line that spans some of them."""
    spanning = [line for line in lines if _spans(line, lines)]
    rest = [line for line in lines if line not in spanning]
    for line in sorted(spanning, key=lambda line: line.top):
        yield from _side_by_side([other for other in rest if other.middle < line.middle])
        rest = [other for other in rest if other.middle >= line.middle]
        yield [line]
    yield from _side_by_side(rest)


def _spans(line: PlacedLine, lines: Sequence[PlacedLine]) -> bool:
    """Tell whether two columns stand right above or right below a line."""
    for way in (-1, 1):
        near_by = [
            other
            for other in lines
            if 0 < way * (other.middle - line.middle) < NEAR and line.overlap(other) > 0.7
        ]
        if len(near_by) >= 2 * FEW and any(_parts(x.right + 0.1, near_by) for x in near_by):
            return True
    return False


def _parts(gutter: float, lines: Sequence[PlacedLine]) -> bool:
    """Tell whether lines stand on both sides of a gutter, and hardly any across it."""
    left = sum(line.right <= gutter for line in lines)
    right = sum(line.left >= gutter for line in lines)
    return min(left, right) >= FEW and left + right >= PARTED * len(lines)


def _side_by_side(lines: Sequence[PlacedLine]) -> Iterator[list[PlacedLine]]:
    usual = ROOM * median([line.width for line in lines for _ in line.text] or [0.0])
    columns: list[list[PlacedLine]] = []
    # lines that were read over the gutter come last, or they would make one column of two
    for line in sorted(lines, key=lambda line: (line.width > usual, -line.width)):
        column = next((c for c in columns if c[0].overlap(line) > 0.5), None)
        if column is None:
            columns.append([line])
        else:
            column.append(line)
    for column in sorted(columns, key=lambda column: column[0].left):
        yield list(_by_rows(column))


def _by_rows(column: Iterable[PlacedLine]) -> Iterator[PlacedLine]:
    """The lines of a column from the top; what stands on one height from the left."""
    row: list[PlacedLine] = []
    for line in sorted(column, key=lambda line: line.middle):
        if row and not row[-1].beside(line):
            yield from sorted(row, key=lambda line: line.left)
            row = []
        row.append(line)
    yield from sorted(row, key=lambda line: line.left)


def _blocks(column: Sequence[PlacedLine]) -> Iterator[list[PlacedLine]]:
    """The lines of a column between white space."""
    block = [column[0]]
    for above, line in pairwise(column):
        if line.top - above.bottom > GAP:
            yield block
            block = []
        block.append(line)
    yield block


def _groups(
    block: Sequence[PlacedLine], column: Sequence[PlacedLine]
) -> Iterator[list[PlacedLine]]:
    group = [block[0]]
    for above, line in pairwise(block):
        if _starts(above, line, column, column):
            yield group
            group = []
        group.append(line)
    yield group


def _starts(
    above: PlacedLine,
    line: PlacedLine,
    column: Sequence[PlacedLine],
    column_above: Sequence[PlacedLine],
) -> bool:
    """Tell whether a line starts a paragraph: set in, or after one that ends before its column."""
    if line.text[0] in NEVER_FIRST:
        return False
    left, _ = _edges(line, column)
    if column is column_above and above.beside(line) and above.right <= line.left + 0.5:
        return False
    if INDENT <= line.left - left <= DEEPEST_INDENT:
        return True
    _, right = _edges(above, column_above)
    return right - above.right > SHORT_END and is_closed(above.text)


def _edges(line: PlacedLine, column: Sequence[PlacedLine]) -> tuple[float, float]:
    """The left and right edges of a column where a line stands; it may be curled."""
    nearest = sorted(column, key=lambda other: abs(other.middle - line.middle))[: 2 * NEIGHBOURS]
    lefts, rights = sorted(x.left for x in nearest), sorted(x.right for x in nearest)
    return lefts[len(nearest) // 5], rights[-1 - len(nearest) // 5]
