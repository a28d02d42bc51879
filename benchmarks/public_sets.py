"""Compare the full answerer with plain rank-bm25 over jieba's terms on a public question set.

    python -m benchmarks.public_sets DIR [--questions 1000] [--seed 7]

DIR holds passages.jsonl ({"id", "text"}) and questions.jsonl ({"q", "passage_id", "answers"}).
Titles are given to neither. Prints hit@1, hit@3 and MRR@10 of both on the same questions, and what
share of the answerable questions the answerer would refuse.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import jieba
import numpy as np
from rank_bm25 import BM25Okapi

from benchmarks.sets import Asked, public_set
from retrieval.qa import Status
from retrieval.qa.linear import read_weights


def plain_ranks(folder: Path, asked: Sequence[Asked]) -> list[int | None]:
    """The rank of each question's passage by rank-bm25 with its defaults, None beyond 10."""
    records = [json.loads(line) for line in (folder / "passages.jsonl").open(encoding="utf-8")]
    model = BM25Okapi([jieba.lcut_for_search(record["text"]) for record in records])
    place = {record["id"]: number for number, record in enumerate(records)}
    ranks: list[int | None] = []
    for question in asked:
        scores = model.get_scores(jieba.lcut_for_search(question.gold.question))
        best = np.argsort(-scores, kind="stable")[:10].tolist()
        (passage_id, _), *_ = question.gold.spots[0]
        wanted = place[passage_id]
        ranks.append(best.index(wanted) + 1 if wanted in best else None)
    return ranks


def _figures(name: str, ranks: Sequence[int | None]) -> None:
    found = [rank or 99 for rank in ranks]
    hit1 = sum(rank == 1 for rank in found) / len(found)
    hit3 = sum(rank <= 3 for rank in found) / len(found)
    mrr = sum(1 / rank for rank in found if rank <= 10) / len(found)
    print(f"{name:10} hit@1 {hit1:.3f}  hit@3 {hit3:.3f}  mrr {mrr:.3f}")


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()
    asked = public_set(args.folder, args.questions, 1.0, seed=args.seed)
    weights = read_weights()
    judged = [question.judge(weights) for question in asked]
    _figures("plain", plain_ranks(args.folder, asked))
    _figures("answerer", [j.rank for j in judged])
    for figure in ("sent", "span", "f1"):
        print(f"{figure} {sum(j.figures[figure] for j in judged) / len(judged):.3f}", end="  ")
    refused = sum(j.answer.status is Status.NOT_FOUND for j in judged) / len(judged)
    print(f"refused {refused:.3f}")


if __name__ == "__main__":
    main()
