"""Grams: the characters, pairs of characters and Latin words of a page's texts, as numbers.

A page has some ten thousand of them, and its texts are compared by them again and again; so they
are numbered once for the page, and a text is a row of ascending numbers.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from retrieval.layout.models.topic_vectors import Vector, read_meanings
from retrieval.layout.page_words import PageWords

Keys = npt.NDArray[np.int64]
Indices = npt.NDArray[np.intp]

FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF
COMMON = 12000  # in sixty million: a word so common counts as met in one more paragraph of a page
TURN = 1 << 37  # the key of a gram that all turns of conversations share, above all others

_CHAR = 21  # bits; a key is a character and the one after it or 0, so keys sort as strings do
_HAN = re.compile(r"[\u3400-\u9fff]+")
_PLACE = re.compile(r"(?=([\u3400-\u9fff]{2})(?:[省市县区州镇乡村]|街道|社区))")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]+")


def pairs_of(text: str) -> Iterator[str]:
    """The pairs of neighbouring Chinese characters, in order."""
    for run in _HAN.findall(text):
        yield from map(str.__add__, run, run[1:])


def place_names(text: str, wording: PageWords) -> frozenset[str]:
    """Collect what stands before 市, 县 or the like in a text, and the places of the word list."""
    found = {name for name in _PLACE.findall(text) if name not in wording.common}
    return frozenset(found) | wording.places


class PageGrams:
    """The distinct grams of a page's texts, numbered in the order of their strings.

    A place's one-character name counts as its full name, too: 甬 as 宁波. `names` are grams that
    name a place (`place_names`); `turns` tells of each text whether it is a turn of a
    conversation.
    """

    def __init__(
        self,
        texts: Sequence[str],
        *,
        turns: Sequence[bool],
        names: Collection[str],
        wording: PageWords,
    ) -> None:
        self._telling = _distinct(_array([*map(_key, names), TURN]))
        self._ordinary = _ordinary(wording)
        parts, keys = _of_each_text(*_keys_of(texts, turns, wording.signs))
        self._keys = _distinct(keys)
        numbers = self._keys.searchsorted(keys)
        ends = parts.searchsorted(np.arange(len(texts) + 1))
        self.texts = [Grams(self, numbers[start:end]) for start, end in pairwise(ends)]

    def __len__(self) -> int:
        return len(self._keys)

    def ordinary(self, numbers: Indices) -> npt.NDArray[np.float64]:
        """In how many more paragraphs of the page each gram counts as met, as it is so common."""
        keys, times = self._ordinary
        return np.append(times, 0.0)[_places(keys, self._keys[numbers])]

    def is_telling(self, numbers: Indices) -> npt.NDArray[np.bool_]:
        """Tell whether each gram names a place, or is that of turns."""
        return _places(self._telling, self._keys[numbers]) < len(self._telling)

    def meaning(self, numbers: Indices) -> Vector:
        """Return the topic vector of the words among some grams."""
        rows = self._meaning_rows[numbers]
        return read_meanings().sum(rows[rows < len(_meaning_keys())])

    @cached_property
    def _meaning_rows(self) -> Indices:
        return _places(_meaning_keys(), self._keys)


class Grams:
    """The grams of one text: their ascending numbers on the page."""

    def __init__(self, page: PageGrams, numbers: Indices) -> None:
        self.page = page
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @classmethod
    def of_all(cls, texts: Sequence["Grams"]) -> "Grams":
        """The grams of some texts of one page together."""
        first, *others = texts
        if not others:
            return first
        return cls(first.page, _distinct(np.concatenate([text.numbers for text in texts])))

    @cached_property
    def meaning(self) -> Vector:
        """The topic vector of the text's words."""
        return self.page.meaning(self.numbers)


def _keys_of(
    texts: Sequence[str], turns: Sequence[bool], signs: Mapping[str, str]
) -> tuple[Keys, Keys]:
    """The texts' places, and a key for each time that one of them has a gram."""
    whole = "".join([f"{text}\n" for text in texts])
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    text_of = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    is_han = (codes >= FIRST_HAN) & (codes <= LAST_HAN)
    singles = codes[is_han].astype(np.int64) << _CHAR
    is_pair = is_han[:-1] & is_han[1:]
    pairs = codes[:-1][is_pair].astype(np.int64) << _CHAR | codes[1:][is_pair]
    found = [(text_of[is_han], singles), (text_of[:-1][is_pair], pairs)]
    for sign in filter(whole.__contains__, signs):
        at = text_of[codes == ord(sign)]
        found += [(at, np.full(len(at), _key(pair))) for pair in pairs_of(signs[sign])]
    words = [(match[0], text_of[match.start()]) for match in _WORD.finditer(whole)]
    ranks = {word: rank for rank, word in enumerate(sorted({word for word, _ in words}))}
    found.append((_array(at for _, at in words), _array(ranks[word] for word, _ in words)))
    spoken = np.flatnonzero(np.asarray(turns, dtype=bool))
    found.append((spoken, np.full(len(spoken), TURN)))
    return np.concatenate([at for at, _ in found]), np.concatenate([keys for _, keys in found])


def _of_each_text(parts: Keys, keys: Keys) -> tuple[Keys, Keys]:
    """Each text's keys once, ascending, text by text."""
    together = _distinct(parts << (2 * _CHAR) | keys)
    return together >> (2 * _CHAR), together & ((1 << 2 * _CHAR) - 1)


def _distinct(values: Keys) -> Keys:
    """The distinct values, ascending; `np.unique` takes twice as long for so few."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _array(values: Iterable[int]) -> Keys:
    return np.fromiter(values, dtype=np.int64)


def _key(gram: str) -> int:
    """The key of a character or of a pair of them; of longer strings none has."""
    if len(gram) > 2:
        return -1
    return ord(gram[0]) << _CHAR | (ord(gram[1]) if len(gram) == 2 else 0)


def _places(keys: Keys, wanted: Keys) -> Indices:
    """Find the wanted keys among sorted ones; their count stands for those that are missing."""
    at = keys.searchsorted(wanted)
    held = np.append(keys, -2)[at] == wanted
    return np.where(held, at, len(keys))


@cache
def _ordinary(wording: PageWords) -> tuple[Keys, npt.NDArray[np.float64]]:
    kept = sorted(
        (_key(word), float(count // COMMON))
        for word, count in wording.common.items()
        if len(word) <= 2 and count >= COMMON
    )
    keys, counts = zip(*kept, strict=True) if kept else ((), ())
    return np.array(keys, dtype=np.int64), np.array(counts, dtype=float)


@cache
def _meaning_keys() -> Keys:
    return _array(map(_key, read_meanings().rows))
