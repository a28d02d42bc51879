"""Weigh whether one line continues another (stage 4)."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from retrieval.layout.lines.line_features import ORDER_MARK, LineFeatures
from retrieval.layout.lines.page_lines import LONGEST_TITLE
from retrieval.layout.models.char_lm import CharacterModel
from retrieval.layout.page_words import PageWords, ends_wanting
from retrieval.text.characters import is_han
from retrieval.text.punctuation import is_cut_decimal

SHORT_REST = 30  # characters
NEAR = 40  # lines to either side whose text is asked whether it holds a string, too
SHORTISH_REST = 60
LONGEST_SEEN = 8  # characters
LONGEST_WORD = 4
MOSTLY = 0.7  # of the times a word stands near by
UNTIDY = 3.5  # log-odds; on damaged pages some long lines are cut
SEEN_BY_CHANCE = 3  # so long a string may well be
WORD_ENDS = frozenset(
    "的了和与在是为将把对从被让向及或等也都还就又并而由到比按用以于可能会要更最再已则但若如每各该此这那其某"
)

_SOON_MARKED = re.compile("[^，,。！？；;]{1,5}[，,；;]|[^，,。！？；;]{1,14}[。！？；;]")


@dataclass(frozen=True)
class PageContext:
    """The lines of a page, asked what stands at the ends of one and in the texts round it."""

    lines: Sequence[LineFeatures]
    wording: PageWords
    sequences: CharacterModel

    @property
    def common(self) -> Mapping[str, int]:
        """Ordinary words and how often each is met."""
        return self.wording.common

    @cached_property
    def tidiness(self) -> float:
        """Log-odds that a long line ends as a sentence does, over those on damaged pages; >= 0.

        Of a page where nearly all do, what ends otherwise is rather a title than cut text.
        """
        ends = [line.closed for line in self.lines if len(line.text) > LONGEST_TITLE]
        return max(0.0, math.log((len(ends) + 1) / (ends.count(False) + 0.25)) - UNTIDY)

    def ends_wanting(self, index: int) -> bool:
        """Tell whether the last word of a line wants another one."""
        return ends_wanting(self.lines[index].text.strip("*# "), self.wording)

    def opens_with_term(self, index: int) -> bool:
        """Tell whether a line opens with a term that others near by name, too: a new subject."""
        head = self.lines[index].text[:3]
        if len(head) < 3 or not all(map(is_han, head)):
            return False
        four = self.lines[index].text[:4]
        if {head, four} & self.common.keys() or {four[:2], four[2:]} <= self.common.keys():
            return False  # ordinary words
        return self.text.count(head, *self._around(index)) > 1

    def is_broken(self, index: int) -> bool:
        """Tell whether a line's last characters make no word that is common or met near by."""
        tail = self.lines[index].text[-2:]
        if len(tail) < 2 or not is_han(tail[-1]) or tail[-1] in WORD_ENDS:
            return False
        if not is_han(tail[0]):
            return True
        return tail not in self.common and self.text.count(tail, *self._around(index)) < 2

    def makes_word(self, left: int, right: int) -> bool:
        """Tell whether a common word straddles the seam of two lines."""
        tail, head = self.lines[left].text[-3:], self.lines[right].text[:3]
        if not (is_han(tail[-1]) and is_han(head[0])):
            return False
        for back in (1, 2, 3):
            for ahead in range(1, min(3, 4 - back) + 1):
                if tail[-back:] + head[:ahead] in self.common:
                    return True
        return False

    def longest_seen(self, left: int, right: int) -> int:
        """Length of the longest string across a seam that stands elsewhere near by, too."""
        tail, head = self.lines[left].text[-3:], self.lines[right].text[:LONGEST_SEEN]
        first, last = self._around(min(left, right), max(left, right))
        if self.text.find(tail[-1] + head[0], first, last) < 0:
            return 0  # nor does any longer string
        longest = 0
        for back in range(1, len(tail) + 1):
            for ahead in range(1, len(head) + 1):
                string = tail[-back:] + head[:ahead]
                if not all(map(is_han, string)) or self.text.find(string, first, last) < 0:
                    break
                longest = max(longest, len(string))
        return min(longest, LONGEST_SEEN)

    def agrees(self, left: int, right: int) -> int:
        """Tell whether a line opens after the character that its first ones follow near by.

        1: after that character; -1: after another; 0: they follow none in particular.
        """
        head = self.lines[right].text[:LONGEST_WORD]
        first, last = self._around(min(left, right), max(left, right))
        before = Counter(self.text[at - 1] for at in _places(head, self.text, first, last))
        before["\n"] = 0  # where a line opens, such as this one
        char, count = before.most_common(1)[0] if before else ("", 0)
        if count < 2 or count < MOSTLY * before.total() or not is_han(char):
            return 0
        return 1 if self.lines[left].text[-1] == char else -1

    @cached_property
    def text(self) -> str:
        """The lines, each with a line feed after it."""
        return "".join([f"{line.text}\n" for line in self.lines])

    @cached_property
    def _ends(self) -> Sequence[int]:
        """The end of each line in the text."""
        return list(accumulate(len(line.text) + 1 for line in self.lines))

    def _around(self, first: int, last: int | None = None) -> tuple[int, int]:
        """The slice of the text that is near some lines."""
        low, high = first - NEAR, (first if last is None else last) + NEAR
        return (self._ends[low - 1] if low > 0 else 0), self._ends[min(high, len(self._ends) - 1)]


