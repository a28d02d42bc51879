"""Whether the reports say what was asked: a likelihood from figures that have a meaning."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.answers.answer import Status
from retrieval.answers.weights import weighed

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

    Three things are certain: a telephone number or a time of day is there or it is not, what is
    said of another place or person is no answer, and a topic is answered by what tells all of it.
    """
    likelihood = 1 / (1 + math.exp(-weighed(weights, figures)))
    if figures.get("topic_told"):
        likelihood = max(likelihood, thresholds.answered)
    highest, rule = _limit(figures, thresholds)
    if likelihood > highest:
        likelihood = highest
    else:
        rule = ""
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
        return max(0.0, thresholds.not_found - 0.01), "foreign"
    return 1.0, ""


USUAL = Thresholds()
FOUND = Verdict(Status.ANSWERED, 1.0, {})
NOTHING = Verdict(Status.NOT_FOUND, 0.0, {}, "nothing")
UNHELD = Verdict(Status.NOT_FOUND, 0.0, {}, "no_holder")
