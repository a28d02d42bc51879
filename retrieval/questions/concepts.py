"""The concepts of a question: its words and phrases, and the forms a report may write them in."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from retrieval.index import TermWeights
from retrieval.questions.cutting import LONGEST_WORD, cut
from retrieval.questions.lexicon import Lexicon
from retrieval.questions.question import REPEATED, Concept, Form, Source
from retrieval.terms import BIGRAM, Analyzer, bigrams, word_bigrams
from retrieval.terms.numerals import NUMERAL, canonical, spellings
from retrieval.words import Correction, Divisions, Glosses, Spelling, Synonyms, corrected

SOUND = 0.8
SHAPE = 0.7
# of a word that a dictionary has: it may well be meant as typed
UNSURE = 0.45
PART = 0.5
# a place without the word for what it is: 柯桥 of 柯桥区
SHORT = 0.9
# a place inside the one that is asked about
INSIDE = 0.6
GLOSS = 0.4
_COMMON_COUNT = 100
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_REGIONS = "省市区县州镇乡村"
_REGIONS_WRITTEN = frozenset(_REGIONS)
_MOST_FORMS = 16
_MOST_SPELT = 4
# how rare a word is that may be a name of its own
_RARE = 0.35
_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿")
# what a concept tells at least, and when nothing like it occurs in the reports
_LEAST = 0.12
_UNKNOWN = 0.8


@dataclass(frozen=True)
class ConceptFinder:
    """Finds concepts; `weigh` gives a term's weight in the index, 0 if it occurs nowhere."""

    analyzer: Analyzer
    lexicon: Lexicon
    synonyms: Synonyms
    load_glosses: Callable[[], Glosses]
    spelling: Spelling
    divisions: Divisions
    weigh: TermWeights
    heaviest: float

    @cached_property
    def glosses(self) -> Glosses:
        """The dictionary, read when it is first needed."""
        return self.load_glosses()

    def find(self, content: str) -> tuple[list[Concept], str]:
        """The concepts of a folded text, in order, and the text as it was meant.

        The text is cut as it was meant: a wrong character would part a word in three.
        """
        self.weigh.look_up(_asked_terms(content))
        corrections = self._corrections(content)
        meant = corrected(content, corrections)
        if corrections:
            self.weigh.look_up(_asked_terms(meant))
        pieces = self._pieces(meant)
        # a character by itself is no word that could be meant
        if wrong := [c for c in corrections if not _is_inside(c, pieces)]:
            corrections = [c for c in corrections if c not in wrong]
            meant = corrected(content, corrections)
            pieces = self._pieces(meant)
        concepts: list[Concept] = []
        for start, end in pieces:
            inside = [c for c in corrections if start < c.end and c.start < end]
            word, typed = meant[start:end], content[start:end]
            sure = min((self._sure(c) for c in inside), default=1.0)
            is_name = self._is_name(word, meant[end:])
            concept = self._concept(typed, word, sure=sure, is_name=is_name)
            if concept is not None:
                concepts.append(concept)
        return concepts, meant

    def occurs(self, word: str) -> bool:
        """Whether a word, however it was cut, may stand in the reports."""
        return self.weigh(word) > 0 or self._all_pairs_occur(word)

    def is_place(self, word: str) -> bool:
        """Whether a word names a place: it ends as such, or stands so in the reports."""
        if word in self.divisions or (len(word) > 1 and word[-1] in _REGIONS):
            return True
        if not 1 < len(word) < 4 or self.analyzer.rarity(word) < _RARE:
            return False
        named = [word + region for region in _REGIONS]
        self.weigh.look_up(named)
        return any(self.weigh(name) > 0 for name in named)

    def is_person(self, word: str) -> bool:
        """Whether a word has the form of a person's name."""
        if not 1 < len(word) < 5 or word[0] not in self.lexicon.surnames:
            return False
        return word[1:] in self.lexicon.forms_of_address or (
            len(word) < 4 and not self.analyzer.count(word)
        )

    def _is_name(self, word: str, after: str) -> bool:
        """Whether a word names a place, a person or an unknown organization, by itself or by what
        follows: 余姚 before 市, 华为 before 公司.
        """
        if self.is_place(word) or self.is_person(word):
            return True
        if len(word) < 2:
            return False
        if after[:1] in _REGIONS_WRITTEN:
            return True
        end = next((e for e in self._organization_ends if word.endswith(e)), "")
        stem = word.removesuffix(end)
        if len(stem) < 2 or not (end or after.startswith(self._organization_ends)):
            return False
        return not self.occurs(stem) and self.analyzer.rarity(stem) > _RARE

    @cached_property
    def _organization_ends(self) -> tuple[str, ...]:
        return tuple(word for word in self.lexicon.places if len(word) > 1)

    def _all_pairs_occur(self, word: str) -> bool:
        pairs = word_bigrams(word)
        return bool(pairs) and all(self.weigh(pair) > 0 for pair in pairs)

    def _corrections(self, content: str) -> list[Correction]:
        found = self.spelling.corrections(
            content,
            self._known_pairs,
            is_word=self._is_word,
            is_right=self.lexicon.stop_words.__contains__,
            is_sound=self._is_sound,
            may_mean=self._may_be_meant,
        )
        return [c for c in found if not self._is_meant(content, c)]

    def _may_be_meant(self, word: str) -> bool:
        """Whether two characters are a word of the dictionary or the reports; longer ones may be
        a name.
        """
        is_known = word in self.divisions or self.weigh(word) > 0 or self.analyzer.count(word) > 0
        return len(word) > 2 or is_known

    def _sure(self, correction: Correction) -> float:
        """How sure a correction is: of a word that a dictionary has, it may well be meant."""
        if self.analyzer.count(correction.typed) > 0 and not correction.is_sure:
            return UNSURE
        return SOUND if correction.by_sound else SHAPE

    def _is_meant(self, content: str, correction: Correction) -> bool:
        """Whether the characters may be right: function words, or a word with known synonyms."""
        if any(char in self.lexicon.stop_words for char in correction.typed):
            return True
        if any(word in self.divisions for word in _words_over(content, correction)):
            return True
        if correction.is_sure and correction.by_sound:
            return False
        beside = (
            content[correction.start - 1 : correction.start + 1],
            content[correction.end - 1 : correction.end + 1],
        )
        if any(len(pair) == 2 and self._is_word(pair) for pair in beside):
            return True
        for word in _words_over(content, correction):
            if any(map(self.occurs, self.synonyms.of.get(word, ()))):
                return True
        # one neighbour alone proves little if the word is one of the dictionary
        is_word = self.analyzer.count(correction.typed) > 0
        return not correction.is_sure and is_word and not correction.by_sound

    def _is_word(self, word: str) -> bool:
        return self.weigh(word) > 0

    def _is_sound(self, content: str, place: int) -> bool:
        """Whether a character stands in a common word of two, so that nothing need be wrong."""
        pairs = (content[max(0, place - 1) : place + 1], content[place : place + 2])
        return any(len(p) == 2 and self.analyzer.count(p) > _COMMON_COUNT for p in pairs)

    def _is_pair(self, pair: str) -> bool:
        return bool(term := _pair_term(pair)) and self.weigh(term) > 0

    def _known_pairs(self, pairs: Iterable[str]) -> set[str]:
        """Those of some pairs of characters that stand side by side in the reports."""
        terms = {pair: term for pair in pairs if (term := _pair_term(pair))}
        known = self.weigh.occurring(terms.values())
        return {pair for pair, term in terms.items() if term in known}

    def _pieces(self, content: str) -> list[tuple[int, int]]:
        """Where the words of a text stand."""
        return cut(
            content,
            count=self.analyzer.count,
            is_known=self._is_one_word,
            is_pair=self._is_pair,
            phrases=self.synonyms.of,
            longest_phrase=self.synonyms.longest,
        )

    def _is_one_word(self, word: str) -> bool:
        return word in self.lexicon.stop_words or word in self.divisions or self.weigh(word) > 0

    def _concept(self, typed: str, meant: str, *, sure: float, is_name: bool) -> Concept | None:
        """The concept of a word as typed and as it is meant, and how sure it is meant so."""
        if meant in self.lexicon.stop_words or not any(map(str.isalnum, meant)):
            return None
        known = typed == meant and self._is_known(typed, is_name=is_name)
        others = self._others(meant, known)
        if is_name:
            # a name is there as a whole or not at all
            others = [f for f in others if f.source is not Source.GLOSS]
            others = [f for f in others if f.source is not Source.PART or _is_whole(f, meant)]
        if typed != meant:
            source = Source.SHAPE if sure == SHAPE else Source.SOUND
            whole = Form(meant.replace(" ", ""), 1.0, source)
            others = [replace(f, weight=f.weight * sure) for f in (whole, *others)]
        forms = [Form(typed.replace(" ", ""), 1.0, Source.TYPED), *others]
        kept = self._best(forms)
        rarity = self.analyzer.rarity(meant)
        told = max((f.weight * self._told(f.text) for f in kept if self.occurs(f.text)), default=0)
        weight = max(_LEAST, rarity) * (told or _UNKNOWN)
        return Concept(
            typed,
            weight,
            tuple(kept),
            is_known=known,
            is_name=is_name,
            repeated=self.lexicon.repeated.get(meant, REPEATED),
        )

    def _is_known(self, word: str, *, is_name: bool) -> bool:
        pairs_tell = len(word) > 2 or is_name
        return self.weigh(word) > 0 or (pairs_tell and self._all_pairs_occur(word))

    def _told(self, word: str) -> float:
        """A word's weight in the index as a share of the heaviest there may be."""
        weight = self.weigh(word) or min(map(self.weigh, word_bigrams(word)), default=0.0)
        return min(1.0, weight / self.heaviest)

    def _others(self, word: str, known: bool) -> Iterable[Form]:
        if number := NUMERAL.match(word):
            yield from _number_forms(word, number)
        for other, weight in self.synonyms.of.get(word, {}).items():
            yield Form(other, weight, Source.SYNONYM)
        if len(word) > 2 and word[-1] in _REGIONS and self.is_place(word):
            yield Form(word[:-1], SHORT, Source.PART)
        for inner in self.divisions.inside.get(word, ()):
            yield Form(inner, INSIDE, Source.PART)
        if len(word) > 2:
            for part in self.analyzer.terms(word):
                if 1 < len(part.text) < len(word):
                    yield Form(part.text, PART, Source.PART)
        if not known and word not in self.synonyms.of and len(word) > 1:
            for other, near in self.glosses.near(word).items():
                yield Form(other, GLOSS * near, Source.GLOSS)

    def _best(self, forms: Iterable[Form]) -> list[Form]:
        """The typed form, and of the others the surest that occur in the reports."""
        typed, *others = forms
        surest: dict[str, Form] = {}
        for form in others:
            best = surest.get(form.text)
            if (best is None or form.weight > best.weight) and form.text != typed.text:
                surest[form.text] = form
        ranked = sorted(surest.values(), key=lambda form: -form.weight)
        return [typed, *self._occurring(ranked)[:_MOST_FORMS]]

    def _occurring(self, forms: Sequence[Form]) -> list[Form]:
        """Those of some forms that may stand in the reports."""
        self.weigh.look_up(form.text for form in forms)
        unknown = [form.text for form in forms if not self.weigh(form.text)]
        self.weigh.look_up(pair for text in unknown for pair in word_bigrams(text))
        return [form for form in forms if self.occurs(form.text)]

    def translate(self, english: str, stop_words: frozenset[str]) -> list[Concept]:
        """The concepts of an English text: phrases of up to three words by the dictionary, names
        by their pinyin."""
        words = re.findall(r"[a-z]+(?:[-'][a-z]+)*|\d+(?:\.\d+)?", english)
        words = [word.removesuffix("'s") for word in words]
        concepts = []
        place = 0
        while place < len(words):
            used, concept = self._translated(words, place, stop_words)
            place += used
            if concept is not None:
                concepts.append(concept)
        return concepts

    def _translated(
        self, words: list[str], place: int, stop_words: frozenset[str]
    ) -> tuple[int, Concept | None]:
        for count in (3, 2, 1):
            phrase = " ".join(words[place : place + count])
            if place + count > len(words) or phrase in stop_words:
                continue
            found = [w for w in self.glosses.translations(phrase) if self.occurs(w)]
            if found or phrase.isdigit():
                return count, self._foreign(phrase, found)
        for count in (3, 2, 1):
            spelt = words[place : place + count]
            if self.lexicon.pinyin_particles.intersection(spelt):
                continue
            if names := self._by_pinyin("".join(spelt).replace("'", "").replace("-", "")):
                return count, self._foreign(" ".join(spelt), names)
        word = words[place]
        if place and (people := self._addressed(words[place - 1], word)):
            return 1, self._foreign(word, people)
        if word in stop_words or word in self.lexicon.pinyin_particles or len(word) < 2:
            return 1, None
        return 1, self._foreign(word, [])

    def _addressed(self, title: str, pinyin: str) -> list[str]:
        """The people of the reports whom a surname behind a title may mean: mr xie 谢先生, 谢某."""
        named = self.lexicon.forms_of_address
        if named.isdisjoint(self.glosses.translations(title)):
            return []
        surnames = (c for c in self.spelling.sounding(pinyin) if c in self.lexicon.surnames)
        return [c + end for c in surnames for end in sorted(named) if self.occurs(c + end)]

    def _by_pinyin(self, pinyin: str) -> list[str]:
        """What of the reports is pronounced so, words before what only stands side by side."""
        found = self.spelling.hanzi(pinyin, self._known_pairs)
        return sorted(found, key=lambda word: not self._is_word(word))[:_MOST_SPELT]

    def _foreign(self, phrase: str, found: list[str]) -> Concept:
        forms = [Form(phrase, 1.0, Source.TYPED)]
        forms += [
            Form(word, max(0.4, 0.9 - 0.08 * place), Source.ENGLISH)
            for place, word in enumerate(found[:_MOST_FORMS])
        ]
        told = max((self._told(word) for word in found), default=_UNKNOWN)
        rarity = max((self.analyzer.rarity(word) for word in found), default=_UNKNOWN)
        return Concept(
            phrase, max(_LEAST, rarity) * told, tuple(forms), is_known=self.weigh(phrase) > 0
        )


