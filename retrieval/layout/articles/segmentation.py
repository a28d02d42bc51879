"""Part blocks into drafts of articles, in page order (stage 8)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.layout.articles.article_starts import PAGE, Segments
from retrieval.layout.articles.blocks import ArticleDraft, TextBlock
from retrieval.layout.articles.headlines import is_label, tidy
from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.lines.bylines import Bylines
from retrieval.layout.lines.line_types import LineType
from retrieval.layout.page_words import PageWords

ORNAMENTS = frozenset("▲△●○■□◆◇★☆◎")


def drafts_of(
    blocks: Sequence[TextBlock], bylines: Bylines, weights: PageWeights
) -> list[ArticleDraft]:
    """Part the blocks into drafts where an article starts; a file is taken page by page."""
    segments = segments_of(blocks, bylines.wording, weights)
    drafts: list[ArticleDraft] = []
    for first in range(0, len(segments), PAGE):
        drafts += _drafts(segments[first : first + PAGE], bylines, weights)
    return [item for draft in drafts for item in _items(draft)]


def _drafts(
    segments: Sequence[ArticleDraft], bylines: Bylines, weights: PageWeights
) -> Iterator[ArticleDraft]:
    page = Segments(segments, bylines)
    draft: ArticleDraft | None = None
    own: list[int] = []  # the segments of the draft
    for at, segment in enumerate(segments):
        if draft is None or page.starts(at, draft, own, weights):
            if draft is not None:
                yield draft
            # the segment itself stays as it is: the others are compared with it
            draft, own = replace(segment, titles=[*segment.titles], blocks=[*segment.blocks]), [at]
        else:
            for block in segment.titles:
                block.section_head = True
            draft.blocks += segment.titles + segment.blocks
            own.append(at)
    if draft is not None:
        yield draft


def _is_labelled(segment: ArticleDraft, wording: PageWords, weights: PageWeights) -> bool:
    """Tell whether all titles of a segment are labels, which head items of their own."""
    if segment.blocks and segment.blocks[0].line_type is LineType.BYLINE:
        return False
    run = [tidy(block.first.text) for block in segment.titles]
    body = "\n".join(line.text for block in segment.blocks for line in block.lines)
    return bool(run) and all(is_label(run, at, body, wording, weights) for at in range(len(run)))


def _items(draft: ArticleDraft) -> Iterator[ArticleDraft]:
    """The items under a label: each text with an ornament before it, or after a credit."""
    item = draft
    for above, block in pairwise(list(draft.blocks) if draft.labelled else ()):
        ornament = block.line_type is not LineType.CREDIT and block.first.text[0] in ORNAMENTS
        if ornament or (above.line_type is LineType.CREDIT and block.is_text):
            at = item.blocks.index(block)
            rest = ArticleDraft(blocks=item.blocks[at:])
            block.is_item = True
            del item.blocks[at:]
            yield item
            item = rest
    yield item


def segments_of(
    blocks: Sequence[TextBlock], wording: PageWords, weights: PageWeights
) -> list[ArticleDraft]:
    """Each run of titles with what stands under it; a dateline starts a segment, too."""
    segments: list[ArticleDraft] = []
    for block in blocks:
        last = segments[-1] if segments else None
        if block.line_type is LineType.TITLE:
            if last is None or last.blocks:
                segments.append(last := ArticleDraft())
            last.titles.append(block)
            continue
        if last is None or (_has_dateline(block) and last.has_body):
            segments.append(last := ArticleDraft())
        last.blocks.append(block)
    for segment in segments:
        segment.labelled = _is_labelled(segment, wording, weights)
    return segments


def _has_dateline(block: TextBlock) -> bool:
    lead = block.first.lead
    return block.line_type is LineType.TEXT and lead is not None and lead.dateline is not None


def titles_as_text(drafts: Iterable[ArticleDraft]) -> list[ArticleDraft]:
    """One draft whose text are the titles: on a page without any text nothing else could be."""
    blocks = [replace(block, line_type=LineType.TEXT) for draft in drafts for block in draft.titles]
    return [ArticleDraft(blocks=blocks)] if blocks else []
