"""Words that are used alike: a bridge from everyday words to those a report may write.

Distilled from word vectors of an encyclopaedia; no vector is read at run time. What is used alike
need not mean the same (合唱 and 独唱), so a near word is trusted little.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from retrieval.words.table import Table

NEAR_WORDS = Path(__file__).parent / "data" / "near_words.tsv"


@dataclass(frozen=True, slots=True)
class NearWords:
    """Words by each word, in one text: each followed by its nearness, 62 to 99."""

    of: Callable[[str], tuple[str, ...]]

    def near(self, word: str) -> dict[str, float]:
        """The words used like a word, and how near they are (0 to 1), the surest first."""
        nears = " ".join(self.of(word)).split()
        return {near[:-2]: int(near[-2:]) / 100 for near in nears}


def load_near_words() -> NearWords:
    """Open the table."""
    return NearWords(Table(NEAR_WORDS).values)
