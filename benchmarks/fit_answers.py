"""Fit the reranker and the answerability classifier; each set counts alike.

    python -m benchmarks.fit_answers PUBLIC [--questions 500] [--write]

PUBLIC has a folder for each public set. Ranking is fitted to our own questions
(`benchmarks/questions`, as they are and with the list of synonyms empty), CMRC 2018 and DRCD;
answerability to our own questions, each file counting alike, and to those of one text asked of
another, which has no answer.
benchmarks/answer_table.py prints what comes of it, for a fitted set with weights that never saw it.
--write changes the [ranking] and [answerability] sections of the weights.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.answer_sets import (
    CMRC,
    DRCD,
    FITTED_FILES,
    QuestionSet,
    fitted_sets,
    foreign_set,
)
from benchmarks.logits import Choice, conditional_logit
from benchmarks.sets import Asked
from retrieval.qa.linear import WEIGHTS, Weights, read_weights

Figures = Mapping[str, float]
_RANKING_PENALTY = 0.001
_JUDGING_PENALTY = 0.002
# an answerable question whose first passage is a wrong one counts less: its features mislead
_WRONG = 0.6
# as people ask, of five questions four have an answer
_ANSWERABLE = 0.8
# what questions about something else count, beside all others
_FOREIGN = 0.06
_FOREIGN_QUESTIONS = 60  # of each text


@dataclass(frozen=True)
class Row:
    """A question judged: its features, and whether it has an answer that is found first."""

    is_answerable: bool
    is_right: bool
    figures: Figures


def fit_ranking(sets: Sequence[QuestionSet]) -> dict[str, float]:
    """Fit which candidate is on a gold line."""
    choices = []
    for own in _by_source(sets).values():
        useful = [[a for a in s.asked if a.spots] for s in own]
        for asked in filter(None, useful):
            share = 1 / sum(map(bool, useful)) / len(asked)
            choices += [_choice(a, share) for a in asked]
    return conditional_logit(choices, penalty=_RANKING_PENALTY)


def _by_source(sets: Sequence[QuestionSet]) -> dict[str, list[QuestionSet]]:
    found: dict[str, list[QuestionSet]] = defaultdict(list)
    for one in sets:
        found[one.source].append(one)
    return found


def _choice(asked: Asked, weight: float) -> Choice:
    found = asked.candidates
    return Choice([one.features for one in found], [asked.is_right(one) for one in found], weight)


def rows_of(sets: Iterable[QuestionSet], weights: Weights) -> dict[str, list[Row]]:
    """Give the rows of each set."""
    return {
        one.name: [row for a in one.asked if (row := row_of(a, weights)) is not None]
        for one in sets
    }


def row_of(asked: Asked, weights: Weights) -> Row | None:
    """Judge a question with the given weights; None if nothing is found for it."""
    answerer = asked.with_weights(weights)
    marked = answerer.marked(answerer.rank_retrieved(asked.retrieved))
    figures = answerer.judge(marked).features
    if not figures:
        return None
    is_right = bool(marked) and asked.is_on(marked[0].ranked.passage)
    return Row(bool(asked.spots), is_right, figures)


def fit_answerability(
    rows: Mapping[str, Sequence[Row]], foreign: Sequence[Row], names: Sequence[str]
) -> dict[str, float]:
    """Fit a logistic regression in which each set counts alike."""
    every = [*(row for own in rows.values() for row in own), *foreign]
    x = np.array([[row.figures.get(name, 0.0) for name in names] for row in every])
    y = np.array([float(row.is_answerable) for row in every])
    alike = np.concatenate([_shares(own) for own in rows.values()]) / len(rows)
    share = np.concatenate([alike, np.full(len(foreign), _FOREIGN / len(foreign))])
    penalty = np.array([0.0 if name == "one" else _JUDGING_PENALTY for name in names])
    w = np.zeros(len(names))
    for _ in range(30):  # Newton's method
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ ((p - y) * share) + penalty * w
        curvature = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9)
        w = w - np.linalg.solve(curvature, gradient)
    return dict(zip(names, w.tolist(), strict=True))


def _shares(rows: Sequence[Row]) -> NDArray[np.float64]:
    told = np.array([row.is_answerable for row in rows])
    share = np.array([1.0 if row.is_right or not row.is_answerable else _WRONG for row in rows])
    for mask, part in ((told, _ANSWERABLE), (~told, 1 - _ANSWERABLE)):
        share[mask] *= part / share[mask].sum()
    return share


def fit(sets: Sequence[QuestionSet], *, unseen: str = "") -> Weights:
    """Fit both; the other weights stay.

    The set named `unseen` is left out; of ranking, all of its source.
    """
    source = next((one.source for one in sets if one.name == unseen), unseen)
    ranking = fit_ranking([one for one in sets if one.source != source])
    weights = replace(read_weights(), ranking=ranking)
    own = [one for one in sets if one.name in FITTED_FILES and one.name != unseen]
    rows = rows_of(own, weights)
    public = [one for one in sets if one.name in (CMRC, DRCD) and one.name != unseen]
    foreign = rows_of([foreign_set([own[0], *public], _FOREIGN_QUESTIONS)], weights)["foreign"]
    names = sorted({name for row in foreign for name in row.figures})
    return replace(weights, answerability=fit_answerability(rows, foreign, names))


def write_section(section: str, weights: Figures, path: Path = WEIGHTS) -> None:
    """Replace one section of the weights."""
    lines = [f"[{section}]", *(f'"{name}" = {weights[name]:.3f}' for name in sorted(weights))]
    text = path.read_text(encoding="utf-8")
    kept = re.sub(rf"(?ms)^\[{section}\]\n.*?(?=^\[|\Z)", "", text).rstrip()
    path.write_text("\n".join([kept, "", *lines, ""]), encoding="utf-8")


def main() -> None:
    """Fit, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("public", type=Path)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    weights = fit(fitted_sets(args.public, args.questions))
    for section in ("ranking", "answerability"):
        table = getattr(weights, section)
        print(section, {name: round(value, 2) for name, value in table.items()})
        if args.write:
            write_section(section, table)


if __name__ == "__main__":
    main()
