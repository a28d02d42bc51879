"""A page's lines put back into articles.

lines ─ strips_of ─▶ strips ─ forms_of ─▶ forms ─ kinds_of ─▶ kinds ─ joins_of ─▶ joins
─ blocks_of ─▶ blocks ─ drafts_of ─▶ drafts ─ send_home ─▶ drafts ─ finish ─▶ articles

Each stage is a module of its own and looks at the ones before it only. Evidence is weighed in
log-odds; the numbers stand in `weights.py`, the words in `words/`.
"""

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
from retrieval.layout.line_features import forms_of
from retrieval.layout.line_types import kinds_of
from retrieval.layout.lines import lines_of, strips_of
from retrieval.layout.ngrams import place_names
from retrieval.layout.page_words import Wording, read_wording
from retrieval.layout.reassignment import send_home
from retrieval.layout.segmentation import drafts_of, titles_as_text
from retrieval.layout.tables import mark_rows


def restore(
    report: Report, *, wording: Wording | None = None, weights: Weights = WEIGHTS
) -> tuple[Article, ...]:
    """The articles of a page, in page order; every non-blank line stands in one of them."""
    wording = wording or read_wording()
    bylines = Bylines.of(wording)
    lines, furniture = Furniture.of(wording).part(lines_of(report))
    forms = forms_of(strips_of(mark_rows(lines), bylines), bylines, weights)
    sequences = read_sequences()
    near = Neighbourhood(forms, wording, sequences)
    kinds = kinds_of(forms, bylines, near, weights)
    joins = joins_of(forms, kinds, near, weights)
    names = place_names("\n".join(report.lines), wording)
    drafts = drafts_of(blocks_of(forms, kinds, joins, names, wording), bylines, weights)
    drafts = send_home(drafts, weights)
    if not any(draft.blocks for draft in drafts):
        drafts = titles_as_text(drafts)
    return tuple(finish(report, drafts, furniture, bylines, sequences, weights))
