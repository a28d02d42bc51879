"""Half a question and the one before it, put together."""

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property

from retrieval.query.completion import Completer
from retrieval.query.model import Concept, Kind, Question
from retrieval.query.parser import Understander
from retrieval.text.jieba_source import part_of_speech
from retrieval.text.numerals import number

# a word of an earlier turn counts for less than one of this turn
EARLIER = 0.6
# one that the new question may well not need: what was asked of the rest
DISTANT = 0.25
# a question with more than this stands alone, unless it points back: content words, of which a
# name counts twice, and words of any kind
_ENOUGH = 3
_MANY = 4
# words that a question with a name and a cue has if it is whole, names and times left out
_WHOLE = 2
# the least weight of a content word; lighter ones fit any text
CONTENT_WEIGHT = 0.4
_PARTICLES = " ?？!！。,，呢啊呀吧嘛的"
# 第二条, with no more than a few words behind
_ORDINAL = re.compile(r"第(?P<number>[\d一二两三四五六七八九十]{1,2})[条个段则篇].{0,8}")


class Dependence(IntEnum):
    """Degrees to which a question depends on the one before it."""

    NONE = 0
    MAYBE = 1  # short
    LIKELY = 2  # it begins with 那, 还有
    SURE = 3


@dataclass(frozen=True)
class Follower:
    """Puts questions together with earlier ones."""

    understander: Understander

    @cached_property
    def completer(self) -> Completer:
        """Writes follow-ups out."""
        return Completer(self.understander)

    def dependence(self, question: Question) -> Dependence:
        """Judge by form alone how much a question depends on the one before it."""
        if question.is_noise or question.counted:
            return Dependence.NONE
        pointing = self.understander.finder.lexicon.pointing
        if not question.concepts or pointing.search(question.understood):
            return Dependence.SURE
        if self.completer.is_marked(question):
            # 那建德呢 names nothing but a place
            return Dependence.SURE if question.kind is Kind.TOPIC else Dependence.LIKELY
        may_depend = _is_short(question) and not _is_whole(question)
        return Dependence.MAYBE if may_depend else Dependence.NONE

    def uncorrected(self, typed: str) -> str:
        """The follow-up that a correction means: 那平川区呢 for 不对，是平川区."""
        found = self.understander.finder.lexicon.corrections.match(typed.strip())
        rest = typed.strip()[found.end() :].strip(_PARTICLES) if found else ""
        return f"那{rest}呢" if rest else typed

    def moved(self, typed: str, earlier: Question) -> Question | None:
        """The question that is meant by what is said of the answer before; None if it is another:
        the passage after it, or of a number, the answer again, who wrote it.
        """
        lexicon = self.understander.finder.lexicon
        text = self.understander.understand(typed).understood.strip(_PARTICLES)
        said = {name for name, words in lexicon.moves.items() if _is_one_of(text, words)}
        follow = replace(earlier, typed=typed, is_follow_up=True)
        if "next" in said:
            return replace(follow, skipped=earlier.skipped + 1)
        if "again" in said:
            return follow
        ordinal = _ORDINAL.fullmatch(text)
        if ordinal and (digits := number(ordinal["number"])).isdigit():
            return replace(follow, skipped=max(0, int(digits) - 1))
        if _is_one_of(self._without_article(text), lexicon.moves["author"]):
            topic = self.completer.topic(earlier)
            return replace(follow, understood=f"{topic}，是谁写的", asks_author=True)
        return None

    def joined(self, question: Question, earlier: Question) -> Question:
        """The question with what it takes over from an earlier one."""
        if earlier.counted and (again := self._counted_again(question, earlier, earlier.counted)):
            return again
        text = self.completer.completed(question, earlier)
        return replace(
            self._merged(question, earlier, text),
            typed=question.typed,
            understood=text,
            is_follow_up=True,
        )

    def _counted_again(
        self, question: Question, earlier: Question, counted: str
    ) -> Question | None:
        """The earlier count, of another thing if one is named; None if something else is asked."""
        again = replace(earlier, typed=question.typed)
        if question.kind is Kind.TOPIC:
            named = self.completer.bare(question) or counted
            text = earlier.understood.replace(counted, named)
            return replace(again, understood=text, counted=named)
        # the count comes with the list
        has_content = any(c.weight >= CONTENT_WEIGHT for c in question.concepts)
        return None if has_content else again

    def _merged(self, question: Question, earlier: Question, text: str) -> Question:
        """A question with its own concepts and those it takes over; `text` is it written out."""
        asks = question.kind is not Kind.TOPIC
        changed = [c for c in earlier.concepts if self._is_changed(c, question)]
        # 那故障修复呢 asks the same of something else, 那建德呢 of somewhere else
        moves = bool(question.concepts) and (asks or not changed)
        if not asks and self.completer.is_marked(question) and text != earlier.understood:
            whole = self.understander.understand(text)
            concepts = [
                c if c.text in question.understood else _kept(c, moves=moves)
                for c in whole.concepts
            ]
            return replace(whole, concepts=tuple(concepts))
        own = {c.text for c in question.concepts}
        kept = [c for c in earlier.concepts if c.text not in own and c not in changed]
        concepts = [*question.concepts, *(_kept(c, moves=moves) for c in kept)]
        whole = question if asks or moves else earlier
        return replace(whole, concepts=tuple(concepts))

    def _is_changed(self, concept: Concept, question: Question) -> bool:
        """True if a question names another place, person or number of the same sort."""
        return any(self.completer.are_peers(concept, new) for new in self.completer.named(question))

    def _without_article(self, text: str) -> str:
        """A text without the words for the article before at its start."""
        words = self.understander.finder.lexicon.moves["article"]
        found = next((w for w in sorted(words, key=len, reverse=True) if text.startswith(w)), None)
        return text if found is None else self._without_article(text[len(found) :])


def _is_short(question: Question) -> bool:
    """True of a question of few words, of which a name counts twice among the content words."""
    names = sum(c.is_name for c in question.concepts)
    content = sum(c.weight >= CONTENT_WEIGHT for c in question.concepts)
    return content + names <= _ENOUGH and len(question.concepts) <= _MANY


def _is_whole(question: Question) -> bool:
    """True if a question that has a name also has a cue and enough other words."""
    has_name = any(c.is_name for c in question.concepts)
    if not has_name or question.kind is Kind.TOPIC:
        return False
    things = [c.text for c in question.concepts if not c.is_name and len(c.text) > 1]
    return sum(part_of_speech(thing) != "t" for thing in things) >= _WHOLE


def _is_one_of(text: str, words: frozenset[str]) -> bool:
    return any(text.strip(_PARTICLES) == word.strip(_PARTICLES) for word in words)


def _kept(concept: Concept, *, moves: bool) -> Concept:
    """A concept of an earlier turn; what was asked there may not be needed now."""
    by = DISTANT if moves and not concept.is_name else EARLIER
    return replace(
        concept,
        weight=concept.weight * by,
        is_earlier=True,
        is_focus=concept.is_focus and not moves,
    )
