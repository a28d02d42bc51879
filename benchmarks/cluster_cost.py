"""Measures an index in a search cluster beside the one in the data folder, question by question.

    WENBAO_INDEX=opensearch://127.0.0.1:9200/reports \\
        python -m benchmarks.cluster_cost --reports DIR --data-dir DIR questions.jsonl …

Both must have been made with `wenbao index`, without and with WENBAO_INDEX. Each question (`q` or
`question` of a line) is searched for and answered by the one and the other in turn; differences are
counted. Times are of one run: compare columns, not runs.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.app.compose import build
from config.settings import read_settings
from retrieval.cluster.cluster_corpus import ClusterCorpus
from retrieval.qa.ranking.reranker import CANDIDATES
from retrieval.query.model import LONGEST
from retrieval.store import StoredCorpus
from retrieval.text import Analyzer, bigrams

T = TypeVar("T")


class Column:
    """The times that one kind of work took."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def timed(self, work: Callable[[], T]) -> T:
        """Do the work and note its time."""
        start = time.perf_counter()
        result = work()
        self.seconds.append(time.perf_counter() - start)
        return result

    def __str__(self) -> str:
        ordered = sorted(self.seconds)
        median, high = (1000 * ordered[int(share * len(ordered))] for share in (0.5, 0.95))
        return f"p50 {median:.1f} ms, p95 {high:.1f} ms"


def read_questions(files: Sequence[Path], *, of_each: int) -> list[str]:
    """The first questions of each file, each once."""
    found: dict[str, None] = {}
    for file in files:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        found |= dict.fromkeys(line.get("q") or line["question"] for line in lines[:of_each])
    return [question for question in found if len(question) <= LONGEST]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--of-each", type=int, default=50, help="questions of each file")
    parser.add_argument("questions", type=Path, nargs="+")
    given = parser.parse_args()
    settings = read_settings(reports=given.reports, data_dir=given.data_dir)
    there, asks = build(settings)
    here, answers = build(replace(settings, index=None))
    assert isinstance(there, ClusterCorpus), "WENBAO_INDEX names no cluster"
    assert isinstance(here, StoredCorpus)
    analyzer = Analyzer()
    columns = {name: Column() for name in ("search", "stored search", "answer", "stored answer")}
    different, trips = Counter[str](), Counter[int]()
    asked = read_questions(given.questions, of_each=given.of_each)
    for question in asked:
        query = dict.fromkeys([*analyzer.texts(question), *bigrams(question)], 1.0)
        hits = columns["search"].timed(partial(there.index.search, query, top_k=CANDIDATES))
        model = columns["stored search"].timed(partial(here.index.search, query, top_k=CANDIDATES))
        different["searches"] += [(h.score, h.view) for h in hits] != [
            (h.score, h.view) for h in model
        ]
    for question in asked:
        with there.reading() as now:
            before = now.cluster.trips
        answer = columns["answer"].timed(partial(asks.answer, question))
        trips[now.cluster.trips - before] += 1
        expected = columns["stored answer"].timed(partial(answers.answer, question))
        different["answers"] += answer != expected
    print(f"{len(there.index):,} passages, {len(asked)} questions; different: {dict(different)}")
    for name, column in columns.items():
        print(f"{name:14} {column}")
    print(f"requests for an answer: {sorted(trips.items())}")


if __name__ == "__main__":
    main()