def _asked_terms(content: str) -> Iterable[str]:
    """The terms that finding concepts will most likely ask for."""
    for run in _HAN_RUN.findall(content):
        for start in range(len(run)):
            yield from (run[start:end] for end in range(start + 2, start + LONGEST_WORD + 1))
    yield from bigrams(content)


def _pair_term(pair: str) -> str:
    """The term of the index for two Chinese characters side by side; empty for any others."""
    first, second = pair[0], pair[1]
    if not ("\u4e00" <= first <= "\u9fff" and "\u4e00" <= second <= "\u9fff"):
        return ""
    if first not in _NUMERALS and second not in _NUMERALS:
        return BIGRAM + pair
    terms = word_bigrams(pair)
    return terms[0] if len(terms) == 1 else ""


def _words_over(content: str, correction: Correction) -> Iterator[str]:
    """What of a text may be a word that holds some of what would be corrected."""
    for length in range(2, 5):
        for start in range(max(0, correction.start - length + 1), correction.end):
            yield content[start : start + length]


def _is_inside(correction: Correction, pieces: Iterable[tuple[int, int]]) -> bool:
    """Whether every changed character stands in a word of several characters."""
    pairs = zip(correction.typed, correction.meant, strict=True)
    changed = [correction.start + at for at, (old, new) in enumerate(pairs) if old != new]
    words = [(start, end) for start, end in pieces if end - start > 1]
    return all(any(start <= place < end for start, end in words) for place in changed)


def _is_whole(form: Form, name: str) -> bool:
    """Whether a part is the name itself (浙江 of 浙江省), or a place inside it."""
    return form.text not in name or len(name) - len(form.text) == 1


def _number_forms(word: str, number: re.Match[str]) -> Iterable[Form]:
    digits, unit = canonical(number), word[number.end() :].strip()
    for spelling in (digits, *spellings(digits)):
        yield Form(spelling + unit, 0.95, Source.NUMERAL)
