"""What a question demands of an answer beyond its words: a sort of thing, a year, an attribute."""

import re
from collections.abc import Sequence

from retrieval.answers.sorts import asked_ends
from retrieval.passages import View
from retrieval.questions import Kind, Lexicon, Question
from retrieval.questions.lexicon import Wanted
from retrieval.terms import fold

_IN_NAME = re.compile(r"[\w”》)]")
_EARLIER = 0.5  # how surely what was asked before is demanded still
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百]")
# words before which no name ends: 一家医院, 到医院, 这医院 name none
_NAMELESS = frozenset("的了在是和与向为等于由对被把将也都又到个这那每各某该本家所一两几")


def demand_figures(
    question: Question, view: View, sentence: str, words: str, lexicon: Lexicon
) -> dict[str, float]:
    """What is demanded and neither the passage nor its marked sentence and words, plain, have."""
    ends = asked_ends(question, lexicon.sorts)
    asked = _asked(question, lexicon.attributes)
    return {
        "no_sort": float(bool(ends) and not _has_name(view.text, ends)),
        "no_sort_marked": float(bool(ends) and not any(end in words for end in ends)),
        "no_qualifier": _lacks(_asked(question, lexicon.qualifiers), view.text + view.titles),
        "no_attribute": _lacks(asked, view.text + view.titles),
        "no_attribute_marked": _lacks(asked, sentence),
        "no_amount": float(bool(words) and _is_vague(question.kind, words)),
    }


def _has_name(text: str, ends: Sequence[str]) -> bool:
    """Whether a name with one of some ends stands in a plain text.

    Longer ends go first: the 院 of 一家医院 ends no name.
    """
    pattern = "|".join(map(re.escape, sorted(ends, key=len, reverse=True)))
    return any(
        _IN_NAME.match(text[match.start() - 1]) and text[match.start() - 1] not in _NAMELESS
        for match in re.finditer(pattern, text)
        if match.start()
    )


def _asked(question: Question, wanted: Wanted) -> list[tuple[Sequence[str], float]]:
    """For each of some words that a question has those of which an answer has one, and how surely
    it does: what was asked before counts less.
    """
    follows = any(concept.is_earlier for concept in question.concepts)
    own = fold(question.typed) if follows else question.understood
    return [
        (told, 1.0 if word in own else _EARLIER) for word, told in wanted.asked(question.understood)
    ]


def _lacks(asked: Sequence[tuple[Sequence[str], float]], text: str) -> float:
    """How surely something that is asked for is told by none of its words in a text, 0 to 1."""
    lacking = (sure for told, sure in asked if not any(word in text for word in told))
    return max(lacking, default=0.0)


def _is_vague(kind: Kind, words: str) -> bool:
    """Whether words have the form of an amount or a date and tell none: 一杯, 近日."""
    if kind is Kind.NUMBER:
        return len(words) == 2 and words[0] == "一"
    return kind is Kind.DATE and not _NUMERAL.search(words)
