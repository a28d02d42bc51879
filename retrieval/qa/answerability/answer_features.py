"""Answerability features: signs for and against the first passage."""

import re

from retrieval.qa.answer_types import is_known_by_form
from retrieval.qa.ranking.passage_features import THERE, FoundConcept, RetrievedPassage
from retrieval.qa.spans.selector import Mark
from retrieval.query import Kind, Question
from retrieval.query.wordlists import Lexicon, Wanted
from retrieval.text import fold

_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_MANY = 8  # words of a question
_EARLIER = 0.5  # how surely what was asked before is demanded still
# words that answers repeat more seldom make no gap
_SELDOM = 0.6
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
        "there": min(1.0, sum(max(one.sentence, one.titles) >= THERE for one in asked) / _MANY),
        "missing": sum(one.anywhere < THERE for one in asked) / (len(asked) or 1),
        "gap": max(map(_gap, asked), default=0.0),
        "doubt": float(is_doubted),
        "no_number": float(_lacks_number(question, best)),
        "no_form": has_form * (1 - best.features["kind"]),
        "no_attribute": _lacks(question, lexicon.attributes, best.view.text + best.view.titles),
        "mark": mark.likelihood,
        "unmarked": float(has_form and mark.answer is None),
    }


def _gap(found: FoundConcept) -> float:
    """Tell how much is missing of a word that the reports know and answers mostly repeat."""
    concept = found.concept
    is_searchable = concept.is_known and concept.repeated > _SELDOM
    return is_searchable * concept.weight * concept.repeated * (1 - found.anywhere)


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
