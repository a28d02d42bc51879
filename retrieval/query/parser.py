"""From a question as typed to a question as understood."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.query.cues import Reading, read
from retrieval.query.expansion import ConceptFinder
from retrieval.query.model import Concept, FormSource, Kind, Office, Question, Slot
from retrieval.text.characters import HAN

# the end of an organization's name, such as 总工会 of 柯桥区总工会; not 那个, 这位
_OWNER = re.compile(rf"(?:(?![的个位名那这])[{HAN}]){{2,3}}$")
# kinds of 谁多, 哪个多, 甲多还是乙多
_COMPARED = (Kind.PERSON, Kind.NAME, Kind.TOPIC)
_BLANK = re.compile(r"\s+")
# 快递 -外卖
_EXCLUDED = re.compile(rf"(?<=\s)[-－−](?=[{HAN}])\S+")
_PHRASE = re.compile(r"[\"“”「『]([^\"“”「」『』]+)[\"“”」』]")
_PARTICLES = "呀啊呢哦嘛"
# 多少人, 什么时候成立: what stands behind the cue is no sort of thing
_COUNTING = (Kind.NUMBER, Kind.DATE, Kind.CLOCK, Kind.CONTACT, Kind.YES_NO)
# by how much likelier than another word the sort of thing asked for is left out of an answer
SORT_REPEATED = 0.65
_NAMED = (Kind.NAME, Kind.WHAT, Kind.TOPIC)
_TAKES_OFFICE = re.compile("^(?:当选|担任|出任|就任|任)为?")


@dataclass(frozen=True)
class Understander:
    """Understands questions one by one; the same question always alike."""

    finder: ConceptFinder

    def understand(self, typed: str) -> Question:
        """The question by itself, whatever was asked before."""
        kept, excluded = _without_excluded(typed)
        reading = read(kept, self.finder.lexicon, is_person=self.finder.vocabulary.is_person)
        if reading.is_english:
            concepts = self.finder.translate(reading.content)
            meant = reading
        else:
            concepts, content = self.finder.find(reading.content)
            meant = reading.corrected(content)
        untranslated = self._untranslated(concepts)
        if any(not concept.text.isascii() for concept in concepts):
            concepts = [c for c in concepts if c.text not in untranslated]
        compares = bool(self.finder.lexicon.comparing.search(reading.text))
        if compares:
            concepts = [c for c in concepts if c.text not in self.finder.lexicon.degrees]
        return Question(
            typed=typed,
            understood=reading.text,
            kind=self._kind(reading, concepts),
            concepts=tuple(_with_focus(_without_repeats(concepts), reading)),
            units=reading.units or self._units(reading, concepts),
            asks_person=self._asks_person(meant, concepts),
            office=self.office(_holder_of(meant)) if self._asks_person(meant, concepts) else None,
            slot=_slot(meant),
            counted=self._counted(reading),
            compares=compares,
            replaced=tuple(_replaced(concepts)),
            is_noise=reading.is_noise,
            phrase=_phrase(typed),
            not_understood=(*excluded, *untranslated),
            described=self._described(reading, concepts),
        )

    def _untranslated(self, concepts: Sequence[Concept]) -> list[str]:
        """The English words of which nothing in the reports is a translation."""
        words = [c.text for c in concepts if c.text.isascii() and c.text.isalpha()]
        alone = {c.text for c in concepts if len(c.forms) == 1 and not c.is_known}
        return [w for w in words if w in alone and self.finder.glosses.translations(w)]

    def _kind(self, reading: Reading, concepts: Sequence[Concept]) -> Kind:
        """The kind of the cue; but 谁多 asks for amounts, and X是谁 for what is said of X."""
        if reading.kind in _COMPARED and self.finder.lexicon.exceeding.search(reading.text):
            return Kind.NUMBER
        return Kind.DEFINITION if self._described(reading, concepts) else reading.kind

    def _described(self, reading: Reading, concepts: Sequence[Concept]) -> str:
        """The name in X是谁, if it asks of nothing else."""
        # a name may have been cut: 王维|琤
        name = _BLANK.sub("", reading.content).rstrip(_PARTICLES) if concepts else ""
        asks_who = reading.kind is Kind.PERSON and self.finder.vocabulary.is_person(name)
        return name if asks_who and self.finder.vocabulary.occurs(name) else ""

    def _units(self, reading: Reading, concepts: Sequence[Concept]) -> frozenset[str]:
        focus = _focus(concepts, reading) if reading.kind is Kind.NUMBER else None
        return self.units_of(focus) if focus else frozenset()

    def units_of(self, counted: Concept) -> frozenset[str]:
        """The units in which something is counted: 厂子 in those of 企业; none if not known."""
        known = self.finder.lexicon.units
        return next((known[f.text] for f in counted.forms if f.text in known), frozenset())

    def _counted(self, reading: Reading) -> str | None:
        """The words that reports must mention to be counted or listed."""
        for cue in self.finder.lexicon.counting:
            if word := cue.word(reading.text):
                return word.strip(" “”\"'「」《》") or None
        return None

    def _asks_person(self, reading: Reading, concepts: Sequence[Concept]) -> bool:
        kind = self._kind(reading, concepts)
        if kind is Kind.PERSON:
            return True
        if kind not in _NAMED:
            return False
        before = _before_cue(reading)
        roles = self.finder.lexicon.roles
        is_role = any(before.endswith(role) for role in roles)
        return is_role or (
            reading.kind is Kind.NAME and before.endswith(self.finder.lexicon.person_endings)
        )

    def office(self, text: str) -> Office | None:
        """The office with which a text ends, and the last word of its organization; or whose
        relative somebody is.
        """
        before = text.removesuffix("由").rstrip(" 的是")
        title = next((t for t in self.finder.lexicon.offices if before.endswith(t)), None)
        if title is None:
            return self._relative(before)
        owner = _OWNER.search(before[: -len(title)].rstrip("的"))
        return Office(title, owner[0] if owner else "")

    def _relative(self, before: str) -> Office | None:
        called = self.finder.lexicon.relatives
        word = max((w for w in called if before.endswith(w)), key=len, default=None)
        return Office(word, "", called[word], is_relative=True) if word else None


def _without_excluded(typed: str) -> tuple[str, list[str]]:
    """A question without what a minus sign asks to leave out, and that."""
    excluded = [found[0].strip() for found in _EXCLUDED.finditer(typed)]
    return (_EXCLUDED.sub("", typed) if excluded else typed), excluded


def _phrase(typed: str) -> str:
    found = _PHRASE.fullmatch(typed.strip())
    return found[1].strip() if found else ""


def _slot(reading: Reading) -> Slot:
    if not reading.cue:
        return Slot(before=_BLANK.sub("", reading.text))
    end = reading.cue_start + len(reading.cue)
    return Slot(
        before=_BLANK.sub("", reading.text[: reading.cue_start]),
        after=_BLANK.sub("", reading.text[end:]),
    )


def _holder_of(reading: Reading) -> str:
    """The text that ends in an office whose holder is asked for: 某局局长是谁, 谁当选局长."""
    before = _before_cue(reading)
    after = reading.text[reading.cue_start + len(reading.cue) :]
    return before or _TAKES_OFFICE.sub("", after.lstrip()).rstrip(" 的了")


def _before_cue(reading: Reading) -> str:
    return (reading.text[: reading.cue_start] if reading.cue else reading.text).rstrip(" 的是")


def _replaced(concepts: Sequence[Concept]) -> Iterator[tuple[str, str]]:
    """The words that occur nowhere, and the first of those that they sound or look like."""
    for concept in concepts:
        for form in concept.forms:
            if form.source in (FormSource.SOUND, FormSource.SHAPE):
                yield concept.text, form.text
                break


def _without_repeats(concepts: Sequence[Concept]) -> list[Concept]:
    return list({concept.text: concept for concept in concepts}.values())


def _with_focus(concepts: Sequence[Concept], reading: Reading) -> list[Concept]:
    """Mark the concept that stands next to the cue: what is asked of the rest.

    Right behind 什么 or 哪个 it is the sort of thing asked for, which answers seldom name.
    """
    focus = _focus(concepts, reading)
    marked = [replace(c, is_focus=True) if c is focus else c for c in concepts]
    if reading.cue_start < 0 or reading.kind in _COUNTING:
        return marked
    end = reading.cue_start + len(reading.cue)
    return [
        replace(c, repeated=c.repeated * SORT_REPEATED)
        if 0 <= reading.text.find(c.text, end) - end <= 1
        else c
        for c in marked
    ]


def _focus(concepts: Sequence[Concept], reading: Reading) -> Concept | None:
    if not concepts:
        return None
    if reading.cue_start < 0:
        return concepts[-1]
    end = reading.cue_start + len(reading.cue)
    after = [c for c in concepts if 0 <= reading.text.find(c.text, end) - end <= 2]
    before = [c for c in concepts if 0 <= reading.text.find(c.text) < reading.cue_start]
    return (after or before[-1:] or list(concepts))[0]
