"""How a question is meant after those before it: as the reports answer it more likely."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from retrieval.answers.ranking import Ranked
from retrieval.answers.work import Work
from retrieval.questions import TELLING, Follower, Leaning, Question

# earlier questions that a question may lean on, one by the other
TURNS = 3
# a question this likely answered after the one before follows it, however likely it is alone
CERTAIN = 0.95
# the share of its own words that must stand in the article that answers then
OWN = 0.4
# passages that are likely to answer an earlier question
NEAR = 10
# questions and outlooks that are remembered for those that follow
_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Outlook:
    """How likely a question is answered, and where.

    `own_share` is how much of its own telling words, not those of an earlier question, stand in
    the best article; `near` are the passages in which the answer may stand, by their articles' ids
    and their positions, and how likely each is.
    """

    likelihood: float
    own_share: float
    near: tuple[tuple[str, int, float], ...]


@dataclass(frozen=True)
class Interpreter:
    """Takes questions as they are most likely meant; `look_up` finds what answers one."""

    follower: Follower
    look_up: Callable[[Question], Work]

    def understand(self, typed: str, turns: Sequence[str] = ()) -> Question:
        """The question as it is most likely meant after the earlier ones.

        Half a question is put together with the one before it. One that may be whole is taken
        both ways, and the way that the reports answer more likely counts.
        """
        question = self._alone(typed)
        leaning = self.follower.leaning(question) if turns else Leaning.NONE
        if leaning is Leaning.NONE:
            return question
        earlier = self.understand(turns[-1], turns[-TURNS:-1])
        if not any(c.is_known or len(c.forms) > 1 for c in earlier.concepts):
            return question  # a greeting, nonsense
        joined = self.follower.joined(question, earlier, near=self._outlook(earlier).near)
        if leaning is Leaning.SURE or self._is_meant(
            joined, question, needs_own=leaning is Leaning.MAYBE
        ):
            return joined
        return question

    def _is_meant(self, joined: Question, alone: Question, *, needs_own: bool) -> bool:
        """Whether a question makes more sense after the earlier one than alone.

        What answers both may have to have some of its own words.
        """
        together = self._outlook(joined)
        if not together.near or (needs_own and together.own_share < OWN):
            return False
        if together.likelihood >= CERTAIN:
            return True
        return together.likelihood >= self._outlook(alone).likelihood

    @cached_property
    def _alone(self) -> Callable[[str], Question]:
        return lru_cache(_REMEMBERED)(self.follower.understander.understand)

    @cached_property
    def _outlook(self) -> Callable[[Question], Outlook]:
        return lru_cache(_REMEMBERED)(lambda question: _outlook(self.look_up(question)))


def _outlook(work: Work) -> Outlook:
    ranked = [found.ranked for found in work.found[:NEAR]]
    return Outlook(work.verdict.likelihood, _own_share(ranked), tuple(_near(ranked)))


def _near(ranked: Sequence[Ranked]) -> Sequence[tuple[str, int, float]]:
    best = max((r.score for r in ranked), default=0.0)
    shares = [math.exp(r.score - best) for r in ranked]
    views = [r.evidence.view for r in ranked]
    return [
        (view.article.article_id, view.position, share / sum(shares))
        for view, share in zip(views, shares, strict=True)
    ]


def _own_share(ranked: Sequence[Ranked]) -> float:
    """The share of a question's own telling words that stand in the best article; 1 of none."""
    own = [
        (f.concept.weight, f.anywhere)
        for f in (ranked[0].evidence.found if ranked else ())
        if not f.concept.is_earlier and f.concept.weight >= TELLING
    ]
    return sum(w * sure for w, sure in own) / sum(w for w, _ in own) if own else 1.0
