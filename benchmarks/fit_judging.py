"""Fit and measure the judge, which says whether the reports answer at all.

    python -m benchmarks.fit_judging REPORTS_GOLD.jsonl… --public DIR [--write] [--every]

A logistic regression with an L2 penalty over the features of
retrieval/qa/answerability/answer_features.py, fitted
to questions with and without an answer: those of the gold files (of a file with halves the one
that is `seen`), as they are and as if the list of synonyms were empty (`unlisted`: it knows these
questions, but not the next person's words), near misses made of them, and half of a public set
with its near misses (benchmarks/near_misses.py). What finds and marks the passages is
retrieval/qa/weights.toml as it is.

It prints, for each likelihood at which the line may be drawn, how many questions below it are
refused: of the answerable ones that is wrong, of each kind of near miss it is right. The fitted
questions of the reports are shown by cross-validation, `held` is what no weight saw. --write puts
the weights into [judging] of retrieval/qa/weights.toml and leaves the others alone. With
--every nothing is held out: what ships is fitted to all there is, after the figures were taken.
"""

import argparse
import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.near_misses import ANSWERABLE, public_worlds
from benchmarks.near_misses_reports import report_worlds
from benchmarks.sets import Asked, report_questions, reports_answerer
from config.settings import read_settings
from retrieval.archive import load_archive
from retrieval.evaluation.gold import GoldQuestion
from retrieval.progress import Progress, unseen
from retrieval.qa.answerability.classifier import Thresholds, judge
from retrieval.qa.linear import WEIGHTS

Floats = NDArray[np.float64]
Halves = Sequence[str | None]
FITTED = ("seen", "develop", None)
EVERY = (*FITTED, "unseen", "test")
LINES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
# how much a row counts; a question asked by a person, and one of them without an answer, most
_ASKED, _UNANSWERABLE, _MADE, _OTHER = 1.5, 6.0, 0.5, 4.0
_PUBLIC = 0.4
_NOISY = {"gone": 0.7, "number": 0.5}
# of an answerable question whose first passage is a wrong one: there the figures mislead
_WRONG = 0.6
# what all questions with an answer count together, where those without one count 1
_ANSWERABLE = 1.0
_PENALTY = 0.001
_MOST_ANSWERABLE = 700  # of each half of the public set
_OFF_TOPIC = 300
_FOLDS = 5


@dataclass(frozen=True)
class Row:
    """A question judged: where it is from, what kind it is, its figures and how much it counts."""

    gold: GoldQuestion
    source: str
    kind: str
    about: str
    is_fitted: bool
    figures: Mapping[str, float]
    weight: float

    @property
    def is_answerable(self) -> bool:
        return self.gold.is_answerable

    @property
    def fold(self) -> int:
        """The same for all questions on a passage and every near miss made of them."""
        return zlib.crc32(self.about.encode()) % _FOLDS


def report_rows(
    paths: Iterable[Path], halves: Halves = FITTED, *, on_progress: Progress = unseen
) -> list[Row]:
    """The rows of gold files and of the near misses made of them; `halves` are fitted to."""
    answerer, unlisted = reports_answerer(), reports_answerer(without="synonyms")
    asked = [a for path in paths for a in report_questions(path, answerer)]
    passages = load_archive(read_settings().reports).passages
    rows = []
    weight = {True: _ASKED, False: _UNANSWERABLE}
    for is_fitted in (True, False):
        own = [a for a in asked if (a.half in halves) is is_fitted]
        if own:
            rows += [
                _row(a, "reports", a.gold.style, is_fitted, weight[a.gold.is_answerable])
                for a in _counted(own, "reports", on_progress)
            ]
            put = [Asked(a.gold, unlisted, half=a.half, about=a.about) for a in own]
            rows += [
                _row(a, "unlisted", "", is_fitted, weight[a.gold.is_answerable])
                for a in _counted(put, "unlisted", on_progress)
            ]
            rows += [
                _row(a, "made", a.gold.style, is_fitted, _MADE)
                for a in _counted(report_worlds(own, passages), "near misses", on_progress)
            ]
    return rows


def public_rows(
    folder: Path, halves: Halves = FITTED, *, on_progress: Progress = unseen
) -> list[Row]:
    """The rows of a public set and of its near misses; `halves` are fitted to."""
    taken: dict[tuple[str, str | None], int] = defaultdict(int)
    asked = public_worlds(folder)
    random.Random(3).shuffle(asked)
    kept = []
    for a in asked:
        taken[a.gold.style, a.half] += 1
        if a.gold.style != ANSWERABLE or taken[ANSWERABLE, a.half] <= _MOST_ANSWERABLE:
            kept.append(a)
    return [
        _row(a, "public", a.gold.style, a.half in halves, _PUBLIC * _NOISY.get(a.gold.style, 1.0))
        for a in _counted(kept, "public set", on_progress)
    ]


def off_topic_rows(folder: Path, *, on_progress: Progress = unseen) -> list[Row]:
    """Questions of a public set put to the reports, and such with their characters in disorder."""
    rng = random.Random(4)
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["q"] for line in rng.sample(lines, _OFF_TOPIC)]
    disordered = ["".join(rng.sample(text, len(text))) for text in texts[::3]]
    answerer = reports_answerer()
    asked = [
        Asked(GoldQuestion(question_id=f"{kind}{number}", question=text, style=kind), answerer)
        for kind, questions in (("topic", texts), ("nonsense", disordered))
        for number, text in enumerate(questions)
    ]
    return [
        _row(a, "made", a.gold.style, True, _OTHER) for a in _counted(asked, "others", on_progress)
    ]


