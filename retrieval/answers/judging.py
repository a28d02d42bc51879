"""Whether the reports say what was asked: a likelihood from figures that have a meaning."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.answers.answer import Status
from retrieval.answers.evidence import Evidence
from retrieval.answers.marking import Mark
from retrieval.answers.weights import weighed
from retrieval.questions import Kind, Question

# likelihoods above which a question counts as answered, and below which as not
ANSWERED_ABOVE = 0.6
NOT_FOUND_BELOW = 0.4


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A likelihood below `not_found` is a refusal, one from `answered` on an answer."""

    answered: float = ANSWERED_ABOVE
    not_found: float = NOT_FOUND_BELOW


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status, how likely the reports answer (0 to 1), and the figures that say so."""

    status: Status
    likelihood: float
    figures: Mapping[str, float]


def figures_of(
    question: Question, best: Evidence, score: float, mark: Mark, *, others: Sequence[float] = ()
) -> dict[str, float]:
    """What speaks for and against an answer in the best passage.

    coverage: the share of the question that the passage has, and with its article; missing: the
    share that occurs in no report in any form; focus, rare: whether the concept that is asked
    about, and the one that tells most, are there; kind: whether something of the kind asked is
    there, and whether it stands in the sentence that fits best; mark: how likely the marked words
    are.
    """
    f = best.figures
    total = sum(c.weight for c in question.concepts) or 1.0
    missing = sum(c.weight for c in question.concepts if not c.is_known and len(c.forms) == 1)
    covered = f["typed"] + f["bridged"]
    return {
        "one": 1.0,
        "score": score / 10,
        "covered": covered,
        "typed": f["typed"],
        "in_article": covered + f["titles"] + f["around"],
        "sentence": f["sentence"] + f["bridged_sentence"],
        "missing": missing / total,
        "focus": f["focus"],
        "focus_missing": float(
            any(c.is_focus and not c.is_known and len(c.forms) == 1 for c in question.concepts)
        ),
        "rare": f["rare"],
        "kind": f["kind"],
        "kind_near": f["kind_near"],
        "mark": mark.likelihood,
        "mark_focus": (mark.answer_figures or {}).get("focus", 0.0),
        "mark_near": (mark.answer_figures or {}).get("near", 0.0),
        "mark_unit": (mark.answer_figures or {}).get("unit", 0.0),
        "no_mark": float(mark.answer is None),
        "contact": float(question.kind in (Kind.CONTACT, Kind.CLOCK) and not f["kind"]),
        "lead": score / 10 - (others[0] / 10 if others else 0.0),
        "words": min(1.0, len(question.concepts) / 8),
        "topic": float(question.kind is Kind.TOPIC),
    }


def judge(
    figures: Mapping[str, float], *, weights: Mapping[str, float], thresholds: Thresholds
) -> Verdict:
    """Weigh the figures."""
    likelihood = 1 / (1 + math.exp(-weighed(weights, figures)))
    if likelihood >= thresholds.answered:
        status = Status.ANSWERED
    elif likelihood < thresholds.not_found:
        status = Status.NOT_FOUND
    else:
        status = Status.UNSURE
    return Verdict(status, likelihood, figures)


USUAL = Thresholds()
NOTHING = Verdict(Status.NOT_FOUND, 0.0, {})
