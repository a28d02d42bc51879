"""Report files read, restored and cut into terms, on all cores, in batches ready to be stored.

What comes back from a worker process is bytes and flat arrays: cheap to hand over, and all that
is left for the writer is to number things.
"""

import gc
import signal
import threading
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.resource_tracker import ensure_running
from os import _exit

from retrieval.archive import text_digest
from retrieval.articles import Article
from retrieval.articles.restoring import restore
from retrieval.errors import ReportError
from retrieval.index import IndexedPassage
from retrieval.index.postings import FieldPostings
from retrieval.passages import Passage, split, view_article
from retrieval.reports import Report, ReportFile
from retrieval.store.collecting import Collecting, Vocabulary
from retrieval.store.records import encode_article, encode_paragraphs, encode_view
from retrieval.store.rows import LINES_ENCODING

# cuts passages into the terms of their fields
Analysis = Callable[[Sequence[Passage]], Iterable[IndexedPassage]]
# makes one, in each worker process; must be picklable
AnalysisMaker = Callable[[], Analysis]

BATCH_BYTES = 1_000_000
# Python's 700 cost a tenth of the time; restored pages have few rings to collect
YOUNG_OBJECTS = 50_000
# below this, starting processes takes longer than they save
ALONE_BYTES = 500_000


@dataclass(frozen=True, slots=True)
class AnalyzedArticle:
    """An article as rows; its passages are the next ones of the batch's documents."""

    position: int
    digest: bytes
    record: bytes
    paragraph_count: int
    paragraphs: bytes
    view: bytes


@dataclass(frozen=True, slots=True)
class AnalyzedReport:
    """A report as rows."""

    name: str
    digest: str
    encoding: str
    lines: bytes
    articles: tuple[AnalyzedArticle, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some reports with the postings of their passages, which count through all the reports.

    Terms are numbered as they were first met by the process that made the batch: `vocabulary`
    names its numbers, `new_terms` have those from `first_new` on. `failures` are files that could
    not be read, each with the record of its error.
    """

    reports: tuple[AnalyzedReport, ...]
    vocabulary: str
    first_new: int
    new_terms: tuple[str, ...]
    fields: Mapping[str, FieldPostings]
    failures: Mapping[str, str]


def analyze_files(
    files: Sequence[ReportFile], make_analysis: AnalysisMaker, *, workers: int
) -> Iterator[tuple[Sequence[ReportFile], Batch]]:
    """The files in their order, a batch at a time.

    Raises concurrent.futures.BrokenExecutor if a worker process is killed.
    """
    batches = list(_batches(files))
    if workers < 2 or len(batches) < 2 or sum(file.size for file in files) < ALONE_BYTES:
        analysis, vocabulary = make_analysis(), Vocabulary()
        for batch in batches:
            yield batch, _analyze_batch(batch, analysis, vocabulary)
        return
    with _workers(min(workers, len(batches)), make_analysis) as pool:
        yield from _in_order(pool, batches, ahead=2 * workers)


@contextmanager
def _workers(count: int, make_analysis: AnalysisMaker) -> Iterator[ProcessPoolExecutor]:
    """Worker processes, which end at once when this is left, in whatever way, and when the
    program is killed: either closes the pipe that they listen to.
    """
    # spawned, not forked: a bot that indexes in the background has threads
    context = get_context("spawn")
    listening, held = context.Pipe(duplex=False)
    with listening:
        pool = ProcessPoolExecutor(count, context, _start_worker, (listening, make_analysis))
        try:
            yield pool
        finally:
            held.close()
            pool.shutdown(cancel_futures=True)


def analyze_articles(
    restored: Iterable[tuple[Report, Sequence[tuple[int, Article]]]],
    analysis: Analysis,
    vocabulary: Vocabulary,
) -> Batch:
    """Reports with some of their articles, each with its position on the page."""
    restored = list(restored)
    rows = [_analyzed_report(report, articles) for report, articles in restored]
    passages = split(article for _, articles in restored for _, article in articles)
    vocabulary.renew()
    collecting = Collecting(vocabulary)
    for indexed in analysis(passages):
        collecting.add(indexed.terms)
    fields = collecting.fields()
    return Batch(tuple(rows), vocabulary.name, *vocabulary.hand_over(), fields, {})


def stored_lines(report: Report) -> bytes:
    """A report's lines as they are stored."""
    return zlib.compress("\n".join(report.lines).encode(LINES_ENCODING), 6)


def _batches(files: Iterable[ReportFile]) -> Iterator[Sequence[ReportFile]]:
    batch: list[ReportFile] = []
    size = 0
    for file in files:
        batch.append(file)
        size += file.size
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _in_order(
    pool: ProcessPoolExecutor, batches: Iterable[Sequence[ReportFile]], *, ahead: int
) -> Iterator[tuple[Sequence[ReportFile], Batch]]:
    """Results in the order of the batches, with no more than `ahead` of them under way."""
    todo = iter(batches)
    under_way: deque[tuple[Sequence[ReportFile], Future[Batch]]] = deque()
    while True:
        for batch in islice(todo, ahead - len(under_way)):
            with _interrupts_put_off():
                under_way.append((batch, pool.submit(_work, batch)))
        if not under_way:
            return
        batch, result = under_way.popleft()
        yield batch, result.result()


@contextmanager
def _interrupts_put_off() -> Iterator[None]:
    """A process started inside never hears of Ctrl-C, which is the writer's to handle."""
    ensure_running()  # else started with the first worker, which would lift the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_make_result: Callable[[Sequence[ReportFile]], Batch]


def _start_worker(listening: Connection, make_analysis: AnalysisMaker) -> None:
    global _make_result
    gc.set_threshold(YOUNG_OBJECTS)
    threading.Thread(target=_end_with, args=(listening,), daemon=True).start()
    _make_result = partial(_analyze_batch, analysis=make_analysis(), vocabulary=Vocabulary())


def _end_with(listening: Connection) -> None:
    listening.poll(None)
    _exit(1)


def _work(files: Sequence[ReportFile]) -> Batch:
    return _make_result(files)


def _analyze_batch(
    files: Sequence[ReportFile], analysis: Analysis, vocabulary: Vocabulary
) -> Batch:
    failures: dict[str, str] = {}
    restored = []
    for file in files:
        try:
            report = file.read()
            restored.append((report, list(enumerate(restore(report)))))
        except ReportError as err:
            failures[file.name] = err.record()
        except Exception as err:  # one page of thousands must not stop the others
            failed = ReportError(file.path, "not-restored", error=repr(err))
            failures[file.name] = failed.record()
    return replace(analyze_articles(restored, analysis, vocabulary), failures=failures)


def _analyzed_report(report: Report, articles: Sequence[tuple[int, Article]]) -> AnalyzedReport:
    return AnalyzedReport(
        name=report.name,
        digest=report.digest,
        encoding=report.encoding,
        lines=stored_lines(report),
        articles=tuple(
            AnalyzedArticle(
                position,
                text_digest(article),
                encode_article(article),
                len(article.paragraphs),
                encode_paragraphs(article.paragraphs),
                encode_view(view_article(article)),
            )
            for position, article in articles
        ),
    )
