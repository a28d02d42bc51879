"""Half a question and the one before it, put together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from retrieval.query.model import Concept, Kind, Office, Question
from retrieval.query.parser import Understander
from retrieval.text.numerals import NUMERAL

# a word of an earlier turn counts for less than one of this turn
EARLIER = 0.6
# one that the new question may well not need: what was asked of the rest
DISTANT = 0.25
# a question that says more than this stands alone, unless it points back: telling words, of which
# a name tells twice, or words at all
_ENOUGH = 3
_MANY = 4
# a comparison has as many
_SIDES = 2
# what a word tells that is more than one which fits any text
TELLING = 0.4


class Leaning(IntEnum):
    """Whether a question is to be understood with the one before it."""

    NONE = 0
    MAYBE = 1  # short
    LIKELY = 2  # it begins with 那, 还有
    SURE = 3


@dataclass(frozen=True)
class Follower:
    """Puts questions together with earlier ones."""

    understander: Understander

    def leaning(self, question: Question) -> Leaning:
        """How much a question leans on the one before it, by its form alone."""
        lexicon = self.understander.finder.lexicon
        if question.is_noise or question.counted:
            return Leaning.NONE
        if not question.concepts or lexicon.pointing.search(question.understood):
            return Leaning.SURE
        is_marked = self._is_marked(question)
        if is_marked and question.kind is Kind.TOPIC:
            return Leaning.SURE  # 那建德呢
        telling = sum(c.weight >= TELLING for c in question.concepts)
        telling += sum(c.is_name for c in question.concepts)
        if is_marked:
            return Leaning.LIKELY
        is_short = telling <= _ENOUGH and len(question.concepts) <= _MANY
        return Leaning.MAYBE if is_short else Leaning.NONE

    def joined(
        self, question: Question, earlier: Question, *, near: Sequence[tuple[str, int, float]] = ()
    ) -> Question:
        """The question with what it takes over from an earlier one.

        `near` are the passages in which the earlier one's answer may stand, by their articles' ids
        and their positions, and how likely each is.
        """
        asks = question.kind is not Kind.TOPIC
        if earlier.counted and asks and not any(c.weight >= TELLING for c in question.concepts):
            return replace(earlier, typed=question.typed)  # a list is told with its count
        changed = [c for c in earlier.concepts if self._is_replaced(c, question.concepts)]
        # 那故障修复呢 asks the same of something else, 那建德呢 of somewhere else
        moves = bool(question.concepts) and (asks or not changed)
        own = {concept.text for concept in question.concepts}
        kept = [
            _kept(concept, moves=moves)
            for concept in earlier.concepts
            if concept.text not in own and concept not in changed
        ]
        return replace(
            question if asks else self._taken_over(question, earlier, moves=moves),
            typed=question.typed,
            understood=self._told(question, earlier, changed),
            concepts=(*question.concepts, *kept),
            # 秀洲呢 after 柯桥和建德谁多 asks of one place alone
            compares=question.compares or (earlier.compares and len(changed) < _SIDES),
            replaced=(*earlier.replaced, *question.replaced),
            near=tuple(near),
        )

    def _taken_over(self, question: Question, earlier: Question, *, moves: bool) -> Question:
        """What was asked before, asked of what the new question names: the 会员 of 那会员呢 are
        counted in other units than the 工会 before, a 副主任 is another office than a 行长.

        A word alone, 主办方, may be no such thing: it is looked for, not counted.
        """
        if earlier.counted:
            return replace(earlier, counted=self._bare(question) or earlier.counted)
        if not moves:
            return earlier
        office = self._office(question, earlier.office) if earlier.office else None
        if earlier.kind is not Kind.NUMBER:
            return replace(earlier, office=office)
        units = self.understander.units_of(question.concepts[-1])
        if units or self._is_marked(question):
            return replace(earlier, units=units or earlier.units)
        return question

    def _is_marked(self, question: Question) -> bool:
        """Whether a question begins or ends as one that goes on."""
        return bool(self.understander.finder.lexicon.leaning.search(question.understood))

    def _office(self, question: Question, earlier: Office) -> Office:
        office = self.understander.office(self._bare(question))
        if office is None:
            return earlier
        return replace(office, organization=office.organization or earlier.organization)

    def _bare(self, question: Question) -> str:
        """The question without what points back."""
        lexicon = self.understander.finder.lexicon
        return lexicon.leaning.sub("", lexicon.pointing.sub("", question.understood)).strip(" ?？")

    def _told(self, question: Question, earlier: Question, changed: Sequence[Concept]) -> str:
        """The earlier question with what changed in it, or with the new question behind it."""
        bare = self._bare(question)
        if not bare:
            return earlier.understood  # 还有呢
        if question.kind is not Kind.TOPIC or not question.concepts:
            return f"{earlier.understood}，{question.understood}"
        if earlier.counted:
            return earlier.understood.replace(earlier.counted, bare)
        if len(changed) >= _SIDES:
            return f"{earlier.understood}，{bare}"
        text, rest = earlier.understood, [c for c in question.concepts if c.weight >= TELLING]
        for old in changed:
            for new in question.concepts:
                if self._are_peers(old.text, new.text):
                    text = text.replace(old.text, new.text)
                    rest = [concept for concept in rest if concept is not new]
        is_whole = all(concept.text in text for concept in rest)
        return text if changed and is_whole else f"{text}，{bare}"

    def _is_replaced(self, concept: Concept, new: Sequence[Concept]) -> bool:
        """Whether the new question names another place, person or number of the same sort."""
        return any(self._are_peers(concept.text, other.text) for other in new)

    def _are_peers(self, old: str, new: str) -> bool:
        words = self.understander.finder.vocabulary
        if any(is_one(old) and is_one(new) for is_one in (words.is_place, words.is_person)):
            return True
        return _are_like_numbers(old, new)


def _are_like_numbers(old: str, new: str) -> bool:
    """Whether two words are numbers of the same thing: of years, or with the same unit."""
    first, second = NUMERAL.match(old), NUMERAL.match(new)
    if first is None or second is None or old[first.end() :] != new[second.end() :]:
        return False
    return first.end() < len(old) or len(old) == len(new)


def _kept(concept: Concept, *, moves: bool) -> Concept:
    """A concept of an earlier turn; what was asked there may not be needed now."""
    by = DISTANT if moves and not concept.is_name else EARLIER
    return replace(
        concept,
        weight=concept.weight * by,
        is_earlier=True,
        is_focus=concept.is_focus and not moves,
    )
