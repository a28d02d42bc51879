"""Choose the passages whose marked words are certain enough to be shown as the answer."""

import re
from collections.abc import Sequence

from retrieval.documents import plain
from retrieval.qa.answerability.classifier import ANSWERED_ABOVE
from retrieval.qa.candidate_answer import Marked
from retrieval.qa.ranking.passage_features import THERE, RetrievedPassage
from retrieval.qa.spans.selector import LIKELY
from retrieval.query import Question
from retrieval.text import fold

# passages whose words are sought: the first, and others that may answer as well
MARKED = 3
# words so likely are shown where the passage answers: of these 19 in 20 are right
CERTAIN = 0.8
# of which on a passage has all of a question
_ALL = 0.95
# words that answers repeat more seldom need not stand in them
_REPEATED = 0.6
_CORRECTION = re.compile("更正|勘误|订正")
# passages hold as much of a question if their shares differ by less
_AS_MUCH = 0.05


def certain_words(found: Sequence[Marked], likelihood: float) -> set[int]:
    """Find the places of the passages whose words are shown.

    That is the first passage of each question, if the sentence has what is asked about, unless
    another article answers as well in other words.

    `likelihood` is that of the first passage answering at all.
    """
    if likelihood < ANSWERED_ABOVE:
        return set()
    first: dict[Question, int] = {}
    for place, one in enumerate(found):
        first.setdefault(one.question, place)
    return {
        place
        for place in first.values()
        if found[place].mark.likelihood >= CERTAIN
        and _has_focus(found[place])
        and not is_correction(found[place])
        and not any(_is_rival(other, found[place]) for other in found[:MARKED])
    }


def _has_focus(marked: Marked) -> bool:
    """True if what is asked about, as far as answers repeat it, stands in the marked sentence."""
    sentence = marked.mark.sentence
    if sentence is None:
        return True
    text = fold(sentence.of(marked.ranked.passage.text))
    return all(
        concept.surest(text) >= THERE
        for concept in marked.question.concepts
        if concept.is_focus and concept.repeated >= _REPEATED
    )


def disagreeing(found: Sequence[Marked]) -> list[int]:
    """Find the places of the first passage and of those that answer as surely in other words.

    All of the question stands in each, a name among it, as else they may tell of different things;
    none is found if the first has no rival.
    """
    told = [(place, one) for place, one in enumerate(found[:MARKED]) if not is_correction(one)]
    if not told or told[0][1].mark.likelihood < LIKELY:
        return []
    at, first = told[0]
    has_name = any(concept.is_name for concept in first.question.concepts)
    if not has_name or _share(first.ranked.retrieved) < _ALL:
        return []
    rivals = [
        place
        for place, one in told
        if _share(one.ranked.retrieved) >= _ALL and _is_rival(one, first)
    ]
    return [at, *rivals] if rivals else []


def is_correction(marked: Marked) -> bool:
    """True of a passage under 更正, which has the wrong words beside the right ones."""
    return bool(_CORRECTION.search(marked.ranked.retrieved.view.titles))


def _is_rival(other: Marked, first: Marked) -> bool:
    """True if a passage of another article answers as well, in other words."""
    if other.question is not first.question or other.mark.likelihood < LIKELY:
        return False
    retrieved, beside = first.ranked.retrieved, other.ranked.retrieved
    if retrieved.view.article.article_id == beside.view.article.article_id:
        return False
    words, others = _words(first), _words(other)
    is_other = words not in others and others not in words
    return is_other and _share(beside) > _share(retrieved) - _AS_MUCH


def _words(marked: Marked) -> str:
    """The marked words, plain."""
    span = marked.mark.answer
    return plain(span.of(marked.ranked.passage.text)) if span else ""


def _share(retrieved: RetrievedPassage) -> float:
    """The share of the question's weight that a passage has."""
    total = sum(found.concept.weight for found in retrieved.found) or 1.0
    return sum(found.concept.weight * found.passage for found in retrieved.found) / total
