"""The concepts of a question: its words and phrases, and the forms a report may write them in."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from retrieval.lexicon import Correction, Glosses, Spelling, Synonyms, corrected
from retrieval.query.chunking import cut
from retrieval.query.model import REPEATED, Concept, Form, FormSource
from retrieval.query.spelling_correction import SHAPE, SOUND, Corrector, is_inside
from retrieval.query.translation import Translator
from retrieval.query.vocabulary import UNKNOWN, Vocabulary, weight_of
from retrieval.query.wordlists import Lexicon
from retrieval.text.values import Value, value_at

_LATIN_RUN = re.compile(r"(?<![-a-z\d+#])[a-z]+(?:[ '-][a-z]+)*(?![-a-z\d+#])")
PART = 0.5
# a place without the word for what it is: 柯桥 of 柯桥区
SHORT = 0.9
# a place inside the one that is asked about
INSIDE = 0.6
GLOSS = 0.4
# the full name of an abbreviation
FULL = 0.9
# a verb that begins with the same character
VERB = 0.6
# a value as the reports write it; a time by 12 hours that may be meant; a number without its unit
SPELT, LIKE, UNITLESS = 0.95, 0.6, 0.5
_MOST_FORMS = 16


@dataclass(frozen=True)
class ConceptFinder:
    """Finds concepts."""

    vocabulary: Vocabulary
    synonyms: Synonyms
    load_glosses: Callable[[], Glosses]
    spelling: Spelling
    full_names: Callable[[str], Sequence[str]]  # those in the reports that a word abbreviates

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
        """The corrector of mistyped characters."""
        return Corrector(self.vocabulary, self.synonyms, self.spelling)

    def translate(self, text: str) -> list[Concept]:
        """The concepts of a folded text in Latin letters."""
        return Translator(self.vocabulary, self.glosses, self.spelling).translate(text)

    def find(self, content: str) -> tuple[list[Concept], str]:
        """The concepts of a folded text, in order, and the text as it was meant.

        The text is cut as it was meant: a wrong character would part a word in three.
        """
        self.vocabulary.prepare(content)
        meant, corrections = self._corrected(content)
        pieces = self._with_abbreviations(meant, self._pieces(meant))
        foreign = self._foreign(content)
        concepts = [concept for _, found in foreign for concept in found]
        for start, end in pieces:
            if any(s <= start < e for (s, e), _ in foreign):
                continue
            inside = [c for c in corrections if start < c.end and c.start < end]
            sure = min((self.corrector.sure(c) for c in inside), default=1.0)
            word, typed = meant[start:end], content[start:end]
            is_name = self.vocabulary.is_name(word, meant[end:])
            concept = self._concept(typed, word, sure=sure, is_name=is_name)
            if concept is not None:
                concepts.append(concept)
        return concepts, meant

    def _corrected(self, content: str) -> tuple[str, list[Correction]]:
        """A text as it was meant, and the corrections that make it so."""
        corrections = self.corrector.corrections(content)
        if not corrections:
            return content, []
        meant = corrected(content, corrections)
        self.vocabulary.prepare(meant)
        pieces = self._pieces(meant)
        # a character by itself is no word that could be meant
        inside = [c for c in corrections if is_inside(c, pieces)]
        kept = [c for c in inside if not self._stands(content, c, pieces)]
        return corrected(content, kept), kept

    def _with_abbreviations(
        self, text: str, pieces: Sequence[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """The pieces, with those put together that are an abbreviation the dictionary hasn't."""
        joined: list[tuple[int, int]] = []
        place = 0
        while place < len(pieces):
            start, end = pieces[place]
            taken = 1
            for last in range(min(place + 3, len(pieces) - 1), place, -1):
                word = text[start : pieces[last][1]]
                parts = pieces[place : last + 1]
                if self._may_be_abbreviation(word, parts) and self.full_names(word):
                    end, taken = pieces[last][1], last - place + 1
                    break
            joined.append((start, end))
            place += taken
        return joined

    def _may_be_abbreviation(self, word: str, parts: Sequence[tuple[int, int]]) -> bool:
        singles = sum(end - start == 1 for start, end in parts)
        is_joined = parts[-1][1] - parts[0][0] == sum(end - start for start, end in parts)
        return (
            is_joined
            and 3 <= len(word) <= 4
            and singles >= len(parts) - 1
            and not any(word[at] in self.lexicon.stop_words for at in range(len(word)))
            and not self.vocabulary.is_contained(word)
        )

    def _foreign(self, content: str) -> list[tuple[tuple[int, int], list[Concept]]]:
        """Runs of Latin words that no report has, and the concepts of what they mean: pinyin and
        English beside Chinese.
        """
        runs = [found for found in _LATIN_RUN.finditer(content) if len(found[0]) > 1]
        return [
            (run.span(), self.translate(run[0]))
            for run in runs
            if not all(self.vocabulary.is_contained(word) for word in run[0].split())
        ]

    def _stands(
        self, content: str, correction: Correction, pieces: Sequence[tuple[int, int]]
    ) -> bool:
        """True if the reports have the text as typed, so that no correction is needed.

        They have the words that the correction would change, or one of its characters with two
        neighbours, as in a name that was cut.
        """
        pairs = zip(correction.typed, correction.meant, strict=True)
        changed = [correction.start + at for at, (old, new) in enumerate(pairs) if old != new]
        around = [content[at : at + 3] for place in changed for at in range(place - 2, place + 1)]
        if any(len(text) == 3 and self.vocabulary.is_contained(text) for text in around):
            return True
        inside = [(s, e) for s, e in pieces if s < correction.end and correction.start < e]
        return all(
            self.vocabulary.is_contained(content[start:end])
            for start, end in inside
            if content[start:end] not in self.lexicon.stop_words
        )

    def _pieces(self, content: str) -> list[tuple[int, int]]:
        """Cut a text into words and names of people, as (start, end)."""
        pieces = self._words(content)
        joined: list[tuple[int, int]] = []
        for start, end in pieces:
            before = joined[-1][0] if joined and joined[-1][1] == start else start
            if self._is_cut_name(content[before:start], content[start:end]):
                joined[-1] = (before, end)
            else:
                joined.append((start, end))
        return joined

    def _is_cut_name(self, first: str, second: str) -> bool:
        """True if two words are a name of three characters of which the reports have the first two,
        and not by themselves: 司小|雨, 司|小雨.
        """
        whole = first + second
        if not first or len(whole) != 3 or not self.lexicon.stop_words.isdisjoint((first, second)):
            return False
        if self.vocabulary.analyzer.count(whole[:2]) or self.vocabulary.stands(whole[:2]):
            return False
        is_begun = self.vocabulary.is_pair(whole[:2]) and not self.vocabulary.is_place(whole[:2])
        return is_begun and self.vocabulary.is_person(whole)

    def _words(self, content: str) -> list[tuple[int, int]]:
        return cut(
            content,
            count=self.vocabulary.count,
            is_known=self.vocabulary.is_one_word,
            is_pair=self.vocabulary.is_pair,
            phrases=self.synonyms.of,
            longest_phrase=self.synonyms.longest,
            units=self.lexicon.measures,
        )

    def _concept(self, typed: str, meant: str, *, sure: float, is_name: bool) -> Concept | None:
        """The concept of a word as typed and as it is meant, and how sure it is meant so."""
        if meant in self.lexicon.stop_words or not any(map(str.isalnum, meant)):
            return None
        known = typed == meant and self.vocabulary.is_known(typed, is_name=is_name)
        others = self._others(meant, known)
        if is_name:
            others = (form for form in others if self._may_be_name(form, meant))
        if typed != meant:
            source = FormSource.SHAPE if sure == SHAPE else FormSource.SOUND
            whole = Form(meant.replace(" ", ""), 1.0, source)
            others = [replace(f, weight=f.weight * sure) for f in (whole, *others)]
        forms = self._best([Form(typed.replace(" ", ""), 1.0, FormSource.TYPED), *others])
        return Concept(
            typed,
            self._weight(meant, forms),
            tuple(forms),
            is_known=known,
            is_name=is_name,
            repeated=self.lexicon.repeated.get(meant, REPEATED),
        )

    def _weight(self, word: str, forms: Sequence[Form]) -> float:
        """Weigh a word by its surest form that occurs; so far as that is unsure, as unknown."""
        surest = next((form for form in forms if self.vocabulary.occurs(form.text)), None)
        share = self.vocabulary.weight_share(surest.text) if surest else 0.0
        in_reports = UNKNOWN + surest.weight * (share - UNKNOWN) if surest and share else UNKNOWN
        return weight_of(self.vocabulary.analyzer.rarity(word), in_reports)

    def _others(self, word: str, known: bool) -> Iterable[Form]:
        """Yield the forms of a word other than the word itself."""
        if value := value_at(word, 0):
            yield from self._spellings(value, word[value.end :].strip())
            if value.end == len(word):
                return
        for other, weight in self.synonyms.of.get(word, {}).items():
            yield Form(other, weight, FormSource.SYNONYM)
        yield from self._parts(word)
        if not known:
            yield from self._substitutes(word)

    def _parts(self, word: str) -> Iterable[Form]:
        """Yield a place without its suffix, the places inside it, and the words inside a word."""
        if short := self.vocabulary.short_name(word):
            yield Form(short, SHORT, FormSource.PART)
        for inner in self.vocabulary.divisions.inside.get(word, ()):
            yield Form(inner, INSIDE, FormSource.PART)
        terms = self.vocabulary.analyzer.terms(word) if len(word) > 2 else ()
        for part in terms:
            if 1 < len(part.text) < len(word):
                yield Form(part.text, PART, FormSource.PART)

    def _substitutes(self, word: str) -> Iterable[Form]:
        """Yield full names and near synonyms of a word that the reports don't have, and the verbs
        of two characters for one that was completed: 亏损 for 亏了, 降至 for 降到.
        """
        if not self.vocabulary.is_contained(word):
            for verb in self.vocabulary.verbs_from(self.vocabulary.verb_stem(word)):
                yield Form(verb, VERB, FormSource.SYNONYM)
            for name in self.full_names(word):
                yield Form(name, FULL, FormSource.SYNONYM)
            if self.vocabulary.is_person(word):
                yield from self._names_sounding_like(word)
        if word not in self.synonyms.of and len(word) > 1:
            for other, near in self.glosses.near(word).items():
                yield Form(other, GLOSS * near, FormSource.GLOSS)

    def _names_sounding_like(self, name: str) -> Iterable[Form]:
        """Yield the names in the reports that differ in the last character, not in its sound."""
        pairs = {name[-2] + other: name[:-1] + other for other in self.spelling.heard_as(name[-1])}
        for pair in sorted(self.vocabulary.known_pairs(pairs)):
            if self.vocabulary.is_contained(pairs[pair]):
                yield Form(pairs[pair], SOUND, FormSource.SOUND)

    def _spellings(self, value: Value, unit: str) -> Iterable[Form]:
        """The spellings that the reports have of a value, with the unit and without."""
        for number, key in enumerate(value.keys):
            sure = SPELT if number == 0 else LIKE
            for spelling in self.vocabulary.spellings(key):
                yield Form(spelling + unit, sure, FormSource.NUMERAL)
                if unit:
                    yield Form(spelling, UNITLESS, FormSource.NUMERAL)

    def _may_be_name(self, form: Form, name: str) -> bool:
        """True unless a form is only near the name in meaning, or a part that is neither the name
        itself (浙江 of 浙江省) nor a place inside it.
        """
        if form.source is FormSource.PART:
            return form.text not in name or form.text == self.vocabulary.short_name(name)
        return form.source is not FormSource.GLOSS

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
