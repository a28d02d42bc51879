"""Restore the articles of a page from its lines.

report ─ zones_of ─▶ zones ─ unwrap ─▶ strips ─ forms_of ─▶ forms ─ kinds_of ─▶ kinds
─ joins_of ─▶ joins ─ blocks_of ─▶ blocks ─ drafts_of ─▶ drafts ─ send_home ─▶ drafts
─ finish ─▶ articles

A zone is an article that the file or the geometry of its lines tells, of which only the kinds of
lines are left to find; or it is all the rest, of which the text has to tell. Each stage is a
module of its own and looks at the ones before it only. Evidence is weighed in log-odds; the
numbers stand in `evidence_weights.py`, the words in `words/`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from retrieval.documents import Report
from retrieval.documents.article import Article, with_boxes
from retrieval.layout.articles.assembly import finish
from retrieval.layout.articles.blocks import Draft, blocks_of
from retrieval.layout.articles.headlines import Titles
from retrieval.layout.articles.reassignment import send_home
from retrieval.layout.articles.segmentation import drafts_of, titles_as_text
from retrieval.layout.evidence_weights import WEIGHTS, Weights
from retrieval.layout.joins.continuation import Neighbourhood
from retrieval.layout.joins.joining import joins_of
from retrieval.layout.joins.wrapping import unwrap
from retrieval.layout.lines.bylines import Bylines
from retrieval.layout.lines.furniture import Furniture
from retrieval.layout.lines.imprint import imprint_of
from retrieval.layout.lines.line_features import LineFeatures, forms_of
from retrieval.layout.lines.line_types import LineType, kinds_of
from retrieval.layout.lines.page_lines import Strip
from retrieval.layout.lines.scripts import as_printed, in_simplified
from retrieval.layout.lines.tables import mark_rows
from retrieval.layout.models.char_lm import read_sequences
from retrieval.layout.models.ngrams import place_names
from retrieval.layout.page_words import PageWords, read_wording
from retrieval.layout.placement.zones import Zone, zones_of

MOST_UNRELIABLE = 0.6  # how sure at most what stands on a page of crossed columns is


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The strips of a page in reading order, each with its form and neighbours.

    `unreliable`: the page's columns were read across each other, or its lines are in no order.
    """

    forms: list[LineFeatures]
    near: Neighbourhood
    unreliable: bool


def restore(
    report: Report, *, wording: PageWords | None = None, weights: Weights = WEIGHTS
) -> tuple[Article, ...]:
    """Restore the articles of a page, in page order; each non-blank line stands in one of them."""
    wording = wording or read_wording()
    bylines = Bylines.of(wording)
    simplified = in_simplified(report)
    zones, furniture = zones_of(simplified, Furniture.of(wording), bylines)
    drafts: list[Draft] = []
    unreliable = False
    for zone in zones:
        if zone.titles is not None:
            drafts.append(_draft_of(zone, zone.titles, bylines, weights))
            continue
        page = read_page(zone.strips, bylines, weights)
        drafts += _drafts_by_text(page, bylines, weights)
        unreliable |= page.unreliable
    articles = tuple(finish(simplified, drafts, furniture, bylines, read_sequences(), weights))
    if unreliable:
        articles = tuple(map(_called_unreliable, articles))
    if simplified is not report:
        articles = tuple(as_printed(a, report) for a in articles)
    own = ["".join(map(report.slice, strip.pieces)) for strip in furniture]
    own += [banner for article in articles for banner in article.banners]
    imprint = imprint_of(report, own, wording)
    return tuple(replace(with_boxes(a, report), imprint=imprint) for a in articles)


def _draft_of(zone: Zone, titles: Titles, bylines: Bylines, weights: Weights) -> Draft:
    """The draft of a zone that is an article: each strip is a paragraph or a line of titles."""
    near = _described(zone.strips, bylines, weights)
    guessed = kinds_of(near.forms, bylines, near, weights)
    kinds = [known or guess for known, guess in zip(zone.kinds, guessed, strict=True)]
    names = _names(near.forms, bylines)
    blocks = blocks_of(near.forms, kinds, [], names, bylines.wording)
    rest = blocks[zone.title_count :]
    for block in rest:
        block.section_head = block.kind is LineType.TITLE
    return Draft(titles=blocks[: zone.title_count], blocks=rest, named=titles)


def _drafts_by_text(page: ReadPage, bylines: Bylines, weights: Weights) -> list[Draft]:
    """The drafts of lines of which only their text tells what belongs together."""
    kinds = kinds_of(page.forms, bylines, page.near, weights)
    # what columns read across each other leave open is not guessed at a second time
    joins = [] if page.unreliable else joins_of(page.forms, kinds, page.near, weights)
    blocks = blocks_of(page.forms, kinds, joins, _names(page.forms, bylines), bylines.wording)
    drafts = drafts_of(blocks, bylines, weights)
    if not page.unreliable:
        drafts = send_home(drafts, weights)
    return drafts if any(draft.blocks for draft in drafts) else titles_as_text(drafts)


def _names(forms: Sequence[LineFeatures], bylines: Bylines) -> Collection[str]:
    return place_names("\n".join([form.text for form in forms]), bylines.wording)


def _called_unreliable(article: Article) -> Article:
    paragraphs = tuple(
        replace(p, confidence=min(p.confidence, MOST_UNRELIABLE)) for p in article.paragraphs
    )
    return replace(article, paragraphs=paragraphs, unreliable=True)


def read_page(lines: Sequence[Strip], bylines: Bylines, weights: Weights) -> ReadPage:
    """Put wrapped lines together column by column, and describe the strips."""
    lines = mark_rows(lines)
    near = _described(lines, bylines, weights)
    unwrapped = unwrap(lines, near, weights)
    if unwrapped.strips != lines:
        near = _described(unwrapped.strips, bylines, weights)
    return ReadPage(list(near.forms), near, unwrapped.unreliable)


def _described(strips: Sequence[Strip], bylines: Bylines, weights: Weights) -> Neighbourhood:
    forms = forms_of(strips, bylines, weights)
    return Neighbourhood(forms, bylines.wording, read_sequences())
