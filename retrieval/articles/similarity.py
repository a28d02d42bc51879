"""How much a paragraph is about what an article is about: shared strings, weighed by rarity.

Each pair of neighbouring characters of the paragraph is asked whether the article has it too.
Of a paragraph's pairs its own article repeats a share (more, the more text there is), and any
text of that length has the pair by chance; the log-odds of the two add up.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

REPEATED = 0.15  # of a paragraph's pairs, at most, are said again by its own article
HALF_REPEATED = 250.0  # pairs of text that an article needs to say half of these
DEPENDENCE = 0.35  # neighbouring pairs overlap, so each counts so much only
UNSEEN = 0.3  # times a pair counts as met elsewhere that is met nowhere else
COMMON_SCALE = 1 / 4000  # a common word's count in sixty million, as paragraphs of a page

_PAIR = re.compile(r"(?=([\u3400-\u9fff]{2}))|([A-Za-z][A-Za-z0-9]+)")


def pairs_of(text: str) -> frozenset[str]:
    """The distinct pairs of neighbouring Chinese characters, and words of Latin letters."""
    return frozenset(pair or word for pair, word in _PAIR.findall(text))


class Background:
    """How often each pair is met, over the paragraphs of a page and in the language at large."""

    def __init__(self, paragraphs: Iterable[Collection[str]], common: Mapping[str, int]) -> None:
        self.counts = Counter(pair for paragraph in paragraphs for pair in paragraph)
        self.common = common
        self.total = 1.0 + sum(self.counts.values())


class Topic:
    """The pairs of one article's titles and paragraphs, counted by paragraph."""

    def __init__(self, titles: Collection[str], paragraphs: Sequence[Collection[str]], share: int):
        self._titles = frozenset(titles)
        self._counts = Counter(pair for paragraph in paragraphs for pair in paragraph)
        self._share = share
        self._size = sum(self._counts.values()) + share * len(self._titles)

    def likeness(
        self, paragraph: Collection[str], background: Background, *, itself: bool = False
    ) -> float:
        """Log-odds that the paragraph is the article's rather than shares its words by chance.

        `itself` says that the paragraph is one of the article's own, and leaves it out.
        """
        own = 1 if itself else 0
        size = self._size - own * len(paragraph)
        if size <= 0:
            return 0.0
        repeated = REPEATED * size / (size + HALF_REPEATED)
        odds = 0.0
        for pair in paragraph:
            said = self._counts[pair]
            weight = self._share if pair in self._titles else 1 if said > own else 0
            if weight:
                met = background.counts[pair] - said - (1 - own) + UNSEEN
                met += background.common.get(pair, 0) * COMMON_SCALE
                chance = -math.expm1(-size * max(met, UNSEEN) / background.total)
                odds += math.log1p(repeated / chance)
        return DEPENDENCE * (odds + len(paragraph) * math.log1p(-repeated))
