"""The concepts of a question: its words and phrases, and the forms a report may write them in."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from retrieval.lexicon import Glosses, Spelling, Synonyms, corrected
from retrieval.query.chunking import cut
from retrieval.query.model import REPEATED, Concept, Form, Source
from retrieval.query.spelling_correction import SHAPE, Corrector, is_inside
from retrieval.query.translation import Translator
from retrieval.query.vocabulary import Vocabulary, weight_of
from retrieval.query.wordlists import Lexicon
from retrieval.text.numerals import NUMERAL, canonical, spellings

PART = 0.5
# a place without the word for what it is: 柯桥 of 柯桥区
SHORT = 0.9
# a place inside the one that is asked about
INSIDE = 0.6
GLOSS = 0.4
_MOST_FORMS = 16


@dataclass(frozen=True)
class ConceptFinder:
    """Finds concepts."""

    vocabulary: Vocabulary
    synonyms: Synonyms
    load_glosses: Callable[[], Glosses]
    spelling: Spelling

    @property
    def lexicon(self) -> Lexicon:
        """The word lists."""
        return self.vocabulary.lexicon

    @cached_property
    def glosses(self) -> Glosses:
        """The dictionary, read when it is first needed."""
        return self.load_glosses()

    @cached_property
    def corrector(self) -> Corrector:
        """What corrects wrong characters."""
        return Corrector(self.vocabulary, self.synonyms, self.spelling)

    def translate(self, text: str) -> list[Concept]:
        """The concepts of a folded text in Latin letters."""
        return Translator(self.vocabulary, self.glosses, self.spelling).translate(text)

    def find(self, content: str) -> tuple[list[Concept], str]:
        """The concepts of a folded text, in order, and the text as it was meant.

        The text is cut as it was meant: a wrong character would part a word in three.
        """
        self.vocabulary.prepare(content)
        corrections = self.corrector.corrections(content)
        meant = corrected(content, corrections)
        if corrections:
            self.vocabulary.prepare(meant)
        pieces = self._pieces(meant)
        # a character by itself is no word that could be meant
        if wrong := [c for c in corrections if not is_inside(c, pieces)]:
            corrections = [c for c in corrections if c not in wrong]
            meant = corrected(content, corrections)
            pieces = self._pieces(meant)
        concepts: list[Concept] = []
        for start, end in pieces:
            inside = [c for c in corrections if start < c.end and c.start < end]
            word, typed = meant[start:end], content[start:end]
            sure = min((self.corrector.sure(c) for c in inside), default=1.0)
            is_name = self.vocabulary.is_name(word, meant[end:])
            concept = self._concept(typed, word, sure=sure, is_name=is_name)
            if concept is not None:
                concepts.append(concept)
        return concepts, meant

    def _pieces(self, content: str) -> list[tuple[int, int]]:
        """Where the words of a text stand."""
        return cut(
            content,
            count=self.vocabulary.count,
            is_known=self.vocabulary.is_one_word,
            is_pair=self.vocabulary.is_pair,
            phrases=self.synonyms.of,
            longest_phrase=self.synonyms.longest,
        )

    def _concept(self, typed: str, meant: str, *, sure: float, is_name: bool) -> Concept | None:
        """The concept of a word as typed and as it is meant, and how sure it is meant so."""
        if meant in self.lexicon.stop_words or not any(map(str.isalnum, meant)):
            return None
        known = typed == meant and self.vocabulary.is_known(typed, is_name=is_name)
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
        rarity = self.vocabulary.analyzer.rarity(meant)
        told = max(
            (
                f.weight * self.vocabulary.told(f.text)
                for f in kept
                if self.vocabulary.occurs(f.text)
            ),
            default=0,
        )
        return Concept(
            typed,
            weight_of(rarity, told),
            tuple(kept),
            is_known=known,
            is_name=is_name,
            repeated=self.lexicon.repeated.get(meant, REPEATED),
        )

    def _others(self, word: str, known: bool) -> Iterable[Form]:
        if number := NUMERAL.match(word):
            yield from _number_forms(word, number)
        for other, weight in self.synonyms.of.get(word, {}).items():
            yield Form(other, weight, Source.SYNONYM)
        if short := self.vocabulary.short_name(word):
            yield Form(short, SHORT, Source.PART)
        for inner in self.vocabulary.divisions.inside.get(word, ()):
            yield Form(inner, INSIDE, Source.PART)
        if len(word) > 2:
            for part in self.vocabulary.analyzer.terms(word):
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
        occurring = set(self.vocabulary.occurring(form.text for form in ranked))
        return [typed, *[form for form in ranked if form.text in occurring][:_MOST_FORMS]]


def _is_whole(form: Form, name: str) -> bool:
    """Whether a part is the name itself (浙江 of 浙江省), or a place inside it."""
    return form.text not in name or form.text == name[:-1]


def _number_forms(word: str, number: re.Match[str]) -> Iterable[Form]:
    digits, unit = canonical(number), word[number.end() :].strip()
    for spelling in (digits, *spellings(digits)):
        yield Form(spelling + unit, 0.95, Source.NUMERAL)
