"""What each stage earns: the figures with it and without it, as a Markdown table.

    python -m benchmarks.ablations GOLD.jsonl… [--public DIR]

The weights stay those of retrieval/qa/weights.toml: a stage is taken out, not fitted around.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.sets import Asked, public_set, report_questions, reports_answerer
from retrieval.evaluation import judge
from retrieval.lexicon import Correction, Divisions, Glosses, Spelling, Synonyms
from retrieval.qa import Answerer
from retrieval.query import Follower

Change = Callable[[Answerer], Answerer]
_FIGURES = ("hit@1", "hit@3", "sent", "span")
_NEVER = re.compile(r"(?!)")


class _NoSpelling(Spelling):
    def corrections(self, *args: object, **options: object) -> list[Correction]:
        return []

    def hanzi(self, *args: object, **options: object) -> list[str]:
        return []


def _finder(**changes: object) -> Change:
    def change(answerer: Answerer) -> Answerer:
        understander = answerer.follower.understander
        finder = replace(understander.finder, **changes)  # type: ignore[arg-type]
        return replace(answerer, follower=Follower(replace(understander, finder=finder)))

    return change


def _vocabulary(**changes: object) -> Change:
    def change(answerer: Answerer) -> Answerer:
        vocabulary = answerer.follower.understander.finder.vocabulary
        return _finder(vocabulary=replace(vocabulary, **changes))(answerer)  # type: ignore[arg-type]

    return change


def _without_noise(answerer: Answerer) -> Answerer:
    lexicon = replace(answerer.follower.understander.finder.lexicon, noise=_NEVER)
    return _vocabulary(lexicon=lexicon)(answerer)


def _without_counts(answerer: Answerer) -> Answerer:
    """No comparisons: both sides in one search."""
    lexicon = replace(answerer.follower.understander.finder.lexicon, comparing=_NEVER)
    return _vocabulary(lexicon=lexicon)(answerer)


def _without_weights(*names: str) -> Change:
    def change(answerer: Answerer) -> Answerer:
        kept = {n: w for n, w in answerer.weights.ranking.items() if n not in names}
        return replace(answerer, ranker=replace(answerer.ranker, weights=kept))

    return change


def _search_alone(answerer: Answerer) -> Answerer:
    return replace(answerer, ranker=replace(answerer.ranker, weights={"search": 1.0}))


STAGES: dict[str, Change] = {
    "everything": lambda answerer: answerer,
    "− chat noise taken out": _without_noise,
    "− synonym list": _finder(synonyms=Synonyms()),
    "− dictionary (glosses, English)": _finder(
        load_glosses=lambda: Glosses(lambda _: (), lambda _: ())
    ),
    "− divisions of China": _vocabulary(divisions=Divisions({})),
    "− sound, shape, pinyin": _finder(spelling=_NoSpelling()),
    "− evidence: what is asked (kind, unit)": _without_weights("kind", "kind_near", "unit"),
    "− evidence: sentence": _without_weights("sentence", "bridged_sentence"),
    "− evidence: titles, article, credit": _without_weights("titles", "around", "credit"),
    "− evidence: names": _without_weights("names"),
    "− evidence: characters, pairs": _without_weights("characters", "pairs"),
    "− ranking (search order alone)": _search_alone,
    "− comparing side by side": _without_counts,
}


def _row(sets: Iterable[Sequence[Asked]], change: Change) -> list[str]:
    cells = []
    for asked in sets:
        answerer = change(asked[0].answerer)
        judged = [
            judge(a.gold, answerer.answer(a.gold.question, turns=a.gold.turns)) for a in asked
        ]
        answerable = [j for j in judged if j.gold.is_answerable]
        for figure in _FIGURES:
            cells.append(f"{sum(j.figures[figure] for j in answerable) / len(answerable):.3f}")
    return cells


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--public-questions", type=int, default=200)
    args = parser.parse_args()
    answerer = reports_answerer()
    sets = [report_questions(path, answerer) for path in args.gold]
    names = [path.stem for path in args.gold]
    if args.public:
        sets.append(public_set(args.public, args.public_questions, 1.0, seed=11))
        names.append(args.public.name)
    heads = [f"{name} {figure}" for name in names for figure in _FIGURES]
    print("| stage |", " | ".join(heads), "|")
    print("|---|", "---|" * len(heads), sep="")
    for stage, change in STAGES.items():
        print(f"| {stage} |", " | ".join(_row(sets, change)), "|", flush=True)


if __name__ == "__main__":
    main()
