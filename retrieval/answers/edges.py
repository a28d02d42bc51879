"""Where candidates begin and end: what is found by its form alone may begin or end inside a word.

Only words of the dictionary count; where a word was guessed, the form may well be right.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from retrieval.answers.extracting import DOTS, Candidate, Category
from retrieval.answers.phrasing import Words
from retrieval.terms import Analyzer

# numbers are written as they are, whatever a dictionary joins them with: 2008|年度
NUMERIC = frozenset({Category.AMOUNT, Category.DATE})
# known by their last word: what ends in the 部 of 部长 or the 路 of 路线 is none
_BY_END = frozenset({Category.PERSON, Category.ORGANIZATION, Category.PLACE})
_BY_START = frozenset({Category.PERSON, Category.ORGANIZATION})


class _Word(NamedTuple):
    start: int
    end: int


def on_words(
    candidates: Iterable[Candidate], words: Words, analyzer: Analyzer
) -> Iterator[Candidate]:
    """The candidates without those that begin or end inside a word, or moved to where it ends.

    What opens a candidate takes its whole word with it, 作 the 作为. Of a foreign name the parts
    inside are sure: of 国作家保罗·塞里诺 the 国 goes.
    """
    sentence = "".join(words.texts)
    for candidate in candidates:
        start, end, form = candidate
        opening = closing = None
        if form not in NUMERIC:
            opening, closing = (_around(place, words, analyzer) for place in (start, end))
        if not (opening or closing):
            yield candidate
            continue
        if form is Category.PERSON and not DOTS.isdisjoint(sentence[start:end]):
            start = _outside(opening, start, sentence)
            end = closing.start if closing else end
        elif (opening and form in _BY_START) or (closing and form in _BY_END):
            continue
        else:
            start = opening.end if opening else start
            end = closing.end if closing else end
        if start < end:
            yield Candidate(start, end, form)


def _outside(opening: _Word | None, start: int, text: str) -> int:
    """Where a foreign name begins that seems to begin inside a word: behind it, or with it."""
    if opening is None:
        return start
    return opening.start if text[opening.end] in DOTS else opening.end


def _around(place: int, words: Words, analyzer: Analyzer) -> _Word | None:
    """The word of the dictionary that a place is inside of, if it is."""
    number = bisect_right(words.places, place) - 1
    start = words.places[number]
    if start == place:
        return None
    text = words.texts[number]
    return _Word(start, start + len(text)) if analyzer.count(text) else None
