"""Answerability features: signs for and against the first passage."""

import re

from retrieval.qa.answer_types import is_known_by_form
from retrieval.qa.ranking.passage_features import THERE, RetrievedPassage
from retrieval.qa.spans.selector import Mark
from retrieval.query import Kind, Question
from retrieval.query.wordlists import Lexicon, Wanted
from retrieval.text import fold

_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
HALF = 0.5  # of a question, by weight: an article that has less of it tells of something else
_EARLIER = 0.5  # how surely what was asked before is demanded still
_EXACT = (Kind.CONTACT, Kind.CLOCK)


def answer_features(
    question: Question, best: RetrievedPassage, mark: Mark, *, lexicon: Lexicon, is_doubted: bool
) -> dict[str, float]:
    """Compute the features of the first passage, each from 0 to 1.

    `is_doubted` says that it looks like the answer to another question (see `doubts`).
    """
    asked = best.found
    has_form = is_known_by_form(question) or question.kind in _EXACT
    return {
        "one": 1.0,
        "half": max(0.0, 1 - best.features["article"] / HALF),
        "missing": sum(one.anywhere < THERE for one in asked) / (len(asked) or 1),
        "doubt": float(is_doubted),
        "no_number": float(_lacks_number(question, best)),
        "no_form": has_form * (1 - best.features["kind"]),
        "no_attribute": _lacks(question, lexicon.attributes, best.view.text + best.view.titles),
        "mark": mark.likelihood,
        "unmarked": float(has_form and mark.answer is None),
    }


def _lacks_number(question: Question, best: RetrievedPassage) -> bool:
    """Tell whether a number of the question stands in no spelling beside the rest of it."""
    text = best.best_sentence + "\n" + best.view.titles
    there = [found.concept.text for found in best.found if found.sentence >= THERE]
    return any(
        not re.search(rf"(?<!\d){re.escape(number)}(?!\d)", text)
        and not any(number in concept for concept in there)
        for number in _NUMBER.findall(question.understood)
    )


def _lacks(question: Question, wanted: Wanted, text: str) -> float:
    """Tell how surely the text lacks all words for something asked for, from 0 to 1.

    Things that only the question before asked for count less.
    """
    follows = any(concept.is_earlier for concept in question.concepts)
    own = fold(question.typed) if follows else question.understood
    lacking = (
        1.0 if word in own else _EARLIER
        for word, answers in wanted.asked(question.understood)
        if not any(answer in text for answer in answers)
    )
    return max(lacking, default=0.0)
