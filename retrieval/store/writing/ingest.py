"""Report files read, restored and cut into terms, on all cores, in batches ready to be stored.

What comes back from a worker process is bytes and flat arrays: cheap to hand over, and all that
is left for the writer is to number things.
"""

import gc
import secrets
import signal
import threading
import zlib
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.resource_tracker import ensure_running
from os import _exit
from pathlib import Path

import numpy as np

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
from retrieval.index.postings import Counts, FieldPostings
from retrieval.layout.restoration import restore
from retrieval.store.codec import (
    encode_article,
    encode_imprint,
    encode_paragraphs,
    encode_placements,
    encode_view,
)
from retrieval.store.queries import LINES_ENCODING

# terms whose numbers are remembered from one batch to the next
KEPT_TERMS = 1_000_000


class BatchTerms:
    """Numbers for terms, in the order in which they are met, over many batches.

    A term's text is handed over once, as looking a million texts up takes longer than storing
    their postings.
    """

    def __init__(self) -> None:
        self.name = secrets.token_hex(8)
        self._handed_over = 0
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)

    def numbers(self, texts: Iterable[str]) -> "array[int]":
        """The numbers of some terms."""
        return array("I", map(self._numbers.__getitem__, texts))

    def hand_over(self) -> tuple[int, tuple[str, ...]]:
        """The terms that are new since it was last asked, and the number of the first of them."""
        first, self._handed_over = self._handed_over, len(self._numbers)
        return first, tuple(islice(self._numbers, first, None))

    def renew(self) -> None:
        """Begin again with no terms, if there are very many."""
        if len(self._numbers) > KEPT_TERMS:
            self._numbers = defaultdict(count().__next__)
            self._handed_over = 0


class Inverter:
    """Postings as they come: for each field, the terms of one document after the other."""

    def __init__(self, vocabulary: BatchTerms) -> None:
        self._vocabulary = vocabulary
        self._terms: dict[str, array[int]] = {}
        self._lengths: dict[str, array[int]] = {}
        self._last: dict[str, tuple[Sequence[str], array[int]]] = {}
        self._added = 0

    def add(self, terms: Mapping[str, Sequence[str]]) -> None:
        """Add the next document."""
        for field, texts in terms.items():
            if field not in self._terms:
                self._terms[field], self._lengths[field] = array("I"), array("I", [0]) * self._added
            self._lengths[field].append(len(texts))
            last, numbers = self._last.get(field, (None, array("I")))
            if texts is not last:  # an article's passages share their titles
                numbers = self._vocabulary.numbers(texts)
                self._last[field] = texts, numbers
            self._terms[field].extend(numbers)
        self._added += 1

    def fields(self) -> dict[str, FieldPostings]:
        """The postings of each field."""
        return {name: self._postings(name) for name in self._terms}

    def _postings(self, field: str) -> FieldPostings:
        lengths = np.array(self._lengths[field], dtype=np.uint32)
        documents = np.repeat(np.arange(len(lengths), dtype=np.uint64), lengths)
        terms = np.array(self._terms[field], dtype=np.uint64)
        pairs, counts = np.unique((terms << np.uint64(32)) | documents, return_counts=True)
        of_pair = (pairs >> np.uint64(32)).astype(np.uint32)
        held, starts = np.unique(of_pair, return_index=True)
        return FieldPostings(
            terms=held,
            starts=np.append(starts, len(pairs)).astype(np.uint64),
            documents=(pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32),
            counts=Counts.of(counts),
            lengths=lengths,
        )


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
) -> Iterator[tuple[Sequence[ReportFile], Batch]]:
    """The files in their order, a batch at a time.

    `cache` is a folder that keeps what takes long to read.
    Raises concurrent.futures.BrokenExecutor if a worker process is killed.
    """
    batches = list(_batches(files))
    if workers < 2 or len(batches) < 2 or sum(file.size for file in files) < ALONE_BYTES:
        analysis, vocabulary = make_analysis(), BatchTerms()
        for batch in batches:
            yield batch, _analyze_batch(batch, analysis, vocabulary, cache)
        return
    with _workers(min(workers, len(batches)), make_analysis, cache) as pool:
        yield from _in_order(pool, batches, ahead=2 * workers)


@contextmanager
def _workers(
    count: int, make_analysis: AnalysisMaker, cache: Path | None
) -> Iterator[ProcessPoolExecutor]:
    """Worker processes, which end at once when this is left, in whatever way, and when the
    program is killed: either closes the pipe that they listen to.
    """
    # spawned, not forked: a bot that indexes in the background has threads
    context = get_context("spawn")
    listening, held = context.Pipe(duplex=False)
    with listening:
        pool = ProcessPoolExecutor(count, context, _start_worker, (listening, make_analysis, cache))
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


def _start_worker(listening: Connection, make_analysis: AnalysisMaker, cache: Path | None) -> None:
    global _make_result
    gc.set_threshold(YOUNG_OBJECTS)
    threading.Thread(target=_end_with, args=(listening,), daemon=True).start()
    _make_result = partial(
        _analyze_batch, analysis=make_analysis(), vocabulary=BatchTerms(), cache=cache
    )


def _end_with(listening: Connection) -> None:
    listening.poll(None)
    _exit(1)


def _work(files: Sequence[ReportFile]) -> Batch:
    return _make_result(files)


def _analyze_batch(
    files: Sequence[ReportFile],
    analysis: Analysis,
    vocabulary: BatchTerms,
    cache: Path | None,
) -> Batch:
    failures: dict[str, list[ReportError]] = {}
    restored: list[RestoredReport] = []
    for file in files:
        pages, failed = _restored_file(file, cache)
        restored += pages
        if failed:
            failures[file.name] = failed
    return replace(analyze_articles(restored, analysis, vocabulary), failures=failures)


def _restored_file(
    file: ReportFile, cache: Path | None
) -> tuple[list[RestoredReport], list[ReportError]]:
    """The reports of a file, and what could not be read or restored of it."""
    try:
        contents = file.read(cache=cache)
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
