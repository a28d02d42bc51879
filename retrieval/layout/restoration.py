"""Restore the articles of a page from its lines.

report ─ lines_of ─▶ lines ─ unwrap ─▶ strips ─ forms_of ─▶ forms ─ kinds_of ─▶ kinds
─ joins_of ─▶ joins ─ blocks_of ─▶ blocks ─ drafts_of ─▶ drafts ─ send_home ─▶ drafts
─ finish ─▶ articles

Each stage is a module of its own and looks at the ones before it only. Evidence is weighed in
log-odds; the numbers stand in `evidence_weights.py`, the words in `words/`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.documents import Report
from retrieval.documents.article import Article
from retrieval.layout.assembly import finish
from retrieval.layout.blocks import blocks_of
from retrieval.layout.bylines import Bylines
from retrieval.layout.char_lm import read_sequences
from retrieval.layout.continuation import Neighbourhood
from retrieval.layout.evidence_weights import WEIGHTS, Weights
from retrieval.layout.furniture import Furniture
from retrieval.layout.joining import joins_of
from retrieval.layout.line_features import Form, forms_of
from retrieval.layout.line_types import kinds_of
from retrieval.layout.lines import Strip, lines_of
from retrieval.layout.ngrams import place_names
from retrieval.layout.page_words import Wording, read_wording
from retrieval.layout.reassignment import send_home
from retrieval.layout.scripts import as_printed, in_simplified
from retrieval.layout.segmentation import drafts_of, titles_as_text
from retrieval.layout.tables import mark_rows
from retrieval.layout.wrapping import unwrap

MOST_UNRELIABLE = 0.6  # how sure at most what stands on a page of crossed columns is


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The strips of a page in reading order, each with its form and neighbours.

    `furniture` are the lines of no article. `unreliable`: the page's columns were read across each
    other, or its lines are in no order.
    """

    forms: list[Form]
    near: Neighbourhood
    furniture: list[Strip]
    unreliable: bool


def restore(
    report: Report, *, wording: Wording | None = None, weights: Weights = WEIGHTS
) -> tuple[Article, ...]:
    """Restore the articles of a page, in page order; each non-blank line stands in one of them."""
    wording = wording or read_wording()
    bylines = Bylines.of(wording)
    simplified = in_simplified(report)
    page = read_page(simplified, bylines, weights)
    kinds = kinds_of(page.forms, bylines, page.near, weights)
    # what columns read across each other leave open is not guessed at a second time
    joins = [] if page.unreliable else joins_of(page.forms, kinds, page.near, weights)
    names = place_names("\n".join([form.text for form in page.forms]), wording)
    drafts = drafts_of(blocks_of(page.forms, kinds, joins, names, wording), bylines, weights)
    if not page.unreliable:
        drafts = send_home(drafts, weights)
    if not any(draft.blocks for draft in drafts):
        drafts = titles_as_text(drafts)
    sequences = page.near.sequences
    articles = tuple(finish(simplified, drafts, page.furniture, bylines, sequences, weights))
    if page.unreliable:
        articles = tuple(map(_called_unreliable, articles))
    return articles if simplified is report else tuple(as_printed(a, report) for a in articles)


def _called_unreliable(article: Article) -> Article:
    paragraphs = tuple(
        replace(p, confidence=min(p.confidence, MOST_UNRELIABLE)) for p in article.paragraphs
    )
    return replace(article, paragraphs=paragraphs, unreliable=True)


def read_page(report: Report, bylines: Bylines, weights: Weights) -> ReadPage:
    """Set furniture apart, put wrapped lines together column by column, and describe the strips."""
    lines, furniture = Furniture.of(bylines.wording).part(lines_of(report))
    lines = mark_rows(lines)
    near = _described(lines, bylines, weights)
    unwrapped = unwrap(lines, near, weights)
    if unwrapped.strips != lines:
        near = _described(unwrapped.strips, bylines, weights)
    return ReadPage(list(near.forms), near, furniture, unwrapped.unreliable)


def _described(strips: Sequence[Strip], bylines: Bylines, weights: Weights) -> Neighbourhood:
    forms = forms_of(strips, bylines, weights)
    return Neighbourhood(forms, bylines.wording, read_sequences())
