"""Answerability features: signs for and against the first passage."""

import math
import re
from collections.abc import Callable, Sequence

from retrieval.qa.answer_types import is_known_by_form
from retrieval.qa.ranking.passage_features import THERE, FoundConcept, RetrievedPassage
from retrieval.qa.ranking.reranker import Ranked
from retrieval.qa.spans.selector import Mark
from retrieval.query import Kind, Question
from retrieval.query.wordlists import Lexicon, Wanted
from retrieval.text import fold

_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_LONG = 10  # words of a question, from which on it is a long one
_EARLIER = 0.5  # how surely what was asked before is demanded still
# words that answers repeat more seldom make no gap
_SELDOM = 0.6
_EXACT = (Kind.CONTACT, Kind.CLOCK)


def answer_features(
    question: Question, ranked: Sequence[Ranked], mark: Mark, *, lexicon: Lexicon
) -> dict[str, float]:
    """Compute the features of the first of the ranked passages, each in about [0, 1].

    Words count by their weight and by how likely an answer repeats them.
    """
    best = ranked[0].retrieved
    asked, features = best.found, best.features
    text = best.view.text + best.view.titles
    has_form = is_known_by_form(question) or question.kind in _EXACT
    return {
        "one": 1.0,
        "cover": _share(asked, lambda found: max(found.sentence, found.titles)),
        "missing": sum(f.anywhere < THERE for f in asked) / (len(asked) or 1),
        "gap": max(map(_gap, asked), default=0.0),
        "no_names": _mean([1 - max(f.sentence, f.titles) for f in asked if f.concept.is_name]),
        "no_number": float(_lacks_number(question, best)),
        "no_form": has_form * (1 - features["kind"]),
        "no_attribute": _lacks(question, lexicon.attributes, text),
        "no_qualifier": _lacks(question, lexicon.qualifiers, text),
        "mark": mark.likelihood,
        "unmarked": float(has_form and mark.answer is None),
        "ahead": 1 / sum(math.exp(one.score - ranked[0].score) for one in ranked),
        "long": min(1.0, len(asked) / _LONG),
    }


def is_of_another(question: Question, best: RetrievedPassage) -> bool:
    """Tell whether a place or person that is asked about stands nowhere in the article.

    A place that only says where another lies, 湖州 of 湖州德清县, need not stand there.
    """
    names = [found for found in best.found if found.concept.is_name]
    words = [found.concept.text for found in names]
    return any(
        found.anywhere < THERE
        and not any(found.concept.text + word in question.understood for word in words)
        for found in names
    )


def _weight(found: FoundConcept) -> float:
    return found.concept.weight * found.concept.repeated


def _gap(found: FoundConcept) -> float:
    """Tell how much is missing of a word that the reports know and answers mostly repeat."""
    is_searchable = found.concept.is_known and found.concept.repeated > _SELDOM
    return is_searchable * _weight(found) * (1 - found.anywhere)


def _share(founds: Sequence[FoundConcept], there: Callable[[FoundConcept], float]) -> float:
    """Add up the words by weight, each as far as it is there; 1 if there are no words."""
    total = sum(map(_weight, founds))
    return sum(_weight(found) * there(found) for found in founds) / total if total else 1.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


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