def _counted(asked: Sequence[Asked], name: str, on_progress: Progress) -> Iterable[Asked]:
    for done, a in enumerate(asked, start=1):
        yield a
        on_progress(name, done, len(asked))


def _row(asked: Asked, source: str, kind: str, is_fitted: bool, weight: float) -> Row:
    found = asked.answerer.marked(asked.answerer.rank(asked.question))
    figures = asked.answerer.judge(found).figures
    if asked.spots and not (found and asked.is_on(found[0].ranked.passage)):
        weight *= _WRONG
    about = asked.about or asked.gold.question_id
    return Row(asked.gold, source, kind, about, is_fitted, figures, weight)


# figures that can only speak against an answer, and those that may do either
_AGAINST = ("no_", "gap", "missed", "exact_", "foreign", "role_missing", "unmarked")
_FREE = ("one", "exact", "mark_score", "mark_unit", "mark_asked")


def fit_judging(rows: Sequence[Row]) -> dict[str, float]:
    """The weights under which questions with an answer are likely and the others are not.

    A figure whose weight would say what it can't mean is left out.
    """
    names = sorted({name for row in rows for name in row.figures})
    while True:
        weights = _fitted(rows, names)
        wrong = [name for name in names if not _is_meant(name, weights[name])]
        if not wrong:
            return weights
        names.remove(max(wrong, key=lambda name: abs(weights[name])))


def _is_meant(name: str, weight: float) -> bool:
    return name in _FREE or (weight < 0) is name.startswith(_AGAINST)


def _fitted(rows: Sequence[Row], names: Sequence[str]) -> dict[str, float]:
    useful = [row for row in rows if row.figures and row.weight]
    x = np.array([[row.figures.get(name, 0.0) for name in names] for row in useful])
    y = np.array([row.is_answerable for row in useful], float)
    share = np.array([row.weight for row in useful])
    share[y == 1] *= _ANSWERABLE / share[y == 1].sum()
    share[y == 0] /= share[y == 0].sum()
    pull = np.array([0.0 if name == "one" else _PENALTY for name in names])
    weights = np.zeros(len(names))
    for _ in range(30):  # Newton's method
        likely = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ ((likely - y) * share) + pull * weights
        bend = (x * (share * likely * (1 - likely))[:, None]).T @ x
        weights -= np.linalg.solve(bend + np.diag(pull + 1e-9), slope)
    return dict(zip(names, map(float, weights), strict=True))


def likelihoods(rows: Sequence[Row]) -> list[float]:
    """Each row's likelihood by weights that did not see it: of fitted ones by cross-validation."""
    fitted = [row for row in rows if row.is_fitted]
    by_fold = [fit_judging([r for r in fitted if r.fold != fold]) for fold in range(_FOLDS)]
    weights = fit_judging(fitted)
    return [
        judge(
            row.figures,
            weights=by_fold[row.fold] if row.is_fitted else weights,
            thresholds=Thresholds(),
        ).likelihood
        if row.figures
        else 0.0
        for row in rows
    ]


def show(rows: Sequence[Row], likely: Sequence[float]) -> None:
    """Print what is refused below each line, as a Markdown table."""
    groups: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for row, likelihood in zip(rows, likely, strict=True):
        half = "fitted" if row.is_fitted else "held"
        truth = "answerable" if row.is_answerable else "no answer"
        groups[half, row.source, truth, row.kind].append(likelihood)
        if row.source == "reports":
            groups[half, row.source, truth, ""].append(likelihood)
    print("| refused below | questions |", " | ".join(f"{line:.2f}" for line in LINES), "|")
    print("|---|---|", "---|" * len(LINES), sep="")
    for names, values in sorted(groups.items()):
        shares = (f"{np.mean(np.array(values) < line):.2f}" for line in LINES)
        print(f"| {', '.join(filter(None, names))} | {len(values)} |", " | ".join(shares), "|")


def write_section(weights: Mapping[str, float], path: Path, *, section: str = "judging") -> None:
    """Put the weights into a section of the file of weights; the others stay as they are."""
    lines = [f"[{section}]", *(f'"{name}" = {weights[name]:.3f}' for name in sorted(weights))]
    text = path.read_text(encoding="utf-8")
    kept = re.sub(rf"(?ms)^\[{section}\]\n.*?(?=^\[|\Z)", "", text).rstrip()
    path.write_text("\n".join([kept, "", *lines, ""]), encoding="utf-8")


def rows_of(gold: Sequence[Path], public: Path, *, every: bool) -> list[Row]:
    """Every row; all are fitted to if `every`, else only those of the halves for that."""
    halves = EVERY if every else FITTED
    return [*report_rows(gold, halves), *public_rows(public, halves), *off_topic_rows(public)]


def refit(gold: Sequence[Path], public: Path, *, every: bool = False, writes: bool = False) -> None:
    """Fit with the other weights as they stand; show the figures, write if asked to."""
    rows = rows_of(gold, public, every=every)
    show(rows, likelihoods(rows))
    if writes:
        write_section(fit_judging([row for row in rows if row.is_fitted]), WEIGHTS)


def main() -> None:
    """Measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--every", action="store_true", help="fit to all halves: for what ships")
    args = parser.parse_args()
    refit(args.gold, args.public, every=args.every, writes=args.write)


if __name__ == "__main__":
    main()
