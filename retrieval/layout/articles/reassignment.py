"""Move displaced paragraphs to the article whose topic they share (stage 9).

Each paragraph is asked how well it fits the article it stands in, and the others of the page
(`Topics.likeness`). Then it is asked again: strays of one article support each other once one of
them is home, and on a page where several have been found another is likelier than on a tidy one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.layout.articles.blocks import ArticleDraft, TextBlock
from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.lines.line_types import LineType
from retrieval.layout.models.similarity import Topics

PAGE = 30  # articles among which a stray's home is looked for
ROUNDS = 2
UNFIT = -3.0  # log-odds; what fits so badly where it stands has no root there
MOST_MIXED = 2  # strays over one; more of them make others no likelier


@dataclass(frozen=True, slots=True)
class Move:
    """A text that stands in one draft and fits another, or none (None), better; by log-odds."""

    block: TextBlock
    origin: int
    target: int | None
    odds: float


def send_home(
    drafts: Sequence[ArticleDraft], weights: PageWeights, *, tidiness: float = 0.0
) -> list[ArticleDraft]:
    """The drafts with stray texts moved to where they belong; each apart where it fits nowhere.

    A page where no text is cut (`PageContext.tidiness`) was not mixed up: moves cost more there. A
    file of more than a page's articles is taken page by page.
    """
    return [
        draft
        for first in range(0, len(drafts), PAGE)
        for draft in _send_home(drafts[first : first + PAGE], weights, tidiness)
    ]


def _send_home(
    drafts: Sequence[ArticleDraft], weights: PageWeights, tidiness: float
) -> list[ArticleDraft]:
    if len(drafts) < 2:
        return list(drafts)
    page = (drafts[0].titles or drafts[0].blocks)[0].grams.page
    topics = Topics([draft.parts for draft in drafts], page)
    apart: dict[int, list[ArticleDraft]] = {}
    tidy = weights.stray_tidy * tidiness
    cost = weights.stray_cost + tidy
    for _ in range(ROUNDS):
        moves = sorted(
            (
                m
                for at in range(len(drafts))
                for m in _moves(at, drafts, topics, cost, tidy, weights)
            ),
            key=lambda move: (-move.odds, move.block.first.raw.number),
        )
        for move in moves:
            _carry_out(move, drafts, apart, topics)
        if not moves:
            break
        strays = sum(move.target is not None for move in moves)
        cost -= weights.stray_mixed * min(max(0, strays - 1), MOST_MIXED)
    for at in range(len(drafts)):
        for block, _, gain, _ in _rivals(at, drafts, topics, weights):
            if gain > 0:
                block.stays = weights.stay_odds - weights.stay_gain * gain
    return _in_page_order(drafts, apart)


def _rivals(
    at: int, drafts: Sequence[ArticleDraft], topics: Topics, weights: PageWeights
) -> Iterator[tuple[TextBlock, Sequence[float], float, int]]:
    """Yield each text of a draft that may stray, how it fits each draft, what it would gain by
    going to the best other one (log-odds), and that one.
    """
    draft = drafts[at]
    straying = [
        (above, block)
        for above, block in zip([None, *draft.blocks], draft.blocks, strict=False)
        if _may_stray(block)
    ]
    likeness = topics.likeness([block.grams for _, block in straying], at)
    for (above, block), fits in zip(straying, likeness, strict=True):
        others = [
            (fit - fits[at] + weights.stray_hungry * (not drafts[other].has_text), -other)
            for other, fit in enumerate(fits)
            if other != at and fit >= weights.stray_fit
        ]
        gain, target = max(others, default=(float("-inf"), 0))
        gain -= weights.stray_headed * _is_headed(above, draft)
        gain -= weights.stray_rooted * max(0.0, fits[at] - UNFIT)
        yield block, fits, gain, -target


def _moves(
    at: int,
    drafts: Sequence[ArticleDraft],
    topics: Topics,
    cost: float,
    tidy: float,
    weights: PageWeights,
) -> Iterator[Move]:
    """The moves out of a draft that gain more than they cost, which on a tidy page is more."""
    for block, fits, gain, target in _rivals(at, drafts, topics, weights):
        unfit = -fits[at] + weights.stray_dated * block.first.dated
        if gain > cost:
            yield Move(block, at, target, gain - cost)
        elif unfit > weights.stray_apart + tidy and _has_other_text(drafts[at], block):
            yield Move(block, at, None, weights.stray_apart_odds)


def _has_other_text(draft: ArticleDraft, block: TextBlock) -> bool:
    return any(other.is_text and other is not block for other in draft.blocks)


def _is_headed(above: TextBlock | None, draft: ArticleDraft) -> bool:
    """Tell whether a text stands right under a section head or the titles."""
    return above.section_head if above is not None else bool(draft.titles)


def _may_stray(block: TextBlock) -> bool:
    """A text may, unless it opens a report or was sent somewhere already."""
    return (
        block.line_type is LineType.TEXT
        and not block.section_head
        and not block.is_item
        and block.first.lead is None
        and block.odds is None
    )


def _carry_out(
    move: Move, drafts: Sequence[ArticleDraft], apart: dict[int, list[ArticleDraft]], topics: Topics
) -> None:
    block = move.block
    drafts[move.origin].blocks.remove(block)
    block.odds = move.odds
    topics.move(block.grams, move.origin, move.target)
    if move.target is None:
        apart.setdefault(move.origin, []).append(ArticleDraft(blocks=[block]))
    else:
        _append_text(drafts[move.target], block)


def _append_text(draft: ArticleDraft, block: TextBlock) -> None:
    """Put a stray after the draft's last text."""
    texts = [at for at, other in enumerate(draft.blocks) if other.line_type is LineType.TEXT]
    draft.blocks.insert(texts[-1] + 1 if texts else len(draft.blocks), block)


def _in_page_order(
    drafts: Sequence[ArticleDraft], apart: dict[int, list[ArticleDraft]]
) -> list[ArticleDraft]:
    """The drafts, each followed by what was taken out of it and fits nowhere."""
    return [
        draft
        for at, home in enumerate(drafts)
        for draft in (home, *apart.get(at, []))
        if draft.titles or draft.blocks
    ]
