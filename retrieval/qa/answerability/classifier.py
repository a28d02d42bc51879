"""Whether the reports say what was asked: a likelihood from figures that have a meaning."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.qa.linear import weighed
from retrieval.qa.result import Status

# likelihoods above which a question counts as answered, and below which as not
ANSWERED_ABOVE = 0.5
NOT_FOUND_BELOW = 0.25


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A likelihood below `not_found` is a refusal, one from `answered` on an answer."""

    answered: float = ANSWERED_ABOVE
    not_found: float = NOT_FOUND_BELOW


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status, how likely the reports answer (0 to 1), and the figures that say so.

    `rule` names the one that limited the likelihood, whatever the figures say.
    """

    status: Status
    likelihood: float
    figures: Mapping[str, float]
    rule: str = ""


def judge(
    figures: Mapping[str, float], *, weights: Mapping[str, float], thresholds: Thresholds
) -> Verdict:
    """Weigh the figures.

    Some things are certain: a telephone number or a time of day is there or it is not, what is said
    of another place or person is no answer (or none to rely on, if the reports know the one that is
    asked about), and a topic is answered by what tells all of it.
    """
    likelihood = 1 / (1 + math.exp(-weighed(weights, figures)))
    if figures.get("topic_told"):
        likelihood = max(likelihood, thresholds.answered)
    return _limited(figures, likelihood, *_limit(figures, thresholds), thresholds)


def half_told(verdict: Verdict, thresholds: Thresholds) -> Verdict:
    """The verdict on a comparison of which the reports don't tell one side."""
    highest = _less(thresholds.answered)
    return _limited(verdict.figures, verdict.likelihood, highest, "half_told", thresholds)


def _limited(
    figures: Mapping[str, float],
    likelihood: float,
    highest: float,
    rule: str,
    thresholds: Thresholds,
) -> Verdict:
    if likelihood <= highest:
        rule = ""
    likelihood = min(likelihood, highest)
    if likelihood >= thresholds.answered:
        status = Status.ANSWERED
    elif likelihood < thresholds.not_found:
        status = Status.NOT_FOUND
    else:
        status = Status.UNSURE
    return Verdict(status, likelihood, figures, rule)


def _limit(figures: Mapping[str, float], thresholds: Thresholds) -> tuple[float, str]:
    """How likely an answer can be at most, and by which rule."""
    if figures.get("no_contact"):
        return 0.0, "no_contact"
    if figures.get("foreign"):
        return _less(thresholds.not_found), "foreign"
    if figures.get("no_names") == 1.0:
        return _less(thresholds.answered), "elsewhere"
    return 1.0, ""


def _less(threshold: float) -> float:
    return max(0.0, threshold - 0.01)


USUAL = Thresholds()
FOUND = Verdict(Status.ANSWERED, 1.0, {})
NOTHING = Verdict(Status.NOT_FOUND, 0.0, {}, "nothing")
UNHELD = Verdict(Status.NOT_FOUND, 0.0, {}, "no_holder")
