"""The answerability classifier: a logistic regression that says how likely the reports answer."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from retrieval.qa.linear import weighed
from retrieval.qa.result import Status

# likelihoods above which a question counts as answered, and below which as not; of five questions
# four have an answer (benchmarks/fit_answers.py)
ANSWERED_ABOVE = 0.85
NOT_FOUND_BELOW = 0.38


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A likelihood below `not_found` is a refusal, one from `answered` on an answer."""

    answered: float = ANSWERED_ABOVE
    not_found: float = NOT_FOUND_BELOW

    def status(self, likelihood: float) -> Status:
        """Give the status of a question that the reports answer this likely."""
        if likelihood >= self.answered:
            return Status.ANSWERED
        return Status.NOT_FOUND if likelihood < self.not_found else Status.UNSURE


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status, how likely the reports answer (0 to 1), and the features that say so.

    `rule` names what speaks against an answer, whatever the other features say.
    """

    status: Status
    likelihood: float
    features: Mapping[str, float]
    rule: str = ""


def judge(
    features: Mapping[str, float], *, weights: Mapping[str, float], thresholds: Thresholds
) -> Verdict:
    """Weigh the features of the first passage."""
    likelihood = 1 / (1 + math.exp(-weighed(weights, features)))
    return Verdict(thresholds.status(likelihood), likelihood, features)


def doubted(verdict: Verdict, rule: str) -> Verdict:
    """Make an answer unsure; a rule may lower trust, it never refuses."""
    is_answered = verdict.status is Status.ANSWERED
    return replace(
        verdict, status=Status.UNSURE if is_answered else verdict.status, rule=verdict.rule or rule
    )


USUAL = Thresholds()
FOUND = Verdict(Status.ANSWERED, 1.0, {})
NOTHING = Verdict(Status.NOT_FOUND, 0.0, {}, "nothing")
