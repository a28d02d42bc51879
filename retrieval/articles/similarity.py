"""How much a paragraph is about what an article is about: shared strings, weighed by rarity.

Each character of the paragraph, and each pair of neighbouring ones, is asked whether the article
has it too. Of a paragraph's grams its own article repeats a share, the more the more often it has
them; and any text of that length has them by chance. The log-odds of the two add up.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from retrieval.articles.wording import Wording

REPEATED = 0.2  # of a paragraph's grams, at most, are said again by its own article
OFTEN = 3  # paragraphs of an article that have a gram: one more is likely to
REPEATED_OFTEN = 0.2
HALF_REPEATED = 250.0  # grams of text that an article needs to say half of these
WEIGHT = 4.0  # grams overlap, so their evidence grows with the root of their number only
UNSEEN = 0.2  # times a gram counts as met elsewhere that is met nowhere else
COMMON = 12000  # in sixty million: a word so common counts as met in one more paragraph of a page
NAMED = 4  # times the weight of other grams
SHORT = 100  # grams; shorter paragraphs say less than their share

_HAN = re.compile(r"[\u3400-\u9fff]+")
_PLACE = re.compile(r"(?=([\u3400-\u9fff]{2})(?:[省市县区州镇乡村]|街道|社区))")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]+")


def grams_of(text: str, signs: Mapping[str, str]) -> frozenset[str]:
    """The distinct Chinese characters and pairs of neighbouring ones, and Latin words.

    A place's one-character name counts as its full name: 甬 as 宁波.
    """
    grams = set(_WORD.findall(text))
    for run in _HAN.findall(text):
        grams.update(run)
        grams.update(map(str.__add__, run, run[1:]))
    grams.update(signs[sign] for sign in grams & signs.keys())
    return frozenset(grams)


def place_names(text: str, wording: Wording) -> frozenset[str]:
    """What stands before 市, 县 or the like in a text, and the places of the word list."""
    found = {name for name in _PLACE.findall(text) if name not in wording.common}
    return frozenset(found) | wording.places


class Topics:
    """The grams of several texts, such as the articles of a page.

    A text is given as the grams of its parts: its titles and its paragraphs. `names` are grams
    that name a place (`place_names`), which tell more than others.
    """

    def __init__(
        self,
        texts: Sequence[Iterable[Collection[str]]],
        common: Mapping[str, int],
        names: Collection[str] = (),
    ) -> None:
        self._common = common
        self._names = names
        self._sizes = [0] * len(texts)
        self._holders: dict[str, dict[int, int]] = {}
        self._met: dict[str, int] = {}
        self._total = 1
        for at, parts in enumerate(texts):
            for part in parts:
                self._count(at, part, 1)
        self._gains: list[dict[tuple[int, int, bool], float]] = [{} for _ in texts]

    def move(self, part: Collection[str], origin: int | None, target: int | None) -> None:
        """Count a part of one text as another's; None stands for no text."""
        if origin is not None:
            self._count(origin, part, -1)
        if target is not None:
            self._count(target, part, 1)
        self._gains = [{} for _ in self._sizes]

    def likeness(self, parts: Sequence[Collection[str]], own: int | None) -> list[float]:
        """For each text, log-odds that the parts are its own rather than like it by chance.

        `own` is the text that they are counted in now, if any; they are left out of it.
        """
        odds = [0.0] * len(self._sizes)
        asked = parts[0] if len(parts) == 1 else [gram for part in parts for gram in part]
        for gram, times in Counter(asked).items():
            holders = self._holders.get(gram)
            if holders is None:
                continue
            met = self._met[gram] - (times if own is not None else 0)
            named = gram in self._names
            for at, count in holders.items():
                if at == own:
                    count -= times
                    if count <= 0:
                        continue
                gains = self._gains[at]
                key = (count, met, named)
                if key not in gains:
                    gains[key] = self._gain(at, count, met) * (NAMED if named else 1)
                odds[at] += gains[key]
        size = len(set(asked))
        scale = WEIGHT / math.sqrt(size + SHORT)
        return [
            scale * (value + size * math.log1p(-self._repeated(at)))
            for at, value in enumerate(odds)
        ]

    def _count(self, at: int, part: Collection[str], step: int) -> None:
        for gram in part:
            holders = self._holders.get(gram)
            if holders is None:
                holders = self._holders[gram] = {}
                self._met[gram] = self._common.get(gram, 0) // COMMON
            left = holders.get(at, 0) + step
            if left:
                holders[at] = left
            else:
                del holders[at]
            self._met[gram] += step
        self._sizes[at] += step * len(part)
        self._total += step * len(part)

    def _gain(self, at: int, count: int, met: int) -> float:
        elsewhere = max(met - count, UNSEEN)
        chance = -math.expm1(-self._sizes[at] * elsewhere / self._total)
        repeated = self._repeated(at)
        often = repeated if count < OFTEN else REPEATED_OFTEN
        return math.log(often / max(chance, 1e-9) + 1.0 - often) - math.log1p(-repeated)

    def _repeated(self, at: int) -> float:
        return REPEATED * self._sizes[at] / (self._sizes[at] + HALF_REPEATED)
