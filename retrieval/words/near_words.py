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
    """By each word the words used like it, each followed by its nearness in hundredths."""

    of: Callable[[str], tuple[str, ...]]

    def near(self, word: str) -> dict[str, float]:
        """The words used like a word, and how near they are (0 to 1)."""
        return {near[:-2]: int(near[-2:]) / 100 for near in self.of(word)}


def load_near_words() -> NearWords:
    """Open the table."""
    return NearWords(Table(NEAR_WORDS).values)
