"""The candidates of a sentence for a kind of question, and what they are whoever asks."""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from retrieval.qa.linear import Figures
from retrieval.qa.spans.extractors import DOTS, Candidate, Category, extract
from retrieval.qa.spans.phrases import NO_BOUNDARIES, Boundaries, Phraser, Words, group_of
from retrieval.query import Kind
from retrieval.query.wordlists import Lexicon
from retrieval.text import Analyzer

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


_C = Category
_WANTED: dict[Kind, frozenset[Category]] = {
    Kind.CONTACT: frozenset({_C.AMOUNT}),
    Kind.CLOCK: frozenset({_C.AMOUNT, _C.DATE}),
    Kind.NUMBER: frozenset({_C.AMOUNT}),
    Kind.DATE: frozenset({_C.DATE}),
    Kind.PERSON: frozenset({_C.PERSON, _C.ORGANIZATION, _C.LIST, _C.PHRASE}),
    Kind.PLACE: frozenset({_C.PLACE, _C.ORGANIZATION, _C.QUOTE, _C.LIST, _C.PHRASE}),
    Kind.WHY: frozenset({_C.CLAUSE, _C.LIST, _C.QUOTE, _C.OBJECT, _C.PHRASE}),
    Kind.HOW: frozenset({_C.CLAUSE, _C.LIST, _C.QUOTE, _C.OBJECT, _C.PHRASE}),
    Kind.LIST: frozenset({_C.LIST, _C.QUOTE, _C.CLAUSE, _C.OBJECT, _C.ORGANIZATION, _C.PHRASE}),
    Kind.YES_NO: frozenset({_C.CLAUSE, _C.QUOTE, _C.PHRASE}),
    Kind.DEFINITION: frozenset({_C.OBJECT, _C.CLAUSE, _C.QUOTE, _C.LIST, _C.PHRASE}),
    Kind.NAME: frozenset(_C) - {_C.CLAUSE},
    Kind.WHAT: frozenset(
        {_C.QUOTE, _C.OBJECT, _C.CLAUSE, _C.LIST, _C.ORGANIZATION, _C.PLACE, _C.PHRASE}
    ),
    Kind.TOPIC: frozenset(_C) - {_C.CLAUSE},
}
CATEGORIES = tuple(Category)
_NUMBER_OF = {category: number for number, category in enumerate(CATEGORIES)}
# where a candidate and its clause begin and end, the number of its category, what it is
COLUMNS = (
    *("start", "end", "clause_start", "clause_end", "category"),
    *("length", "opening", "closing", "digit", "whole", "cue", "items", "unpaired"),
    *("is_amount", "one", "ranks", "joined"),
)
RANKED = "等奖"  # 一等奖 is a rank as 第一 is
_MANY = 4  # words of a list, from which on it is long
_PAIRS = (("“", "”"), ("《", "》"), ("(", ")"), ("「", "」"), ("『", "』"))
_PAIRED = frozenset("".join(a + b for a, b in _PAIRS))
_DIGIT = frozenset("0123456789")
_CLAUSE_MARKS = re.compile(r"[，,。；;：:！!？?…]")
_SAYS = tuple("说表介告讲道")
_WHY_CUE = re.compile(r"因|由于|为了|为(?=[^^]{2,})|针对|以便|导致|使")
_HOW_CUE = re.compile(r"^(?:通过|采取|采用|利用|以|由|用|依托|按照|根据|将)|通过|采取")
_KEPT = 2048  # sentences whose candidates are


@dataclass(frozen=True, slots=True)
class Candidates:
    """Slices of a sentence, each with its words; `table` has a row for each of COLUMNS."""

    words: tuple[str, ...]
    table: Figures

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.words)

    def only(self, wanted: Callable[[int, int], bool]) -> "Candidates":
        """Those that are wanted by where they start and end."""
        edges = zip(*self.table[:2].astype(np.intp).tolist(), strict=True)
        numbers = [number for number, edge in enumerate(edges) if wanted(*edge)]
        return Candidates(tuple(self.words[n] for n in numbers), self.table[:, numbers])


