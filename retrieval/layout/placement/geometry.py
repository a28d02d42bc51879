"""Lines with boxes put into reading order: articles below their headlines, columns, paragraphs.

All lengths are in multiples of the size of the page's running text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from retrieval.documents import Piece, Report
from retrieval.layout.placement.placed_lines import ROOM, PlacedLine, place_lines
from retrieval.layout.placement.title_blocks import (
    FEW,
    NEAR,
    TALL,
    owner_of,
    parts,
    spans_of,
    title_blocks,
)
from retrieval.text.punctuation import NEVER_FIRST, is_closed

INDENT, DEEPEST_INDENT = 1.0, 4.5  # how far the first line of a paragraph is set in
SHORT_END = 1.5  # how far before the column's end a paragraph's last line stops
GAP = 1.0  # white space between two lines that parts blocks
LEVEL = 0.87  # of the largest title; smaller ones are another level
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
    blocks = title_blocks(titles, body)
    spans = spans_of(blocks, body, lines)
    owned: list[list[PlacedLine]] = [[] for _ in blocks]
    free: list[PlacedLine] = []
    for line in body:
        owner = owner_of(line, blocks, spans)
        (free if owner is None else owned[owner]).append(line)
    articles = [
        PlacedArticle(tuple(block.rows), tuple(_paragraphs(lines, is_apart)))
        for block, lines in zip(blocks, owned, strict=True)
    ]
    if free:
        articles.insert(0, PlacedArticle((), tuple(_paragraphs(free, is_apart))))
    return articles


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
        if len(near_by) >= 2 * FEW and any(parts(x.right + 0.1, near_by) for x in near_by):
            return True
    return False


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
