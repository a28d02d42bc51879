"""Whether the reports say what was asked: a likelihood from figures that have a meaning."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.answers.answer import Status
from retrieval.answers.evidence import Evidence, Found
from retrieval.answers.marking import Mark
from retrieval.answers.weights import weighed
from retrieval.questions import Concept, Kind, Question

_KNOWN_BY_FORM = (Kind.NUMBER, Kind.DATE, Kind.PERSON)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SOME = 0.3  # from here on a concept counts as there
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


def figures_of(
    question: Question,
    best: Evidence,
    score: float,
    mark: Mark,
    *,
    others: Sequence[float] = (),
    is_role: Callable[[str], bool] = lambda _: False,
) -> dict[str, float]:
    """What speaks for and against an answer in the best passage.

    rest: the share of the question, names left out, that the passage has, and that its article
    has; gap: the weight of the heaviest concept that stands nowhere in the article, though the
    reports have it; kind: whether something of the kind asked is there; mark: whether the marked
    words stand by what is asked about; exact: the share that the article has as it was typed, and
    what is missed by one who asks in the reports' own words.
    """
    f = best.figures
    answer = mark.answer_figures or {}
    rest = [found for found in best.found if not found.concept.is_name]
    focus = [found for found in best.found if found.concept.is_focus]
    asks_role = question.asks_person and any(is_role(found.concept.text) for found in focus)
    lacks = [found for found in best.found if found.anywhere < _SOME]
    total = sum(c.weight for c in question.concepts) or 1.0
    # who asks in the report's own words misses little; a word that is missed then tells more
    exact = sum(g.concept.weight for g in best.found if g.anywhere == 1.0) / total
    lacking = sum(g.concept.weight for g in lacks) / total
    in_focus = max((found.anywhere for found in focus), default=0.0)
    return {
        "one": 1.0,
        "score": score / 10,
        "lead": (score - others[0]) / 10 if others else 0.0,
        "rest": _share(rest, "passage"),
        "rest_in_article": _share(rest, "anywhere"),
        "gap": max((g.concept.weight for g in lacks if g.concept.is_known), default=0.0),
        "gap_bridged": max(
            (g.concept.weight for g in lacks if _is_bridged(g.concept)), default=0.0
        ),
        "role_missing": float(asks_role and max(found.passage for found in focus) < _SOME),
        "sentence": f["sentence"] + f["bridged_sentence"],
        "rare": f["rare"],
        "kind": f["kind"],
        "kind_near": f["kind_near"],
        "no_contact": float(question.kind in (Kind.CONTACT, Kind.CLOCK) and not f["kind"]),
        "mark_focus": answer.get("focus", 0.0),
        "mark_near": answer.get("near", 0.0),
        "mark_unit": answer.get("unit", 0.0),
        "little": max(0.0, 0.45 - _share(best.found, "anywhere")),
        "exact": exact,
        "exact_lacking": exact * lacking,
        "exact_gap": exact * max((g.concept.weight for g in lacks), default=0.0),
        "exact_no_focus": exact * (1 - in_focus),
        "exact_no_kind": exact * (1 - f["kind"]),
        "exact_no_kind_near": exact * (1 - f["kind_near"]),
        "foreign": _is_foreign(best.found),
        "names": f["names"],
        "no_unit": float(bool(question.units) and not f["unit"]),
        "no_year": float(_lacks_year(best)),
        "unmarked": float(mark.answer is None and _has_form(question)),
        "marked": mark.likelihood * _has_form(question),
        "strange": max((g.concept.weight for g in lacks if not g.concept.is_known), default=0.0),
        "matched": min(1.0, sum(g.anywhere > _SOME for g in best.found) / 8),
    }


def _has_form(question: Question) -> bool:
    """Whether the answer is known for one by its form, so that it tells where there is none."""
    return question.asks_person or question.kind in _KNOWN_BY_FORM


def _lacks_year(best: Evidence) -> bool:
    """Whether a year is asked about that stands nowhere in the article."""
    years = [found for found in best.found if _YEAR.match(found.concept.text)]
    return any(found.anywhere < _SOME for found in years)


def _is_foreign(founds: Sequence[Found]) -> float:
    """Whether the article is about none of the places and people asked about: 1 if one of them
    occurs in no report, ½ if all do elsewhere, 0 if it is about one.
    """
    names = [found for found in founds if found.concept.is_name]
    if not names or any(found.anywhere >= _SOME for found in names):
        return 0.0
    return 0.5 if all(found.concept.is_known for found in names) else 1.0


def _share(founds: Sequence[Found], where: str) -> float:
    total = sum(found.concept.weight for found in founds)
    held = sum(found.concept.weight * float(getattr(found, where)) for found in founds)
    return held / total if total else 1.0


def _is_bridged(concept: Concept) -> bool:
    return not concept.is_known and len(concept.forms) > 1


def judge(
    figures: Mapping[str, float], *, weights: Mapping[str, float], thresholds: Thresholds
) -> Verdict:
    """Weigh the figures; a telephone number or a time of day is there or it is not."""
    likelihood = 1 / (1 + math.exp(-weighed(weights, figures)))
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
    if foreign := figures.get("foreign"):
        # what is said of another place is no answer
        highest = thresholds.not_found if foreign == 1 else thresholds.answered
        return max(0.0, highest - 0.01), "foreign"
    return 1.0, ""


USUAL = Thresholds()
FOUND = Verdict(Status.ANSWERED, 1.0, {})
NOTHING = Verdict(Status.NOT_FOUND, 0.0, {}, "nothing")
UNHELD = Verdict(Status.NOT_FOUND, 0.0, {}, "no_holder")
