"""Restore the articles of a page from its lines.

report ─ zones_of ─▶ zones ─ unwrap ─▶ text lines ─ features_of ─▶ features
─ line_types_of ─▶ types ─ joins_of ─▶ joins ─ blocks_of ─▶ text blocks ─ drafts_of ─▶ drafts
─ send_home ─▶ drafts ─ finish ─▶ articles

A zone is an article that the file or the geometry of its lines tells, of which only the types of
lines are left to find; or it is all the rest, of which the text has to tell. Each stage is a
module of its own and looks at the ones before it only. Evidence is weighed in log-odds; the
numbers stand in `evidence_weights.py`, the words in `words/`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from retrieval.documents import Report
from retrieval.documents.article import Article, with_boxes
from retrieval.layout.articles.assembly import finish
from retrieval.layout.articles.blocks import ArticleDraft, blocks_of
from retrieval.layout.articles.headlines import Titles
from retrieval.layout.articles.reassignment import send_home
from retrieval.layout.articles.segmentation import drafts_of, titles_as_text
from retrieval.layout.evidence_weights import WEIGHTS, PageWeights
from retrieval.layout.joins.continuation import PageContext
from retrieval.layout.joins.joining import joins_of
from retrieval.layout.joins.wrapping import unwrap
from retrieval.layout.lines.bylines import Bylines
from retrieval.layout.lines.furniture import Furniture
from retrieval.layout.lines.imprint import imprint_of
from retrieval.layout.lines.line_features import LineFeatures, features_of
from retrieval.layout.lines.line_types import LineType, line_types_of
from retrieval.layout.lines.page_lines import TextLine
from retrieval.layout.lines.scripts import as_printed, in_simplified
from retrieval.layout.lines.tables import mark_rows
from retrieval.layout.models.char_lm import read_sequences
from retrieval.layout.models.ngrams import place_names
from retrieval.layout.page_words import PageWords, read_wording
from retrieval.layout.placement.zones import Zone, zones_of

MOST_UNRELIABLE = 0.6  # how sure at most what stands on a page of crossed columns is


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The lines of a page in reading order, each with its features, and what stands near them.

    `unreliable`: the page's columns were read across each other, or its lines are in no order.
    """

    lines: list[LineFeatures]
    context: PageContext
    unreliable: bool


def restore(
    report: Report, *, wording: PageWords | None = None, weights: PageWeights = WEIGHTS
) -> tuple[Article, ...]:
    """Restore the articles of a page, in page order; each non-blank line stands in one of them."""
    wording = wording or read_wording()
    bylines = Bylines.of(wording)
    simplified = in_simplified(report)
    zones, furniture = zones_of(simplified, Furniture.of(wording), bylines)
    drafts: list[ArticleDraft] = []
    unreliable = False
    for zone in zones:
        if zone.titles is not None:
            drafts.append(_draft_of(zone, zone.titles, bylines, weights))
            continue
        page = read_page(zone.lines, bylines, weights)
        drafts += _drafts_by_text(page, bylines, weights)
        unreliable |= page.unreliable
    articles = tuple(finish(simplified, drafts, furniture, bylines, read_sequences(), weights))
    if unreliable:
        articles = tuple(map(_called_unreliable, articles))
    if simplified is not report:
        articles = tuple(as_printed(a, report) for a in articles)
    own = ["".join(map(report.slice, line.pieces)) for line in furniture]
    own += [banner for article in articles for banner in article.banners]
    imprint = imprint_of(report, own, wording)
    return tuple(replace(with_boxes(a, report), imprint=imprint) for a in articles)


def _draft_of(zone: Zone, titles: Titles, bylines: Bylines, weights: PageWeights) -> ArticleDraft:
    """The draft of a zone that is an article: each line is a paragraph or a line of titles."""
    context = _described(zone.lines, bylines, weights)
    guessed = line_types_of(context.lines, bylines, context, weights)
    line_types = [known or guess for known, guess in zip(zone.line_types, guessed, strict=True)]
    names = _names(context.lines, bylines)
    blocks = blocks_of(context.lines, line_types, [], names, bylines.wording)
    rest = blocks[zone.title_count :]
    for block in rest:
        block.section_head = block.line_type is LineType.TITLE
    return ArticleDraft(titles=blocks[: zone.title_count], blocks=rest, named=titles)


def _drafts_by_text(page: ReadPage, bylines: Bylines, weights: PageWeights) -> list[ArticleDraft]:
    """The drafts of lines of which only their text tells what belongs together."""
    line_types = line_types_of(page.lines, bylines, page.context, weights)
    # what columns read across each other leave open is not guessed at a second time
    joins = [] if page.unreliable else joins_of(page.lines, line_types, page.context, weights)
    blocks = blocks_of(page.lines, line_types, joins, _names(page.lines, bylines), bylines.wording)
    drafts = drafts_of(blocks, bylines, weights)
    if not page.unreliable:
        drafts = send_home(drafts, weights, tidiness=page.context.tidiness)
    return drafts if any(draft.blocks for draft in drafts) else titles_as_text(drafts)


def _names(lines: Sequence[LineFeatures], bylines: Bylines) -> Collection[str]:
    return place_names("\n".join([line.text for line in lines]), bylines.wording)


def _called_unreliable(article: Article) -> Article:
    """The article in doubt; what its texts seem to lack may stand elsewhere on the page."""
    paragraphs = tuple(
        replace(
            p,
            confidence=min(p.confidence, MOST_UNRELIABLE),
            lost_before=False,
            lost_after=False,
        )
        for p in article.paragraphs
    )
    return replace(article, paragraphs=paragraphs, unreliable=True)


def read_page(lines: Sequence[TextLine], bylines: Bylines, weights: PageWeights) -> ReadPage:
    """Put wrapped lines together column by column, and describe what results."""
    lines = mark_rows(lines)
    context = _described(lines, bylines, weights)
    unwrapped = unwrap(lines, context, weights)
    if unwrapped.lines != lines:
        context = _described(unwrapped.lines, bylines, weights)
    return ReadPage(list(context.lines), context, unwrapped.unreliable)


def _described(lines: Sequence[TextLine], bylines: Bylines, weights: PageWeights) -> PageContext:
    described = features_of(lines, bylines, weights)
    return PageContext(described, bylines.wording, read_sequences())
