"""Parts of a page that are known to be articles before its text is looked at.

A file may say so (the articles of a web page), or its geometry may; of all other lines the text
has to tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.documents import Label, Piece, Report
from retrieval.layout.articles.headlines import Titles, tidy
from retrieval.layout.lines.bylines import Bylines
from retrieval.layout.lines.furniture import Furniture
from retrieval.layout.lines.imprint import is_folio
from retrieval.layout.lines.line_types import LineType
from retrieval.layout.lines.page_lines import TextLine, lines_of
from retrieval.layout.placement import geometry
from retrieval.layout.placement.placed_lines import PlacedLine
from retrieval.text.punctuation import is_closed

_TYPES = {
    Label.HEADLINE: LineType.TITLE,
    Label.KICKER: LineType.TITLE,
    Label.SUBHEAD: LineType.TITLE,
    Label.SECTION_HEAD: LineType.TITLE,
    Label.BYLINE: LineType.BYLINE,
    Label.BODY: LineType.TEXT,
    Label.CAPTION: LineType.CAPTION,
    Label.TABLE: LineType.TABLE,
}
APART = 0.4  # of its type's size; parts of a title that are farther from each other
LONG = 30  # characters; a paragraph of fewer on one line may be a section head


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines of a page, with the type of each where it is known.

    With `titles` they are those of one article, whose first `title_count` lines are its titles.
    """

    lines: tuple[TextLine, ...]
    line_types: tuple[LineType | None, ...] = ()
    titles: Titles | None = None
    title_count: int = 0


def zones_of(
    report: Report, furniture: Furniture, bylines: Bylines
) -> tuple[list[Zone], list[TextLine]]:
    """The zones of a page in order, and the lines that are the page's own."""
    if not report.placements:
        lines, own = furniture.part(lines_of(report))
        return [Zone(tuple(lines))], own
    lines = list(_lines(report))
    if any(placement.region is not None for placement in report.placements):
        return _labelled(report, lines)
    own = [x for x in lines if _is_own(x.text, furniture)]
    return _placed(report, [line for line in lines if line not in own], bylines), own


def _is_own(text: str, furniture: Furniture) -> bool:
    return furniture.is_furniture(text) or furniture.is_name(text) or is_folio(text)


def _lines(report: Report) -> Iterator[TextLine]:
    """The lines of a report that have text, each by itself."""
    for number, line in enumerate(report.lines, start=1):
        if text := line.strip():
            start = line.index(text)
            yield TextLine(text, (Piece(number, start, start + len(text)),), 0, indented=False)


def _labelled(report: Report, lines: Sequence[TextLine]) -> tuple[list[Zone], list[TextLine]]:
    """The articles as the file has them."""
    regions: defaultdict[int | None, list[TextLine]] = defaultdict(list)
    own = []
    for line in lines:
        placement = report.placements[line.number - 1]
        if placement.label is Label.FURNITURE:
            own.append(line)
        else:
            regions[placement.region].append(line)
    return [_labelled_zone(report, region) for region in regions.values()], own


def _labelled_zone(report: Report, lines: Sequence[TextLine]) -> Zone:
    labels = [report.placements[line.number - 1].label for line in lines]
    levels: dict[Label, list[TextLine]] = {Label.KICKER: [], Label.HEADLINE: [], Label.SUBHEAD: []}
    rest = []
    for line, label in zip(lines, labels, strict=True):
        if label in levels:
            levels[label].append(line)
        else:
            rest.append((line, None if label is None else _TYPES[label]))
    titles = [line for level in levels.values() for line in level]
    return Zone(
        lines=(*titles, *(line for line, _ in rest)),
        line_types=(*(LineType.TITLE for _ in titles), *(line_type for _, line_type in rest)),
        titles=Titles(
            headline=_joined(levels[Label.HEADLINE]),
            kicker=_joined(levels[Label.KICKER]),
            subhead=_joined(levels[Label.SUBHEAD]),
        ),
        title_count=len(titles),
    )


def _joined(lines: Iterable[TextLine]) -> str | None:
    return " ".join(tidy(line.text) for line in lines) or None


def _placed(report: Report, lines: Sequence[TextLine], bylines: Bylines) -> list[Zone]:
    """The articles that the boxes of lines tell of."""

    def is_apart(text: str) -> bool:
        return bylines.credit(text) is not None or bool(bylines.tail(text).photographers)

    articles = geometry.order(report, [line.pieces[0] for line in lines], is_apart)
    zones = [_placed_zone(article, report) for article in articles]
    found = {piece.line for zone in zones for line in zone.lines for piece in line.pieces}
    rest = tuple(line for line in lines if line.number not in found)
    return [*zones, Zone(rest)] if rest else zones


def _placed_zone(article: geometry.PlacedArticle, report: Report) -> Zone:
    texts = [
        TextLine("".join(line.text for line in group.lines), group.pieces, 1, indented=False)
        for group in article.paragraphs
    ]
    if not article.titles:
        return Zone(tuple(texts))
    title_lines = [
        TextLine(report.slice(piece), (piece,), 1, indented=False)
        for row in article.titles
        for line in row
        for piece in line.pieces
    ]
    return Zone(
        lines=(*title_lines, *texts),
        line_types=(*(LineType.TITLE for _ in title_lines), *map(_known_type, texts)),
        titles=_titles_of(article.titles),
        title_count=len(title_lines),
    )


def _titles_of(rows: Sequence[Sequence[PlacedLine]]) -> Titles:
    """The rows of the largest type as headline, those above it as kicker, the rest as subhead."""
    largest = max(line.size for row in rows for line in row)
    is_head = [max(line.size for line in row) >= geometry.LEVEL * largest for row in rows]
    first = is_head.index(True)
    texts = list(zip(map(_row_text, rows), is_head, strict=True))
    return Titles(
        headline=" ".join(text for text, head in texts if head),
        kicker=" ".join(text for text, _ in texts[:first]) or None,
        subhead=" ".join(text for text, head in texts[first:] if not head) or None,
    )


def _row_text(row: Sequence[PlacedLine]) -> str:
    """The text of a row of titles, with a blank where its parts stand apart."""
    text = tidy(row[0].text)
    for left, right in pairwise(row):
        apart = right.left - left.right > APART * right.size
        text += (" " if apart else "") + tidy(right.text)
    return text


def _known_type(line: TextLine) -> LineType | None:
    is_text = len(line.text) > LONG and is_closed(line.text)
    return LineType.TEXT if is_text and len(line.pieces) > 1 else None
