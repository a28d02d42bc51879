"""Explanations of answers, as data to be shown or compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.index import Index
from retrieval.qa.answerability.classifier import Thresholds
from retrieval.qa.candidate_answer import Work
from retrieval.qa.linear import Weights
from retrieval.qa.ranking.passage_features import FoundConcept
from retrieval.qa.ranking.reranker import Ranked, terms
from retrieval.qa.result import Answer
from retrieval.query import Question
from retrieval.text import fold

EXPLAINED = 3


@dataclass(frozen=True, slots=True)
class Share:
    """A feature with its weight: its share of a weighted sum."""

    name: str
    value: float
    weight: float

    @property
    def share(self) -> float:
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class TermShare:
    """A term of the query, its weight there, and its part in a passage's search score."""

    term: str
    weight: float
    score: float


@dataclass(frozen=True, slots=True)
class PassageExplanation:
    """The reasons for a passage's rank and for the sentence and words marked in it.

    `written` are the surest forms of the concepts `found`, as they stand in the passage's own text;
    empty for a concept that has none there.
    """

    rank: int
    score: float
    found: tuple[FoundConcept, ...]
    written: tuple[str, ...]
    terms: tuple[TermShare, ...]
    ranking: tuple[Share, ...]
    sentence: tuple[Share, ...]
    words: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer with the question as understood, its best passages' features and its likelihood.

    The likelihood that the reports answer is the logistic of the sum of `answerability`, unless
    `rule` names a rule that limits it.
    """

    answer: Answer
    question: Question
    passages: tuple[PassageExplanation, ...]
    answerability: tuple[Share, ...]
    likelihood: float
    rule: str
    thresholds: Thresholds


def explained(
    work: Work, answer: Answer, *, weights: Weights, thresholds: Thresholds, index: Index
) -> Explanation:
    """Put the features beside their weights, the heaviest shares first."""
    return Explanation(
        answer=answer,
        question=work.question,
        passages=tuple(
            PassageExplanation(
                rank=rank,
                score=one.ranked.score,
                found=one.ranked.retrieved.found,
                written=_written(one.ranked),
                terms=_term_shares(one.ranked, index),
                ranking=_shares(one.ranked.retrieved.features, weights.ranking),
                sentence=_shares(one.mark.sentence_features or {}, weights.sentence),
                words=_shares(one.mark.answer_features or {}, weights.span),
            )
            for rank, one in enumerate(work.found[:EXPLAINED], start=1)
        ),
        answerability=_shares(work.verdict.features, weights.answerability),
        likelihood=work.verdict.likelihood,
        rule=work.verdict.rule,
        thresholds=thresholds,
    )


def _written(ranked: Ranked) -> tuple[str, ...]:
    text = ranked.passage.text
    folded = fold(text)
    forms = [found.concept.surest_form(folded) for found in ranked.retrieved.found]
    return tuple(
        text[(start := folded.index(form.text)) : start + len(form.text)] if form else ""
        for form in forms
    )


def _shares(features: Mapping[str, float], weights: Mapping[str, float]) -> tuple[Share, ...]:
    shares = [Share(n, v, weights[n]) for n, v in features.items() if v and n in weights]
    return tuple(sorted(shares, key=lambda share: (-abs(share.share), share.name)))


def _term_shares(ranked: Ranked, index: Index) -> tuple[TermShare, ...]:
    """The part of each term in the passage's search score."""
    query = terms(ranked.question, index)
    scores = index.shares(query, ranked.retrieved.view)
    shares = [TermShare(term, query[term], score) for term, score in scores.items()]
    return tuple(sorted(shares, key=lambda share: (-share.score, share.term)))