class CandidateFinder:
    """Finds candidates; those of sentences seen lately are kept."""

    def __init__(self, lexicon: Lexicon, analyzer: Analyzer, boundary: Mapping[str, float]) -> None:
        """`boundary` are the weights of the words that stand where phrases begin and end."""
        self.phraser = Phraser(analyzer, boundary)
        self._lexicon = lexicon
        self._analyzer = analyzer
        self.find = lru_cache(_KEPT)(self._find)

    def _find(self, sentence: str, kind: Kind, *, phrases: bool) -> Candidates:
        """The candidates of a sentence, each slice once; phrases come last, if they are wanted."""
        wanted, group = _WANTED[kind], group_of(kind)
        # an amount or a date is known by its form, whatever stands beside it
        has_phrases = Category.PHRASE in wanted
        boundaries = self.phraser.boundaries(sentence, group) if has_phrases else NO_BOUNDARIES
        found = self._by_form(sentence, wanted)
        if has_phrases and phrases:
            seen = {(candidate.start, candidate.end) for candidate in found}
            spans = self.phraser.phrases(sentence, group, boundaries)
            found += [Candidate(*span, Category.PHRASE) for span in spans if span not in seen]
        words = tuple(sentence[candidate.start : candidate.end] for candidate in found)
        rows = list(_rows(sentence, kind, found, boundaries))
        table = np.array(rows, dtype=np.float64).reshape(-1, len(COLUMNS)).T
        return Candidates(words, np.ascontiguousarray(table))

    def _by_form(self, sentence: str, wanted: frozenset[Category]) -> list[Candidate]:
        found = extract(sentence, wanted, lexicon=self._lexicon, analyzer=self._analyzer)
        if wanted <= NUMERIC:
            return found
        return list(dict.fromkeys(on_words(found, self.phraser.words(sentence), self._analyzer)))


def _rows(
    sentence: str, kind: Kind, candidates: Sequence[Candidate], boundaries: Boundaries
) -> Iterator[tuple[float, ...]]:
    """Of each candidate what COLUMNS names."""
    marks = [match.start() for match in _CLAUSE_MARKS.finditer(sentence)]
    for candidate in candidates:
        start, end, form = candidate.start, candidate.end, candidate.category
        words = sentence[start:end]
        before, after = bisect_left(marks, start), bisect_left(marks, end)
        clause_start = marks[before - 1] + 1 if before else 0
        clause_end = marks[after] if after < len(marks) else len(sentence)
        items = words.count("、")
        is_amount = form is Category.AMOUNT
        yield (
            *(start, end, clause_start, clause_end, _NUMBER_OF[form]),
            math.log(end - start),
            *boundaries.ends(start, end),
            not _DIGIT.isdisjoint(words),
            start == clause_start and end == clause_end,
            _cue(kind, sentence, start, words),
            min(1.0, items / _MANY),
            _is_unpaired(words),
            is_amount,
            is_amount and words[0] == "一",
            is_amount and (words.startswith("第") or words.endswith(RANKED)),
            bool(items) and not is_amount and form is not Category.LIST,
        )


def _is_unpaired(words: str) -> bool:
    return not _PAIRED.isdisjoint(words) and any(
        words.count(a) != words.count(b) for a, b in _PAIRS
    )


def _cue(kind: Kind, sentence: str, start: int, words: str) -> bool:
    """Whether words or what stands beside them show that they answer such a question."""
    if kind is Kind.PERSON:
        return sentence.startswith(_SAYS, start + len(words))
    before = sentence[max(0, start - 3) : start]
    if kind is Kind.PLACE:
        return before.endswith(("在", "于", "来到"))
    if kind is Kind.WHY:
        return bool(_WHY_CUE.search(words) or _WHY_CUE.search(before))
    if kind is Kind.HOW:
        return bool(_HOW_CUE.search(words) or _HOW_CUE.search(before))
    return False
