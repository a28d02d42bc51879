"""Mistyped characters of a question corrected."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retrieval.lexicon import Correction, Spelling, Synonyms
from retrieval.query.vocabulary import Vocabulary
from retrieval.text.numerals import NUMERALS

SOUND = 0.8
SHAPE = 0.7
# of a word that a dictionary has: it may well be meant as typed
UNSURE = 0.45
_COMMON_COUNT = 100


@dataclass(frozen=True)
class Corrector:
    """Corrects mistyped characters and leaves those that may be right."""

    vocabulary: Vocabulary
    synonyms: Synonyms
    spelling: Spelling

    def corrections(self, content: str) -> list[Correction]:
        """The corrections of a folded text, in order."""
        found = self.spelling.corrections(
            content,
            self.vocabulary.known_pairs,
            is_word=self.vocabulary.stands,
            is_right=self.vocabulary.lexicon.stop_words.__contains__,
            is_sound=self._is_sound,
            may_mean=self._may_be_meant,
        )
        return [c for c in found if not self._is_meant(content, c)]

    def sure(self, correction: Correction) -> float:
        """Rate a correction from 0 to 1, lower for a word of the dictionary: it may be meant."""
        if self.vocabulary.analyzer.count(correction.typed) > 0 and not correction.is_sure:
            return UNSURE
        return SOUND if correction.by_sound else SHAPE

    def _may_be_meant(self, word: str) -> bool:
        """True of a word of two characters, and of anything longer: it may be a name."""
        return len(word) > 2 or self.vocabulary.is_any_word(word)

    def _is_meant(self, content: str, correction: Correction) -> bool:
        """True if the characters may be right: function words, or a word with known synonyms."""
        if any(char in self.vocabulary.lexicon.stop_words for char in correction.typed):
            return True
        # 上场 is not meant to be the 三场 of 第三场, 已期 may well be 一期
        is_word = self.vocabulary.analyzer.count(correction.typed) > 0
        if is_word and _counts(correction.meant) and not _counts(correction.typed):
            return True
        if any(word in self.vocabulary.divisions for word in _words_over(content, correction)):
            return True
        if correction.is_sure and correction.by_sound:
            return False
        beside = (
            content[correction.start - 1 : correction.start + 1],
            content[correction.end - 1 : correction.end + 1],
        )
        if any(len(pair) == 2 and self.vocabulary.stands(pair) for pair in beside):
            return True
        for word in _words_over(content, correction):
            if any(map(self.vocabulary.occurs, self.synonyms.of.get(word, ()))):
                return True
        # one neighbour alone proves little if the word is one of the dictionary
        return not correction.is_sure and is_word and not correction.by_sound

    def _is_sound(self, content: str, place: int) -> bool:
        """True if a character is part of a common word of two, so that nothing need be wrong."""
        pairs = (content[max(0, place - 1) : place + 1], content[place : place + 2])
        return any(len(p) == 2 and self.vocabulary.analyzer.count(p) > _COMMON_COUNT for p in pairs)


def _counts(text: str) -> bool:
    """True of a text with a numeral."""
    return not NUMERALS.isdisjoint(text)


def is_inside(correction: Correction, pieces: Iterable[tuple[int, int]]) -> bool:
    """True if every changed character stands in a word of several characters."""
    pairs = zip(correction.typed, correction.meant, strict=True)
    changed = [correction.start + at for at, (old, new) in enumerate(pairs) if old != new]
    words = [(start, end) for start, end in pieces if end - start > 1]
    return all(any(start <= place < end for start, end in words) for place in changed)


def _words_over(content: str, correction: Correction) -> Iterator[str]:
    """Yield the slices of a text that may be words and overlap a correction."""
    for length in range(2, 5):
        for start in range(max(0, correction.start - length + 1), correction.end):
            yield content[start : start + length]
