"""Stage 4. How likely it is that one strip continues another."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.articles.forms import Form
from retrieval.articles.marks import is_han
from retrieval.articles.weights import Weights

SHORT_REST = 30  # characters
NEAR = 40  # strips to either side whose text is asked whether it holds a string, too
LONGEST_SEEN = 8
SHORTISH_REST = 60
WORD_ENDS = frozenset(
    "的了和与在是为将把对从被让向及或等也都还就又并而由到比按用以于可能会要更最再已则但若如每各该此这那其某"
)

_SOON_MARKED = re.compile("[^，,。！？；;]{1,5}[，,；;]|[^，,。！？；;]{1,14}[。！？；;]")
_ASPECT = re.compile("[\u3400-\u9fff]{1,3}[了着过的]")  # a verb without the one who acts


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The texts round a strip, asked whether a string stands in them."""

    forms: Sequence[Form]
    common: Mapping[str, int]

    def junction(self, left: int, right: int, weights: Weights) -> float:
        """Evidence from the strings that straddle the seam of two strips."""
        tail, head = self.forms[left].text[-3:], self.forms[right].text[:LONGEST_SEEN]
        if not (tail and head and is_han(tail[-1]) and is_han(head[0])):
            return 0.0
        word = any(
            tail[-back:] + head[:ahead] in self.common
            for back in (1, 2, 3)
            for ahead in (1, 2, 3)
            if back + ahead <= 4
        )
        seen = self._longest_seen(left, right, tail, head)
        if not word and not seen:
            return -(weights.join_lone if _is_lone(head) else weights.join_no_seam)
        return max(weights.join_word if word else 0.0, weights.join_seen * max(0, seen - 1.5))

    def opens_with_term(self, index: int) -> bool:
        """Whether a strip opens with a term that others near by name, too: a new subject."""
        head = self.forms[index].text[:3]
        if len(head) < 3 or not all(map(is_han, head)):
            return False
        four = self.forms[index].text[:4]
        if {head, four} & self.common.keys() or {four[:2], four[2:]} <= self.common.keys():
            return False  # ordinary words
        return self._around(index, index).count(head) > 1

    def is_broken(self, index: int) -> bool:
        """Whether the last characters of a strip make no word that is common or met near by."""
        tail = self.forms[index].text[-2:]
        if len(tail) < 2 or not is_han(tail[-1]) or tail[-1] in WORD_ENDS:
            return False
        if not is_han(tail[0]):
            return True
        return tail not in self.common and self._around(index, index).count(tail) < 2

    def _longest_seen(self, left: int, right: int, tail: str, head: str) -> int:
        """Length of the longest straddling string that stands elsewhere near by; 0 if none."""
        around = self._around(min(left, right), max(left, right))
        longest = 0
        for back in (1, 2, 3):
            for ahead in range(1, LONGEST_SEEN):
                string = tail[-back:] + head[:ahead]
                if back > len(tail) or ahead > len(head) or not all(map(is_han, string)):
                    break
                if string not in around:
                    break
                longest = max(longest, len(string))
        return min(longest, LONGEST_SEEN)

    def _around(self, first: int, last: int) -> str:
        low, high = max(0, first - NEAR), last + NEAR + 1
        return "\n".join(form.text for form in self.forms[low:high])


def _is_lone(head: str) -> bool:
    """Whether one character and a mark stand at the head: what is before must make it a word."""
    return len(head) > 1 and not is_han(head[1])


def continuation(x: Form, y: Form, *, junction: float, broken: bool, weights: Weights) -> float:
    """Log-odds, but for the distance, that y goes on where x breaks off; minus infinity if never.

    `junction` is the evidence of the seam, `broken` whether x ends in the middle of a word.
    """
    if x.closed or y.lead is not None or x.is_table or y.is_table:
        return float("-inf")
    if not may_touch(x.text, y.text):
        return float("-inf")
    score = weights.join_open_end + junction - y.opening
    score += _marks_evidence(x, y, weights)
    score += rest_evidence(y, weights)
    if x.ends_in_number:
        score += weights.join_number if y.opens_with_measure else -weights.join_number
    elif broken and junction <= 0 and y.opening > 0:
        score -= weights.join_broken_word
    if x.text[-1] in WORD_ENDS:
        score += weights.join_wanting
    elif x.text[-1] in "：:":
        score -= weights.join_colon
    elif is_latin(x.text[-1]) and y.text[0].islower():
        score += weights.join_latin
    return score


def _marks_evidence(x: Form, y: Form, weights: Weights) -> float:
    """Whether y closes the quotation marks and brackets that x leaves open."""
    if x.open_marks & y.unmatched:
        return weights.join_quotes
    if y.unmatched:
        return weights.join_quotes / 2
    return -weights.join_left_open if x.open_marks else 0.0


def rest_evidence(y: Form, weights: Weights) -> float:
    """Whether y looks like the rest of something: short, or soon at its first mark."""
    score = weights.join_short if len(y.text) < SHORT_REST else 0.0
    score += weights.join_shortish if SHORT_REST <= len(y.text) < SHORTISH_REST else 0.0
    if not y.fresh and not y.mid_sentence:
        score += weights.join_soon_marked if _SOON_MARKED.match(y.text) else 0.0
    score += weights.join_aspect if _ASPECT.match(y.text) else 0.0
    return score


def is_latin(char: str) -> bool:
    """Whether the character is a letter without an accent."""
    return char.isascii() and char.isalpha()


def may_touch(left: str, right: str) -> bool:
    """Words of a script with spaces can't be joined without one, which no line holds.

    In Chinese text a column's end cuts a foreign word as it cuts any other.
    """
    if not (is_latin(left[-1]) and is_latin(right[0])):
        return True
    return right[0].islower() and any(map(is_han, left)) and any(map(is_han, right))
