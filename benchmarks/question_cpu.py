"""CPU time of whole answers over the shipped reports: analysis, search, marks and refusal.

    python -m benchmarks.question_cpu GOLD.jsonl

Each question is answered once after twenty others have warmed the caches; prints the median, the
90th percentile and the most, in milliseconds.
"""

import argparse
import statistics
import time
from pathlib import Path

from benchmarks.sets import report_questions, reports_answerer


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    args = parser.parse_args()
    answerer = reports_answerer()
    asked = report_questions(args.gold, answerer)
    for question in asked[:20]:
        answerer.answer(question.gold.question)
    times = []
    for question in asked:
        start = time.process_time()
        answerer.answer(question.gold.question, turns=question.gold.turns)
        times.append((time.process_time() - start) * 1000)
    cuts = statistics.quantiles(times, n=10)
    print(f"median {statistics.median(times):.1f} ms  p90 {cuts[8]:.1f}  most {max(times):.1f}")


if __name__ == "__main__":
    main()
