"""One article of a page, restored to the order in which a reader reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from retrieval.documents.report import UNKNOWN, Box, Imprint, Piece, Report

SURELY_READ = 0.95  # the mean certainty of OCR below which a text is called doubtful
DOUBTFUL = 0.9  # a probability below it is told


class Role(StrEnum):
    """The role of a paragraph on the page."""

    BODY = "body"
    SECTION_HEAD = "section_head"
    CAPTION = "caption"
    CREDIT = "credit"
    TIP = "tip"
    BYLINE = "byline"
    TABLE = "table"
    FURNITURE = "furniture"
    # of lines of titles, which are no paragraphs but are searched as if they were
    BANNER = "banner"
    KICKER = "kicker"
    HEADLINE = "headline"
    SUBHEAD = "subhead"


TITLE_ROLES = frozenset({Role.BANNER, Role.KICKER, Role.HEADLINE, Role.SUBHEAD})


class Gap(StrEnum):
    """The part of an article whose text is lost."""

    HEAD = "head"
    MIDDLE = "middle"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, glued from slices of one or more lines.

    `text` is exactly those slices in order. `lost_before` and `lost_after` say that text which
    stood there in print is missing from the page. `confidence` (0 to 1) is the probability that
    its lines belong together and to its article; below 1 wherever there was something to decide.
    `moved` says that it stood in another article on the page, or apart from all. `continues` says
    that it is the next part of the paragraph before it, which is too long for a passage. `boxes`
    are the places of its lines on the page, where they are known; `reading` (0 to 1) is how surely
    OCR read its characters.
    """

    role: Role
    text: str
    pieces: tuple[Piece, ...]
    lost_before: bool = False
    lost_after: bool = False
    confidence: float = 1.0
    moved: bool = False
    continues: bool = False
    boxes: tuple[Box, ...] = ()
    reading: float = 1.0

    @property
    def is_misread(self) -> bool:
        """True if OCR was so unsure of its characters that some may well be others."""
        return self.reading < SURELY_READ

    @property
    def is_doubtful(self) -> bool:
        """True if its lines or its article may well be wrong, which is said where it is shown."""
        return self.confidence < DOUBTFUL

    @property
    def lines(self) -> tuple[int, ...]:
        """The numbers of its lines in reading order, each once."""
        return tuple(dict.fromkeys(piece.line for piece in self.pieces))


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its titles, its reporters and its paragraphs in reading order.

    `article_id` stays the same while the bytes of the report do. Each non-blank line of a report
    stands in exactly one place: in `title_lines` of one article or in one paragraph. `headings`
    are the lines of titles as they stand on the page, a piece each.
    Lines that fit nowhere form an article whose headline is None. `also_in` names the other
    reports that carry the same article, where those are known. `unreliable` says that the order of
    the page's lines is in doubt: its columns were read across each other. `imprint` is its page's.
    """

    article_id: str
    report: str
    headline: str | None = None
    kicker: str | None = None
    subhead: str | None = None
    byline: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    dateline: str | None = None
    banners: tuple[str, ...] = ()
    title_lines: tuple[int, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    also_in: tuple[str, ...] = ()
    headings: tuple[Paragraph, ...] = ()
    imprint: Imprint = UNKNOWN
    unreliable: bool = False

    @property
    def searched(self) -> tuple[Paragraph, ...]:
        """All that is searched and quoted: the paragraphs, then the lines of titles."""
        return self.paragraphs + self.headings

    @property
    def whole_paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs as a reader reads them: the parts of long ones put together."""
        whole: list[Paragraph] = []
        for paragraph in self.paragraphs:
            if paragraph.continues and whole:
                whole[-1] = _together(whole[-1], paragraph)
            else:
                whole.append(paragraph)
        return tuple(whole)

    @property
    def titles(self) -> tuple[str, ...]:
        """Kicker, headline and subhead, as far as there are any, in this order."""
        return tuple(title for title in (self.kicker, self.headline, self.subhead) if title)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The parts whose text is lost, in the order head, middle, tail."""
        return tuple(_gaps([p for p in self.paragraphs if p.role is Role.BODY]))


def _together(first: Paragraph, rest: Paragraph) -> Paragraph:
    return replace(
        first,
        text=first.text + rest.text,
        pieces=first.pieces + rest.pieces,
        lost_after=rest.lost_after,
        boxes=first.boxes + rest.boxes,
    )


def with_boxes(article: Article, report: Report) -> Article:
    """The article with the places of its paragraphs and how surely they were read, where known."""
    if not report.placements:
        return article
    return replace(
        article,
        paragraphs=tuple(_with_boxes(p, report) for p in article.paragraphs),
        headings=tuple(_with_boxes(p, report) for p in article.headings),
    )


def _with_boxes(paragraph: Paragraph, report: Report) -> Paragraph:
    placed = [report.placements[line - 1] for line in paragraph.lines]
    sizes = [len(report.line(line)) for line in paragraph.lines]
    sure = sum(size * place.confidence for size, place in zip(sizes, placed, strict=True))
    return replace(
        paragraph,
        boxes=tuple(place.box for place in placed if place.box),
        reading=sure / max(1, sum(sizes)),
    )


def _gaps(body: Sequence[Paragraph]) -> Iterable[Gap]:
    if not body:
        return
    if body[0].lost_before:
        yield Gap.HEAD
    inner = [p.lost_before for p in body[1:]] + [p.lost_after for p in body[:-1]]
    if any(inner):
        yield Gap.MIDDLE
    if body[-1].lost_after:
        yield Gap.TAIL
