"""Measures the stored index at several sizes, side by side with its peers.

    pip install -c constraints.txt -e '.[bench]'
    python benchmarks/scale.py --passages passages.jsonl --questions questions.jsonl \\
        10000 100000 1000000

For each size: a corpus is written, cut once with plain jieba on all cores (the floor of any
build), built, described and checked; then every engine answers the same terms in turn, query by
query. Medians are of one run; compare columns, not runs. A table and a plot go to --results.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.corpus import PASSAGES_OF_PAGE, sentences_of, write_pages
from benchmarks.plotting import Figures, plot, table
from benchmarks.searches import measure_search, say, timed
from bot.app.compose import build, indexed_folder
from config.settings import Settings
from retrieval.index.analysis import default_analyzer
from retrieval.store import StoredCorpus
from retrieval.store.check import check
from retrieval.store.stats import describe
from retrieval.store.writing.sync import update

PROCESSES = os.cpu_count() or 1


def measure(size: int, options: argparse.Namespace, sentences: Sequence[str]) -> Figures:
    """Everything that is measured at one size."""
    place = options.place / str(size)
    reports, settings = (
        place / "reports",
        Settings(reports=place / "reports", data_dir=place / "data"),
    )
    folder = indexed_folder(settings).store
    figures: Figures = {"passages": size}
    if not options.reuse:
        write_pages(reports, sentences, passages=size)
        figures["text bytes"] = _bytes(reports)
        figures |= measure_build(settings)
    found = describe(folder)
    figures |= {"stored": found.passages, "terms": found.terms, "disk bytes": found.bytes}
    say(f"{size}: {found}")
    questions = sample_questions(options.questions, sentences, count=options.queries)
    with closing(StoredCorpus(folder)) as corpus:
        figures |= measure_search(corpus, settings, questions, place, options)
    figures |= measure_answers(settings, questions)
    figures |= measure_counts(settings, questions)
    figures |= measure_start(settings, questions[0])
    figures["anonymous MB"] = measure_memory(settings, questions)
    if options.reuse:
        say(json.dumps(figures, indent=1))
        return figures
    write_pages(reports, sentences, passages=PASSAGES_OF_PAGE, first=900_000, seed=1)
    figures["add page s"] = timed(
        lambda: update(folder, reports, plan=indexed_folder(settings).plan())
    )
    say(json.dumps(figures, indent=1))
    return figures


def measure_build(settings: Settings) -> Figures:
    """Build times, against the least that any build has to do."""
    folder, reports = indexed_folder(settings).store, settings.reports
    default_analyzer(settings.data_dir / "cache").terms(
        "词典"
    )  # makes the dictionary's cache before anything is timed
    figures: Figures = {"cut s": timed(lambda: cut_with_jieba(reports))}
    say(f"cut in {figures['cut s']:.1f} s")
    figures["build s"] = timed(
        lambda: update(folder, reports, plan=indexed_folder(settings).plan())
    )
    say(f"built in {figures['build s']:.1f} s")
    figures["check s"] = timed(lambda: _check(folder, reports))
    return figures


def cut_with_jieba(reports: Path) -> None:
    """Cut every line of every report on all cores: the least that any build has to do."""
    paths = sorted(reports.rglob("*.txt"))
    parts = [paths[at : at + 50] for at in range(0, len(paths), 50)]
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        list(pool.map(_cut, parts))


def _cut(paths: Sequence[Path]) -> int:
    import jieba

    jieba.setLogLevel(60)
    return sum(
        len(list(jieba.cut_for_search(line)))
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def measure_answers(settings: Settings, questions: Sequence[str]) -> Figures:
    """The time of whole answers: understanding, search, ranking, marks, verification."""
    _, answerer = build(settings)
    for question in questions[:20]:
        answerer.answer(question)
    times = [timed(partial(answerer.answer, q)) for q in questions[20:220]]
    return {
        "answer p50 ms": 1000 * statistics.median(times),
        "answer p95 ms": 1000 * statistics.quantiles(times, n=20)[-1],
    }


def measure_counts(settings: Settings, questions: Sequence[str]) -> Figures:
    """The time to count the articles that have a word of a tenth of all passages, and how much
    longer others wait for their answers meanwhile.
    """
    _, answerer = build(settings)
    counted = f"几篇报道提到{_word_of_a_tenth(settings)}"
    answerer.answer(counted)
    times = [timed(lambda: answerer.answer(counted)) for _ in range(11)]
    asked = questions[20:120]
    alone = [timed(partial(answerer.answer, q)) for q in asked]
    is_over = threading.Event()

    def count() -> None:
        while not is_over.wait(0.05):
            answerer.answer(counted)

    counting = threading.Thread(target=count)
    counting.start()
    beside = [timed(partial(answerer.answer, q)) for q in asked]
    is_over.set()
    counting.join()
    waits = [1000 * (one - other) for one, other in zip(beside, alone, strict=True)]
    return {
        "count p50 ms": 1000 * statistics.median(times),
        "wait for counts p95 ms": statistics.quantiles(waits, n=20)[-1],
    }


def _word_of_a_tenth(settings: Settings) -> str:
    """The word of two characters in about a tenth of all passages, or in the most that any is."""
    with closing(StoredCorpus(indexed_folder(settings).store)) as corpus:
        postings = corpus.searcher.shards[0].segment.fields["body"]
        shares = dict(
            zip(postings.terms.tolist(), postings.amounts / len(corpus.index), strict=True)
        )
        with corpus.reading() as connection:
            words = connection.execute("SELECT id, text FROM terms WHERE length(text) = 2")
            nearest = min(
                (abs(0.1 - shares.get(number, 0.0)), text)
                for number, text in words
                if not text.isascii()
            )
    return str(nearest[1])


def measure_start(settings: Settings, question: str) -> Figures:
    """A new process from its start to its first answer, in turn with jieba's own start."""
    command = [str(Path(sys.executable).with_name("wenbao")), "ask", "--json", question]
    flags = ["--reports", str(settings.reports), "--data-dir", str(settings.data_dir)]
    ours, jieba = [], []
    for _ in range(6):
        ours.append(timed(lambda: _run([*command, *flags])))
        jieba.append(
            timed(lambda: _run([sys.executable, "-c", "import jieba; jieba.initialize()"]))
        )
    return {
        "start s": statistics.median(ours[1:]),
        "jieba start s": statistics.median(jieba[1:]),
    }


