"""The library's way in: open a folder of reports and ask it."""

import gc
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from retrieval.corpus import Corpus, load_corpus
from retrieval.documents import Article, Report
from retrieval.documents.discovery import check_reports_dir
from retrieval.errors import ReportError
from retrieval.index import Index
from retrieval.index.analysis import default_analyzer
from retrieval.lexicon.word_files import read_all_words, read_words
from retrieval.notices import Notice, OnNotice, log_notice
from retrieval.progress import Progress, unseen
from retrieval.qa.answerability.classifier import USUAL, Thresholds
from retrieval.qa.answering import Answering
from retrieval.qa.archive_questions.catalogue import CatalogueAnswerer
from retrieval.qa.explanation import Explanation
from retrieval.qa.factory import answerer_of, build_answerer
from retrieval.qa.linear import read_weights
from retrieval.qa.pipeline import Answerer
from retrieval.qa.result import Answer
from retrieval.query.catalogue_request import parse_catalogue_cues
from retrieval.query.scope import Scope
from retrieval.store import (
    StoreBusyError,
    StoreDamagedError,
    StoredCorpus,
    StoreReadOnlyError,
    StoreSpaceError,
)
from retrieval.store.changes import Changes
from retrieval.store.indexed_folder import IndexedFolder
from retrieval.text import Analyzer

_WAIT = 0.2  # seconds between two looks whether another process has stored the first report
_CANT_STORE = (PermissionError, FileNotFoundError, NotADirectoryError)
_CANT_STORE_HERE = (StoreReadOnlyError, StoreSpaceError)

OnFailures = Callable[[Sequence[ReportError]], None]


