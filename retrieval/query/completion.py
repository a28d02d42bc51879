"""A follow-up written out as the question that is meant: a sentence a person could have typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.query.cues import Reading, read
from retrieval.query.model import Concept, Kind, Question
from retrieval.query.parser import Understander
from retrieval.text.jieba_source import part_of_speech
from retrieval.text.values import value_at

_MARKS = " ，,?？。！!"
# what may be left at the end where a cue was cut out, and at the ends of what a follow-up names
_LOOSE_ENDS = "的是了有在由为呢吗啊呀和与跟就"
_PRONOUNS = "他她"
# 其他 and 他们 are no person
_NOT_BEFORE, _NOT_AFTER = "其", "们人"
# a follow-up that names more than this is a clause: it is not put in the place of one word
_LONGEST_THING = 8
_TIME = "t"  # jieba's tag
_HOW_MANY = "多少"


@dataclass(frozen=True)
class Completer:
    """Writes follow-ups out by the question before."""

    understander: Understander

    def completed(self, question: Question, earlier: Question) -> str:
        """The text of a question that depends on an earlier one, written out."""
        bare = self.bare(question)
        if not bare or (not question.concepts and question.kind is Kind.TOPIC):
            return earlier.understood
        if question.kind is Kind.TOPIC and self.is_marked(question):
            return self._replaced(bare, question, earlier)
        text = self._without_connector(question.understood)
        place = _pronoun(text)
        people = (c.text for c in earlier.concepts if self._is_person(c.text))
        person = earlier.described or next(people, None)
        # of 谁…, 他 means the answer
        if person is not None and place is not None and not earlier.asks_person:
            return text[:place] + person + text[place + 1 :]
        if question.kind is Kind.NUMBER is earlier.kind and (lead := self._lead(question, earlier)):
            return lead + self.bare(question)
        before = self.topic(earlier) if place is None else earlier.understood
        return f"{before}，{text}"

    def _lead(self, question: Question, earlier: Question) -> str:
        """Where and when an earlier question asks for the number of another thing; empty if a
        question names nothing to be counted.
        """
        names = self.named(question)
        things = [c for c in names if part_of_speech(c.text)[:1] == "n" and not c.is_name]
        if not things:
            return ""
        kept = [c.text for c in self.named(earlier) if self._is_where_or_when(c.text)]
        return "".join(
            word
            for word in kept
            if word not in question.understood
            and not any(
                _is_time(word) == _is_time(new.text)
                for new in names
                if self._is_where_or_when(new.text)
            )
        )

    def is_marked(self, question: Question) -> bool:
        """True if a question begins or ends with words that mark a follow-up: 那, 呢."""
        return bool(self.understander.finder.lexicon.follow_up.search(question.understood))

    def named(self, question: Question) -> list[Concept]:
        """The concepts of a question, names with the word for what they are: 云岭 县 as 云岭县."""
        regions = self.understander.finder.lexicon.regions
        found: list[Concept] = []
        for concept in question.concepts:
            last = found[-1] if found else None
            is_end = last is not None and concept.text in regions and last.is_name
            if last is not None and is_end and last.text + concept.text in question.understood:
                found[-1] = replace(last, text=last.text + concept.text)
            else:
                found.append(concept)
        return found

    def bare(self, question: Question) -> str:
        """The words of a follow-up without those that only refer back."""
        lexicon = self.understander.finder.lexicon
        text = lexicon.follow_up.sub("", lexicon.pointing.sub("", question.understood))
        return self._without_connector(text).strip(_MARKS)

    def topic(self, earlier: Question) -> str:
        """The subject of an earlier question: all of it but its cue."""
        reading = read(earlier.understood, self.understander.finder.lexicon)
        if reading.cue_start < 0:
            return earlier.understood
        before = reading.text[: reading.cue_start].rstrip(_MARKS + _LOOSE_ENDS)
        after = reading.content[reading.cue_start + len(reading.cue) :].strip(_MARKS)
        after = after.rstrip(_LOOSE_ENDS).lstrip(_LOOSE_ENDS if not before else "")
        if not before or any(c.text in after for c in earlier.concepts if c.is_focus):
            return f"{before}{after}" or earlier.understood
        return before

    def _replaced(self, bare: str, question: Question, earlier: Question) -> str:
        """The earlier question with what the new one names in the place of its like."""
        text, rest, lead = earlier.understood, bare, ""
        old_ones = self.named(earlier)
        for new in self._names(bare, question):
            present = [c for c in old_ones if c.text in text]
            sides = [c for c in present if self.are_peers(c, new)]
            if len(sides) > 1 and earlier.compares:
                text = _without_comparing(text, sides, new.text, self._reading(earlier.understood))
            elif new.text in text:
                continue
            elif old := self._replaceable(present, new) or _before_same(present, new, text, bare):
                text = self._all_swapped(text, old, new.text, old_ones)
            elif self._is_where_or_when(new.text):
                lead += new.text
            else:
                continue
            rest = rest.replace(new.text, "", 1)
        rest = rest.strip(_MARKS + _LOOSE_ENDS)
        # of 平川区的书屋呢 only the place is new
        known = text if text != earlier.understood else ""
        if any(
            c.text in rest and c.text not in known and (len(c.text) > 1 or _is_noun(rest))
            for c in question.concepts
        ):
            text = self._of_another_thing(text, rest, bare, earlier)
        return lead + text

    def _replaceable(self, old: Sequence[Concept], new: Concept) -> list[Concept]:
        """The concepts whose place a new name takes.

        Of several places it takes that of the same sort, 镇 for 镇, wherever that is named.
        """
        peers = [c for c in old if self.are_peers(c, new)]
        if not self._is_where(new.text):
            return peers
        sure = [c for c in peers if self._is_where(c.text)] or peers[:1]
        if not sure:
            return []
        same_sort = [c for c in sure if c.text[-1] == new.text[-1]]
        best = (same_sort or sure)[0].text
        stem = best.rstrip("".join(self.understander.finder.lexicon.regions)) or best
        return [c for c in sure if c.text.startswith(stem)]

    def _all_swapped(
        self, text: str, old: Sequence[Concept], new: str, concepts: Sequence[Concept]
    ) -> str:
        for one in sorted(old, key=lambda c: -len(c.text)):
            text = self._swapped(text, one.text, new, concepts)
        return text

    def _names(self, bare: str, question: Question) -> list[Concept]:
        """The names in a follow-up; a single one if the whole follow-up is a place."""
        if self.understander.finder.vocabulary.is_place(bare) and question.concepts:
            return [replace(question.concepts[0], text=bare)]
        return self.named(question)

    def _of_another_thing(self, text: str, thing: str, bare: str, earlier: Question) -> str:
        """A question asked of another thing: 会员 instead of 工会 of 今年新建工会多少家."""
        whole = self.understander.understand(text)
        focus = next((c.text for c in whole.concepts if c.is_focus and c.text in text), "")
        if whole.kind is Kind.NUMBER and self._reading(text).cue:
            return self._number_of(thing, text, whole, focus)
        if earlier.office and self.understander.office(thing):
            return text.replace(earlier.office.title, thing, 1)
        if focus and len(thing) <= _LONGEST_THING and not self._has_verb(thing, whole):
            return text.replace(focus, thing, 1)
        return f"{earlier.understood}，{bare}"

    def _number_of(self, thing: str, text: str, whole: Question, focus: str) -> str:
        """Ask for the number of a thing where and when another question asks for that of another.

        The unit of the other question is kept if the thing is counted in it.
        """
        reading = self._reading(text)
        names = [c.text for c in self.named(whole) if self._is_where_or_when(c.text)]
        ends = [text.find(name) + len(name) for name in names]
        lead = max((end for end in ends if end <= text.find(focus)), default=0)
        cue_end = reading.cue_start + len(reading.cue)
        unit = text[cue_end : cue_end + 1]
        units = self.understander.finder.lexicon.units.get(thing, frozenset())
        return f"{text[:lead]}{thing}{reading.cue + unit if unit in units else _HOW_MANY}"

    def _has_verb(self, thing: str, whole: Question) -> bool:
        words = self.understander.understand(thing).concepts
        return len(words) > 1 and any(part_of_speech(c.text) == "v" for c in words)

    def _swapped(self, text: str, old: str, new: str, concepts: Sequence[Concept]) -> str:
        """A text with a name in the place of another; a single character that clings to the old
        name and the word for what it is go with it: 环 of 环杭州湾, 县 behind 云岭.
        """
        start = text.find(old)
        end = start + len(old)
        regions = self.understander.finder.lexicon.regions
        if text[end : end + 1] in regions and (old[-1] not in regions or new[-1] in regions):
            end += 1
        if start and any(c.text == text[start - 1] for c in concepts):
            start -= 1
        return text[:start] + new + text[end:]

    def are_peers(self, old: Concept, new: Concept) -> bool:
        """True if one concept may replace the other.

        Places, people, times and offices replace their like, as do numbers of the same thing and
        words with the same ending: 省级 and 区级.
        """
        if self._is_where(new.text):
            return self._may_be_place(old.text)
        is_ones = (self._is_person, _is_time, self._is_office)
        if any(is_one(old.text) and is_one(new.text) for is_one in is_ones):
            return True
        has_same_end = len(old.text) == len(new.text) > 1 and old.text[-1] == new.text[-1]
        return has_same_end or _are_like_numbers(old.text, new.text)

    def _is_where(self, word: str) -> bool:
        return self.understander.finder.vocabulary.is_place(word)

    def _is_where_or_when(self, word: str) -> bool:
        return self._is_where(word) or _is_time(word)

    def _may_be_place(self, word: str) -> bool:
        """True of a place, also of one the reports have only with its suffix: 云岭 of 云岭县."""
        words = self.understander.finder.vocabulary
        if words.is_place(word):
            return True
        regions = sorted(self.understander.finder.lexicon.regions)
        return 1 < len(word) < 4 and any(words.is_contained(word + region) for region in regions)

    def _is_person(self, word: str) -> bool:
        return self.understander.finder.vocabulary.is_person(word)

    def _is_office(self, word: str) -> bool:
        return word in self.understander.finder.lexicon.offices

    def _reading(self, text: str) -> Reading:
        return read(text, self.understander.finder.lexicon)

    def _without_connector(self, text: str) -> str:
        connectors = self.understander.finder.lexicon.connectors
        found = connectors.match(text)
        return text[found.end() :].lstrip(_MARKS) if found else text


def _without_comparing(text: str, old: Sequence[Concept], new: str, reading: Reading) -> str:
    """A comparison asked of one side alone: 海盐的茶叶多少 after 云和和嘉兴谁的茶叶多."""
    if reading.cue_start >= 0:
        cue_end = reading.cue_start + len(reading.cue)
        text = text[: reading.cue_start] + " " * len(reading.cue) + text[cue_end:]
    starts = [text.find(c.text) for c in old]
    start, end = min(starts), max(at + len(c.text) for at, c in zip(starts, old, strict=True))
    whole = "".join((text[:start] + new + text[end:]).split())
    return f"{whole.rstrip('多少更最大小高低')}多少"


def _before_same(old: Sequence[Concept], new: Concept, text: str, bare: str) -> list[Concept]:
    """The words before the one that a new name stands before: 海昌 of 海昌集团 for 沧澜集团."""
    return [
        first
        for first, second in pairwise(old)
        if first.text + second.text in text and new.text + second.text in bare
    ]


def _pronoun(text: str) -> int | None:
    """The place of the first pronoun for a person."""
    for place, char in enumerate(text):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if char in _PRONOUNS and before != _NOT_BEFORE and (not after or after not in _NOT_AFTER):
            return place
    return None


def _is_noun(word: str) -> bool:
    return part_of_speech(word) == "n"


def _is_time(word: str) -> bool:
    return part_of_speech(word) == _TIME


def _are_like_numbers(old: str, new: str) -> bool:
    """True of two numbers that count the same thing: years, or the same unit."""
    first, second = value_at(old, 0), value_at(new, 0)
    if first is None or second is None or old[first.end :] != new[second.end :]:
        return False
    return first.end < len(old) or len(old) == len(new)