_MEMORY = """
import json, sys
from pathlib import Path
from bot.app.compose import build
from config.settings import Settings
questions = json.load(sys.stdin)
_, answerer = build(Settings(reports=Path(sys.argv[1]), data_dir=Path(sys.argv[2])))
for number in range(1000):
    answerer.answer(questions[number % len(questions)])
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("RssAnon")))
"""


def measure_memory(settings: Settings, questions: Sequence[str]) -> float:
    """Private memory of a process after 1,000 questions, in MB (Linux only)."""
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(settings.reports), str(settings.data_dir)],
        input=json.dumps(questions),
        text=True,
        capture_output=True,
        check=True,
    )
    return int(done.stdout) / 1000


def sample_questions(path: Path | None, sentences: Sequence[str], *, count: int) -> list[str]:
    """Real questions (`{"q": …}` a line), or sentences where there are none."""
    if path is None:
        texts = list(sentences)
    else:
        texts = [json.loads(line)["q"] for line in path.read_text(encoding="utf-8").splitlines()]
    return random.Random(0).sample(texts, min(count, len(texts)))


def _check(folder: Any, reports: Path) -> None:
    faults = list(check(folder, reports))
    if faults:
        raise AssertionError(faults)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.txt"))


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of passages")
    parser.add_argument("--passages", type=Path, help='a file of {"text": …} lines')
    parser.add_argument("--questions", type=Path, help='a file of {"q": …} lines')
    parser.add_argument("--place", type=Path, default=Path("build/scale"), help="working folder")
    parser.add_argument("--results", type=Path, default=Path("benchmarks/results"))
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--rank-bm25", type=int, default=100_000, help="measure it up to this size")
    parser.add_argument("--reuse", action="store_true", help="search what was built before")
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    options = parser.parse_args()
    sentences = sentences_of(options.passages)
    rows = [measure(size, options, sentences) for size in options.sizes]
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / "scale.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    if options.peers and not options.reuse:  # what was not measured anew is in no plot
        (options.results / "scale.md").write_text(table(rows), encoding="utf-8")
        plot(rows, options.results / "scale.png")


if __name__ == "__main__":
    main()
