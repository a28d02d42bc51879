"""CPU time of whole answers from a stored index, and how it is split: analysis to refusal.

    python -m benchmarks.question_cpu QUESTIONS.jsonl [--reports DIR] [--data-dir DIR]

The questions (`{"q": …, "turns": […]}` a line) are answered once each after twenty of them have
warmed the caches, in turn with a peer that does none of our work: plain jieba cutting the same
question a hundred times. Prints the median, the 90th and 95th percentile and the most, in
milliseconds and in peers, and the mean of each stage.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import jieba

from bot.app.compose import build
from config.settings import Settings, read_settings
from retrieval.qa import Answerer
from retrieval.qa.spans.selector import Marker
from retrieval.query import Understander
from retrieval.store.reader import StoredIndex

# each stage with the stages inside it left out
STAGES = {
    "understanding": (Understander, "understand"),
    "search": (StoredIndex, "best"),
    "fetching": (StoredIndex, "search"),
    "ranking": (Answerer, "rank"),
    "marking": (Marker, "mark"),
    "answerability": (Answerer, "judge"),
    "quoting": (Answerer, "_compose"),
}
WARM_UP = 20
PEER_CUTS = 100


class StageClock:
    """CPU seconds of each stage, those of the stages that it calls left out."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner = [0.0]

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Measure the stages meanwhile."""
        originals = {name: getattr(*place) for name, place in STAGES.items()}
        for name, (owner, method) in STAGES.items():
            setattr(owner, method, self._timed(name, originals[name]))
        try:
            yield
        finally:
            for name, (owner, method) in STAGES.items():
                setattr(owner, method, originals[name])

    def _timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            start = time.process_time()
            try:
                return call(*args, **kwargs)
            finally:
                whole = time.process_time() - start
                self.seconds[stage] += whole - self._inner.pop()
                self._inner[-1] += whole

        return timed


def _cut_often(question: str) -> None:
    for _ in range(PEER_CUTS):
        jieba.lcut(question, HMM=False)


def cpu_ms(call: Callable[[], Any]) -> float:
    """The CPU time of a call in milliseconds."""
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


def read_questions(path: Path, most: int) -> list[tuple[str, tuple[str, ...]]]:
    """Questions with the turns before them, in a fixed random order."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    asked = [(record["q"], tuple(record.get("turns") or ())) for record in records]
    random.Random(0).shuffle(asked)
    return asked[:most]


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path)
    parser.add_argument("--reports", type=Path, default=read_settings().reports)
    parser.add_argument("--data-dir", type=Path, help="default: a new one")
    parser.add_argument("--most", type=int, default=400)
    args = parser.parse_args()
    asked = read_questions(args.questions, args.most)
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(reports=args.reports, data_dir=args.data_dir or Path(place))
        _, answerer = build(settings)
        times, peer = [], []
        for number, (question, turns) in enumerate(asked):
            if number < WARM_UP:
                answerer.answer(question, turns=turns)
                continue
            times.append(cpu_ms(partial(answerer.answer, question, turns=turns)))
            peer.append(cpu_ms(partial(_cut_often, question)))
        clock = StageClock()
        with clock.watching():
            _, anew = build(settings)  # the first remembers the questions
            for question, turns in asked:
                anew.answer(question, turns=turns)
    cuts = statistics.quantiles(times, n=20)
    for unit, by in (("ms", 1.0), ("peers", statistics.median(peer))):
        print(
            f"median {statistics.median(times) / by:.2f} {unit}  p90 {cuts[17] / by:.2f}"
            f"  p95 {cuts[18] / by:.2f}  most {max(times) / by:.2f}"
        )
    for stage in STAGES:
        print(f"{stage:13} {1000 * clock.seconds[stage] / len(asked):.2f} ms")


if __name__ == "__main__":
    main()
