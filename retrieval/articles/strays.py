"""Stage 9. Paragraphs that stand in another article sent home by what they are about.

Each run of one to three paragraphs is asked how well it fits the article it stands in, and the
others near by (`Topics.likeness`). The surest strays go first; then it is asked again, as strays
of one article support each other wherever they are.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from retrieval.articles.drafting import Block, Draft
from retrieval.articles.roles import Kind
from retrieval.articles.similarity import Topics
from retrieval.articles.weights import Weights
from retrieval.articles.wording import Wording

PAGE = 30  # articles among which a stray's home is looked for
ROUNDS = 3
LONGEST_RUN = 1  # paragraphs that stray together


@dataclass(frozen=True, slots=True)
class Move:
    """A run of texts that stands in one draft and fits another better, or None; by log-odds."""

    blocks: tuple[Block, ...]
    origin: int
    target: int | None
    odds: float


def send_home(
    drafts: Sequence[Draft], names: Collection[str], wording: Wording, weights: Weights
) -> list[Draft]:
    """The drafts with stray texts moved to where they belong; each apart where it fits nowhere.

    A file of more than a page's articles is taken page by page.
    """
    return [
        draft
        for first in range(0, len(drafts), PAGE)
        for draft in _send_home(drafts[first : first + PAGE], names, wording, weights)
    ]


def _send_home(
    drafts: Sequence[Draft], names: Collection[str], wording: Wording, weights: Weights
) -> list[Draft]:
    if len(drafts) < 2:
        return list(drafts)
    topics = Topics([list(draft.parts) for draft in drafts], wording.common, names)
    apart: dict[int, list[Draft]] = {}
    for _ in range(ROUNDS):
        moves = sorted(
            (move for at in range(len(drafts)) for move in _moves(at, drafts, topics, weights)),
            key=lambda move: (-move.odds, move.blocks[0].first.strip.line),
        )
        moved: set[int] = set()
        for move in moves:
            if not moved & {id(block) for block in move.blocks}:
                moved |= {id(block) for block in move.blocks}
                _carry_out(move, drafts, apart, topics)
        if not moved:
            break
    return _in_page_order(drafts, apart)


def _moves(
    at: int, drafts: Sequence[Draft], topics: Topics, weights: Weights
) -> Iterator[Move]:
    """The moves out of a draft that pay."""
    for run in _runs(drafts[at].blocks):
        likeness = topics.likeness([block.grams for block in run], at)
        others = [(fit, other) for other, fit in enumerate(likeness) if other != at]
        cost = weights.stray_cost + weights.stray_run * (len(run) - 1)
        gain, target = max(
            (fit - likeness[at] + weights.stray_hungry * (not drafts[other].has_text), -other)
            for fit, other in others
            if fit >= weights.stray_fit
        ) if any(fit >= weights.stray_fit for fit, _ in others) else (float("-inf"), 0)
        if gain > cost:
            yield Move(run, at, -target, gain - cost)
            continue
        lost = -likeness[at] + weights.stray_dated * run[0].first.dated
        if len(run) == 1 and lost > weights.stray_apart and at_home_without(drafts[at], run[0]):
            yield Move(run, at, None, lost - weights.stray_apart)


def at_home_without(draft: Draft, block: Block) -> bool:
    """Whether the draft has other text than the block."""
    return any(other.is_text and other is not block for other in draft.blocks)


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Neighbouring texts that may stray, one alone and more together."""
    for first in range(len(blocks)):
        for size in range(1, LONGEST_RUN + 1):
            run = tuple(blocks[first : first + size])
            if len(run) < size or not all(map(_may_stray, run)):
                break
            yield run


def _may_stray(block: Block) -> bool:
    """A text may, unless it opens a report or was sent somewhere already."""
    return (
        block.kind is Kind.TEXT
        and not block.section_head
        and block.first.lead is None
        and block.odds is None
    )


def _carry_out(
    move: Move, drafts: Sequence[Draft], apart: dict[int, list[Draft]], topics: Topics
) -> None:
    for block in move.blocks:
        drafts[move.origin].blocks.remove(block)
        block.odds = move.odds
        topics.move(block.grams, move.origin, move.target)
        if move.target is None:
            apart.setdefault(move.origin, []).append(Draft(blocks=[block]))
        else:
            _append_text(drafts[move.target], block)


def _append_text(draft: Draft, block: Block) -> None:
    """Put a stray after the draft's last text."""
    texts = [at for at, other in enumerate(draft.blocks) if other.kind is Kind.TEXT]
    draft.blocks.insert(texts[-1] + 1 if texts else len(draft.blocks), block)


def _in_page_order(drafts: Sequence[Draft], apart: dict[int, list[Draft]]) -> list[Draft]:
    """The drafts, each followed by what was taken out of it and fits nowhere."""
    return [
        draft
        for at, home in enumerate(drafts)
        for draft in (home, *apart.get(at, []))
        if draft.titles or draft.blocks
    ]
