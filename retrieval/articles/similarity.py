"""How much a paragraph is about what an article is about: shared strings, weighed by rarity.

Each character of the paragraph, and each pair of neighbouring ones, is asked whether the article
has it too. Of a paragraph's grams its own article repeats a share, the more the longer it is; and
any text of that length has some by chance. The log-odds of the two add up.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from retrieval.articles.meanings import Meanings, Vector, alike
from retrieval.articles.wording import Wording

Matrix = npt.NDArray[np.float64]

REPEATED = 0.2  # of a paragraph's grams, at most, are said again by its own article
HALF_REPEATED = 250.0  # grams of text that an article needs to say half of these
WEIGHT = 4.0  # grams overlap, so their evidence grows with the root of their number only
UNSEEN = 0.2  # times a gram counts as met elsewhere that is met nowhere else
COMMON = 12000  # in sixty million: a word so common counts as met in one more paragraph of a page
NAMED = 4  # times the weight of other grams
TOPIC = 3.0  # log-odds for words about just the same things as the article's, cosine 1
USUAL = 0.1  # so much over the mean of the texts it tells nothing
FEWEST = 4  # texts, among which it can be told what is usual
SHORT = 100  # grams; shorter paragraphs say less than their share

_HAN = re.compile(r"[\u3400-\u9fff]+")
_PLACE = re.compile(r"(?=([\u3400-\u9fff]{2})(?:[省市县区州镇乡村]|街道|社区))")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]+")


def grams_of(text: str, signs: Mapping[str, str]) -> frozenset[str]:
    """The distinct Chinese characters and pairs of neighbouring ones, and Latin words.

    A place's one-character name counts as its full name: 甬 as 宁波.
    """
    grams = {*_WORD.findall(text), *pairs_of(text)}
    for run in _HAN.findall(text):
        grams.update(run)
    grams.update(signs[sign] for sign in grams & signs.keys())
    return frozenset(grams)


def pairs_of(text: str) -> Iterator[str]:
    """The pairs of neighbouring Chinese characters, in order."""
    for run in _HAN.findall(text):
        yield from map(str.__add__, run, run[1:])


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
        *,
        meanings: Meanings,
    ) -> None:
        parts_of = [list(parts) for parts in texts]
        total = Counter(gram for parts in parts_of for part in parts for gram in part)
        # a gram that is met once tells nothing of where else its paragraph might belong
        repeated = sorted(gram for gram, count in total.items() if count > 1)
        rows = {gram: row for row, gram in enumerate(repeated)}
        self._rows = rows
        self._grams = frozenset(rows)
        self._read: dict[frozenset[str], tuple[npt.NDArray[np.intp], Vector]] = {}
        self._meanings = meanings
        self._ordinary = np.array([common.get(gram, 0) // COMMON for gram in rows], dtype=float)
        self._importance = np.array([NAMED if gram in names else 1.0 for gram in rows])
        self._counts = np.zeros((len(rows), len(parts_of)))
        self._sizes = np.zeros(len(parts_of))
        self._sums = np.array([meanings.of(())] * len(parts_of))
        for at, parts in enumerate(parts_of):
            for part in parts:
                self._count(part, at, 1)
        self._total = 1.0 + sum(total.values())
        self._gains: tuple[Matrix, Matrix] | None = None

    def move(self, part: frozenset[str], origin: int, target: int | None) -> None:
        """Count a part of one text as another's, or, with None, as no text's."""
        self._count(part, origin, -1)
        if target is not None:
            self._count(part, target, 1)
        self._gains = None

    def likeness(self, part: frozenset[str], own: int) -> list[float]:
        """For each text, log-odds that the part is its own rather than like it by chance.

        `own` is the text that the part is counted in; it is left out there.
        """
        if self._gains is None:
            self._gains = self._gain(self._counts), self._gain(self._counts - 1)
        indices, _ = self._rows_and_meaning(part)
        odds = self._gains[0][indices].sum(axis=0)
        odds[own] = self._gains[1][indices, own].sum()
        odds += len(part) * np.log1p(-self._repeated())
        odds *= WEIGHT / math.sqrt(len(part) + SHORT)
        odds += self._topic(part, own)
        return [float(value) for value in odds]

    def _topic(self, part: frozenset[str], own: int) -> Matrix:
        """Log-odds from what the words of the part and of each text are about."""
        if len(self._sums) < FEWEST:
            return np.zeros(len(self._sums))
        _, vector = self._rows_and_meaning(part)
        others = self._sums.copy()
        others[own] -= vector
        found = alike(vector, others)
        return np.asarray(TOPIC * (found - found.mean() - USUAL))

    def _count(self, part: frozenset[str], at: int, times: int) -> None:
        indices, vector = self._rows_and_meaning(part)
        self._counts[indices, at] += times
        self._sizes[at] += times * len(part)
        self._sums[at] += times * vector

    def _rows_and_meaning(self, part: frozenset[str]) -> tuple[npt.NDArray[np.intp], Vector]:
        """The rows of a part's repeated grams, and what its words are about; worked out once."""
        if part not in self._read:
            rows = sorted(self._rows[gram] for gram in part & self._grams)
            self._read[part] = np.array(rows, dtype=np.intp), self._meanings.of(part)
        return self._read[part]

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
