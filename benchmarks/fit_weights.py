"""Fit the weights of ranking, marking and judging to questions with known answers.

    python benchmarks/fit_weights.py REPORTS_GOLD.jsonl… --public DIR [--write] [--folds 5]

Four small linear models, each with an L2 penalty, fitted by Adam in plain NumPy: which passage of
the candidates, which sentence of the passage, which words of the sentence (conditional logits),
and whether the reports answer at all (a logistic regression). Without --write it only measures,
by cross-validation over the first file; with it the weights of all files go to
config/weights.toml. DIR holds a public set: passages.jsonl and questions.jsonl.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.sets import Asked, public_set, report_questions, reports_answerer
from config.weights import WEIGHTS
from retrieval.answers.answerer import MARKED, passage_figures
from retrieval.answers.evidence import Evidence
from retrieval.answers.ranking import without_repeats
from retrieval.answers.weights import Weights
from retrieval.evaluation.judging import _flat, _is_same

Floats = NDArray[np.float64]
Figures = Mapping[str, float]
# a question about the reports counts for as much as these of the public set
PUBLIC_SHARE = 0.3
# and in judging for less: what is left out of a public set is no near miss
PUBLIC_JUDGED = 0.2


@dataclass(frozen=True)
class Choice:
    """Options by their figures, which of them are right, and how much it counts."""

    figures: Sequence[Figures]
    right: Sequence[bool]
    weight: float


def conditional_logit(
    choices: Sequence[Choice], *, penalty: float, steps: int = 400
) -> dict[str, float]:
    """The weights under which the right options are likeliest among their own."""
    useful = [c for c in choices if any(c.right) and not all(c.right)]
    names = sorted({name for c in useful for option in c.figures for name in option})
    place = {name: i for i, name in enumerate(names)}
    rows = [_matrix(c.figures, place) for c in useful]
    owner = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    x, right = np.vstack(rows), np.concatenate([np.array(c.right, bool) for c in useful])
    share = np.array([c.weight for c in useful])
    share /= share.sum()
    starts = np.searchsorted(owner, np.arange(len(rows)))

    def gradient(w: Floats) -> Floats:
        z = x @ w
        z -= np.maximum.reduceat(z, starts)[owner]
        p = np.exp(z)
        q = np.where(right, p, 0.0)
        p /= np.add.reduceat(p, starts)[owner]
        q /= (np.add.reduceat(q, starts) + 1e-12)[owner]
        return np.asarray(x.T @ ((p - q) * share[owner]) + penalty * w)

    return dict(zip(names, _descend(gradient, len(names), steps), strict=True))


def logistic(rows: Sequence[tuple[Figures, bool, float]], *, penalty: float) -> dict[str, float]:
    """The weights under which rows that are true are likely, the others not."""
    names = sorted({name for figures, _, _ in rows for name in figures})
    place = {name: i for i, name in enumerate(names)}
    x = _matrix([figures for figures, _, _ in rows], place)
    y = np.array([is_true for _, is_true, _ in rows], float)
    share = np.array([weight for _, _, weight in rows])
    for value in (0.0, 1.0):  # both outcomes count alike
        share[y == value] /= share[y == value].sum()
    least, most = _signs(names)
    pull = np.array([0.0 if name == "one" else penalty for name in names])

    def gradient(w: Floats) -> Floats:
        return np.asarray(x.T @ ((1 / (1 + np.exp(-x @ w)) - y) * share) + pull * w)

    fitted = _descend(gradient, len(names), 1500, least=least, most=most)
    return dict(zip(names, fitted, strict=True))


# figures of judging that can only speak against an answer; those in _FREE may do either
_AGAINST = ("no_", "gap", "exact_", "unmarked", "strange", "little", "role_missing")
_FREE = ("one", "exact")


def _signs(names: Sequence[str]) -> tuple[Floats, Floats]:
    """The least and the most that each weight may be, so that none says what it can't mean."""
    against = np.array([name.startswith(_AGAINST) for name in names])
    free = np.array([name in _FREE for name in names])
    return np.where(against | free, -np.inf, 0.0), np.where(against & ~free, 0.0, np.inf)


def _descend(  # type: ignore[no-untyped-def]
    gradient,
    size: int,
    steps: int,
    *,
    least: Floats | float = -np.inf,
    most: Floats | float = np.inf,
) -> list[float]:
    w, m, v = np.zeros(size), np.zeros(size), np.zeros(size)
    for t in range(1, steps + 1):
        g = gradient(w)
        m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g * g
        w -= 0.1 * (1 - 0.8 * t / steps) * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
        w = np.clip(w, least, most)
    return [float(value) for value in w]


def _matrix(figures: Sequence[Figures], place: Mapping[str, int]) -> Floats:
    x = np.zeros((len(figures), len(place)))
    for row, option in enumerate(figures):
        for name, value in option.items():
            if name in place:
                x[row, place[name]] = value
    return x


