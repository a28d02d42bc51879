"""Write drafts out as articles (stage 11): name titles, collect names, mark gaps."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.documents import Piece, Report
from retrieval.documents.article import Article, Paragraph, Role
from retrieval.layout.articles.blocks import ArticleDraft, TextBlock
from retrieval.layout.articles.ceiling import parts_of
from retrieval.layout.articles.headlines import (
    PageHabits,
    TitleBlock,
    Titles,
    habit,
    has_label_words,
    is_numbered,
    name_titles,
    tidy,
    told_apart,
)
from retrieval.layout.articles.truncation import loses_head, loses_tail, may_lose
from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.joins.continuation import is_hyphenated
from retrieval.layout.lines.bylines import Bylines, Credit
from retrieval.layout.lines.line_features import LineFeatures
from retrieval.layout.lines.line_types import LineType
from retrieval.layout.lines.page_lines import TextLine
from retrieval.layout.models.char_lm import CharacterModel

HABIT_SHARE = (
    0.4  # of the other blocks' evidence; how much a page's habit counts for a doubtful one
)
SUREST = 4.6  # log-odds
HABIT_LIMIT = 0.8

_NAMES = re.compile(r"[^\s,，、;；/|]+")
_ROLES = {
    LineType.TEXT: Role.BODY,
    LineType.TITLE: Role.SECTION_HEAD,
    LineType.BYLINE: Role.BYLINE,
    LineType.CREDIT: Role.CREDIT,
    LineType.TIP: Role.TIP,
    LineType.CAPTION: Role.CAPTION,
    LineType.TABLE: Role.TABLE,
}


def finish(
    report: Report,
    drafts: Sequence[ArticleDraft],
    furniture: Sequence[TextLine],
    bylines: Bylines,
    sequences: CharacterModel,
    weights: PageWeights,
) -> Iterator[Article]:
    """The articles of a page, in page order; each line of `furniture` with what it stands under."""
    if furniture and not drafts:
        drafts = [ArticleDraft()]
    around = _around(drafts, furniture)
    # a file that has its articles as such, as web pages do, has them whole
    is_whole = any(placement.region is not None for placement in report.placements)
    titles_of = [[block.first for block in draft.titles] for draft in drafts]
    numbered = sum(bool(lines) and is_numbered(lines[0].text) for lines in titles_of)
    page = PageHabits(
        bylines.wording, sequences, weights, spaced=_is_spaced(report), numbered=numbered > 1
    )
    named = _named_titles(drafts, titles_of, page)
    for at, (draft, titles) in enumerate(zip(drafts, named, strict=True)):
        lossy = not is_whole and may_lose(draft)
        texts = _paragraphs(draft, lossy=lossy)
        paragraphs = (*texts, *map(_furniture, around[at]))
        lead = _lead_dateline(draft)
        people = _people(draft, bylines)
        yield Article(
            article_id=f"{report.digest[:12]}-{_first_line(draft, around[at])}",
            report=report.name,
            headline=titles.headline,
            kicker=titles.kicker,
            subhead=titles.subhead,
            byline=people.reporters,
            photographers=people.photographers,
            dateline=lead,
            banners=titles.banners,
            title_lines=tuple(piece.line for line in titles_of[at] for piece in line.raw.pieces),
            paragraphs=paragraphs,
            headings=tuple(_heading(line, titles) for line in titles_of[at]),
        )


def _named_titles(
    drafts: Sequence[ArticleDraft], titles_of: Sequence[Sequence[LineFeatures]], page: PageHabits
) -> Iterator[Titles]:
    """The titles of each draft by level; what a page does elsewhere tells where it is open."""
    apart = [
        told_apart(lines, _body(draft), page)
        for lines, draft in zip(titles_of, drafts, strict=True)
    ]
    habits = [habit(block, page) for block in apart]
    for draft, block, own in zip(drafts, apart, habits, strict=True):
        if draft.named is not None:
            yield draft.named
            continue
        kicker_first = HABIT_SHARE * (sum(habits) - own)
        kicker_first = max(-HABIT_LIMIT, min(HABIT_LIMIT, kicker_first))
        titles = name_titles(block, page, kicker_first=kicker_first)
        headed = _is_one_item(draft) or _is_report(draft, block, page)
        yield titles.headed() if headed else titles


def _around(drafts: Sequence[ArticleDraft], furniture: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines of the page's own that stand among those of each draft, or before the first."""
    owner = {
        piece.line: at
        for at, draft in enumerate(drafts)
        for block in (*draft.titles, *draft.blocks)
        for line in block.lines
        for piece in line.raw.pieces
    }
    lines = sorted(owner)
    around: list[list[TextLine]] = [[] for _ in drafts]
    for own in furniture:
        above = bisect_left(lines, own.number) - 1
        around[owner[lines[max(0, above)]] if lines else 0].append(own)
    return around


def _furniture(line: TextLine) -> Paragraph:
    return Paragraph(Role.FURNITURE, line.text, line.pieces)


def _is_one_item(draft: ArticleDraft) -> bool:
    """Tell whether a draft is a table or has a writer, so that a label over it is its headline."""
    line_types = [block.line_type for block in draft.blocks]
    return bool(line_types) and (
        line_types[0] is LineType.BYLINE or set(line_types) == {LineType.TABLE}
    )


