"""Stage 7. Glued strips laid out as drafts of articles, in page order, by form and topic."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import pairwise

from retrieval.layout.evidence_weights import Weights
from retrieval.layout.headlines import depth, is_label, tidy
from retrieval.layout.joining import Join
from retrieval.layout.line_features import ORDER_MARK, Form
from retrieval.layout.line_types import PICTURE_GAP, Kind
from retrieval.layout.ngrams import Grams, PageGrams
from retrieval.layout.page_words import Wording
from retrieval.layout.similarity import Topics

PAGE = 40  # segments that are compared; a file of many pages is taken page by page
FIRST_TEXTS = 3  # paragraphs that tell what a segment is about
MOST_UNLIKE, MOST_ALIKE = -6.0, 3.0  # log-odds; another topic tells more than a like one
SECTION_LENGTH = 22  # characters; section heads are hardly ever longer
ORNAMENTS = frozenset("▲△●○■□◆◇★☆◎")
START_LENGTH = 14  # characters; a longer title line rather starts an article than a section


@dataclass(slots=True)
class Block:
    """One paragraph to be: the strips glued together, of one kind.

    `is_item`: it is an item of a column of briefs. `odds` are the log-odds of the article it was
    given to where content decided, None where form did.
    """

    kind: Kind
    forms: tuple[Form, ...]
    grams: Grams
    section_head: bool = False
    is_item: bool = False
    odds: float | None = None

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
    """An article to be: its title lines and the blocks of its text.

    `labelled` says that its titles are the labels of a column and none a headline.
    """

    titles: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    labelled: bool = False

    @property
    def parts(self) -> Iterator[Grams]:
        """The grams of its titles and of each of its texts."""
        if self.titles:
            yield Grams.of_all([block.grams for block in self.titles])
        for block in self.blocks:
            if block.is_text:
                yield block.grams

    @property
    def has_body(self) -> bool:
        """Whether it has running text other than that of pictures and boxes."""
        return any(block.kind is Kind.TEXT and not block.section_head for block in self.blocks)

    @property
    def has_text(self) -> bool:
        """Whether it has any running text."""
        return any(block.is_text for block in self.blocks)


def blocks_of(
    forms: Sequence[Form],
    kinds: Sequence[Kind],
    joins: Sequence[Join],
    names: Collection[str],
    wording: Wording,
) -> list[Block]:
    """The blocks of a page, each where its first strip stands."""
    chains = list(_chains(len(forms), joins))
    glued = [tuple(forms[part] for part in chain) for chain in chains]
    grams = PageGrams(
        ["".join(form.text for form in block) for block in glued],
        turns=[block[0].is_turn for block in glued],
        names=names,
        wording=wording,
    )
    found = zip(chains, glued, grams.texts, strict=True)
    return [Block(kinds[chain[0]], block, text) for chain, block, text in found]


def _chains(count: int, joins: Sequence[Join]) -> Iterator[list[int]]:
    """The strips of each block: those that are joined, the others one by one."""
    after = {join.left: join.right for join in joins}
    continued = set(after.values())
    for index in range(count):
        if index not in continued:
            chain = [index]
            while chain[-1] in after:
                chain.append(after[chain[-1]])
            yield chain


def drafts_of(blocks: Sequence[Block], wording: Wording, weights: Weights) -> list[Draft]:
    """The blocks parted into drafts where an article starts."""
    segments = _segments(blocks)
    for segment in segments:
        segment.labelled = _is_labelled(segment, wording, weights)
    leads = _share_of_leads(segments)
    drafts: list[Draft] = []
    of_draft: list[int] = []  # the segments of the last draft, as they are counted on the page
    for index, segment in enumerate(segments):
        at = index % PAGE
        if at == 0:
            topics = cache(partial(_topics, segments[index : index + PAGE]))
            of_draft = []
        alike = _looks_like_others(index, segments)
        likeness = partial(_likeness, topics, segment, at, of_draft)
        if drafts and not _starts(segment, drafts[-1], alike, leads, likeness, weights):
            for block in segment.titles:
                block.section_head = True
            drafts[-1].blocks += segment.titles + segment.blocks
            of_draft.append(at)
        else:
            drafts.append(segment)
            of_draft = [at]
    return [item for draft in drafts for item in _items(draft)]


def _is_labelled(segment: Draft, wording: Wording, weights: Weights) -> bool:
    """Whether all titles of a segment are labels, which head items of their own."""
    run = [tidy(block.first.text) for block in segment.titles]
    body = "\n".join(form.text for block in segment.blocks for form in block.forms)
    return bool(run) and all(is_label(run, at, body, wording, weights) for at in range(len(run)))


def _items(draft: Draft) -> Iterator[Draft]:
    """The items under a label: each text with an ornament before it, or after a credit."""
    item = draft
    for above, block in pairwise(list(draft.blocks) if draft.labelled else ()):
        ornament = block.kind is not Kind.CREDIT and block.first.text[0] in ORNAMENTS
        if ornament or (above.kind is Kind.CREDIT and block.is_text):
            at = item.blocks.index(block)
            rest = Draft(blocks=item.blocks[at:])
            block.is_item = True
            del item.blocks[at:]
            yield item
            item = rest
    yield item


def _segments(blocks: Sequence[Block]) -> list[Draft]:
    """Each run of titles with what stands under it; a dateline starts a segment, too."""
    segments: list[Draft] = []
    for block in blocks:
        last = segments[-1] if segments else None
        if block.kind is Kind.TITLE:
            if last is None or last.blocks:
                segments.append(last := Draft())
            last.titles.append(block)
            continue
        if last is None or (_has_dateline(block) and last.has_body):
            segments.append(last := Draft())
        last.blocks.append(block)
    return segments


def _has_dateline(block: Block) -> bool:
    lead = block.first.lead
    return block.kind is Kind.TEXT and lead is not None and lead.dateline is not None


def _topics(segments: Sequence[Draft]) -> Topics:
    first = (segments[0].titles or segments[0].blocks)[0]
    return Topics([segment.parts for segment in segments], first.grams.page)


def _likeness(
    topics: Callable[[], Topics], segment: Draft, at: int, before: Sequence[int]
) -> float:
    """How likely what a segment opens with is about the same things as the article before it."""
    texts = [block.grams for block in segment.blocks if block.is_text][:FIRST_TEXTS]
    if not texts or not before:
        return 0.0
    odds = [topics().likeness(text, at) for text in texts]
    total = max(sum(fits[other] for fits in odds) for other in before)
    return max(MOST_UNLIKE, min(MOST_ALIKE, total))


def _share_of_leads(segments: Sequence[Draft]) -> float:
    """How many of the texts under titles open with a dateline or byline."""
    opened = [segment for segment in segments if segment.titles and segment.blocks]
    return sum(_opens_report(_opening(s.blocks)) for s in opened) / len(opened) if opened else 0.0


def _opens_report(block: Block) -> bool:
    return block.kind is Kind.BYLINE or (block.kind is Kind.TEXT and block.first.lead is not None)


def _starts(
    segment: Draft,
    draft: Draft,
    alike: float,
    leads: float,
    likeness: Callable[[], float],
    weights: Weights,
) -> bool:
    """Whether a segment starts an article rather than goes on with the one before it.

    What the texts are about is asked only where it could turn the scale.
    """
    if not draft.has_text or not segment.blocks or not segment.titles:
        return True
    odds = _start_odds(segment, draft, alike, leads, weights)
    if odds - weights.start_cohesion * MOST_ALIKE > weights.start_threshold:
        return True
    if odds - weights.start_cohesion * MOST_UNLIKE <= weights.start_threshold:
        return False
    return odds - weights.start_cohesion * likeness() > weights.start_threshold


def _start_odds(
    segment: Draft, draft: Draft, alike: float, leads: float, weights: Weights
) -> float:
    """Evidence of form that a segment starts an article."""
    run, following = segment.titles, segment.blocks
    opening = _opening(following)
    odds = weights.start_level * (len(run) - 1)
    if len(run) == 1:
        odds += _length_odds(len(run[0].first.text), weights)
    if _opens_report(opening):
        return odds + weights.start_lead
    odds += weights.start_label * segment.labelled
    odds += weights.start_table * all(block.kind is Kind.TABLE for block in following)
    odds += weights.start_depth * _rises(run, draft)
    if not segment.labelled:
        odds -= weights.start_sibling * max(alike, 1.0 * _is_like_section_heads(run, draft))
    if any(ORDER_MARK.match(block.first.text) for block in run):
        odds -= weights.start_numbered
    if _is_picture_story(following):
        return odds + weights.start_picture
    return odds + (weights.start_date if opening.first.dated else -weights.start_plain * leads)


def _rises(run: Sequence[Block], draft: Draft) -> int:
    """Whether a heading of markdown is as high as the article's (1) or deeper (-1); else 0."""
    deep, own = (max((depth(b.first.text) for b in bs), default=0) for bs in (run, draft.titles))
    return 0 if not (deep and own) else 1 if deep <= own else -1


