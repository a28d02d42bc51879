"""English and Chinese words by each other, from CC-CEDICT.

Two Chinese words with the same English gloss are near in meaning: a bridge from everyday words
to official ones that no list of ours could hold.
"""

import gzip
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from retrieval.terms import fold

_TABLE = Path(__file__).parent / "data" / "cedict.tsv.gz"
_ENDINGS = (("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"),
            ("ing", ""), ("ing", "e"), ("er", ""), ("'s", ""))  # fmt: skip
# a gloss shared by more words than this says little about any of them
_MANY = 6


@dataclass(frozen=True, slots=True)
class Glosses:
    """English words and phrases with their Chinese words, the commonest first, and the reverse."""

    chinese: Mapping[str, tuple[str, ...]]
    english: Mapping[str, tuple[str, ...]]

    def translations(self, english: str) -> tuple[str, ...]:
        """The Chinese for an English word or phrase in lower case; () if there is none."""
        for form in _forms(english):
            if found := self.chinese.get(form):
                return found
        return ()

    def near(self, word: str) -> dict[str, float]:
        """Chinese words that share a gloss with a word, and how near they are (0 to 1)."""
        found: dict[str, float] = {}
        for gloss in self.english.get(word, ()):
            others = self.chinese[gloss]
            if len(others) <= _MANY:
                for other in others:
                    found[other] = found.get(other, 0.0) + 1 / len(others)
        found.pop(word, None)
        return {other: min(1.0, near) for other, near in found.items()}


def load_glosses(own: Iterable[str] = ()) -> Glosses:
    """Read the table; `own` are lines `english: words` that go before it."""
    chinese: dict[str, tuple[str, ...]] = {}
    with gzip.open(_TABLE, "rt", encoding="utf-8") as lines:
        for line in lines:
            gloss, _, words = line.rstrip("\n").partition("\t")
            chinese[gloss] = tuple(words.split(" "))
    english: dict[str, list[str]] = {}
    for gloss, known in chinese.items():
        for word in known:
            english.setdefault(word, []).append(gloss)
    for line in own:
        names, _, words = line.partition(":")
        for name in names.split(","):
            key = name.strip().lower()
            chinese[key] = (*map(fold, words.split()), *chinese.get(key, ()))
    return Glosses(chinese, {word: tuple(glosses) for word, glosses in english.items()})


def _forms(english: str) -> Iterable[str]:
    yield english
    for ending, instead in _ENDINGS:
        if english.endswith(ending) and len(english) > len(ending) + 2:
            stem = english.removesuffix(ending) + instead
            yield stem
            if re.search(r"([b-df-hj-np-tv-z])\1$", stem):
                yield stem[:-1]
