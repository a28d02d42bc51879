"""Blocks of joined strips, and drafts of articles (stage 7)."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.layout.articles.headlines import Titles
from retrieval.layout.joins.joining import Join
from retrieval.layout.lines.line_features import LineFeatures
from retrieval.layout.lines.line_types import LineType
from retrieval.layout.models.ngrams import Grams, PageGrams
from retrieval.layout.page_words import PageWords


@dataclass(slots=True)
class Block:
    """One paragraph to be: the strips glued together, of one kind.

    `is_item`: it is an item of a column of briefs. `odds` are the log-odds of the article it was
    given to where content decided, None where form did; `joins` those of its least sure join.
    """

    kind: LineType
    forms: tuple[LineFeatures, ...]
    grams: Grams
    section_head: bool = False
    is_item: bool = False
    odds: float | None = None
    joins: float = math.inf

    @property
    def first(self) -> LineFeatures:
        return self.forms[0]

    @property
    def last(self) -> LineFeatures:
        return self.forms[-1]

    @property
    def is_text(self) -> bool:
        """Tell whether it is running text: body, caption or box."""
        return (
            self.kind in (LineType.TEXT, LineType.CAPTION, LineType.TIP) and not self.section_head
        )


@dataclass(slots=True)
class Draft:
    """An article to be: its title lines and the blocks of its text.

    `labelled` says that its titles are the labels of a column and none a headline. `named` are
    its titles told apart, where the file or its geometry does.
    """

    titles: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    labelled: bool = False
    named: Titles | None = None

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
        """Tell whether it has running text other than that of pictures and boxes."""
        return any(block.kind is LineType.TEXT and not block.section_head for block in self.blocks)

    @property
    def has_text(self) -> bool:
        """Tell whether it has any running text."""
        return any(block.is_text for block in self.blocks)


def blocks_of(
    forms: Sequence[LineFeatures],
    kinds: Sequence[LineType],
    joins: Sequence[Join],
    names: Collection[str],
    wording: PageWords,
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
    odds = {join.right: join.odds for join in joins}
    return [
        Block(kinds[chain[0]], block, text, joins=_least_sure(chain, block, odds))
        for chain, block, text in found
    ]


def _least_sure(
    chain: Sequence[int], forms: Sequence[LineFeatures], odds: Mapping[int, float]
) -> float:
    """Return the log-odds of the least sure join, within strips and between them."""
    between = [odds[strip] for strip in chain[1:]]
    return min([form.strip.odds for form in forms] + between)


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
