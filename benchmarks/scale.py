"""Measures the stored index at several sizes, side by side with its peers.

    pip install -e '.[bench]'
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
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpus import PASSAGES_OF_PAGE, sentences_of, write_pages
from benchmarks.peers import Search, bm25s_search, rank_bm25_search, tantivy_search
from bot.start import build, build_analyzer
from bot.storing import making, store_folder
from config.settings import Settings
from retrieval.index import FIELDS
from retrieval.index.model import inverse_document_frequency, saturation
from retrieval.index.postings import Ranker
from retrieval.store import StoredArchive
from retrieval.store.checking import check
from retrieval.store.describing import describe
from retrieval.store.updating import update

PROCESSES = os.cpu_count() or 1
BODY = {"body": FIELDS["body"]}
Figures = dict[str, float | int | str]


def measure(size: int, options: argparse.Namespace, sentences: Sequence[str]) -> Figures:
    """Everything that is measured at one size."""
    place = options.place / str(size)
    reports, settings = (
        place / "reports",
        Settings(reports=place / "reports", data_dir=place / "data"),
    )
    folder = store_folder(settings)
    figures: Figures = {"passages": size}
    if not options.reuse:
        write_pages(reports, sentences, passages=size)
        figures["text bytes"] = _bytes(reports)
        figures |= measure_build(settings)
    found = describe(folder)
    figures |= {"stored": found.passages, "terms": found.terms, "disk bytes": found.bytes}
    say(f"{size}: {found}")
    questions = sample_questions(options.questions, sentences, count=options.queries)
    with closing(StoredArchive(folder)) as archive:
        figures |= measure_search(archive, settings, questions, place, options)
    figures |= measure_answers(settings, questions)
    figures |= measure_start(settings, questions[0])
    figures["anonymous MB"] = measure_memory(settings, questions)
    if options.reuse:
        say(json.dumps(figures, indent=1))
        return figures
    write_pages(reports, sentences, passages=PASSAGES_OF_PAGE, first=900_000, seed=1)
    figures["add page s"] = _timed(lambda: update(folder, reports, making=making(settings)))
    say(json.dumps(figures, indent=1))
    return figures


def measure_build(settings: Settings) -> Figures:
    """Build times, against the least that any build has to do."""
    folder, reports = store_folder(settings), settings.reports
    build_analyzer(settings).terms("词典")  # makes the dictionary's cache before anything is timed
    figures: Figures = {"cut s": _timed(lambda: cut_with_jieba(reports))}
    say(f"cut in {figures['cut s']:.1f} s")
    figures["build s"] = _timed(lambda: update(folder, reports, making=making(settings)))
    say(f"built in {figures['build s']:.1f} s")
    figures["check s"] = _timed(lambda: _check(folder, reports))
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


def measure_search(
    archive: StoredArchive,
    settings: Settings,
    questions: Sequence[str],
    place: Path,
    options: argparse.Namespace,
) -> Figures:
    """Search times of all engines for the ten best passages, query by query in turn."""
    analyzer = build_analyzer(settings)
    queries = [list(dict.fromkeys(t.text for t in analyzer.terms(q))) for q in questions]
    queries = [query for query in queries if query]
    body = Ranker(archive.ranker.shards, fields=BODY)

    def ours(query: Sequence[str]) -> Any:
        with archive.reading():
            numbered = ((archive.term_number(term), 1.0) for term in query)
            return body.best({n: weight for n, weight in numbered if n is not None}, top_k=10)

    def with_titles(query: Sequence[str]) -> Any:
        return archive.index.best(dict.fromkeys(query, 1.0), top_k=10)

    engines: dict[str, Search] = {"ours": ours, "ours, all fields": with_titles}
    figures: Figures = {"score error": _score_error(archive, body, ours, queries[:50])}
    say(f"largest difference to the model: {figures['score error']}")
    if options.peers:
        corpus, vocabulary = _bags_of_terms(archive)
        began = time.perf_counter()
        engines["bm25s"] = bm25s_search(corpus, vocabulary)
        figures["bm25s build s"] = time.perf_counter() - began
        say(f"bm25s built in {figures['bm25s build s']:.0f} s")
        began = time.perf_counter()
        engines["tantivy"] = tantivy_search(corpus, vocabulary, place / "tantivy")
        figures["tantivy build s"] = time.perf_counter() - began
        say(f"tantivy built in {figures['tantivy build s']:.0f} s")
        if len(corpus) <= options.rank_bm25:
            engines["rank-bm25"] = rank_bm25_search(corpus, vocabulary)
        del corpus
    times = _interleaved(engines, queries)
    for name, seconds in times.items():
        figures[f"{name} p50 ms"] = 1000 * statistics.median(seconds)
        figures[f"{name} p95 ms"] = 1000 * statistics.quantiles(seconds, n=20)[-1]
    figures["query terms p50"] = statistics.median(len(query) for query in queries)
    return figures


def _interleaved(
    engines: Mapping[str, Search], queries: Sequence[Sequence[str]]
) -> dict[str, list[float]]:
    for search in engines.values():  # compiled, mapped and cached before anything is timed
        for query in queries[:50]:
            search(query)
    times: dict[str, list[float]] = {name: [] for name in engines}
    for query in queries:
        for name, search in engines.items():
            times[name].append(_timed(lambda search=search, query=query: search(query)))
    return times


def _bags_of_terms(archive: StoredArchive) -> tuple[list[list[int]], list[str]]:
    """The terms of each passage's body, as the index has them, and what the numbers stand for."""
    with archive.reading() as connection:
        terms = dict(connection.execute("SELECT id, text FROM terms"))
    vocabulary = [terms.get(number, "") for number in range(max(terms) + 1)]
    corpus = []
    for shard in archive.ranker.shards:
        postings = shard.segment.fields["body"]
        owners = np.repeat(postings.terms, postings.amounts)
        order = np.argsort(postings.documents, kind="stable")
        counts = postings.counts.between(0, len(order))[order]
        documents = np.repeat(postings.documents[order], counts)
        numbers = np.repeat(owners[order], counts)
        ends = np.cumsum(np.bincount(documents, minlength=len(shard.segment)))
        parts = np.split(numbers, ends[:-1])
        corpus += [part.tolist() for part in parts]
    return corpus, vocabulary


