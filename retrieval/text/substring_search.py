"""Substring search: the places of one word in a text, or of many at once.

Where all are sought at once, one look into a table tells of most characters that they begin none;
what is left is compared as pairs of characters.
"""

from collections.abc import Iterator, Sequence
from string import ascii_lowercase, digits

import numpy as np
from numpy.typing import NDArray

from retrieval.text.numerals import NUMERALS

CharCodes = NDArray[np.uint32]
Offsets = NDArray[np.intp]


def codes_of(text: str) -> CharCodes:
    """The characters of a text as numbers."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


_DIGITS, _LETTERS, _NUMERALS = digits, ascii_lowercase, "".join(sorted(NUMERALS))
# characters of a kind, and those that must not stand before, or behind, a word that begins, or
# ends, with one of them
_BEFORE = (
    (_DIGITS, codes_of(_DIGITS + ".")),
    (_LETTERS, codes_of(_LETTERS)),
    (_NUMERALS, codes_of(_NUMERALS)),
)
_BEHIND = ((_DIGITS, codes_of(_DIGITS)), (_LETTERS, codes_of(_LETTERS + "+#")))
# what a character is of some word: its first or its second, or all of it
_FIRST, _SECOND, _WHOLE = 1, 2, 4
# letters of a Latin word that stands in no other by chance
_LONG = 5
_PAIR = np.uint64(32)


def occurrences(word: str, text: str) -> Iterator[int]:
    """The places where a word begins in a text, none inside the one before."""
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word))


def find_words(words: Sequence[str], codes: CharCodes) -> tuple[Offsets, Offsets]:
    """Everywhere that one of some words stands: its number, and the place where it begins.

    The text ends in a character that no word has.
    """
    flags = _flags(words, codes).take(codes)
    may_begin = (flags[:-1] & _FIRST & flags[1:] >> 1) | (flags[:-1] & _WHOLE)
    begins = np.flatnonzero(may_begin != 0)
    heads = codes[begins]
    pairs = (heads.astype(np.uint64) << _PAIR) | codes[begins + 1]
    found = [np.empty(0, dtype=np.intp)]
    for word in words:
        first, *others = map(ord, word)
        if not others:
            found.append(_apart(word, begins[heads == first], codes))
            continue
        at = begins[pairs == (first << 32 | others[0])]
        for offset, code in enumerate(others[1:], start=2):
            at = at[codes[at + offset] == code]
        found.append(_apart(word, at, codes))
    numbers = np.repeat(np.arange(-1, len(words)), [len(at) for at in found])
    return numbers, np.concatenate(found)


def _apart(word: str, at: Offsets, codes: CharCodes) -> Offsets:
    """The places where no number or Latin word goes on before or behind a word: 4家 is not in 14家,
    nor c in c++. A long Latin word may: the text has no blanks.
    """
    if len(word) >= _LONG and word.isascii() and word.isalpha():
        return at
    if len(at) and (before := _kin(word[0], _BEFORE)) is not None:
        at = at[~np.isin(codes[at - 1], before)]
    if len(at) and word[-1].isascii() and (behind := _kin(word[-1], _BEHIND)) is not None:
        at = at[~np.isin(codes[at + len(word)], behind)]
    return at


def _kin(char: str, kinds: Sequence[tuple[str, CharCodes]]) -> CharCodes | None:
    """The characters that beside one make a longer number or word of it."""
    return next((codes for members, codes in kinds if char in members), None)


def find_characters(characters: str, codes: CharCodes) -> tuple[Offsets, Offsets]:
    """Everywhere that one of some characters stands: its number, its place."""
    sought = codes_of(characters)
    numbers = np.zeros(_table_size(sought, codes), dtype=np.uint16)
    numbers[sought] = np.arange(1, len(characters) + 1)
    found = numbers.take(codes)
    places = np.flatnonzero(found != 0)
    return found[places].astype(np.intp) - 1, places


def _table_size(*codes: CharCodes) -> int:
    """The size of a table of characters; of all that there are, it would take longer to make."""
    return 1 + max(int(of_text.max(initial=0)) for of_text in codes)


def _flags(words: Sequence[str], codes: CharCodes) -> NDArray[np.uint8]:
    flags = np.zeros(_table_size(codes_of("".join(words)), codes), dtype=np.uint8)
    for word in words:
        if len(word) == 1:
            flags[ord(word)] |= _WHOLE
        else:
            flags[ord(word[0])] |= _FIRST
            flags[ord(word[1])] |= _SECOND
    return flags
