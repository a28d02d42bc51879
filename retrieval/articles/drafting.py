"""Stage 7. Glued strips laid out as drafts of articles, in page order, by form and topic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from retrieval.articles.forms import Form
from retrieval.articles.gluing import Join
from retrieval.articles.roles import ORDER_MARK, PICTURE_GAP, Kind
from retrieval.articles.similarity import Background, Topic, pairs_of
from retrieval.articles.weights import Weights
from retrieval.articles.wording import Wording

START_LENGTH = 14  # characters; a longer title line rather starts an article than a section


@dataclass(slots=True)
class Block:
    """One paragraph to be: the strips glued together, of one kind.

    `doubt` is how far its attribution rests on content: the log-odds with which it was decided,
    or None where form decided.
    """

    kind: Kind
    forms: tuple[Form, ...]
    pairs: frozenset[str]
    section_head: bool = False
    odds: float | None = None
    home: int = 0  # the draft in which it stands on the page

    @property
    def first(self) -> Form:
        return self.forms[0]

    @property
    def last(self) -> Form:
        return self.forms[-1]

    @property
    def is_text(self) -> bool:
        """Whether it is running text: body, caption or box."""
        return self.kind in (Kind.TEXT, Kind.CAPTION, Kind.TIP) and not self.section_head


@dataclass(slots=True)
class Draft:
    """An article to be: its title lines and the blocks of its text."""

    titles: list[Form] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        return any(block.is_text for block in self.blocks)


def blocks_of(forms: Sequence[Form], kinds: Sequence[Kind], joins: Sequence[Join]) -> list[Block]:
    """The blocks of a page, each where its first strip stands."""
    after = {join.left: join.right for join in joins}
    continued = set(after.values())
    blocks = []
    for index, kind in enumerate(kinds):
        if index in continued:
            continue
        chain = [index]
        while chain[-1] in after:
            chain.append(after[chain[-1]])
        glued = tuple(forms[part] for part in chain)
        text = "".join(form.text for form in glued)
        blocks.append(Block(kind, glued, pairs_of(text) if kind is not Kind.TITLE else frozenset()))
    return blocks


def drafts_of(
    blocks: Sequence[Block], background: Background, wording: Wording, weights: Weights
) -> list[Draft]:
    """The blocks parted into drafts where an article starts."""
    drafts = [Draft()]
    index = 0
    leads = _share_of_leads(blocks)
    while index < len(blocks):
        run = _title_run(blocks, index)
        draft = drafts[-1]
        if run:
            index += len(run)
            following = blocks[index : _next_title(blocks, index)]
            if _starts(run, draft, following, leads, background, weights):
                drafts.append(Draft(titles=[block.first for block in run]))
            else:
                for block in run:
                    block.section_head = True
                draft.blocks.extend(run)
            continue
        block = blocks[index]
        if _starts_without_title(blocks, index, draft):
            draft = Draft()
            drafts.append(draft)
        draft.blocks.append(block)
        index += 1
    return [draft for draft in drafts if draft.titles or draft.blocks]


def _title_run(blocks: Sequence[Block], index: int) -> Sequence[Block]:
    end = index
    while end < len(blocks) and blocks[end].kind is Kind.TITLE:
        end += 1
    return blocks[index:end]


def _next_title(blocks: Sequence[Block], index: int) -> int:
    while index < len(blocks) and blocks[index].kind is not Kind.TITLE:
        index += 1
    return index


def _share_of_leads(blocks: Sequence[Block]) -> float:
    """How many of the texts right after titles open with a dateline or byline."""
    after = [
        right
        for left, right in zip(blocks, blocks[1:], strict=False)
        if left.kind is Kind.TITLE and right.kind is not Kind.TITLE
    ]
    return sum(_opens_report(block) for block in after) / len(after) if after else 0.0


def _opens_report(block: Block) -> bool:
    return block.kind is Kind.BYLINE or (block.kind is Kind.TEXT and block.first.lead is not None)


def _starts_without_title(blocks: Sequence[Block], index: int, draft: Draft) -> bool:
    block = blocks[index]
    if not any(b.kind is Kind.TEXT and not b.section_head for b in draft.blocks):
        return False
    lead = block.first.lead
    return block.kind is Kind.TEXT and lead is not None and lead.dateline is not None


def _starts(
    run: Sequence[Block],
    draft: Draft,
    following: Sequence[Block],
    leads: float,
    background: Background,
    weights: Weights,
) -> bool:
    if not draft.has_text or not following:
        return True
    return _start_odds(run, draft, following, leads, background, weights) > weights.start_threshold


def _start_odds(
    run: Sequence[Block],
    draft: Draft,
    following: Sequence[Block],
    leads: float,
    background: Background,
    weights: Weights,
) -> float:
    opening = _opening(following)
    size = len(run[0].first.text) if len(run) == 1 else START_LENGTH
    odds = weights.start_level * (len(run) - 1)
    odds += max(-1.5, min(2.0, weights.start_length * (size - START_LENGTH)))
    if _is_like_section_heads(run, draft):
        odds -= weights.start_sibling
    if any(ORDER_MARK.match(block.first.text) for block in run):
        odds -= weights.start_picture
    if _opens_report(opening):
        odds += weights.start_lead
    elif _is_picture_story(following):
        odds += weights.start_picture
    elif opening.first.dated:
        odds += weights.start_date
    else:
        odds -= 2.0 * leads
    return odds - weights.start_cohesion * _cohesion(draft, following, background, weights)


def _opening(following: Sequence[Block]) -> Block:
    """The first block that is no picture's: what a reader reads first."""
    pictures = (Kind.CAPTION, Kind.CREDIT, Kind.TIP)
    return next((block for block in following if block.kind not in pictures), following[0])


def _skeleton(text: str) -> str:
    """The marks of a title line, with what stands between them left out: “”:_ ."""
    return re.sub(r"\w+", "_", text)


def _is_like_section_heads(run: Sequence[Block], draft: Draft) -> bool:
    """Whether a title looks like the section heads that its article has already."""
    heads = [block.first.text for block in draft.blocks if block.section_head]
    if not heads or len(run) != 1:
        return False
    text = run[0].first.text
    return any(abs(len(head) - len(text)) <= 2 and (" " in head) == (" " in text) for head in heads)


def _is_picture_story(following: Sequence[Block]) -> bool:
    """Whether what follows is a picture's text and nothing else: after a picture, or with credit."""
    texts = sum(block.is_text for block in following)
    credited = any(block.kind in (Kind.CREDIT, Kind.CAPTION) for block in following)
    return credited and (
        texts == 1 or (texts <= 3 and following[0].first.strip.blanks >= PICTURE_GAP)
    )


def _cohesion(
    draft: Draft, following: Sequence[Block], background: Background, weights: Weights
) -> float:
    """How likely what follows is about the same as what came before; between -3 and 3."""
    before = [block.pairs for block in draft.blocks if block.is_text]
    after = [block.pairs for block in following if block.is_text][:3]
    titles = pairs_of(" ".join(form.text for form in draft.titles))
    topic = Topic(titles, before, weights.title_share)
    total = sum(topic.likeness(pairs, background) for pairs in after)
    return max(-3.0, min(3.0, total / max(1, len(after))))
