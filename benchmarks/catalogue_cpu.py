"""Measures the CPU of questions about the archive itself, on many dated pages.

    python -m benchmarks.catalogue_cpu --place FOLDER [--passages 100000]

Pages are written and indexed in the folder unless they are there. Prints of each question the CPU
of its first answer after a start, and the median of the next ones, in milliseconds.
"""

import argparse
import statistics
import time
from datetime import date
from pathlib import Path

from benchmarks.corpus import sentences_of, write_pages
from retrieval import Archive, open_archive

QUESTIONS = (
    "2023年6月的报道有哪些",
    "2023年6月提到工会的报道有几篇",
    "滨湖日报2023年关于快递的报道",
    "最新的报道是哪篇",
    "每月几篇",
    "去年一共有多少篇报道",
    "邵一鸣2023年6月写过什么报道",
    "有哪些报纸",
)


def cpu_ms(archive: Archive, question: str) -> float:
    """CPU milliseconds of one answer."""
    start = time.process_time()
    archive.ask(question)
    return 1000 * (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--place", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=100_000)
    options = parser.parse_args()
    reports = options.place / "reports"
    if not reports.exists():
        write_pages(reports, sentences_of(None), passages=options.passages, dated=True)
    archive = open_archive(
        reports, data_dir=options.place / "data", today=lambda: date(2024, 1, 15)
    )
    print(f"{len(archive.corpus.passages)} passages, {len(archive.articles)} articles")
    start = time.process_time()
    archive.corpus.catalogue()
    print(f"catalogue read, once: {1000 * (time.process_time() - start):.0f} ms")
    for question in QUESTIONS:
        first = cpu_ms(archive, question)
        median = statistics.median(cpu_ms(archive, question) for _ in range(9))
        print(f"{first:8.1f} {median:8.1f}  {question}")


if __name__ == "__main__":
    main()
