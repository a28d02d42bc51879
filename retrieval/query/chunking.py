"""A question cut into words so that those which the reports or the synonym list know win.

jieba alone cuts 学当月嫂 into 学 当月 嫂, by what is common in general; here the likeliest cut is
sought over jieba's dictionary, the index's terms and the synonym list together.
"""

import math
import re
from collections.abc import Callable, Mapping, Set

from retrieval.text.characters import is_han
from retrieval.text.numerals import NUMERALS
from retrieval.text.values import value_at

LONGEST_WORD = 6
# what a known word counts for at least: as common as a middling word of the dictionary
_KNOWN_COUNT = 300
# and two characters that stand side by side in the reports: less than two common ones apart
_PAIR_COUNT = 20
# characters of the longest unit
_UNIT = 4
_LATIN = re.compile(r"[a-z]+")


def cut(
    text: str,
    *,
    count: Callable[[str], int],
    is_known: Callable[[str], bool],
    is_pair: Callable[[str], bool],
    phrases: Mapping[str, object],
    longest_phrase: int,
    units: Set[str] = frozenset(),
) -> list[tuple[int, int]]:
    """The words of a folded text as (start, end), none across a blank or a mark.

    A number stands with its unit, if that is one of `units`.

    `count` gives a word's count in the dictionary, `is_known` whether the reports have it,
    `is_pair` whether they have two characters side by side.
    """
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(text) + 1)
    limits = [_limit(text, place) for place in range(len(text))]
    for place in range(len(text) - 1, -1, -1):
        options = []
        for end in range(place + 1, limits[place] + 1):
            word = text[place:end]
            seen = _count(word, count, is_known, is_pair, phrases, longest_phrase)
            if seen or end == place + 1:
                options.append((math.log((seen or 1) / 6e7) + best[end][0], end))
        if run := _run_end(text, place, units):
            whole = (math.log(_KNOWN_COUNT * (run - place) / 6e7) + best[run][0], run)
            options = [whole] if text[place].isascii() else [*options, whole]
        best[place] = max(options)
    return _path(text, best)


def _count(
    word: str,
    count: Callable[[str], int],
    is_known: Callable[[str], bool],
    is_pair: Callable[[str], bool],
    phrases: Mapping[str, object],
    longest_phrase: int,
) -> int:
    if len(word) <= longest_phrase and word in phrases and len(word) > 1:
        return max(count(word), _KNOWN_COUNT * len(word))
    if len(word) > LONGEST_WORD:
        return 0
    seen = count(word)
    if len(word) > 1 and seen < _KNOWN_COUNT and is_known(word):
        return _KNOWN_COUNT
    if len(word) == 2 and seen < _PAIR_COUNT and is_pair(word):
        return _PAIR_COUNT
    return seen


def _run_end(text: str, place: int, units: Set[str]) -> int:
    """The end of a number with its unit, of a time, of a sign such as GPT-4 or of a run of Latin
    letters; 0 if there is none. A Chinese numeral alone may be part of a word.
    """
    if place and text[place].isalpha() and _LATIN.match(text[place - 1 : place]):
        return 0
    if value := value_at(text, place):
        end = value.end
        if not text[place].isascii() and text[place] in NUMERALS and end - place < 2:
            return 0
        found = (text[end : end + size] for size in range(_UNIT, 0, -1))
        return end + len(next((unit for unit in found if unit in units), ""))
    letters = _LATIN.match(text, place)
    return letters.end() if letters else 0


def _limit(text: str, place: int) -> int:
    if not text[place].isalnum():
        return place + 1
    end = place + 1
    while end < len(text) and end - place < 12 and is_han(text[end]):
        end += 1
    return end


def _path(text: str, best: list[tuple[float, int]]) -> list[tuple[int, int]]:
    place, words = 0, []
    while place < len(text):
        end = best[place][1]
        if text[place].isalnum():
            words.append((place, end))
        place = end
    return words
