"""The synonym list that a user may edit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from retrieval.text import fold

# how sure a synonym is: of its group, of a group of many words, of what a word leads to
SAME = 0.85
WIDE = 0.7
ONE_WAY = 0.7
_WIDE_GROUP = 8


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words and the words that may stand for them, with how sure that is (0 to 1)."""

    of: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    longest: int = 0


def parse_synonyms(lines: Iterable[str]) -> Synonyms:
    """A group a line: `a b c` find each other; `a b > c d`: a and b find c and d."""
    found: dict[str, dict[str, float]] = {}
    for line in lines:
        left, arrow, right = line.partition(">")
        words = fold(left).split()
        targets = fold(right).split() if arrow else words
        sure = ONE_WAY if arrow else SAME if len(words) <= _WIDE_GROUP else WIDE
        for word in words:
            others = found.setdefault(word, {})
            for target in targets:
                if target != word and others.get(target, 0.0) < sure:
                    others[target] = sure
    return Synonyms(found, max(map(len, found), default=0))