def _is_report(draft: ArticleDraft, titles: TitleBlock, page: PageHabits) -> bool:
    """Tell whether a report follows a line directly that has nothing of a label but its form."""
    first = draft.blocks[0] if draft.blocks else None
    if first is None or first.line_type is not LineType.TEXT or first.first.lead is None:
        return False
    return bool(titles.banners) and not has_label_words(titles.banners[-1], page.wording)


def _first_line(draft: ArticleDraft, furniture: Sequence[TextLine]) -> int:
    blocks = draft.titles or draft.blocks
    return blocks[0].first.raw.number if blocks else furniture[0].number


def _heading(line: LineFeatures, titles: Titles) -> Paragraph:
    return Paragraph(_title_role(line.text, titles), line.text, line.raw.pieces)


def _title_role(text: str, titles: Titles) -> Role:
    """The level of which a line of titles is, or is a part."""
    line = tidy(text)
    levels = {Role.KICKER: titles.kicker, Role.SUBHEAD: titles.subhead}
    if titles.headline and line in titles.headline:
        return Role.HEADLINE
    if any(line in banner for banner in titles.banners):
        return Role.BANNER
    return next((role for role, level in levels.items() if level and line in level), Role.HEADLINE)


def _is_spaced(report: Report) -> bool:
    """Tell whether the page's lines are mostly parted by blank ones."""
    blank = sum(not line.strip() for line in report.lines)
    return blank * 3 >= len(report.lines)


def _body(draft: ArticleDraft) -> str:
    return "\n".join(line.text for block in draft.blocks for line in block.lines)


def _lead_dateline(draft: ArticleDraft) -> str | None:
    for block in draft.blocks:
        lead = block.first.lead
        if lead is not None and lead.dateline:
            return lead.dateline
        if block.line_type is LineType.TEXT:
            return None
    return None


def _people(draft: ArticleDraft, bylines: Bylines) -> Credit:
    """The reporters, those of leads and byline lines first, and the photographers."""
    first: list[str] = []
    others: list[Credit] = []
    for block in draft.blocks:
        text = block.last.text
        if block.line_type is LineType.BYLINE:
            # a file that says who wrote it gives names alone
            first += bylines.names(text) or (_NAMES.findall(text) if draft.named else [])
        elif block.line_type is LineType.CREDIT:
            others.append(bylines.credit(text) or Credit())
        elif not block.section_head:
            if block.first.lead is not None:
                first += block.first.lead.names
            others.append(bylines.tail(text))
            if block is draft.blocks[-1] and (name := bylines.signature(text)):
                others.append(Credit((name,)))
    reporters = [*first, *(name for credit in others for name in credit.reporters)]
    photographers = [name for credit in others for name in credit.photographers]
    return Credit(tuple(dict.fromkeys(reporters)), tuple(dict.fromkeys(photographers)))


def _paragraphs(draft: ArticleDraft, *, lossy: bool) -> Iterator[Paragraph]:
    """The paragraphs in the order for reading: pictures after the text they would cut.

    `lossy`: a cut end tells of a loss.
    """
    pictures = (LineType.CAPTION, LineType.CREDIT)
    blocks = _mark_tips(draft.blocks)
    text = [block for block in blocks if block.line_type not in pictures]
    rest = [block for block in blocks if block.line_type in pictures]
    for block in text:
        lost_before = lossy and loses_head(block)
        yield from parts_of(_paragraph(block, lost_before, lossy and loses_tail(block)))
    for block in rest:
        yield from parts_of(_paragraph(block, False, False))


def _mark_tips(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """A box is its label and the paragraph after it."""
    for label, after in pairwise(blocks):
        if (
            label.line_type is LineType.TIP
            and label.first.text[-1] not in "。"
            and after.line_type is LineType.TEXT
        ):
            after.line_type = LineType.TIP
    return list(blocks)


def _paragraph(block: TextBlock, lost_before: bool, lost_after: bool) -> Paragraph:
    text, pieces = _glued(block.lines)
    return Paragraph(
        role=Role.SECTION_HEAD if block.section_head else _ROLES[block.line_type],
        text=text,
        pieces=pieces,
        lost_before=lost_before,
        lost_after=lost_after,
        confidence=_share(block.joins) * _share(block.stays if block.odds is None else block.odds),
        moved=block.odds is not None,
    )


def _share(odds: float) -> float:
    """Log-odds as a probability; never quite 1 where there was something to decide."""
    return 1.0 if odds == math.inf else 1 / (1 + math.exp(-min(odds, SUREST)))


def _glued(lines: Sequence[LineFeatures]) -> tuple[str, tuple[Piece, ...]]:
    """The text of a paragraph and its pieces, without the hyphens that cut words."""
    text, pieces = lines[0].text, [*lines[0].raw.pieces]
    for line in lines[1:]:
        if is_hyphenated(text, line.text):
            text = text[:-1]
            pieces[-1] = replace(pieces[-1], end=pieces[-1].end - 1)
        text += line.text
        pieces += line.raw.pieces
    return text, tuple(pieces)
