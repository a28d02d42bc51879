"""Where marks go wrong, of questions whose passage is given: sentence, candidates, choice, cut.

    python -m benchmarks.marking PUBLIC_DIR [GOLD.jsonl…] [--half test] [--by-kind] [--misses N]

Every question is held against the right passage alone, so that what retrieval does plays no part:

    sentence  the marked sentence holds a gold answer
    among     a gold answer is among the candidates (what the model could choose at best)
    chosen    the model's first choice is a gold answer, likely or not
    span      the marked words are a gold answer
    wrong     words are marked and are none

PUBLIC_DIR holds passages.jsonl and questions.jsonl; passages with an even number are the half
that weights are fitted to (develop), the others are held out (test).
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean

from benchmarks.sets import Asked, public_set, report_questions, reports_answerer
from retrieval.documents import plain
from retrieval.evaluation.metrics import flat, is_same
from retrieval.qa import Weights
from retrieval.qa.linear import read_weights
from retrieval.qa.spans.certainty import CERTAIN

ALL = 10**6
NAMES = ("sentence", "among", "chosen", "span", "wrong")


def figures(asked: Asked, weights: Weights) -> dict[str, float] | None:
    """What was marked in the right passage; None if no single passage holds a gold answer."""
    retrieved = asked.own_passage()
    if retrieved is None:
        return None
    marker = asked.with_weights(weights).marker
    text = retrieved.view.passage.text
    wanted = [flat(answer) for answer in asked.answers]
    mark = marker.mark(asked.question, retrieved)
    sentence = flat(mark.sentence.of(text)) if mark.sentence else ""
    chosen = flat(mark.answer.of(text)) if mark.answer else ""
    marked = chosen if mark.likelihood >= CERTAIN else ""
    plainly = [plain(answer) for answer in asked.answers]
    options = [o.words(retrieved.view.text) for o in marker.options(asked.question, retrieved)]
    is_right = any(is_same(marked, answer) for answer in wanted) if marked else False
    return {
        "sentence": float(any(answer in sentence for answer in wanted)),
        "among": float(any(is_same(o, answer) for o in options for answer in plainly)),
        "chosen": float(any(is_same(chosen, answer) for answer in wanted)) if chosen else 0.0,
        "span": float(is_right),
        "wrong": float(bool(marked) and not is_right),
        "count": float(len(options)),
    }


def table(title: str, rows: Sequence[tuple[str, dict[str, float]]], *, by_kind: bool) -> None:
    """Print the means, over all and by kind of question."""
    groups: dict[str, list[dict[str, float]]] = defaultdict(list)
    for kind, row in rows:
        groups[""].append(row)
        groups[kind].append(row)
    for kind in sorted(groups) if by_kind else [""]:
        means = {name: fmean(row[name] for row in groups[kind]) for name in (*NAMES, "count")}
        shown = "  ".join(f"{name} {value:.3g}" for name, value in means.items())
        print(f"{title:12} {kind:12} n {len(groups[kind]):4}  {shown}")


def measured(
    questions: Iterable[Asked], weights: Weights
) -> list[tuple[str, Asked, dict[str, float]]]:
    """The figures of every question that can be measured, with its kind."""
    rows = []
    for asked in questions:
        row = figures(asked, weights)
        if row is not None:
            kind = "person" if asked.question.asks_person else asked.question.kind.value
            rows.append((kind, asked, row))
    return rows


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("public", type=Path)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--by-kind", action="store_true")
    parser.add_argument("--half", choices=("develop", "test"), default="test")
    parser.add_argument("--misses", type=int, default=0)
    args = parser.parse_args()
    weights = read_weights()
    public = [a for a in public_set(args.public, ALL, 1.0) if a.half == args.half]
    answerer = reports_answerer()
    sets = {"public": public} | {p.stem: report_questions(p, answerer) for p in args.gold}
    for name, questions in sets.items():
        rows = measured(questions, weights)
        table(name, [(kind, row) for kind, _, row in rows], by_kind=args.by_kind)
        missed = [(asked, row) for _, asked, row in rows if not row["span"]]
        for asked, row in missed[: args.misses]:
            _show(asked, row, weights)


def _show(asked: Asked, row: dict[str, float], weights: Weights) -> None:
    retrieved = asked.own_passage()
    if retrieved is None:
        return
    mark = asked.with_weights(weights).marker.mark(asked.question, retrieved)
    text = retrieved.view.passage.text
    marked = mark.answer.of(text) if mark.answer and mark.likelihood >= CERTAIN else "-"
    flags = "".join(name[0].upper() if row[name] else "." for name in NAMES)
    kind = "person" if asked.question.asks_person else asked.question.kind.value
    sentence = mark.sentence.of(text)[:90] if mark.sentence else "-"
    print(f"{flags} {kind:8} {asked.gold.question} → {marked} ≠ {asked.answers[0]} | {sentence}")


if __name__ == "__main__":
    main()
