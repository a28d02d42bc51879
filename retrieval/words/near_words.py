"""Words that are used alike: a bridge from everyday words to those a report may write.

Distilled from word vectors of an encyclopaedia; no vector is read at run time. What is used alike
need not mean the same (合唱 and 独唱), so a near word is trusted little.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "near_words.tsv.gz"


@dataclass(frozen=True, slots=True)
class NearWords:
    """Words by each word, in one text: each followed by its nearness, 62 to 99."""

    of: Mapping[str, str]

    def near(self, word: str) -> dict[str, float]:
        """The words used like a word, and how near they are (0 to 1), the surest first."""
        return {near[:-2]: int(near[-2:]) / 100 for near in self.of.get(word, "").split()}


def load_near_words() -> NearWords:
    """Read the table."""
    text = gzip.decompress(_TABLE.read_bytes()).decode("utf-8")
    return NearWords(dict(line.split("\t") for line in text.splitlines()))