@dataclass(frozen=True, slots=True)
class Archive:
    """The reports of a folder: what they hold, and what answers questions from them."""

    corpus: Corpus
    answerer: Answering

    def ask(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        """Answer a question; `turns` are the earlier questions of the conversation.

        Raises VerbatimError if a passage is not what its report says, QuestionLengthError.
        """
        return self.answerer.answer(question, turns=turns, top_k=top_k)

    def explain(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Explanation:
        """Answer a question and say why so; raises as `ask` does."""
        return self.answerer.explain(question, turns=turns, top_k=top_k)

    def within(self, scope: Scope) -> "Archive":
        """Ask only a part: the pages of some days, of a newspaper, with a number or a name."""
        return Archive(self.corpus, self.answerer.within(scope))

    @property
    def reports(self) -> Sequence[Report]:
        """The pages, by name."""
        return list(self.corpus.reports.values())

    @property
    def articles(self) -> Sequence[Article]:
        """All articles, in page order."""
        return self.corpus.articles

    @property
    def failures(self) -> Sequence[ReportError]:
        """The reasons why files were left out."""
        return self.corpus.failures

    def reading(self) -> AbstractContextManager[object]:
        """Hold on to one state of the reports, the newest, while in it."""
        return self.corpus.reading()


def open_archive(
    reports: str | Path,
    *,
    data_dir: str | Path | None = None,
    thresholds: Thresholds = USUAL,
    on_progress: Progress = unseen,
    on_failures: OnFailures = lambda _: None,
    on_notice: OnNotice = log_notice,
    today: Callable[[], date] = date.today,
) -> Archive:
    """Open a folder of reports: in memory, or with `data_dir` by the index stored there.

    A stored index is brought up to date first. Where nothing can be stored, the reports are kept
    in memory. `on_failures` gets the files that could not be read, where anything was read anew;
    `on_notice` what else is worth telling: that a damaged index is rebuilt, say.
    `today` gives the day from which 去年 in a question is reckoned.
    Raises ReportAccessError if the folder can't be listed, and StoreError.
    """
    reports = Path(reports)
    check_reports_dir(reports)
    opening = _Opening(thresholds, on_progress, on_failures, on_notice, today)
    if data_dir is None:
        return opening.in_memory(reports, default_analyzer())
    folder = IndexedFolder(reports, Path(data_dir))
    try:
        return opening.stored(folder)
    except (*_CANT_STORE, *_CANT_STORE_HERE) as err:
        reason = "disk-full" if isinstance(err, StoreSpaceError) else "in-memory"
        on_notice(Notice(reason, {"place": str(data_dir)}))
        return opening.in_memory(reports, default_analyzer(folder.data_dir / "cache"))


@dataclass(frozen=True, slots=True)
class _Opening:
    """The arguments of `open_archive`, beside the folders."""

    thresholds: Thresholds
    on_progress: Progress
    on_failures: OnFailures
    on_notice: OnNotice
    today: Callable[[], date]

    def in_memory(self, reports: Path, analyzer: Analyzer) -> Archive:
        corpus = load_corpus(reports, on_progress=self.on_progress)
        answerer = build_answerer(
            corpus,
            analyzer,
            words=read_all_words(),
            weights=read_weights(),
            thresholds=self.thresholds,
            on_progress=self.on_progress,
        )
        self.on_failures(corpus.failures)
        return Archive(corpus, with_catalogue(answerer, corpus, self.today))

    def stored(self, folder: IndexedFolder) -> Archive:
        """Open the stored index, brought up to date, or made anew if it is damaged.

        As it is where it can't be written, or where another process updates it.
        """
        while True:
            try:
                return self._as_stored(folder, folder.update(on_progress=self.on_progress))
            except StoreDamagedError as err:
                self.on_notice(Notice("damaged", {"place": err.place}))
                return self._as_stored(folder, folder.rebuild(on_progress=self.on_progress))
            except StoreReadOnlyError as err:
                if not folder.is_usable:
                    raise
                self.on_notice(Notice("read-only", {"place": err.place}))
                return self._as_stored(folder)
            except StoreBusyError:
                if (archive := self._behind(folder)) is not None:
                    return archive
            time.sleep(_WAIT)

    def _behind(self, folder: IndexedFolder) -> Archive | None:
        """Open what another process has stored so far, if that is anything."""
        if folder.store.current() is None:
            return None
        archive = self._as_stored(folder)
        if not archive.corpus.reports:
            return None
        self.on_notice(Notice("behind", {"count": folder.count_pending()}))
        return archive

    def _as_stored(self, folder: IndexedFolder, changes: Changes | None = None) -> Archive:
        corpus = StoredCorpus(folder.store)
        if changes is not None and changes.count:
            self.on_failures(corpus.failures)
        return Archive(corpus, answer_from(corpus, folder.analyzer, self.thresholds, self.today))


def with_catalogue(
    answerer: Answerer, corpus: Corpus, today: Callable[[], date]
) -> CatalogueAnswerer:
    """Let questions about the archive itself be answered from its catalogue."""
    return CatalogueAnswerer(
        questions=answerer,
        corpus=corpus,
        index=answerer.ranker.index,
        vocabulary=answerer.follower.understander.finder.vocabulary,
        cues=parse_catalogue_cues(read_words("catalogue_cues"), read_words("date_words")),
        today=today,
    )


class IndexedCorpus(Corpus, Protocol):
    """A corpus whose index is kept somewhere, and may go on to another state."""

    @property
    def index(self) -> Index:
        """The index of the state that is held."""
        ...


def answer_from(
    corpus: IndexedCorpus,
    analyzer: Analyzer,
    thresholds: Thresholds,
    today: Callable[[], date] = date.today,
) -> "SnapshotAnswerer":
    """Answer each question from the newest state of an index that is kept somewhere."""
    words, weights = read_all_words(), read_weights()

    def make_answerer() -> CatalogueAnswerer:
        inner = answerer_of(
            corpus.index,
            analyzer,
            words=words,
            weights=weights,
            reports=corpus.reports,
            thresholds=thresholds,
        )
        return with_catalogue(inner, corpus, today)

    return SnapshotAnswerer(corpus, make_answerer)


class SnapshotAnswerer:
    """Answer each question from one snapshot of a stored archive, the newest there is."""

    def __init__(self, corpus: Corpus, make_answerer: Callable[[], CatalogueAnswerer]) -> None:
        self._corpus = corpus
        self._make_answerer = make_answerer
        self._answerer: CatalogueAnswerer | None = None
        self._state: object = None

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        """Answer a question; `turns` are the earlier questions of the conversation.

        Raises VerbatimError if a passage is not what its report says.
        """
        with self._corpus.reading():
            return self._current().answer(question, turns=turns, top_k=top_k)

    def explain(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Explanation:
        """Answer a question and say why so; raises as `answer` does."""
        with self._corpus.reading():
            return self._current().explain(question, turns=turns, top_k=top_k)

    def within(self, scope: Scope) -> "SnapshotAnswerer":
        """Answer from a part of the archive alone."""
        return SnapshotAnswerer(self._corpus, lambda: self._make_answerer().within(scope))

    def renewed(self) -> CatalogueAnswerer:
        """Answer in the same way, and remember nothing of what was asked before."""
        with self._corpus.reading():
            return self._current().renewed()

    def _current(self) -> CatalogueAnswerer:
        if self._answerer is None or self._state != self._corpus.state:
            if self._answerer is not None:
                self._answerer = None
                gc.unfreeze()  # what answered from the state before is to go
                gc.collect()
            self._answerer = self._make_answerer()
            self._state = self._corpus.state
            gc.freeze()  # what is loaded stays: no collection need look at it again
        return self._answerer
