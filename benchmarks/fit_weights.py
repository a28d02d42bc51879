"""Fit the weights of ranking and judging to questions with known answers.

    python -m benchmarks.fit_weights REPORTS_GOLD.jsonl… --public DIR [--write] [--every]

A small linear model (benchmarks/logits.py): which passage of the candidates answers. Without
--write it only measures, by cross-validation over the first file; with it the weights of all files
go to retrieval/qa/weights.toml, and then benchmarks/fit_judging.py fits those of the judge, which
stand on them. DIR holds a public set: passages.jsonl and questions.jsonl. The weights of the marks
are fitted by benchmarks/fit_marks.py.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.fit_judging import refit
from benchmarks.logits import Choice, conditional_logit
from benchmarks.sets import Asked, public_set, report_questions, reports_answerer
from retrieval.qa.linear import WEIGHTS, Weights, read_weights

Figures = Mapping[str, float]
SECTIONS = ("ranking", "sentence", "span", "judging")
# a question about the reports counts for as much as these of the public set
PUBLIC_SHARE = 0.3


def fit(asked: Sequence[Asked], weights: Weights) -> Weights:
    """The weights with those of ranking fitted anew."""
    ranking = conditional_logit([_ranking(a) for a in asked if a.spots], penalty=0.02)
    return replace(weights, ranking=ranking)


def _ranking(asked: Asked) -> Choice:
    return Choice(
        [e.figures for e in asked.evidence],
        [asked.is_right(e) for e in asked.evidence],
        asked.weight,
    )


def cross_validate(
    asked: Sequence[Asked],
    always: Sequence[Asked],
    folds: int,
    *,
    misses: bool = False,
) -> None:
    """Print the figures over the questions, each judged by weights that never saw it, nor any
    other question on its passage.
    """
    groups = sorted({_group(a) for a in asked})
    random.Random(1).shuffle(groups)
    fold_of = {group: place % folds for place, group in enumerate(groups)}
    judged, likelihoods = [], []
    for fold in range(folds):
        seen = [a for a in asked if fold_of[_group(a)] != fold]
        weights = fit([*seen, *always], read_weights())
        for question in (a for a in asked if fold_of[_group(a)] == fold):
            judged.append(question.judge(weights))
            likelihoods.append((bool(question.spots), question.likelihood(weights)))
    show(f"{folds}-fold cross-validation", judged)
    _show_thresholds(likelihoods)
    if misses:
        _show_misses(judged)


def _group(asked: Asked) -> tuple[str, str]:
    """What questions of one fold share: their passage."""
    spots = sorted(min(spot) for spot in asked.spots)
    return (str(spots[0]), "") if spots else ("", asked.gold.question_id)


def _show_thresholds(likelihoods: Sequence[tuple[bool, float]]) -> None:
    """What a threshold of refusal would cost and gain."""
    for threshold in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        cells = []
        for answerable, name in ((True, "wrongly not found"), (False, "rightly not found")):
            own = [value for truth, value in likelihoods if truth == answerable]
            cells.append(f"{name} {sum(value < threshold for value in own) / len(own):.3f}")
        print(f"below {threshold:.2f}: {', '.join(cells)}")


def _show_misses(judged) -> None:  # type: ignore[no-untyped-def]
    for j in judged:
        f = j.figures
        if j.is_miss or f.get("false_abstain") or not (f.get("sent", 1) and f.get("span", 1)):
            first = j.answer.passages[0] if j.answer.passages else None
            text = first.passage.text if first else ""
            answer = first.answer.of(text) if first and first.answer else "-"
            marks = f"{answer} / {text[:24]}"
            flags = [k for k in ("hit@1", "sent", "span") if not f.get(k, 1)]
            print(j.gold.question_id, j.answer.status.value, flags, j.gold.question, "|", marks)


def show(title: str, judged) -> None:  # type: ignore[no-untyped-def]
    """Print a table of figures."""
    from retrieval.evaluation import summarize

    print(f"== {title}")
    for style, row in summarize(judged).items():
        print(f"{style:14}", "  ".join(f"{k} {v:.3g}" for k, v in row.items()))


def write(weights: Weights, path: Path) -> None:
    """Write the weights as TOML."""
    lines = ["# Fitted by benchmarks/fit_weights.py; don't edit by hand."]
    for section in SECTIONS:
        lines += ["", f"[{section}]"]
        table = getattr(weights, section)
        lines += [f'"{name}" = {table[name]:.3f}' for name in sorted(table)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--public-questions", type=int, default=300)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--every", action="store_true", help="fit to all halves: for what ships")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    answerer = reports_answerer()
    sets = [report_questions(path, answerer) for path in args.gold]
    fitted = {a.half for asked in sets for a in asked} if args.every else {None, "seen"}
    seen = [[a for a in asked if a.half in fitted] for asked in sets]
    held = [a for asked in sets for a in asked if a.half not in fitted]
    public = public_set(args.public, args.public_questions, PUBLIC_SHARE) if args.public else []
    others = [a for asked in seen[1:] for a in asked]
    if args.folds:
        cross_validate([*seen[0], *others], public, args.folds, misses=args.misses)
    weights = fit([*seen[0], *others, *public], read_weights())
    judged = [a.judge(weights) for a in others]
    if held:
        show("held-out half", [a.judge(weights) for a in held])
    if judged:
        show("fitted half", judged)
        if args.misses:
            _show_misses(judged)
    if args.write:
        write(weights, WEIGHTS)
        if args.public:
            refit(args.gold, args.public, every=args.every, writes=True)


if __name__ == "__main__":
    main()
