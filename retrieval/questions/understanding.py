"""From a question as typed, and the turns before it, to a question as understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.questions.concepts import ConceptFinder, lighter
from retrieval.questions.kind import Kind
from retrieval.questions.question import Concept, Office, Question, Slot
from retrieval.questions.reading import Reading, read

# a word of an earlier turn counts for less than one of this turn
EARLIER = 0.6
# of a turn that the new question may well not need
DISTANT = 0.25
# a question with fewer concepts that tell something is taken for half a question
_FEW = 2
_SOME = 4
_TELLING = 0.4
# names of kinds of people, not of roles
_PERSONS = ("人", "哥", "姐", "师傅", "者", "员", "手", "嫂", "工", "长")
# the end of an organization's name, such as 总工会 of 柯桥区总工会; not 那个, 这位
_OWNER = re.compile(r"(?:(?![的个位名那这])[\u4e00-\u9fff]){2,3}$")
# kinds of 谁多, 哪个多, 甲多还是乙多
_COMPARED = (Kind.PERSON, Kind.NAME, Kind.TOPIC)
_BLANK = re.compile(r"\s+")
# 多少人, 什么时候成立: what stands behind the cue is no sort of thing
_COUNTING = (Kind.NUMBER, Kind.DATE, Kind.CLOCK, Kind.CONTACT, Kind.YES_NO)
# by how much likelier than another word the sort of thing asked for is left out of an answer
SORT_REPEATED = 0.65
_NAMED = (Kind.NAME, Kind.WHAT, Kind.TOPIC)


@dataclass(frozen=True)
class Understander:
    """Understands questions; the same question after the same turns always alike."""

    finder: ConceptFinder

    def understand(self, typed: str, turns: Sequence[str] = ()) -> Question:
        """The question as understood; `turns` are the earlier questions of the conversation."""
        question = self._alone(typed)
        leaning = self._leaning(question) if turns else 0.0
        if not leaning:
            return question
        return self._joined(question, self.understand(turns[-1], turns[:-1]), leaning)

    def _alone(self, typed: str) -> Question:
        reading = read(typed, self.finder.lexicon)
        if reading.is_english:
            concepts = self.finder.translate(reading.content, self.finder.lexicon.stop_words)
            replaced: list[tuple[str, str]] = []
        else:
            concepts, replaced = self.finder.find(reading.content)
        compares = bool(self.finder.lexicon.comparing.search(reading.text))
        if compares:
            concepts = [c for c in concepts if c.text not in self.finder.lexicon.degrees]
        return Question(
            typed=typed,
            understood=reading.text,
            kind=self._kind(reading, concepts),
            concepts=tuple(_with_focus(_without_repeats(concepts), reading)),
            units=reading.units or self._units(reading, concepts),
            asks_person=self._asks_person(reading, concepts),
            office=self._office(reading) if self._asks_person(reading, concepts) else None,
            slot=_slot(reading),
            counted=self._counted(reading),
            compares=compares,
            replaced=tuple(replaced),
        )

    def _kind(self, reading: Reading, concepts: Sequence[Concept]) -> Kind:
        """The kind of the cue; but 谁多 asks for amounts, and X是谁 for what is said of X."""
        if reading.kind in _COMPARED and self.finder.lexicon.exceeding.search(reading.text):
            return Kind.NUMBER
        names_only = concepts and all(self.finder.is_person(c.text) for c in concepts)
        if reading.kind is Kind.PERSON and names_only:
            return Kind.DEFINITION
        return reading.kind

    def _units(self, reading: Reading, concepts: Sequence[Concept]) -> frozenset[str]:
        """The units of what is counted: of 多少厂子 those of 企业."""
        focus = _focus(concepts, reading) if reading.kind is Kind.NUMBER else None
        known = self.finder.lexicon.units
        forms = [form.text for form in focus.forms] if focus else []
        return next((known[form] for form in forms if form in known), frozenset())

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
        return is_role or (reading.kind is Kind.NAME and before.endswith(_PERSONS))

    def _office(self, reading: Reading) -> Office | None:
        """The office that stands right before the cue, and the last word of its organization."""
        before = _before_cue(reading).removesuffix("由").rstrip(" 的是")
        title = next((t for t in self.finder.lexicon.offices if before.endswith(t)), None)
        if title is None:
            return None
        owner = _OWNER.search(before[: -len(title)].rstrip("的"))
        return Office(title, owner[0] if owner else "")

    def _leaning(self, question: Question) -> float:
        """How much the question before counts: much if this one points back or says too little."""
        if self.finder.lexicon.pointing.search(question.understood):
            return EARLIER
        if question.counted or any(c.is_name or _is_strange(c) for c in question.concepts):
            return 0.0
        telling = sum(concept.weight >= _TELLING for concept in question.concepts)
        if telling < _FEW and len(question.concepts) < _SOME:
            return EARLIER
        return DISTANT if len(question.concepts) < _SOME else 0.0

    def _joined(self, question: Question, earlier: Question, leaning: float) -> Question:
        own = {concept.text for concept in question.concepts}
        # 那故障修复呢 asks the same of something else, 那建德呢 of somewhere else
        moves = any(concept.is_focus and not concept.is_name for concept in question.concepts)
        kept = [
            replace(
                lighter(concept, DISTANT if moves and not concept.is_name else leaning),
                is_focus=concept.is_focus and not moves,
            )
            for concept in earlier.concepts
            if concept.text not in own and not self._is_replaced(concept, question.concepts)
        ]
        asks = question.kind is not Kind.TOPIC
        return replace(
            question if asks else earlier,
            typed=question.typed,
            understood=self._told(question, earlier),
            concepts=(*question.concepts, *kept),
            replaced=(*earlier.replaced, *question.replaced),
        )

    def _told(self, question: Question, earlier: Question) -> str:
        """The earlier question with what changed in it, or with the new question behind it."""
        new = self.finder.lexicon.pointing.sub("", question.understood).strip(" ?？")
        if question.kind is not Kind.TOPIC or not question.concepts:
            return f"{earlier.understood}，{question.understood}"
        if old := self._changed(question, earlier):
            return earlier.understood.replace(old, new)
        return f"{earlier.understood}，{new}"

    def _changed(self, question: Question, earlier: Question) -> str:
        """What of the earlier question the new one replaces."""
        changed = (c.text for c in earlier.concepts if self._is_replaced(c, question.concepts))
        return next((text for text in changed if text in earlier.understood), "")

    def _is_replaced(self, concept: Concept, new: Sequence[Concept]) -> bool:
        """Whether the new question names another place, person or unit of the same kind."""
        return any(_are_peers(concept.text, other.text, self.finder) for other in new)


def _is_strange(concept: Concept) -> bool:
    """Whether a concept stands in no report in any form, so that it starts a topic of its own."""
    return not concept.is_known and len(concept.forms) == 1


def _slot(reading: Reading) -> Slot:
    if not reading.cue:
        return Slot(before=_BLANK.sub("", reading.text))
    end = reading.cue_start + len(reading.cue)
    return Slot(
        before=_BLANK.sub("", reading.text[: reading.cue_start]),
        after=_BLANK.sub("", reading.text[end:]),
    )


def _before_cue(reading: Reading) -> str:
    return (reading.text[: reading.cue_start] if reading.cue else reading.text).rstrip(" 的是")


def _are_peers(old: str, new: str, finder: ConceptFinder) -> bool:
    return any(is_one(old) and is_one(new) for is_one in (finder.is_place, finder.is_person))


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
