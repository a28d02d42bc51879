"""English and Chinese words by each other, from CC-CEDICT.

Two Chinese words with the same English gloss are near in meaning: a bridge from everyday words
to official ones that no list of ours could hold.
"""

import mmap
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from retrieval.text import fold


class Table:
    """Lines of a key and its values with tabs between them, sorted by the bytes of the keys."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def values(self, key: str) -> tuple[str, ...]:
        """The values of a key; () if it isn't there."""
        wanted = key.encode("utf-8", "surrogatepass") + b"\t"
        low, high = 0, len(self._data)
        while low < high:
            middle = (low + high) // 2
            start = self._data.rfind(b"\n", low, middle) + 1 or low
            end = self._data.find(b"\n", middle)
            line = self._data[start:end]
            if line.startswith(wanted):
                return tuple(line[len(wanted) :].decode("utf-8").split("\t"))
            if line < wanted:
                low = end + 1
            else:
                high = start
        return ()


GLOSSES = Path(__file__).parent / "data" / "glosses.tsv"
_ENDINGS = (("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"),
            ("ing", ""), ("ing", "e"), ("er", ""), ("'s", ""))  # fmt: skip
# a gloss shared by more words than this says little about any of them
_MANY = 6


@dataclass(frozen=True, slots=True)
class Glosses:
    """The Chinese words of an English word or phrase, the commonest first, and the reverse."""

    chinese: Callable[[str], tuple[str, ...]]
    english: Callable[[str], tuple[str, ...]]

    def translations(self, english: str) -> tuple[str, ...]:
        """The Chinese for an English word or phrase in lower case; () if there is none."""
        for form in _forms(english):
            if found := self.chinese(form):
                return found
        return ()

    def near(self, word: str) -> dict[str, float]:
        """Chinese words that share a gloss with a word, and how near they are (0 to 1)."""
        found: dict[str, float] = {}
        for gloss in self.english(word):
            others = self.chinese(gloss)
            if len(others) <= _MANY:
                for other in others:
                    found[other] = found.get(other, 0.0) + 1 / len(others)
        found.pop(word, None)
        return {other: min(1.0, near) for other, near in found.items()}


def load_glosses(own: Iterable[str] = ()) -> Glosses:
    """Open the table; `own` are lines `english: words` that go before it."""
    table = Table(GLOSSES)
    ours: dict[str, tuple[str, ...]] = {}
    for line in own:
        names, _, words = line.partition(":")
        for name in names.split(","):
            key = name.strip().lower()
            ours[key] = (*map(fold, words.split()), *ours.get(key, ()))
    return Glosses(lambda word: (*ours.get(word, ()), *table.values(word)), table.values)


def _forms(english: str) -> Iterable[str]:
    yield english
    for ending, instead in _ENDINGS:
        if english.endswith(ending) and len(english) > len(ending) + 2:
            stem = english.removesuffix(ending) + instead
            yield stem
            if re.search(r"([b-df-hj-np-tv-z])\1$", stem):
                yield stem[:-1]