def _length_odds(size: int, weights: Weights) -> float:
    if size > SECTION_LENGTH:
        return weights.start_long
    return max(-1.5, weights.start_length * (size - START_LENGTH))


def _opening(following: Sequence[Block]) -> Block:
    """The first block that is no picture's: what a reader reads first."""
    pictures = (Kind.CAPTION, Kind.CREDIT, Kind.TIP)
    return next((block for block in following if block.kind not in pictures), following[0])


def _looks_like_others(at: int, segments: Sequence[Draft]) -> float:
    """How much a title line is made like one near by that opens no report either, 0 to 3.

    3: the same marks in the same places, and a word in common. 2: the same marks. 1: short, and
    as long.
    """
    if len(segments[at].titles) != 1:
        return 0.0
    text = segments[at].titles[0].first.text
    others = [
        other.titles[0].first.text
        for other in (*segments[max(0, at - 3) : at], *segments[at + 1 : at + 4])
        if len(other.titles) == 1 and other.blocks and not _opens_report(_opening(other.blocks))
    ]
    marks = re.sub(r"\w+", "_", text)
    made_alike = [other for other in others if marks == re.sub(r"\w+", "_", other)]
    if len(marks) > 2 and made_alike:
        words = {text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalnum()}
        return 3.0 if any(word in other for other in made_alike for word in words) else 2.0
    short = len(text) <= START_LENGTH - 4
    return 1.0 if short and any(len(text) == len(other) for other in others) else 0.0


def _is_like_section_heads(run: Sequence[Block], draft: Draft) -> bool:
    """Whether a title looks like the section heads that its article has already."""
    heads = [block.first.text for block in draft.blocks if block.section_head]
    if not heads or len(run) != 1:
        return False
    text = run[0].first.text
    return any(abs(len(head) - len(text)) <= 2 and (" " in head) == (" " in text) for head in heads)


def _is_picture_story(following: Sequence[Block]) -> bool:
    """Whether what follows is a picture's text and no more: after a picture, or with credit."""
    texts = sum(block.is_text for block in following)
    credited = any(block.kind in (Kind.CREDIT, Kind.CAPTION) for block in following)
    return credited and (
        texts == 1 or (texts <= 3 and following[0].first.strip.blanks >= PICTURE_GAP)
    )


def titles_as_text(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft whose text are the titles: on a page without any text nothing else could be."""
    blocks = [replace(block, kind=Kind.TEXT) for draft in drafts for block in draft.titles]
    return [Draft(blocks=blocks)] if blocks else []
