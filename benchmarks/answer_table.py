"""Measure ranking, marks and refusals on all sets of questions at once.

    python -m benchmarks.answer_table PUBLIC [GOLD.jsonl…] [--questions 200] [--none 100]
        [--fit 400] [--shipped]

PUBLIC has a folder for each public set; gold files are questions about the shipped reports that
nothing was fitted to. A set that the weights are fitted to is shown with weights fitted to the
other sets; --shipped shows all with those that ship, and fits nothing. Prints for each set hit@1
and hit@3 by passage beside those of the better of two plain baselines (BM25 of jieba's words, with
and without pairs of characters), the answerable questions that are not found, the sentences that
hold the answer, the shown words that are right and how often any are shown, and of questions
without an answer precision, recall and F1 of "not found or unsure" and the area under the curve.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba
import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from benchmarks.answer_sets import (
    CMRC,
    DRCD,
    FITTED_FILES,
    JUDGED_FILES,
    QuestionSet,
    article_set,
    fitted_sets,
    mixed_set,
    near_miss_set,
    own_sets,
    public_set,
)
from benchmarks.fit_answers import fit
from benchmarks.sets import Asked
from retrieval.documents import Passage
from retrieval.evaluation.metrics import flat
from retrieval.qa import Status
from retrieval.qa.linear import Weights, read_weights
from retrieval.qa.spans.certainty import certain_words
from retrieval.text import fold

Order = Callable[[str], Sequence[int]]
_HEAD = (
    "set | questions | hit@1/@3 | better baseline | wrongly not found | sentence"
    " | words right (shown) | refusal P/R/F1 | AUC"
)


def _words(text: str) -> list[str]:
    return [word for word in jieba.lcut_for_search(fold(text)) if word[0].isalnum()] or ["_"]


def _words_and_pairs(text: str) -> list[str]:
    folded = fold(text)
    pairs = (folded[at : at + 2] for at in range(len(folded) - 1))
    return _words(text) + [pair for pair in pairs if pair.isalnum()]


def baselines(passages: Sequence[Passage]) -> list[Order]:
    """Give the two plain rankings of passages with their titles."""
    texts = [" ".join((*p.article.titles, p.text)) for p in passages]
    return [_order(cut, texts) for cut in (_words, _words_and_pairs)]


def _order(cut: Callable[[str], list[str]], texts: Sequence[str]) -> Order:
    model = BM25Okapi(list(map(cut, texts)))
    return lambda question: np.argsort(-model.get_scores(cut(question)), kind="stable")[:3].tolist()


def area(likelihoods: NDArray[np.float64], told: NDArray[np.bool_]) -> float:
    """Compute the area under the curve: how often a question with an answer is the likelier."""
    yes, no = likelihoods[told], likelihoods[~told]
    if not len(yes) or not len(no):
        return float("nan")
    ahead = (yes[:, None] > no).mean() + 0.5 * (yes[:, None] == no).mean()
    return float(ahead)


def row(one: QuestionSet, weights: Weights, *, has_baselines: bool = True) -> str:
    """Measure a set and write its row."""
    told = [a for a in one.asked if a.spots]
    results = [measured(a, weights) for a in one.asked]
    good = [r for r, a in zip(results, one.asked, strict=True) if a.spots]
    hits = np.array([[r["rank"] == 1, r["rank"] <= 3] for r in good]).mean(axis=0)
    plain = _best_baseline(told) if has_baselines else None
    shown = [r["right"] for r in good if r["right"] is not None]
    refused = np.array([r["status"] is not Status.ANSWERED for r in results])
    is_told = np.array([bool(a.spots) for a in one.asked])
    cells = [
        one.name,
        str(len(told)),
        f"{hits[0]:.3f}/{hits[1]:.3f}",
        f"{plain[0]:.3f}/{plain[1]:.3f}" if plain is not None else "–",
        f"{np.mean([r['status'] is Status.NOT_FOUND for r in good]):.3f}",
        f"{np.mean([r['sentence'] for r in good]):.3f}",
        f"{np.mean(shown) if shown else 0:.3f} ({len(shown) / len(good):.3f})",
        *_refusal(refused, is_told),
        f"{area(np.array([r['likelihood'] for r in results]), is_told):.3f}",
    ]
    return " | ".join(cells)


def _refusal(refused: NDArray[np.bool_], told: NDArray[np.bool_]) -> list[str]:
    if told.all():
        return ["–"]
    precision = (refused & ~told).sum() / max(1, refused.sum())
    recall = (refused & ~told).sum() / (~told).sum()
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return [f"{precision:.2f}/{recall:.2f}/{f1:.2f}"]


def measured(asked: Asked, weights: Weights) -> dict:  # type: ignore[type-arg]
    """Answer a question and hold the answer against the gold one."""
    answerer = asked.with_weights(weights)
    found = answerer.marked(answerer.rank_retrieved(asked.retrieved))
    verdict = answerer.judge(found)
    ranks = [n for n, one in enumerate(found, start=1) if asked.is_on(one.ranked.passage)]
    answers = list(map(flat, asked.answers))
    sentence = words = None
    if found:
        text, mark = found[0].ranked.passage.text, found[0].mark
        sentence = flat(mark.sentence.of(text)) if mark.sentence else ""
        is_shown = 0 in certain_words(found, verdict.likelihood)
        words = flat(mark.answer.of(text)) if is_shown and mark.answer else None
    return {
        "rank": min(ranks, default=99),
        "status": verdict.status,
        "likelihood": verdict.likelihood,
        "sentence": any(a in (sentence or "") for a in answers),
        "right": None if words is None else any(a in words or words in a for a in answers),
    }


def _best_baseline(asked: Sequence[Asked]) -> NDArray[np.float64]:
    passages = asked[0].answerer.ranker.index._passages  # type: ignore[attr-defined]
    found = []
    for order in baselines(passages):
        tops = [
            [asked_.is_on(passages[n]) for n in order(asked_.gold.question)] for asked_ in asked
        ]
        found.append([np.mean([top[0] for top in tops]), np.mean([any(top) for top in tops])])
    return np.array(max(found))


def main() -> None:
    """Measure every set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("public", type=Path)
    parser.add_argument("gold", nargs="*")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--none", type=int, default=100)
    parser.add_argument("--fit", type=int, default=400)
    parser.add_argument("--shipped", action="store_true")
    args = parser.parse_args()
    sets = [] if args.shipped else fitted_sets(args.public, args.fit)
    every = fit(sets) if sets else read_weights()

    def unseen(name: str) -> Weights:
        is_fitted = any(one.name == name for one in sets)
        return fit(sets, unseen=name) if is_fitted else every

    print(_HEAD, flush=True)
    for one in own_sets([*args.gold, *JUDGED_FILES, *FITTED_FILES], "own"):
        print(row(one, unseen(one.name), has_baselines=False), flush=True)
    for name in (CMRC, DRCD):
        misses = near_miss_set(args.public / name, args.questions)
        print(row(misses, unseen(name), has_baselines=False), flush=True)
    folders = sorted(f for f in args.public.iterdir() if (f / "questions.jsonl").exists())
    for folder in folders:
        weights = unseen(folder.name)
        for make in (public_set, article_set):
            print(row(make(folder, args.questions, args.none), weights), flush=True)
    print(row(mixed_set(folders, args.questions), every), flush=True)


if __name__ == "__main__":
    main()
