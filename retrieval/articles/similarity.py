"""How much a paragraph is about what an article is about: shared strings, weighed by rarity.

Each character of the paragraph, and each pair of neighbouring ones, is asked whether the article
has it too. Of a paragraph's grams its own article repeats a share, the more the longer it is; and
any text of that length has some by chance. The log-odds of the two add up.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from retrieval.articles.wording import Wording

Matrix = npt.NDArray[np.float64]

REPEATED = 0.2  # of a paragraph's grams, at most, are said again by its own article
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
        texts: Sequence[Iterable[frozenset[str]]],
        common: Mapping[str, int],
        names: Collection[str] = (),
    ) -> None:
        parts_of = [list(parts) for parts in texts]
        total = Counter(gram for parts in parts_of for part in parts for gram in part)
        # a gram that is met once tells nothing of where else its paragraph might belong
        repeated = sorted(gram for gram, count in total.items() if count > 1)
        rows = {gram: row for row, gram in enumerate(repeated)}
        self._rows = rows
        self._grams = frozenset(rows)
        self._ordinary = np.array([common.get(gram, 0) // COMMON for gram in rows], dtype=float)
        self._importance = np.array([NAMED if gram in names else 1.0 for gram in rows])
        self._counts = np.zeros((len(rows), len(parts_of)))
        self._sizes = np.zeros(len(parts_of))
        for at, parts in enumerate(parts_of):
            for part in parts:
                self._counts[self._indices(part), at] += 1
                self._sizes[at] += len(part)
        self._total = 1.0 + sum(total.values())
        self._gains: tuple[Matrix, Matrix] | None = None

    def move(self, part: frozenset[str], origin: int, target: int | None) -> None:
        """Count a part of one text as another's, or, with None, as no text's."""
        indices = self._indices(part)
        self._counts[indices, origin] -= 1
        self._sizes[origin] -= len(part)
        if target is not None:
            self._counts[indices, target] += 1
            self._sizes[target] += len(part)
        self._gains = None

    def likeness(self, part: frozenset[str], own: int) -> list[float]:
        """For each text, log-odds that the part is its own rather than like it by chance.

        `own` is the text that the part is counted in; it is left out there.
        """
        if self._gains is None:
            self._gains = self._gain(self._counts), self._gain(self._counts - 1)
        indices = self._indices(part)
        odds = self._gains[0][indices].sum(axis=0)
        odds[own] = self._gains[1][indices, own].sum()
        odds += len(part) * np.log1p(-self._repeated())
        return [float(value) for value in odds * (WEIGHT / math.sqrt(len(part) + SHORT))]

    def _indices(self, part: frozenset[str]) -> list[int]:
        return sorted(self._rows[gram] for gram in part & self._grams)

    def _gain(self, counts: Matrix) -> Matrix:
        """What a gram of a part adds for each text that has it; the part itself left out."""
        met = self._counts.sum(axis=1, keepdims=True) - 1 + self._ordinary[:, None]
        elsewhere = np.maximum(met - counts, UNSEEN)
        chance = np.maximum(-np.expm1(-self._sizes * elsewhere / self._total), 1e-9)
        repeated = self._repeated()
        gain = np.log(repeated / chance + 1.0 - repeated) - np.log1p(-repeated)
        return np.where(counts > 0, gain * self._importance[:, None], 0.0)

    def _repeated(self) -> Matrix:
        return REPEATED * self._sizes / (self._sizes + HALF_REPEATED)
