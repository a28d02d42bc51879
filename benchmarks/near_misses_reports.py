"""Near misses of questions about the reports: the answers cut out, the place another one."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.sets import Asked, answerer_over
from retrieval.documents import Article, Passage, split
from retrieval.evaluation import GoldQuestion
from retrieval.evaluation.metrics import flat

_REGIONS = "省市区县州镇乡村"
_WORLDS = 6  # of the reports, in each of which the answers to some questions are cut


def report_worlds(
    asked: Sequence[Asked], passages: Sequence[Passage], *, seed: int = 5
) -> list[Asked]:
    """Near misses of questions about reports: their answers' paragraphs cut, the place another."""
    rng = random.Random(seed)
    usable = [
        a for a in asked if len(a.spots) == 1 and not a.gold.turns and _can_be_cut(a, passages)
    ]
    found = []
    for number in range(_WORLDS):
        own = usable[number::_WORLDS]
        kept = [p for p in passages if not any(_answers(p, a) for a in own)]
        world = answerer_over(split(_rebuilt(kept)))
        found += [
            replace(a, gold=_unanswerable(a, "cut", a.gold.question), answerer=world) for a in own
        ]
    return [*found, *_moved(asked, "".join(p.text for p in passages), rng)]


def _moved(asked: Sequence[Asked], text: str, rng: random.Random) -> Iterator[Asked]:
    """The same asked of a place that the reports don't know."""
    divisions = asked[0].answerer.follower.understander.finder.vocabulary.divisions.inside
    cities = [name for name, inside in divisions.items() if inside and len(name) == 2]
    foreign = [city for city in cities if city not in text]
    for a in asked:
        finder, question = a.answerer.follower.understander.finder, a.gold.question
        places = [
            c.text for c in a.question.concepts if c.is_name and finder.vocabulary.is_place(c.text)
        ]
        place = next((p for p in places if p in question), "")
        if place and len(a.spots) == 1 and not a.gold.turns:
            end = place[-1] if place[-1] in _REGIONS else ""
            moved = question.replace(place, rng.choice(foreign) + end)
            yield replace(a, gold=_unanswerable(a, "entity", moved))


def _can_be_cut(asked: Asked, passages: Sequence[Passage]) -> bool:
    own = [p for p in passages if asked.is_on(p)]
    titles = flat("".join(t for p in own for t in (*p.article.titles, *p.article.banners)))
    return bool(own) and not any(flat(answer) in titles for answer in asked.answers)


def _answers(passage: Passage, asked: Asked) -> bool:
    text = flat(passage.text)
    return asked.is_on(passage) or any(len(a) > 2 and flat(a) in text for a in asked.answers)


def _rebuilt(passages: Sequence[Passage]) -> Iterator[Article]:
    """The articles with the paragraphs that are left."""
    left: dict[str, list[Passage]] = {}
    for p in passages:
        left.setdefault(p.article.article_id, []).append(p)
    for same in left.values():
        yield replace(same[0].article, paragraphs=tuple(p.paragraph for p in same))


def _unanswerable(asked: Asked, kind: str, question: str) -> GoldQuestion:
    return GoldQuestion(
        question_id=f"{asked.gold.question_id}-{kind}", question=question, style=kind
    )
