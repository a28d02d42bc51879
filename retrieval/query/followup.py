"""Half a question and the one before it, put together."""

import re
from collections.abc import Sequence
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
        lexicon = self.understander.finder.lexicon
        if question.is_noise or question.counted:
            return Dependence.NONE
        if not question.concepts or lexicon.pointing.search(question.understood):
            return Dependence.SURE
        is_marked = self.completer.is_marked(question)
        if is_marked and question.kind is Kind.TOPIC:
            return Dependence.SURE  # 那建德呢
        if is_marked:
            return Dependence.LIKELY
        names = sum(c.is_name for c in question.concepts)
        content = sum(c.weight >= CONTENT_WEIGHT for c in question.concepts)
        is_short = content + names <= _ENOUGH and len(question.concepts) <= _MANY
        if not is_short or (names and self._is_whole(question)):
            return Dependence.NONE
        return Dependence.MAYBE

    def _is_whole(self, question: Question) -> bool:
        """True if a question that has a name also has a cue and enough other words."""
        things = [c.text for c in question.concepts if not c.is_name and len(c.text) > 1]
        if question.kind is Kind.TOPIC or len(things) < _WHOLE:
            return False
        return sum(part_of_speech(thing) != "t" for thing in things) >= _WHOLE

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

    def joined(
        self, question: Question, earlier: Question, *, near: Sequence[tuple[str, int, float]] = ()
    ) -> Question:
        """The question with what it takes over from an earlier one.

        `near` are the passages in which the earlier one's answer may stand, by their articles' ids
        and their positions, and how likely each is.
        """
        asks = question.kind is not Kind.TOPIC
        if earlier.counted:
            if asks and not any(c.weight >= CONTENT_WEIGHT for c in question.concepts):
                return replace(earlier, typed=question.typed)  # the count comes with the list
            if not asks:
                counted = self.completer.bare(question) or earlier.counted
                text = earlier.understood.replace(earlier.counted, counted)
                return replace(earlier, typed=question.typed, understood=text, counted=counted)
        text = self.completer.completed(question, earlier)
        is_replaced = not asks and self.completer.is_marked(question)
        changed = [c for c in earlier.concepts if self._is_changed(c, question)]
        # 那故障修复呢 asks the same of something else, 那建德呢 of somewhere else
        moves = bool(question.concepts) and (asks or not changed)
        if is_replaced and text != earlier.understood:
            whole = self.understander.understand(text)
            concepts = [
                c if c.text in question.understood else _kept(c, moves=moves)
                for c in whole.concepts
            ]
        else:
            whole = question if asks or moves else earlier
            own = {c.text for c in question.concepts}
            kept = [c for c in earlier.concepts if c.text not in own and c not in changed]
            concepts = [*question.concepts, *(_kept(c, moves=moves) for c in kept)]
        return replace(
            whole,
            typed=question.typed,
            understood=text,
            concepts=tuple(concepts),
            near=tuple(near),
            is_follow_up=True,
        )

    def _is_changed(self, concept: Concept, question: Question) -> bool:
        """True if a question names another place, person or number of the same sort."""
        return any(self.completer.are_peers(concept, new) for new in self.completer.named(question))

    def _without_article(self, text: str) -> str:
        """A text without the words for the article before at its start."""
        words = self.understander.finder.lexicon.moves["article"]
        found = next((w for w in sorted(words, key=len, reverse=True) if text.startswith(w)), None)
        return text if found is None else self._without_article(text[len(found) :])


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
