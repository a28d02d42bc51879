"""Stage 9. Paragraphs that stand in another article sent home by what they are about.

A Viterbi search over the page: each paragraph stays where it stands, or strays from one of the
articles near by, or from none. Straying costs; a second stray from the same article costs less.
What is gained is how much better the paragraph fits there (`Topic.likeness`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.articles.drafting import Block, Draft
from retrieval.articles.roles import Kind
from retrieval.articles.similarity import Background, Topic, pairs_of
from retrieval.articles.weights import Weights

REACH = 12  # articles to either side among which a stray's home is looked for
ROUNDS = 3  # strays of one article support each other once one of them is home


@dataclass(frozen=True, slots=True)
class Attribution:
    """The draft each movable block belongs to, and the log-odds over its next best."""

    draft: int
    odds: float


def send_home(drafts: Sequence[Draft], background: Background, weights: Weights) -> None:
    """Move stray blocks to the drafts they belong to, in place."""
    places = [(at, block) for at, draft in enumerate(drafts) for block in draft.blocks]
    for at, block in places:
        block.home = at
    movable = [(at, block) for at, block in places if _may_stray(block, drafts[at])]
    if not movable or len(drafts) < 2:
        return
    belongs = [at for at, _ in movable]
    found: list[Attribution] = []
    for _ in range(ROUNDS):
        topics = _topics(drafts, movable, belongs, weights)
        found = _attribute(movable, belongs, topics, drafts, background, weights)
        if [attribution.draft for attribution in found] == belongs:
            break
        belongs = [attribution.draft for attribution in found]
    for (at, block), attribution in zip(movable, found, strict=True):
        if attribution.draft != at:
            drafts[at].blocks.remove(block)
            block.odds = attribution.odds
            _insert(drafts[attribution.draft], block, before=attribution.draft > at)


def _may_stray(block: Block, draft: Draft) -> bool:
    """A text may, but for the one that opens a report and the boxes of its own."""
    return (
        block.kind in (Kind.TEXT, Kind.CAPTION)
        and not block.section_head
        and not (block.first.lead is not None)
    )


def _topics(
    drafts: Sequence[Draft],
    movable: Sequence[tuple[int, Block]],
    belongs: Sequence[int],
    weights: Weights,
) -> list[Topic]:
    paragraphs: list[list[frozenset[str]]] = [[] for _ in drafts]
    for (_, block), home in zip(movable, belongs, strict=True):
        paragraphs[home].append(block.pairs)
    moving = {id(block) for _, block in movable}
    for at, draft in enumerate(drafts):
        fixed = (block for block in draft.blocks if id(block) not in moving)
        paragraphs[at] += [block.pairs for block in fixed if block.is_text]
    return [
        Topic(pairs_of(" ".join(form.text for form in draft.titles)), texts, weights.title_share)
        for draft, texts in zip(drafts, paragraphs, strict=True)
    ]


def _attribute(
    movable: Sequence[tuple[int, Block]],
    belongs: Sequence[int],
    topics: Sequence[Topic],
    drafts: Sequence[Draft],
    background: Background,
    weights: Weights,
) -> list[Attribution]:
    """The likeliest article of each block, by Viterbi over the page."""
    scores = [
        {
            at: topics[at].likeness(block.pairs, background, itself=at == now)
            for at in _reach(home, len(drafts))
        }
        for (home, block), now in zip(movable, belongs, strict=True)
    ]
    hungry = {at for at, draft in enumerate(drafts) if not draft.has_text}
    best: dict[int, float] = {}
    trace: list[dict[int, int]] = []
    for (home, _), score in zip(movable, scores, strict=True):
        reached, came = {}, {}
        top = max(best, key=lambda at: (best[at], -at)) if best else home
        for at, gain in score.items():
            enter = weights.stray_cost - (weights.stray_hungry if at in hungry else 0.0)
            options = [(best.get(top, 0.0) - (0.0 if at == home else enter), top)]
            if at in best and at != home:
                options.append((best[at] - weights.stray_stay, at))
            value, previous = max(options, key=lambda option: option[0])
            reached[at], came[at] = value + gain, previous
        best = reached
        trace.append(came)
    chosen = max(best, key=lambda at: (best[at], -at))
    path = []
    for came in reversed(trace):
        path.append(chosen)
        chosen = came[chosen]
    path.reverse()
    return [Attribution(at, _margin(score, at)) for at, score in zip(path, scores, strict=True)]


def _margin(scores: dict[int, float], chosen: int) -> float:
    others = [score for at, score in scores.items() if at != chosen]
    return scores[chosen] - max(others) if others else float("inf")


def _reach(home: int, count: int) -> Iterator[int]:
    yield from range(max(0, home - REACH), min(count, home + REACH + 1))


def _insert(draft: Draft, block: Block, *, before: bool) -> None:
    """Put a stray after the draft's last text, or, if it came from before, there as well."""
    texts = [at for at, other in enumerate(draft.blocks) if other.kind is Kind.TEXT]
    draft.blocks.insert(texts[-1] + 1 if texts else len(draft.blocks), block)
