"""Full names of abbreviations, found in the reports: 农发行 is a subsequence of 农业发展银行."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from retrieval.index import Index
from retrieval.index.containment import union
from retrieval.query.wordlists import Lexicon
from retrieval.text import Analyzer
from retrieval.text.characters import HAN

_ABBREVIATION = re.compile(rf"[{HAN}]{{2,4}}")
_RUN = re.compile(rf"[{HAN}]+")
_REMEMBERED = 1024
# characters of a full name between two of its abbreviation
_GAP = 4
_MOST_ARTICLES, _MOST_NAMES = 200, 4
# the sort of thing whose names end as those of organizations do
_ORGANIZATION = "单位"


@dataclass(frozen=True)
class Abbreviations:
    """Finds the organizations that an abbreviation may stand for."""

    index: Index
    analyzer: Analyzer
    lexicon: Lexicon

    @cached_property
    def full_names(self) -> Callable[[str], Sequence[str]]:
        """The names in the reports of which a word takes a character of each part, in order."""
        return lru_cache(_REMEMBERED)(self._full_names)

    def _full_names(self, word: str) -> Sequence[str]:
        if not _ABBREVIATION.fullmatch(word):
            return []
        found: dict[str, None] = {}
        for text in self._texts(word):
            for name in self._names_in(text, word):
                found[name] = None
                if len(found) == _MOST_NAMES:
                    return list(found)
        return list(found)

    @cached_property
    def _ends(self) -> tuple[str, ...]:
        return (*self.lexicon.sorts.get(_ORGANIZATION, ()), *sorted(self.lexicon.places))

    def _texts(self, word: str) -> Iterator[str]:
        """The texts of articles that have words with all characters but the last at their start."""
        starts = map(self.index.terms_starting, word[:-1])
        having = self.index.holding(*starts, field="words")
        articles = union([self.index.locations(having).articles])[:_MOST_ARTICLES]
        for view in self.index.article_views(articles):
            text = f"{view.titles}\n{view.text}"
            if all(char in text for char in word):
                yield text

    def _names_in(self, text: str, word: str) -> Iterator[str]:
        start = text.find(word[0])
        while start >= 0:
            run = _RUN.match(text, start, start + (_GAP + 1) * len(word))
            if run and _is_subsequence(word, run[0]) and (name := self._name(run[0], word)):
                yield name
            start = text.find(word[0], start + 1)

    def _name(self, run: str, word: str) -> str:
        """Read the name that a word abbreviates where a text starts; empty if none is there.

        Each character of the word begins a word of the name; the last may also end one.
        """
        terms = [t for t in self.analyzer.terms(run) if len(t.text) > 1]
        end_of: dict[int, int] = {}
        for term in terms:
            end_of[term.start] = max(term.end, end_of.get(term.start, 0))
        ends = {t.end for t in terms}
        place, end = 0, 0
        for number, char in enumerate(word):
            reach = range(place, min(len(run), place + _GAP + 1))
            places = [at for at in reach if run[at] == char]
            possible = [at for at in places if at in end_of]
            if not possible and number == len(word) - 1:
                possible = [at for at in places if at + 1 in ends]
            if not possible or (number == 0 and possible[0] > 0):
                return ""
            at = possible[0]
            place, end = at + 1, end_of.get(at, at + 1)
        name = run[:end]
        is_whole = len(name) >= len(word) + 2 and name.endswith(self._ends)
        return name if is_whole else ""


def _is_subsequence(word: str, text: str) -> bool:
    """True if a text has all characters of a word in their order."""
    rest = iter(text)
    return all(char in rest for char in word)
