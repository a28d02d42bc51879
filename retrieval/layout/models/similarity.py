"""Compare a paragraph's topic with an article's: shared strings, weighed by rarity.

Each gram of the paragraph is asked whether the article has it too. Of a paragraph's grams its own
article repeats a share, the more the longer it is; and any text of that length has some by
chance. The log-odds of the two add up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.layout.models.ngrams import Grams, Indices, PageGrams
from retrieval.layout.models.topic_vectors import cosines, squares

Matrix = npt.NDArray[np.float64]

REPEATED = 0.2  # of a paragraph's grams, at most, are said again by its own article
HALF_REPEATED = 250.0  # grams of text that an article needs to say half of these
WEIGHT = 4.0  # grams overlap, so their evidence grows with the root of their number only
UNSEEN = 0.2  # times a gram counts as met elsewhere that is met nowhere else
NAMED = 4  # times the weight of other grams
TOPIC = 2.0  # log-odds for words about just the same things as the article's, cosine 1
USUAL = 0.1  # so much over the mean of the texts it tells nothing
FEWEST = 4  # texts, among which it can be told what is usual
SHORT = 100  # grams; shorter paragraphs say less than their share


@dataclass(frozen=True, slots=True)
class _TopicFigures:
    """Figures of one state of the texts, for each of them.

    `gains`: what each gram of a part adds if the text has it; `own_gains`: the same if the part
    stands in that text, a row for each text. `missing`: what each gram of a part takes away at
    first. `squares`: of the texts' meanings.
    """

    gains: Matrix
    own_gains: Matrix
    missing: Matrix
    squares: Matrix


class Topics:
    """The grams of several texts of a page, such as its articles.

    A text is given as the grams of its parts: its titles and its paragraphs.
    """

    def __init__(self, texts: Sequence[Iterable[Grams]], page: PageGrams) -> None:
        grams_of = [_joined([part.numbers for part in parts]) for parts in texts]
        total = np.bincount(_joined(grams_of), minlength=len(page))
        # a gram that is met once tells nothing of where else its paragraph might belong
        repeated = np.flatnonzero(total > 1)
        self._row_of = np.full(len(page), -1)
        self._row_of[repeated] = np.arange(len(repeated))
        self._rows: dict[Grams, Indices] = {}
        self._ordinary = page.ordinary(repeated)
        self._importance = np.where(page.is_telling(repeated), NAMED, 1.0)
        counts = [np.bincount(grams, minlength=len(page))[repeated] for grams in grams_of]
        self._counts = np.array(counts, dtype=float).T.copy()
        self._sizes = np.array([len(grams) for grams in grams_of], dtype=float)
        self._meanings = np.array([page.meaning(grams) for grams in grams_of])
        self._total = 1.0 + float(total.sum())
        self._known: _TopicFigures | None = None

    def move(self, part: Grams, origin: int, target: int | None) -> None:
        """Count a part of one text as another's, or, with None, as no text's."""
        self._count(part, origin, -1)
        if target is not None:
            self._count(part, target, 1)
        self._known = None

    def likeness(self, parts: Sequence[Grams], own: int) -> list[list[float]]:
        """For each part, and each text, log-odds that the part is its own rather than like it by
        chance.

        `own` is the text that the parts are counted in; each is left out there.
        """
        if not parts:
            return []
        known = self._known = self._known or self._evidence()
        rows = [self._rows_of(part) for part in parts]
        odds = np.array([np.add.reduce(known.gains.take(at, axis=0), axis=0) for at in rows])
        odds[:, own] = [np.add.reduce(known.own_gains[own].take(at)) for at in rows]
        sizes = np.array([[len(part)] for part in parts], dtype=float)
        odds += sizes * known.missing
        odds *= WEIGHT / np.sqrt(sizes + SHORT)
        if odds.shape[1] >= FEWEST:
            odds += self._topic(np.array([part.meaning for part in parts]), own, known)
        found: list[list[float]] = odds.tolist()
        return found

    def _topic(self, meanings: Matrix, own: int, known: _TopicFigures) -> Matrix:
        """Log-odds from what the words of each part and of each text are about."""
        products = meanings @ self._meanings.T
        square = squares(meanings)
        others = np.tile(known.squares, (len(meanings), 1))
        others[:, own] += square - 2 * products[:, own]
        products[:, own] -= square
        found = cosines(products, square[:, np.newaxis], others)
        usual = np.add.reduce(found, axis=1, keepdims=True) / found.shape[1]
        return np.asarray(TOPIC * (found - usual - USUAL))

    def _count(self, part: Grams, at: int, times: int) -> None:
        self._counts[self._rows_of(part), at] += times
        self._sizes[at] += times * len(part)
        self._meanings[at] += times * part.meaning

    def _rows_of(self, part: Grams) -> Indices:
        """The rows of a part's repeated grams; worked out once."""
        if (rows := self._rows.get(part)) is None:
            rows = self._row_of[part.numbers]
            rows = self._rows[part] = rows[rows >= 0]
        return rows

    def _evidence(self) -> _TopicFigures:
        return _TopicFigures(
            gains=self._gain(self._counts),
            own_gains=self._gain(self._counts - 1).T.copy(),
            missing=np.log1p(-self._repeated()),
            squares=squares(self._meanings),
        )

    def _gain(self, counts: Matrix) -> Matrix:
        """Return what a gram of a part adds for each text that has it; the part itself left out."""
        found = np.zeros(counts.shape)
        rows, texts = at = np.nonzero(counts > 0)
        met = self._counts.sum(axis=1) - 1 + self._ordinary
        elsewhere = np.maximum(met[rows] - counts[at], UNSEEN)
        chance = np.maximum(-np.expm1(-self._sizes[texts] * elsewhere / self._total), 1e-9)
        repeated = self._repeated()[texts]
        gain = np.log(repeated / chance + 1.0 - repeated) - np.log1p(-repeated)
        found[at] = gain * self._importance[rows]
        return found

    def _repeated(self) -> Matrix:
        return REPEATED * self._sizes / (self._sizes + HALF_REPEATED)


def _joined(numbers: Sequence[Indices]) -> Indices:
    return np.concatenate(numbers) if numbers else np.empty(0, dtype=np.intp)
