"""Questions understood in their conversation, in the way the reports more likely answer."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from retrieval.cache import memoize
from retrieval.documents import ArticleView
from retrieval.qa.candidate_answer import Work
from retrieval.query import CONTENT_WEIGHT, Dependence, Follower, Kind, Question

# earlier questions that a question may depend on, each by the one before it
TURNS = 3
# a question this likely answered after the one before follows it, however likely it is alone
CERTAIN = 0.9
# a short one follows it only if this share of its own words stands in an article that may answer
# the earlier one, and in the one that answers both
OWN = 0.4
# an article this likely may answer
_LIKELY = 0.05
# passages that are likely to answer an earlier question
NEAR = 10
# questions and estimates that are remembered for those that follow
_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class AnswerEstimate:
    """An estimate of how likely the reports answer a question, and where.

    `articles` are those that most likely answer, the best first.
    """

    likelihood: float
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True)
class Interpreter:
    """Understands questions as most likely meant; `look_up` finds the answer to one."""

    follower: Follower
    look_up: Callable[[Question], Work]

    def understand(self, typed: str, turns: Sequence[str] = ()) -> Question:
        """The question as it is most likely meant after the earlier ones.

        Half a question is put together with the one before it. One that may be whole is taken
        both ways if it may be about the same article, and the way that the reports answer more
        likely counts.
        """
        question = self._alone(self.follower.uncorrected(typed) if turns else typed)
        turns = [turn for turn in turns if not self._alone(turn).is_noise]
        earlier = self.understand(turns[-1], turns[-TURNS:-1]) if turns else None
        # nonsense is not followed
        if earlier is None or not any(c.is_known or len(c.forms) > 1 for c in earlier.concepts):
            return replace(question, typed=typed, asks_back=self._asks_back(question))
        if moved := self.follower.moved(typed, earlier):
            return moved
        dependence = self.follower.dependence(question)
        if dependence is Dependence.NONE:
            return question
        before = self._estimate(earlier)
        needs_own = dependence is Dependence.MAYBE
        if needs_own and not any(_is_about(question, article) for article in before.articles):
            return question
        joined = self.follower.joined(question, earlier)
        if dependence is Dependence.SURE:
            return joined
        follows = self._is_likelier(joined, question, before, needs_own=needs_own)
        return joined if follows else question

    def _is_likelier(
        self, joined: Question, question: Question, before: AnswerEstimate, *, needs_own: bool
    ) -> bool:
        """True if the reports more likely answer a question joined with the one before it."""
        together = self._estimate(joined)
        if not together.articles or (needs_own and not _is_about(question, together.articles[0])):
            return False
        if together.likelihood >= CERTAIN:
            return True
        alone = self._estimate(question)
        # what is answered alone in the article that answered before goes on about it
        is_same = alone.articles[:1] == before.articles[:1]
        return is_same or together.likelihood >= alone.likelihood

    def _asks_back(self, question: Question) -> bool:
        """True of a follow-up without a question before it."""
        if question.kind is not Kind.TOPIC or question.is_noise or question.counted:
            return False
        return not question.concepts or self.follower.completer.is_marked(question)

    @cached_property
    def _alone(self) -> Callable[[str], Question]:
        return memoize(self.follower.understander.understand, most=_REMEMBERED, length=len)

    @cached_property
    def _estimate(self) -> Callable[[Question], AnswerEstimate]:
        return memoize(
            lambda question: _estimate(self.look_up(question)),
            most=_REMEMBERED,
            length=lambda question: len(question.understood),
        )


def _estimate(work: Work) -> AnswerEstimate:
    ranked = [found.ranked for found in work.found[:NEAR]]
    views = [r.retrieved.view for r in ranked]
    best = max((r.score for r in ranked), default=0.0)
    shares = [math.exp(r.score - best) for r in ranked]
    likely = [share / sum(shares) for share in shares]
    articles = {view.article.article_id: view.article for view in views}
    sure = dict.fromkeys(articles, 0.0)
    for view, share in zip(views, likely, strict=True):
        sure[view.article.article_id] += share
    return AnswerEstimate(
        likelihood=work.verdict.likelihood,
        articles=tuple(
            article
            for place, (name, article) in enumerate(articles.items())
            if not place or sure[name] >= _LIKELY
        ),
    )


def _is_about(question: Question, article: ArticleView) -> bool:
    """True if an article has enough of a question's content words, or there are none."""
    words = [c for c in question.concepts if c.weight >= CONTENT_WEIGHT]
    text = f"{article.titles}\n{article.text}"
    found = sum(concept.weight * concept.surest(text) for concept in words)
    return found >= OWN * sum(concept.weight for concept in words)
