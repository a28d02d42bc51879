"""Where candidates begin and end: what is found by its form alone may begin or end inside a word.

Only words of the dictionary count; where a word was guessed, the form may well be right.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from retrieval.answers.extracting import DOTS, Candidate, Category
from retrieval.answers.phrasing import Words
from retrieval.terms import Analyzer

# numbers are written as they are, whatever a dictionary joins them with: 2008|年度
NUMERIC = frozenset({Category.AMOUNT, Category.DATE})
# known by their last word: what ends in the 部 of 部长 or the 路 of 路线 is none
_BY_END = frozenset({Category.PERSON, Category.ORGANIZATION, Category.PLACE})
_BY_START = frozenset({Category.PERSON, Category.ORGANIZATION})


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int


def on_words(
    candidates: Iterable[Candidate], words: Words, analyzer: Analyzer
) -> Iterator[Candidate]:
    """The candidates without those that begin or end inside a word, or moved to where it ends.

    What opens a candidate takes its whole word with it, 作 the 作为. Of a foreign name the parts
    inside are sure: of 国作家保罗·塞里诺 the 国 goes.
    """
    inside = _insides(words, analyzer)
    sentence = "".join(words.texts)
    for candidate in candidates:
        opening, closing = inside.get(candidate.start), inside.get(candidate.end)
        if candidate.category in NUMERIC or not (opening or closing):
            yield candidate
            continue
        start, end, form = candidate.start, candidate.end, candidate.category
        if form is Category.PERSON and not DOTS.isdisjoint(sentence[start:end]):
            start = _outside(opening, start, sentence)
            end = closing.start if closing else end
        elif (opening and form in _BY_START) or (closing and form in _BY_END):
            continue
        else:
            start = opening.end if opening else start
            end = closing.end if closing else end
        if start < end:
            yield replace(candidate, start=start, end=end)


def _outside(opening: _Word | None, start: int, text: str) -> int:
    """Where a foreign name begins that seems to begin inside a word: behind it, or with it."""
    if opening is None:
        return start
    return opening.start if text[opening.end] in DOTS else opening.end


def _insides(words: Words, analyzer: Analyzer) -> dict[int, _Word]:
    """Of each place inside a word of the dictionary that word."""
    found = {}
    for text, start in zip(words.texts, words.places, strict=False):
        if len(text) > 1 and analyzer.count(text):
            word = _Word(start, start + len(text))
            found.update(dict.fromkeys(range(start + 1, word.end), word))
    return found