def _places(string: str, text: str, first: int, last: int) -> Iterator[int]:
    """Yield the places of a string in a slice of a text, but for its very beginning."""
    at = text.find(string, first + 1, last)
    while at >= 0:
        yield at
        at = text.find(string, at + 1, last)


def may_go_on(x: LineFeatures, y: LineFeatures) -> bool:
    """Tell whether marks and form leave it open that y goes on where x breaks off."""
    if x.closed or y.lead is not None or x.is_table or y.is_table or ORDER_MARK.match(y.text):
        return False
    return may_touch(x.text, y.text)


def evidence(left: int, right: int, context: PageContext) -> dict[str, float]:
    """Return the evidence that line `right` goes on where `left` breaks off.

    Each piece of evidence is named as its weight is (`evidence_weights.py`).
    """
    x, y = context.lines[left], context.lines[right]
    makes_word = context.makes_word(left, right)
    whole_start = not makes_word and y.opening > 0
    return {
        "join_runs_on": context.sequences.runs_on(x.text, y.text),
        "join_seen": float(max(0, context.longest_seen(left, right) - SEEN_BY_CHANCE)),
        "join_opening": -y.opening,
        "join_broken_word": -float(whole_start and context.is_broken(left)),
        "join_hyphen": float(is_hyphenated(x.text, y.text)),
        "join_tidy": -(context.tidiness if len(x.text) <= LONGEST_TITLE else 0.0),
        "join_agrees": float(context.agrees(left, right)),
        "join_number": float(is_cut_decimal(x.text) and y.text[0].isdigit()),
        "join_subject": -float(not makes_word and context.opens_with_term(right)),
        **marks_evidence(x, y),
        **rest_evidence(y, context.sequences),
    }


def marks_evidence(x: LineFeatures, y: LineFeatures) -> dict[str, float]:
    """Tell whether y closes the quotation marks and brackets that x leaves open."""
    return {
        "join_quotes": float(bool(x.open_marks & y.unmatched)),
        "join_left_open": -float(bool(x.open_marks) and not y.unmatched),
    }


def rest_evidence(y: LineFeatures, sequences: CharacterModel) -> dict[str, float]:
    """Tell whether y looks like the rest of something: short, or soon at its first mark."""
    size = len(y.text)
    return {
        "join_is_rest": sequences.is_rest(y.text),
        "join_short": float(size < SHORT_REST),
        "join_shortish": float(SHORT_REST <= size < SHORTISH_REST),
        "join_soon_marked": float(is_soon_marked(y)),
        "join_whole_end": float(y.closed),
    }


def is_soon_marked(line: LineFeatures) -> bool:
    """Tell whether a mark follows the first few characters, as after half a clause."""
    if line.fresh or line.mid_sentence:
        return False
    return _SOON_MARKED.match(line.text) is not None


def is_latin(char: str) -> bool:
    """Tell whether the character is a letter without an accent."""
    return char.isascii() and char.isalpha()


def is_hyphenated(left: str, right: str) -> bool:
    """Tell whether a word of a script with spaces is cut between two lines at a hyphen."""
    return left[-1] == "-" and is_latin(left[-2:-1] or " ") and right[0].islower()


def may_touch(left: str, right: str) -> bool:
    """Words of a script with spaces can't be joined without one, which no line holds.

    In Chinese text a column's end cuts a foreign word as it cuts any other.
    """
    if not (is_latin(left[-1]) and is_latin(right[0])):
        return True
    return right[0].islower() and any(map(is_han, left)) and any(map(is_han, right))
