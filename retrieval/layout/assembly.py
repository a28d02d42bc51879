"""Stage 11. Drafts written out as articles: titles named, names collected, gaps marked."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from retrieval.documents import Report
from retrieval.documents.article import Article, Paragraph, Role
from retrieval.layout.bylines import Bylines
from retrieval.layout.char_lm import Sequences
from retrieval.layout.evidence_weights import Weights
from retrieval.layout.headlines import habit, name_titles
from retrieval.layout.line_types import Kind
from retrieval.layout.segmentation import Block, Draft
from retrieval.layout.truncation import loses_head, loses_tail, may_lose

HABIT_SHARE = (
    0.4  # of the other blocks' evidence; how much a page's habit counts for a doubtful one
)
HABIT_LIMIT = 0.8

_ROLES = {
    Kind.TEXT: Role.BODY,
    Kind.TITLE: Role.SECTION_HEAD,
    Kind.BYLINE: Role.BYLINE,
    Kind.CREDIT: Role.CREDIT,
    Kind.TIP: Role.TIP,
    Kind.CAPTION: Role.CAPTION,
}


def finish(
    report: Report,
    drafts: Sequence[Draft],
    bylines: Bylines,
    sequences: Sequences,
    weights: Weights,
) -> Iterator[Article]:
    """The articles of a page, in page order."""
    wording = bylines.wording
    bodies = [_body(draft) for draft in drafts]
    titles_of = [[block.first for block in draft.titles] for draft in drafts]
    spaced = _is_spaced(report)
    habits = [
        habit(forms, body, wording, weights, spaced=spaced)
        for forms, body in zip(titles_of, bodies, strict=True)
    ]
    for at, draft in enumerate(drafts):
        others = sum(habits) - habits[at]
        kicker_first = max(-HABIT_LIMIT, min(HABIT_LIMIT, HABIT_SHARE * others))
        titles = name_titles(
            titles_of[at],
            bodies[at],
            wording,
            weights,
            kicker_first=kicker_first,
            spaced=spaced,
        )
        paragraphs = tuple(_paragraphs(draft, sequences, weights))
        lead = _lead_dateline(draft)
        first = (draft.titles or draft.blocks)[0].first.strip
        yield Article(
            article_id=f"{report.digest[:12]}-{first.line}",
            report=report.name,
            headline=titles.headline,
            kicker=titles.kicker,
            subhead=titles.subhead,
            byline=tuple(dict.fromkeys(_names(draft, bylines))),
            dateline=lead,
            banners=titles.banners,
            title_lines=tuple(piece.line for form in titles_of[at] for piece in form.strip.pieces),
            paragraphs=paragraphs,
        )


def _is_spaced(report: Report) -> bool:
    """Whether the page's lines are mostly parted by blank ones."""
    blank = sum(not line.strip() for line in report.lines)
    return blank * 3 > len(report.lines)


def _body(draft: Draft) -> str:
    return "\n".join(form.text for block in draft.blocks for form in block.forms)


def _lead_dateline(draft: Draft) -> str | None:
    for block in draft.blocks:
        lead = block.first.lead
        if lead is not None and lead.dateline:
            return lead.dateline
        if block.kind is Kind.TEXT:
            return None
    return None


def _names(draft: Draft, bylines: Bylines) -> Iterable[str]:
    """The names of leads and byline lines first, then those of pictures and at the ends."""
    late: list[str] = []
    for block in draft.blocks:
        text = block.last.text
        if block.kind is Kind.BYLINE:
            yield from bylines.line(text) or bylines.bare(text)
        elif block.kind is Kind.CREDIT:
            late += bylines.credit(text) or ()
        elif not block.section_head:
            if block.first.lead is not None:
                yield from block.first.lead.names
            late += bylines.tail(text)
    yield from late


def _paragraphs(draft: Draft, sequences: Sequences, weights: Weights) -> Iterator[Paragraph]:
    """The paragraphs in the order for reading: pictures after the text they would cut."""
    pictures = (Kind.CAPTION, Kind.CREDIT)
    blocks = _mark_tips(draft.blocks)
    text = [block for block in blocks if block.kind not in pictures]
    rest = [block for block in blocks if block.kind in pictures]
    lossy = may_lose(draft)
    for block in text:
        lost_before = lossy and loses_head(block, sequences, weights)
        yield _paragraph(block, lost_before, lossy and loses_tail(block))
    for block in rest:
        yield _paragraph(block, False, False)


def _mark_tips(blocks: Sequence[Block]) -> list[Block]:
    """A box is its label and the paragraph after it."""
    for label, after in pairwise(blocks):
        if label.kind is Kind.TIP and label.first.text[-1] not in "。" and after.kind is Kind.TEXT:
            after.kind = Kind.TIP
    return list(blocks)


def _paragraph(block: Block, lost_before: bool, lost_after: bool) -> Paragraph:
    pieces = tuple(piece for form in block.forms for piece in form.strip.pieces)
    return Paragraph(
        role=Role.SECTION_HEAD if block.section_head else _ROLES[block.kind],
        text="".join(form.text for form in block.forms),
        pieces=pieces,
        lost_before=lost_before,
        lost_after=lost_after,
        confidence=1.0 if block.odds is None else 1 / (1 + math.exp(-block.odds)),
    )