def fit(asked: Sequence[Asked]) -> Weights:
    """The weights of all four models."""
    ranking = conditional_logit([_ranking(a) for a in asked if a.spots], penalty=0.02)
    good = [(a, e) for a in asked if (e := a.right_evidence()) is not None]
    sentence = conditional_logit([_sentence(a, e) for a, e in good], penalty=0.01)
    partial = Weights(ranking=ranking, sentence=sentence)
    span = conditional_logit([_span(a, e, partial) for a, e in good], penalty=0.003)
    weights = Weights(ranking=ranking, sentence=sentence, span=span)
    passage = conditional_logit([_passage(a, weights) for a in asked if a.spots], penalty=0.01)
    weights = replace(weights, passage=passage)
    judging = logistic([row for a in asked for row in _judged(a, weights)], penalty=0.002)
    return replace(weights, judging=judging)


def _ranking(asked: Asked) -> Choice:
    return Choice(
        [e.figures for e in asked.evidence],
        [asked.is_right(e) for e in asked.evidence],
        asked.weight,
    )


def _sentence(asked: Asked, evidence: Evidence) -> Choice:
    marker = asked.answerer.marker
    options = marker.sentences(asked.question, evidence)
    text = evidence.view.text
    return Choice(
        [o.figures for o in options],
        [any(_flat(a) in _flat(text[o.start : o.end]) for a in asked.answers) for o in options],
        asked.weight,
    )


def _span(asked: Asked, evidence: Evidence, weights: Weights) -> Choice:
    marker = asked.answerer.marker
    options = marker.sentences(asked.question, evidence)
    scores = [_dot(weights.sentence, o.figures) for o in options]
    spans = marker.spans(asked.question, evidence, options, scores) if options else []
    text = evidence.view.text
    return Choice(
        [s.figures for s in spans],
        [
            any(
                _is_same(_flat(text[s.candidate.start : s.candidate.end]), _flat(answer))
                for answer in asked.answers
            )
            for s in spans
        ],
        asked.weight,
    )


def _passage(asked: Asked, weights: Weights) -> Choice:
    answerer = asked.with_weights(weights)
    ranked = without_repeats(answerer.ranker.sorted(asked.question, asked.evidence))[:MARKED]
    marks = [answerer.marker.mark(asked.question, r.evidence) for r in ranked]
    return Choice(
        [passage_figures(r, m) for r, m in zip(ranked, marks, strict=True)],
        [asked.is_right(r.evidence) for r in ranked],
        asked.weight,
    )


def _dot(weights: Figures, figures: Figures) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in figures.items())


def _judged(asked: Asked, weights: Weights) -> list[tuple[Figures, bool, float]]:
    """An answerable question as it is, and, of a public set, with its own passage left out."""
    rows = [(asked.judged(weights, asked.evidence), bool(asked.spots), asked.weight)]
    if asked.is_public:
        others = [e for e in asked.evidence if not asked.is_right(e)]
        rows.append((asked.judged(weights, others), False, asked.weight))
    share = PUBLIC_JUDGED if asked.is_public else 1.0
    return [(figures, truth, weight * share) for figures, truth, weight in rows if figures]


def cross_validate(
    asked: Sequence[Asked], always: Sequence[Asked], folds: int, *, misses: bool = False
) -> None:
    """Print the figures over the questions, each judged by weights that never saw it, nor any
    other question on its passage.
    """
    groups = sorted({_group(a) for a in asked})
    random.Random(1).shuffle(groups)
    fold_of = {group: place % folds for place, group in enumerate(groups)}
    judged, likelihoods = [], []
    for fold in range(folds):
        weights = fit([a for a in asked if fold_of[_group(a)] != fold] + list(always))
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
    for section in ("ranking", "sentence", "span", "passage", "judging"):
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
    parser.add_argument("--half", default="seen", help="of a file with halves, the one to fit to")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    answerer = reports_answerer()
    sets = [report_questions(path, answerer) for path in args.gold]
    seen = [[a for a in asked if a.half in (None, args.half)] for asked in sets]
    held = [a for asked in sets for a in asked if a.half not in (None, args.half)]
    public = public_set(args.public, args.public_questions, PUBLIC_SHARE) if args.public else []
    others = [a for asked in seen[1:] for a in asked]
    if args.folds:
        cross_validate([*seen[0], *others], public, args.folds, misses=args.misses)
    weights = fit([*seen[0], *others, *public])
    judged = [a.judge(weights) for a in others]
    if held:
        show("held-out half", [a.judge(weights) for a in held])
    if judged:
        show("fitted half", judged)
        if args.misses:
            _show_misses(judged)
    if args.write:
        write(weights, WEIGHTS)


if __name__ == "__main__":
    main()