def _score_error(
    archive: StoredArchive, ranker: Ranker, ours: Search, queries: Sequence[Sequence[str]]
) -> float:
    """The largest difference between our ten scores and the model's, over all passages."""
    worst = 0.0
    for query in queries:
        scores = np.sort(np.concatenate([_model(archive, ranker, s, query) for s in ranker.shards]))
        found = [match.score for match in ours(query)][:10]
        best = scores[::-1][: len(found)]
        worst = max(worst, float(np.abs(best - np.array(found)).max(initial=0)))
        if len(found) < 10 and (scores > 0).sum() > len(found):
            raise AssertionError(f"passages are missing: {query}")
    return worst


def _model(
    archive: StoredArchive, ranker: Ranker, shard: Any, query: Sequence[str]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The model's scores of every passage, term by term, without any short cut."""
    scores = np.zeros(len(shard.segment))
    postings = shard.segment.fields["body"]
    for term in query:
        number = archive.term_number(term)
        at = int(postings.terms.searchsorted(np.uint32(number or 0)))
        if number is None or at == len(postings.terms) or postings.terms[at] != number:
            continue
        places = slice(int(postings.starts[at]), int(postings.starts[at + 1]))
        documents = postings.documents[places]
        idf = inverse_document_frequency(ranker.passage_count, ranker.found_in(number, "body"))
        scores[documents] += idf * saturation(
            postings.counts.between(places.start, places.stop),
            postings.lengths[documents],
            average_length=ranker.average_lengths["body"],
            b=BODY["body"].b,
        )
    return scores


def measure_answers(settings: Settings, questions: Sequence[str]) -> Figures:
    """The time of whole answers: understanding, search, ranking, marks, verification."""
    _, answerer = build(settings)
    for question in questions[:20]:
        answerer.answer(question)
    times = [_timed(lambda q=q: answerer.answer(q)) for q in questions[20:220]]
    return {
        "answer p50 ms": 1000 * statistics.median(times),
        "answer p95 ms": 1000 * statistics.quantiles(times, n=20)[-1],
    }


def measure_start(settings: Settings, question: str) -> Figures:
    """A new process from its start to its first answer, in turn with jieba's own start."""
    command = [str(Path(sys.executable).with_name("wenbao")), "ask", "--json", question]
    flags = ["--reports", str(settings.reports), "--data-dir", str(settings.data_dir)]
    ours, jieba = [], []
    for _ in range(6):
        ours.append(_timed(lambda: _run([*command, *flags])))
        jieba.append(
            _timed(lambda: _run([sys.executable, "-c", "import jieba; jieba.initialize()"]))
        )
    return {
        "start s": statistics.median(ours[1:]),
        "jieba start s": statistics.median(jieba[1:]),
    }


_MEMORY = """
import json, sys
from pathlib import Path
from bot.start import build
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


def say(text: str) -> None:
    print(time.strftime("%H:%M:%S"), text, flush=True)


def _check(folder: Any, reports: Path) -> None:
    faults = list(check(folder, reports))
    if faults:
        raise AssertionError(faults)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.txt"))


def _timed(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


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
    if options.peers:
        from benchmarks.plotting import plot, table

        (options.results / "scale.md").write_text(table(rows), encoding="utf-8")
        plot(rows, options.results / "scale.png")


if __name__ == "__main__":
    main()
