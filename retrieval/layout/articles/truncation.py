"""Find lost text (stage 10): a paragraph is cut in mid-sentence and its rest is nowhere."""

from collections.abc import Sequence

from retrieval.layout.articles.blocks import ArticleDraft, TextBlock
from retrieval.layout.lines.line_types import LineType


def may_lose(draft: ArticleDraft) -> bool:
    """Tell whether a cut end of a draft's texts would tell of a loss: no list or table."""
    texts = [block for block in draft.blocks if _is_body(block)]
    return not (_is_list(texts) or _is_bare(draft))


def loses_head(block: TextBlock) -> bool:
    """Tell whether a paragraph opens as the rest of one whose head is nowhere."""
    line = block.first
    return line.comes_over or (_is_body(block) and line.mid_sentence and not line.fresh)


def loses_tail(block: TextBlock) -> bool:
    """Tell whether a paragraph breaks off and the rest is nowhere."""
    last = block.last
    if last.goes_over:
        return True
    return (
        _is_body(block) and not last.closed and not last.is_table and last.text[-1] not in "：:)）"
    )


def _is_body(block: TextBlock) -> bool:
    return block.line_type is LineType.TEXT and not block.section_head


def _is_list(texts: Sequence[TextBlock]) -> bool:
    """Tell whether most texts end without a mark: a list or a table, of which nothing is lost."""
    return len(texts) > 2 and sum(not block.last.closed for block in texts) * 2 > len(texts)


def _is_bare(draft: ArticleDraft) -> bool:
    """Tell whether nothing tells a title from a text, nor where one ends: of a single line, say."""
    return not draft.titles and not any(block.last.closed for block in draft.blocks)
