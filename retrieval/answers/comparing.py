"""Questions that name two places or articles: each side is asked for itself."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from retrieval.answers.ranking import Ranked
from retrieval.questions import Concept, Question
from retrieval.questions.concepts import ConceptFinder

_JOINT = re.compile("[和跟与同]|还是")


def sides(question: Question, finder: ConceptFinder) -> list[Question]:
    """The questions of the two sides of a comparison; [] if it compares nothing."""
    peers = _peers(question, finder) if question.compares else None
    if peers is None:
        return []
    return [
        replace(question, concepts=tuple(c for c in question.concepts if c not in other))
        for other in reversed(peers)
    ]


def _peers(question: Question, finder: ConceptFinder) -> Sequence[Sequence[Concept]] | None:
    """The concepts that only one side has: two places, or what stands before and after 和."""
    places = [c for c in question.concepts if finder.is_place(c.text)]
    if len(places) >= 2:
        return places[:1], places[1:2]
    joint = _JOINT.search(question.understood)
    if joint is None:
        return None
    place_of = {c.text: question.understood.find(c.text) for c in question.concepts}
    blank = question.understood.find(" ", joint.end())
    end = blank if blank > 0 else len(question.understood)
    left = [c for c in question.concepts if 0 <= place_of[c.text] < joint.start()]
    right = [c for c in question.concepts if joint.end() <= place_of[c.text] < end]
    return (left, right if blank > 0 else right[:1]) if left and right else None


def woven(lists: Iterable[Sequence[Ranked]]) -> list[Ranked]:
    """The lists' candidates in turn, each passage once."""
    seen: set[tuple[str, int]] = set()
    found = []
    columns = [iter(ranked) for ranked in lists]
    while columns:
        for column in list(columns):
            fresh = next((r for r in column if _key(r) not in seen), None)
            if fresh is None:
                columns.remove(column)
            else:
                seen.add(_key(fresh))
                found.append(fresh)
    return found


def _key(ranked: Ranked) -> tuple[str, int]:
    view = ranked.evidence.view
    return view.article.article_id, view.position
