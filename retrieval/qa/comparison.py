"""Questions that name two places or articles: each side is asked for itself."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from retrieval.documents import View
from retrieval.qa.ranking.reranker import Ranked
from retrieval.query import Concept, Question
from retrieval.query.expansion import ConceptFinder
from retrieval.query.model import Form, FormSource

_JOINT = re.compile("还有|还是|[和跟与同]")
# forms that are the name itself, no other word for it
_WRITTEN = {FormSource.TYPED, FormSource.NUMERAL, FormSource.GLOSS, FormSource.ENGLISH}
# each side is searched for; what names more places is a pasted text
_MOST_SIDES = 12


def sides(question: Question, finder: ConceptFinder) -> list[Question]:
    """The questions of the sides of a comparison; [] if it compares nothing, or too much."""
    peers = _peers(question, finder) if question.compares else []
    if not 2 <= len(peers) <= _MOST_SIDES:
        return []
    return [
        replace(
            question,
            concepts=tuple(
                c for c in question.concepts if c in own or not any(c in p for p in peers)
            ),
        )
        for own in peers
    ]


def names_of_sides(
    compared: Sequence[Question], found: Sequence[Question]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the sides that the first passages speak of, and of those that none speaks of.

    `found` are the questions that the passages were found for, each that of one side.
    """
    first = list(dict.fromkeys(found))
    if not compared or first != list(found[: len(first)]):
        return (), ()
    names = ["".join(concept.text for concept in own) for own in _own(compared)]
    of = dict(zip(compared, names, strict=True))
    if not all(name in side.understood for side, name in of.items()):
        return (), ()  # words from here and there are no name
    covered = tuple(of[side] for side in first if side in of)
    return covered, tuple(name for side, name in of.items() if side not in first)


def own_candidates(
    compared: Sequence[Question], ranked: Iterable[Sequence[Ranked]]
) -> list[list[Ranked]]:
    """Keep each side's candidates that have its own name, in the passage or its titles."""
    return [
        [r for r in candidates if _is_named(own, r.retrieved.view)]
        for own, candidates in zip(_own(compared), ranked, strict=True)
    ]


def _is_named(own: Sequence[Concept], view: View) -> bool:
    """Tell whether a text has a side's name as it is written: of 杭州临安, 临安."""
    names = [concept for concept in own if concept.is_name][-1:] or own
    text = view.text + "\n" + view.titles
    return all(
        any(f.text in text for f in name.forms if f.source in _WRITTEN or _is_short(name, f))
        for name in names
    )


def _is_short(name: Concept, form: Form) -> bool:
    """True of 柯桥 for 柯桥区."""
    return name.is_name and form.source is FormSource.PART


def _own(compared: Sequence[Question]) -> list[Sequence[Concept]]:
    """The concepts of each side that the sides do not all share."""
    if not compared:
        return []
    common = set.intersection(*(set(side.concepts) for side in compared))
    return [[c for c in side.concepts if c not in common] for side in compared]


def _peers(question: Question, finder: ConceptFinder) -> list[Sequence[Concept]]:
    """The concepts of each side alone: its place, or the words before or after 和."""
    places = _places(question, finder)
    parted = _parted(question)
    if len(places) < 2:
        return parted
    # 江门治病的钱和鄞州体检的钱: each side has more than its place
    has_more = len(parted) == 2 and len(parted[0]) > len(places[0]) + 1
    is_parted = len(places) == 2 and all(
        place[0] in part for place, part in zip(places, parted, strict=False)
    )
    return parted if has_more and is_parted else places


def _places(question: Question, finder: ConceptFinder) -> list[Sequence[Concept]]:
    """The places, those that stand together (杭州临安) as one."""
    words = finder.vocabulary
    groups: list[list[Concept]] = []
    end = -1
    for concept in question.concepts:
        start = question.understood.find(concept.text)
        is_known = any(words.is_place(form.text) for form in concept.forms[:2])
        # 云岭 of 云岭县, which no list of places has
        if is_known or (concept.is_name and not words.is_person(concept.text)):
            if groups and start == end:
                groups[-1].append(concept)
            else:
                groups.append([concept])
            end = start + len(concept.text)
        elif groups and start == end and concept.text in words.lexicon.regions:  # 西河|镇
            groups[-1].append(concept)
            end = start + len(concept.text)
    return [*groups]


def _parted(question: Question) -> list[Sequence[Concept]]:
    """The concepts on either side of a joining word; those behind a blank belong to both."""
    joint = _JOINT.search(question.understood)
    if joint is None:
        return []
    place_of = {c.text: question.understood.find(c.text) for c in question.concepts}
    blank = question.understood.find(" ", joint.end())
    end = blank if blank > 0 else len(question.understood)
    left = [c for c in question.concepts if 0 <= place_of[c.text] < joint.start()]
    right = [c for c in question.concepts if joint.end() <= place_of[c.text] < end]
    return [left, right if blank > 0 else right[:1]] if left and right else []


def interleaved(lists: Iterable[Sequence[Ranked]]) -> list[Ranked]:
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
    view = ranked.retrieved.view
    return view.article.article_id, view.position
