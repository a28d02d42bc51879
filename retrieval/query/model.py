"""A question as it is understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.errors import QuestionLengthError
from retrieval.text.characters import CLAUSE_MARKS


class Kind(StrEnum):
    """The type of a question, by what answers it."""

    CONTACT = "contact"
    CLOCK = "clock"
    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    WHY = "why"
    HOW = "how"
    LIST = "list"
    YES_NO = "yes_no"
    DEFINITION = "definition"
    NAME = "name"
    WHAT = "what"
    TOPIC = "topic"  # keywords alone


# how likely a text that answers repeats a word of the question, if nothing else is known of it
REPEATED = 0.95
# characters before a name in which its office and organization stand, or whose relative it is
_OFFICE_REACH, _RELATIVE_REACH = 24, 6
_BREAK = re.compile(f"[{CLAUSE_MARKS}]")
_APPOINTED = re.compile(
    r"(?:[,，]|是|为|任|[^,，。;；]{0,12}(?:担任|当选|出任|就任))[^,，。;；]{0,20}"
)


class FormSource(StrEnum):
    """The origin of a form of a concept."""

    TYPED = "typed"
    NUMERAL = "numeral"
    PART = "part"
    SYNONYM = "synonym"
    GLOSS = "gloss"
    ENGLISH = "english"
    SOUND = "sound"
    SHAPE = "shape"


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a report may write a concept; `weight` (0 to 1) is how sure it is."""

    text: str
    weight: float
    source: FormSource


@dataclass(frozen=True, slots=True)
class Concept:
    """A word or phrase of the question and its forms, the typed one first, then the surest.

    `weight` is near 0 for a word that fits any text, 1 for the rarest. `is_known`
    says whether it occurs in the reports as it was typed; `repeated` is how likely (0 to 1) a text
    that answers has the word: a name surely, the 职业 of 什么职业 or a 担任 hardly.
    """

    text: str
    weight: float
    forms: tuple[Form, ...]
    is_known: bool = True
    is_focus: bool = False
    is_name: bool = False  # of a place or a person
    is_earlier: bool = False  # from an earlier turn of the conversation
    repeated: float = REPEATED

    def surest(self, text: str) -> float:
        """The weight of the surest form found in a folded text; 0 if it has none."""
        form = self.surest_form(text)
        return form.weight if form else 0.0

    def surest_form(self, text: str) -> Form | None:
        """The surest form found in a folded text."""
        return next((form for form in self.forms if form.text in text), None)


@dataclass(frozen=True, slots=True)
class Office:
    """An office whose holder is asked for, and the end of its organization's name, if any; or what
    a relative is, in so many words (`others`: 老婆, 妻子).
    """

    title: str
    organization: str
    others: frozenset[str] = frozenset()
    is_relative: bool = False

    def is_held(self, sentence: str, start: int, end: int) -> bool:
        """True if the name at `start` to `end` of a folded sentence stands beside the office."""
        reach = _RELATIVE_REACH if self.is_relative else _OFFICE_REACH
        before, after = sentence[:start], sentence[end:]
        titles = self.others | {self.title}
        return any(self._is_beside(title, before, after, reach) for title in titles)

    def _is_beside(self, title: str, whole: str, after: str, reach: int) -> bool:
        before = whole[-reach:]
        place = before.rfind(title)
        is_deputy = place > 0 and before[place - 1] == "副" != title[0]
        if place >= 0 and not is_deputy and not _BREAK.search(before[place:]):
            return self._is_named(before[:place])
        follows = _APPOINTED.match(after)
        if follows is None or title not in follows[0]:
            return False
        place = follows[0].index(title)
        is_deputy = follows[0][place - 1] == "副" != title[0]
        # whose office it is may stand at the start: 某村开会，某人当选村长
        return not is_deputy and self._is_named(whole + follows[0])

    def _is_named(self, text: str) -> bool:
        """True if the text has the organization's characters in order: the 驻村 of 驻南江村."""
        rest = iter(text)
        return all(char in rest for char in self.organization)


@dataclass(frozen=True, slots=True)
class Slot:
    """The text before and after the cue of a question, folded and without blanks.

    A statement that answers has the answer in the cue's place.
    """

    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question: as typed, as understood, what it asks for and what it speaks of.

    `units` are those in which an amount that is asked for may be given; `replaced` are words
    that occur nowhere and the ones searched instead.
    """

    typed: str
    understood: str
    kind: Kind
    concepts: tuple[Concept, ...] = ()
    units: frozenset[str] = frozenset()
    asks_person: bool = False
    office: Office | None = None
    slot: Slot = Slot()
    compares: bool = False
    counted: str | None = None  # what the reports must mention that are to be counted
    replaced: tuple[tuple[str, str], ...] = ()
    is_noise: bool = False  # nothing but chat
    skipped: int = 0  # passages that were shown before: 还有呢
    asks_author: bool = False  # who wrote the article that answered the question before
    asks_back: bool = False  # it goes on from a question, and there is none
    is_follow_up: bool = False  # it is written out by the question before
    phrase: str = ""  # the words in quotation marks that the question is, to be found as they are
    not_understood: tuple[str, ...] = ()  # what was set aside: English, what is to be left out
    described: str = ""  # a person of whom it is asked who that is

    @property
    def replaces_name(self) -> bool:
        """True if the search uses another name than the one typed."""
        corrected = {FormSource.SOUND, FormSource.SHAPE}
        return any(c.is_name and corrected & {f.source for f in c.forms} for c in self.concepts)

    def __hash__(self) -> int:
        """Hash the texts alone: hashing all fields would take as long as a search."""
        return hash((self.typed, self.understood))


# characters of a question; the time to cut it grows with their square
LONGEST = 10_000


def check_length(question: str) -> None:
    """Raise QuestionLengthError if a question is longer than any is answered."""
    if len(question) > LONGEST:
        raise QuestionLengthError(len(question), LONGEST)


def earlier_turns(turns: Sequence[str], question: str) -> Sequence[str]:
    """The turns before a question, whether or not the question itself is the last of them."""
    return turns[:-1] if turns and turns[-1].strip() == question.strip() else turns
