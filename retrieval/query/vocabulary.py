"""Facts about words, from the dictionary, the word lists and the reports."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from retrieval.documents import plain
from retrieval.index import TermWeights
from retrieval.lexicon.gazetteer import Divisions
from retrieval.query.chunking import LONGEST_WORD
from retrieval.query.wordlists import Lexicon
from retrieval.text import BIGRAM, Analyzer, bigrams, word_bigrams
from retrieval.text.characters import HAN, NUMERAL_CHARS, is_han
from retrieval.text.jieba_source import part_of_speech
from retrieval.text.numerals import NUMERAL_CHARACTERS
from retrieval.text.values import value_at, value_prefix

# the least weight of a concept, and the share of one that occurs nowhere in the reports
_LEAST = 0.12
UNKNOWN = 0.8
# how rare a word is that may be a name of its own
_RARE = 0.35
# characters of the shortest place with the word for what it is: 北京市
_WITH_REGION = 3
_HAN_RUN = re.compile(f"[{HAN}]+")
# what may follow a verb: 降到, 亏了
_COMPLEMENTS = "了过着到给在成"
# jieba's tags of nouns, names, times, places, abbreviations, idioms, and of what is foreign
_CONTENT_TAGS = frozenset("ntsjilbegxhk")
_REMEMBERED = 1024


@dataclass(frozen=True)
class Vocabulary:
    """Tells what a word is: known or unknown, a place, a person, a common noun.

    `weigh` gives a term's weight in the index, 0 if it occurs nowhere; `heaviest` is the most any
    term may weigh; `contains` says whether any line of any report has a plain string.
    """

    analyzer: Analyzer
    lexicon: Lexicon
    divisions: Divisions
    weigh: TermWeights
    heaviest: float
    contains: Callable[[str], bool]

    @cached_property
    def is_contained(self) -> Callable[[str], bool]:
        """True if any line of any report contains a word, or its value written otherwise."""
        return lru_cache(_REMEMBERED)(self._is_contained)

    def _is_contained(self, word: str) -> bool:
        if self.weigh(word) > 0:
            return True
        # numerals are made one in pairs
        pairs = (pair for pair in word_bigrams(word) if not _has_numeral(pair))
        has_all = all(self.weigh(pair) > 0 for pair in pairs)
        return (has_all and self.contains(plain(word))) or self._has_value(word)

    def _has_value(self, word: str) -> bool:
        """True if the reports have a number with its unit, however written."""
        value = value_at(word, 0)
        if value is None:
            return False
        unit = word[value.end :].strip()
        spelt = [spelling for key in value.keys for spelling in self.spellings(key)]
        return any(not unit or self.contains(plain(spelling + unit)) for spelling in spelt)

    def is_searchable(self, word: str) -> bool:
        """True of a word somebody could search for: no verb, function word or word of asking."""
        if word in self.lexicon.attributes or word in self.lexicon.amounts:
            return False
        if self.verb_stem(word):
            return False
        tag = part_of_speech(word.rstrip(_COMPLEMENTS) or word)
        return not tag or tag[0] in _CONTENT_TAGS or tag in ("vn", "an")

    def verb_stem(self, word: str) -> str:
        """A verb of one character without what completes it, 亏 of 亏了; empty if it is none."""
        stem = word.rstrip(_COMPLEMENTS)
        return stem if len(stem) == 1 and len(word) > 1 else ""

    def verbs_from(self, stem: str) -> list[str]:
        """The verbs of two characters in the reports that begin with one; none if it is empty."""
        found = self.weigh.starting(stem) if stem else ()
        return [word for word in found if len(word) == 2 and part_of_speech(word)[:1] == "v"]

    def prepare(self, content: str) -> None:
        """Look up at once what finding the concepts of a text will most likely ask for."""
        self.weigh.look_up(_asked_terms(content))

    def stands(self, word: str) -> bool:
        """True if the reports have a word as one term."""
        return self.weigh(word) > 0

    def occurs(self, word: str) -> bool:
        """True if the reports may have a word, however cut, or a value, however written."""
        return self.weigh(word) > 0 or self._all_pairs_occur(word) or bool(self._as_value(word))

    def spellings(self, key: str) -> list[str]:
        """The ways in which the reports write a value."""
        start = value_prefix(key)
        return [term.removeprefix(start) for term in self.weigh.starting(start)]

    def _as_value(self, word: str) -> list[str]:
        """The terms of a word that is a value and no more; none if the reports don't have it."""
        value = value_at(word, 0)
        if value is None or value.end < len(word):
            return []
        return [term for key in value.keys for term in self.weigh.starting(value_prefix(key))]

    def occurring(self, words: Iterable[str]) -> list[str]:
        """Keep the words that may stand in the reports."""
        words = list(words)
        self.weigh.look_up(words)
        unknown = [word for word in words if not self.weigh(word)]
        self.weigh.look_up(pair for word in unknown for pair in word_bigrams(word))
        return [word for word in words if self.occurs(word)]

    def is_known(self, word: str, *, is_name: bool) -> bool:
        """True if the reports have a word as typed or, of a longer one, all its pairs."""
        pairs_tell = len(word) > 2 or is_name
        return self.weigh(word) > 0 or (pairs_tell and self._all_pairs_occur(word))

    def count(self, word: str) -> int:
        """Count a word in general use.

        0 for a place with more behind it (北京市总工会) that no report has as one word.
        """
        count = self.analyzer.count(word)
        is_one = not count or self.stands(word) or not self._begins_with_region(word)
        return count if is_one else 0

    def _begins_with_region(self, word: str) -> bool:
        """True of a place with its suffix and two or more characters behind; 北京市民 has one."""
        ends = range(_WITH_REGION, len(word) - 1)
        return any(
            word[end - 1] in self.lexicon.regions and word[:end] in self.divisions for end in ends
        )

    def is_any_word(self, word: str) -> bool:
        """True if the dictionary or the reports have a word."""
        return word in self.divisions or self.stands(word) or self.analyzer.count(word) > 0

    def is_one_word(self, word: str) -> bool:
        """True of a word that must not be cut."""
        return word in self.lexicon.stop_words or word in self.divisions or self.weigh(word) > 0

    def weight_share(self, word: str) -> float:
        """A word's weight in the index, as a share of the heaviest possible."""
        weight = self.weigh(word) or min(map(self.weigh, word_bigrams(word)), default=0.0)
        weight = weight or max(map(self.weigh, self._as_value(word)), default=0.0)
        return min(1.0, weight / self.heaviest)

    def is_place(self, word: str) -> bool:
        """True of a place, by its suffix or because the reports have it with one."""
        stem = word.rstrip("".join(self.lexicon.regions))  # 市县 is no place
        if word in self.divisions or (stem and stem != word):
            return True
        if not 1 < len(word) < 4 or self.analyzer.rarity(word) < _RARE:
            return False
        named = [word + region for region in sorted(self.lexicon.regions)]
        self.weigh.look_up(named)
        return any(self.weigh(name) > 0 for name in named)

    def is_person(self, word: str) -> bool:
        """True if a word has the form of a person's name."""
        if not 1 < len(word) < 5 or word[0] not in self.lexicon.surnames:
            return False
        return word[1:] in self.lexicon.forms_of_address or (
            len(word) < 4 and not self.analyzer.count(word)
        )

    def is_name(self, word: str, after: str) -> bool:
        """True of a place, a person or an unknown organization.

        A word is one by itself or by what follows: 余姚 before 市, 华为 before 公司.
        """
        if self.is_place(word) or self.is_person(word):
            return True
        if len(word) < 2:
            return False
        if after[:1] in self.lexicon.regions:
            return True
        end = next((e for e in self._organization_ends if word.endswith(e)), "")
        stem = word.removesuffix(end)
        if len(stem) < 2 or not (end or after.startswith(self._organization_ends)):
            return False
        return not self.occurs(stem) and self.analyzer.rarity(stem) > _RARE

    def short_name(self, word: str) -> str:
        """A place without the word for what it is, 柯桥 of 柯桥区; empty if there is none."""
        is_named = len(word) > 2 and word[-1] in self.lexicon.regions and self.is_place(word)
        return word[:-1] if is_named else ""

    def is_pair(self, pair: str) -> bool:
        """True if two characters stand side by side in the reports."""
        return bool(term := _pair_term(pair)) and self.weigh(term) > 0

    def known_pairs(self, pairs: Iterable[str]) -> set[str]:
        """Keep the pairs of characters that stand side by side in the reports."""
        terms = {pair: term for pair in pairs if (term := _pair_term(pair))}
        known = self.weigh.occurring(terms.values())
        return {pair for pair, term in terms.items() if term in known}

    @cached_property
    def _organization_ends(self) -> tuple[str, ...]:
        return tuple(word for word in self.lexicon.places if len(word) > 1)

    def _all_pairs_occur(self, word: str) -> bool:
        pairs = word_bigrams(word)
        return bool(pairs) and all(self.weigh(pair) > 0 for pair in pairs)


def _has_numeral(pair: str) -> bool:
    return any(char.isdigit() or char in NUMERAL_CHARACTERS for char in pair)


def weight_of(rarity: float, in_reports: float) -> float:
    """Weigh a concept by how rare its word is in general and in the reports.

    `in_reports` is the share of its best form (see `Vocabulary.weight_share`), 0 if none occurs.
    """
    return max(_LEAST, rarity) * (in_reports or UNKNOWN)


def _asked_terms(content: str) -> Iterable[str]:
    """The terms that finding concepts will most likely ask for."""
    for run in _HAN_RUN.findall(content):
        for start in range(len(run)):
            yield from (run[start:end] for end in range(start + 2, start + LONGEST_WORD + 1))
    yield from bigrams(content)


def _pair_term(pair: str) -> str:
    """The term of the index for two Chinese characters side by side; empty for any others."""
    first, second = pair[0], pair[1]
    if not (is_han(first) and is_han(second)):
        return ""
    if first not in NUMERAL_CHARS and second not in NUMERAL_CHARS:
        return BIGRAM + pair
    terms = word_bigrams(pair)
    return terms[0] if len(terms) == 1 else ""
