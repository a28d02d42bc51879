"""The sort of thing that a question asks for, and how the names of such things end."""

import re
from collections.abc import Mapping, Sequence

from retrieval.query import Question
from retrieval.text import Analyzer

_CUE = re.compile("[哪啥]|什么|何种")
_REACH = 2  # characters between the cue and the sort: 哪(一所)大学


def asked_ends(question: Question, sorts: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The ends of the names of the sort of thing asked for; none if no sort is."""
    return sorts.get(_sort(question, sorts), ())


def is_name(words: str, ends: Sequence[str], analyzer: Analyzer) -> bool:
    """True if words end as names of a sort do; the 队 of 球队 ends none."""
    if not words.endswith(tuple(ends)):
        return False
    last = analyzer.words(words)[-1]
    return last in ends or len(last) != 2 or not analyzer.count(last)


def _sort(question: Question, sorts: Mapping[str, Sequence[str]]) -> str:
    """The sort of thing asked for, right behind 哪 or 什么; the village of 哪个村民 is none."""
    text = question.understood
    words = {concept.text for concept in question.concepts}
    longest = max(map(len, sorts), default=0)
    for cue in _CUE.finditer(text):
        for start in range(cue.end(), cue.end() + _REACH + 1):
            for length in range(longest, 0, -1):
                sort = text[start : start + length]
                # the 村 of 哪个村 is a word or swallowed by the cue, that of 村民 is neither
                if sort in sorts and (
                    len(sort) > 1
                    or sort in words
                    or not any(text.startswith(word, start) for word in words)
                ):
                    return sort
    return ""
