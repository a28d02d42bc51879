"""The concepts of an English question, or of one in pinyin."""

import re
from dataclasses import dataclass

from retrieval.lexicon import Glosses, Spelling
from retrieval.query.model import Concept, Form, FormSource
from retrieval.query.vocabulary import UNKNOWN, Vocabulary, weight_of

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*|\d+(?:\.\d+)?")
_LONGEST_PHRASE = 3  # words
_MOST_FORMS = 16
_MOST_SPELT = 4


@dataclass(frozen=True)
class Translator:
    """Translates words in Latin letters to Chinese words of the reports."""

    vocabulary: Vocabulary
    glosses: Glosses
    spelling: Spelling

    def translate(self, text: str) -> list[Concept]:
        """The concepts of a folded text: phrases by the dictionary, names by their pinyin."""
        words = [word.removesuffix("'s") for word in _WORD.findall(text)]
        concepts = []
        place = 0
        while place < len(words):
            used, concept = self._translated(words, place)
            place += used
            if concept is not None:
                concepts.append(concept)
        return concepts

    def _translated(self, words: list[str], place: int) -> tuple[int, Concept | None]:
        """Translate the words from a place on: how many were used, and their concept, if any."""
        if found := self._by_dictionary(words, place) or self._by_pinyin(words, place):
            return found
        lexicon, word = self.vocabulary.lexicon, words[place]
        if place and (people := self._addressed(words[place - 1], word)):
            return 1, self._foreign(word, people)
        if word in lexicon.stop_words or word in lexicon.pinyin_particles or len(word) < 2:
            return 1, None
        return 1, self._foreign(word, [])

    def _by_dictionary(self, words: list[str], place: int) -> tuple[int, Concept] | None:
        """Translate the longest phrase that the dictionary has and the reports have words for."""
        for count in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
            phrase = " ".join(words[place : place + count])
            if phrase in self.vocabulary.lexicon.stop_words:
                continue
            found = [w for w in self.glosses.translations(phrase) if self.vocabulary.occurs(w)]
            if found or phrase.isdigit():
                return count, self._foreign(phrase, found)
        return None

    def _by_pinyin(self, words: list[str], place: int) -> tuple[int, Concept] | None:
        """Translate the longest run of words that is pinyin of a word of the reports."""
        for count in range(_LONGEST_PHRASE, 0, -1):
            spelt = words[place : place + count]
            if self.vocabulary.lexicon.pinyin_particles.intersection(spelt):
                continue
            if names := self._sounding("".join(spelt).replace("'", "").replace("-", "")):
                return count, self._foreign(" ".join(spelt), names)
        return None

    def _addressed(self, title: str, pinyin: str) -> list[str]:
        """The people of the reports whom a surname behind a title may mean: mr xie 谢先生, 谢某."""
        named = self.vocabulary.lexicon.forms_of_address
        if named.isdisjoint(self.glosses.translations(title)):
            return []
        surnames = (
            c for c in self.spelling.sounding(pinyin) if c in self.vocabulary.lexicon.surnames
        )
        return [
            c + end for c in surnames for end in sorted(named) if self.vocabulary.occurs(c + end)
        ]

    def _sounding(self, pinyin: str) -> list[str]:
        """The words of the reports with this pinyin; pairs that are no single word come last."""
        found = self.spelling.hanzi(pinyin, self.vocabulary.known_pairs)
        return sorted(found, key=lambda word: not self.vocabulary.stands(word))[:_MOST_SPELT]

    def _foreign(self, phrase: str, found: list[str]) -> Concept:
        forms = [Form(phrase, 1.0, FormSource.TYPED)]
        forms += [
            Form(word, max(0.4, 0.9 - 0.08 * place), FormSource.ENGLISH)
            for place, word in enumerate(found[:_MOST_FORMS])
        ]
        in_reports = max((self.vocabulary.weight_share(word) for word in found), default=0.0)
        rarity = max((self.vocabulary.analyzer.rarity(word) for word in found), default=UNKNOWN)
        return Concept(
            phrase,
            weight_of(rarity, in_reports),
            tuple(forms),
            is_known=self.vocabulary.stands(phrase),
        )
