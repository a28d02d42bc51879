"""Text blocks of joined lines, and drafts of articles (stage 7)."""

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
class TextBlock:
    """One paragraph to be: the lines that are joined to it, of one type.

    `is_item`: it is an item of a column of briefs. `odds` are the log-odds of the article it was
    given to where content decided, None where its marks did; `stays` those that it was rightly left
    where it stood; `joins` those of its least sure join.
    """

    line_type: LineType
    lines: tuple[LineFeatures, ...]
    grams: Grams
    section_head: bool = False
    is_item: bool = False
    odds: float | None = None
    stays: float = math.inf
    joins: float = math.inf

    @property
    def first(self) -> LineFeatures:
        return self.lines[0]

    @property
    def last(self) -> LineFeatures:
        return self.lines[-1]

    @property
    def is_text(self) -> bool:
        """Tell whether it is running text: body, caption or box."""
        return (
            self.line_type in (LineType.TEXT, LineType.CAPTION, LineType.TIP)
            and not self.section_head
        )


@dataclass(slots=True)
class ArticleDraft:
    """An article to be: its title lines and the blocks of its text.

    `labelled` says that its titles are the labels of a column and none a headline. `named` are
    its titles told apart, where the file or its geometry does.
    """

    titles: list[TextBlock] = field(default_factory=list)
    blocks: list[TextBlock] = field(default_factory=list)
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
        return any(
            block.line_type is LineType.TEXT and not block.section_head for block in self.blocks
        )

    @property
    def has_text(self) -> bool:
        """Tell whether it has any running text."""
        return any(block.is_text for block in self.blocks)


def blocks_of(
    lines: Sequence[LineFeatures],
    line_types: Sequence[LineType],
    joins: Sequence[Join],
    names: Collection[str],
    wording: PageWords,
) -> list[TextBlock]:
    """The blocks of a page, each where its first line stands."""
    chains = list(_chains(len(lines), joins))
    glued = [tuple(lines[part] for part in chain) for chain in chains]
    grams = PageGrams(
        ["".join(line.text for line in block) for block in glued],
        turns=[block[0].is_turn for block in glued],
        names=names,
        wording=wording,
    )
    found = zip(chains, glued, grams.texts, strict=True)
    odds = {join.right: join.odds for join in joins}
    return [
        TextBlock(line_types[chain[0]], block, text, joins=_least_sure(chain, block, odds))
        for chain, block, text in found
    ]


def _least_sure(
    chain: Sequence[int], lines: Sequence[LineFeatures], odds: Mapping[int, float]
) -> float:
    """Return the log-odds of the least sure join, within lines and between them."""
    between = [odds[at] for at in chain[1:]]
    return min([line.raw.odds for line in lines] + between)


def _chains(count: int, joins: Sequence[Join]) -> Iterator[list[int]]:
    """The lines of each block: those that are joined, the others one by one."""
    after = {join.left: join.right for join in joins}
    continued = set(after.values())
    for index in range(count):
        if index not in continued:
            chain = [index]
            while chain[-1] in after:
                chain.append(after[chain[-1]])
            yield chain
