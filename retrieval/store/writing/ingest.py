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
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from multiprocessing.resource_tracker import ensure_running
from os import _exit
from pathlib import Path

from retrieval.corpus import text_digest
from retrieval.documents import (
    Article,
    Imprint,
    Passage,
    Report,
    ReportFile,
    split,
    view_article,
)
from retrieval.documents.report import UNKNOWN
from retrieval.errors import ReportError
from retrieval.index import IndexedPassage
from retrieval.index.postings import FieldPostings
from retrieval.layout.restoration import restore
from retrieval.progress import Progress, unseen
from retrieval.store.codec import (
    encode_article,
    encode_imprint,
    encode_paragraphs,
    encode_placements,
    encode_view,
)
from retrieval.store.queries import LINES_ENCODING
from retrieval.store.writing.inverter import BatchTerms, Inverter
from retrieval.store.writing.scan_progress import ScanTally, waited_for

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
    file: str
    file_digest: str
    encoding: str
    lines: bytes
    placements: bytes | None
    imprint: bytes | None
    learned: Imprint  # of the page, as restoring it learned it
    articles: tuple[AnalyzedArticle, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some reports with the postings of their passages, which count through all the reports.

    Terms are numbered as they were first met by the process that made the batch: `vocabulary`
    names its numbers, `new_terms` have those from `first_new` on. `failures` says of files what of
    them could not be read.
    """

    reports: tuple[AnalyzedReport, ...]
    vocabulary: str
    first_new: int
    new_terms: tuple[str, ...]
    fields: Mapping[str, FieldPostings]
    failures: Mapping[str, Sequence[ReportError]]


def analyze_files(
    files: Sequence[ReportFile],
    make_analysis: AnalysisMaker,
    *,
    workers: int,
    cache: Path | None = None,
    on_progress: Progress = unseen,
) -> Iterator[tuple[Sequence[ReportFile], Batch]]:
    """The files in their order, a batch at a time.

    `cache` is a folder that keeps what takes long to read. `on_progress` is told of each page that
    OCR reads.
    Raises concurrent.futures.BrokenExecutor if a worker process is killed.
    """
    batches = list(_batches(files))
    # spawned, not forked: a bot that indexes in the background has threads
    context = get_context("spawn")
    tally = ScanTally(files, context)
    if workers < 2 or len(batches) < 2 or sum(file.size for file in files) < ALONE_BYTES:
        analysis = FileAnalysis(make_analysis(), BatchTerms(), cache, tally, on_progress)
        for batch in batches:
            yield batch, analysis.analyze(batch)
        return
    with _workers(min(workers, len(batches)), context, (make_analysis, cache, tally)) as pool:
        yield from _in_order(pool, batches, 2 * workers, lambda: tally.tell(on_progress))


_WorkerSetup = tuple[AnalysisMaker, Path | None, ScanTally]


@contextmanager
def _workers(
    count: int, context: SpawnContext, setup: _WorkerSetup
) -> Iterator[ProcessPoolExecutor]:
    """Worker processes, which end at once when this is left, in whatever way, and when the
    program is killed: either closes the pipe that they listen to.
    """
    listening, held = context.Pipe(duplex=False)
    with listening:
        pool = ProcessPoolExecutor(count, context, _start_worker, (listening, *setup))
        try:
            yield pool
        finally:
            held.close()
            pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class RestoredReport:
    """A report with some of its articles, each with its position on the page, and its file."""

    report: Report
    articles: Sequence[tuple[int, Article]]
    file: str
    file_digest: str


def analyze_articles(
    restored: Iterable[RestoredReport],
    analysis: Analysis,
    vocabulary: BatchTerms,
) -> Batch:
    """The rows of reports and the postings of their articles."""
    restored = list(restored)
    rows = list(map(_analyzed_report, restored))
    passages = split(article for page in restored for _, article in page.articles)
    vocabulary.renew()
    collecting = Inverter(vocabulary)
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
    pool: ProcessPoolExecutor,
    batches: Iterable[Sequence[ReportFile]],
    ahead: int,
    look: Callable[[], None],
) -> Iterator[tuple[Sequence[ReportFile], Batch]]:
    """Results in the order of the batches, with no more than `ahead` of them under way.

    While they are waited for, `look` is called now and then.
    """
    todo = iter(batches)
    under_way: deque[tuple[Sequence[ReportFile], Future[Batch]]] = deque()
    while True:
        for batch in islice(todo, ahead - len(under_way)):
            with _interrupts_put_off():
                under_way.append((batch, pool.submit(_work, batch)))
        if not under_way:
            return
        batch, result = under_way.popleft()
        yield batch, waited_for(result, look)


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


def _start_worker(
    listening: Connection, make_analysis: AnalysisMaker, cache: Path | None, tally: ScanTally
) -> None:
    global _make_result
    gc.set_threshold(YOUNG_OBJECTS)
    threading.Thread(target=_end_with, args=(listening,), daemon=True).start()
    _make_result = FileAnalysis(make_analysis(), BatchTerms(), cache, tally).analyze


def _end_with(listening: Connection) -> None:
    listening.poll(None)
    _exit(1)


def _work(files: Sequence[ReportFile]) -> Batch:
    return _make_result(files)


@dataclass(frozen=True, slots=True)
class FileAnalysis:
    """What one process needs to analyze files."""

    analysis: Analysis
    vocabulary: BatchTerms
    cache: Path | None
    tally: ScanTally
    on_progress: Progress = unseen

    def analyze(self, files: Sequence[ReportFile]) -> Batch:
        """The reports of files as rows, and what could not be read."""
        failures: dict[str, list[ReportError]] = {}
        restored: list[RestoredReport] = []
        for file in files:
            pages, failed = self._restored(file)
            restored += pages
            if failed:
                failures[file.name] = failed
        batch = analyze_articles(restored, self.analysis, self.vocabulary)
        return replace(batch, failures=failures)

    def _on_scan(self, read: int, found: int) -> None:
        self.tally.add(read, found)
        self.tally.tell(self.on_progress)

    def _restored(self, file: ReportFile) -> tuple[list[RestoredReport], list[ReportError]]:
        """The reports of a file, and what could not be read or restored of it."""
        try:
            contents = file.read(cache=self.cache, on_scan=self._on_scan)
        except ReportError as err:
            return [], [err]
        except Exception as err:  # one file of thousands must not stop the others
            return [], [ReportError(file.path, "not-restored", error=repr(err))]
        restored, failed = [], list(contents.failures)
        for report in contents.reports:
            try:
                articles = list(enumerate(restore(report)))
            except Exception as err:
                failed.append(ReportError(report.name, "not-restored", error=repr(err)))
            else:
                restored.append(RestoredReport(report, articles, file.name, contents.digest))
        return restored, failed


def _analyzed_report(page: RestoredReport) -> AnalyzedReport:
    report = page.report
    return AnalyzedReport(
        name=report.name,
        digest=report.digest,
        file=page.file,
        file_digest=page.file_digest,
        encoding=report.encoding,
        lines=stored_lines(report),
        placements=encode_placements(report.placements),
        imprint=encode_imprint(report.imprint),
        learned=next((article.imprint for _, article in page.articles), UNKNOWN),
        articles=tuple(
            AnalyzedArticle(
                position,
                text_digest(article),
                encode_article(article),
                len(article.searched),
                encode_paragraphs(article.searched),
                encode_view(view_article(article)),
            )
            for position, article in page.articles
        ),
    )
