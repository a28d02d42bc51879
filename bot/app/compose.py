"""Builds the program from its settings; the only place that does."""

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial

from bot.app.report_folder import check_reports_dir
from bot.app.stored_index import (
    StoredAnswerer,
    bring_up_to_date,
    build_analyzer,
    recipe,
    store_folder,
)
from config.settings import Settings
from retrieval.archive import Archive, load_archive
from retrieval.errors import ReportError
from retrieval.lexicon.word_files import read_all_words
from retrieval.progress import Progress, unseen
from retrieval.qa import Answerer, Answering, Thresholds, answerer_of, build_answerer
from retrieval.qa.linear import read_weights
from retrieval.store import StoreBusyError, StoredArchive, StoreReadOnlyError, StoreSpaceError
from retrieval.store.changes import Changes, count_pending, is_usable
from retrieval.text import Analyzer

_WAIT = 0.2  # seconds
_CANT_STORE = (StoreReadOnlyError, StoreSpaceError)

LeftOut = Callable[[Sequence[ReportError]], None]
Behind = Callable[[int], None]

logger = logging.getLogger(__name__)


def log_behind(count: int) -> None:
    """Log that answers come from an index that lacks so many reports."""
    logger.info("another process is updating the index; %d reports are not in it yet", count)


def build(
    settings: Settings,
    *,
    on_progress: Progress = unseen,
    on_left_out: LeftOut = lambda _: None,
    on_behind: Behind = log_behind,
) -> tuple[Archive, Answering]:
    """The archive of the settings' reports, and what answers from it: from the stored index,
    brought up to date, or from memory where nothing can be stored.

    `on_left_out` gets the files that could not be read, where anything was read anew; `on_behind`
    how many reports the index lacks, where another process is updating it.
    Raises ReportAccessError if the folder of reports can't be listed, and StoreError.
    """
    check_reports_dir(settings.reports)
    try:
        return _build_stored(settings, on_progress, on_left_out, on_behind)
    except (PermissionError, FileNotFoundError, NotADirectoryError, *_CANT_STORE) as err:
        logger.warning("the index is kept in memory, nothing can be stored: %s", err)
    archive = load_archive(settings.reports, on_progress=on_progress)
    answerer = build_answerer(
        archive,
        build_analyzer(settings),
        words=read_all_words(),
        weights=read_weights(),
        thresholds=_thresholds(settings),
        on_progress=on_progress,
    )
    on_left_out(archive.failures)
    return archive, answerer


def _build_stored(
    settings: Settings, on_progress: Progress, on_left_out: LeftOut, on_behind: Behind
) -> tuple[Archive, Answering]:
    folder, changes = store_folder(settings), Changes()
    while True:
        try:
            changes = bring_up_to_date(settings, on_progress=on_progress)
            break
        except StoreBusyError:
            if folder.current() is not None and StoredArchive(folder).reports:
                on_behind(count_pending(folder, settings.reports))
                break
            time.sleep(_WAIT)  # for the first of the reports
        except StoreReadOnlyError as err:
            if not is_usable(folder, recipe()):
                raise
            logger.warning("answering from the index as it is stored: %s", err)
            break
    archive = StoredArchive(folder)
    if changes.count:
        on_left_out(archive.failures)
    return archive, StoredAnswerer(archive, partial(_answerer, settings, build_analyzer(settings)))


def _answerer(settings: Settings, analyzer: Analyzer, archive: StoredArchive) -> Answerer:
    return answerer_of(
        archive.index,
        analyzer,
        words=read_all_words(),
        weights=read_weights(),
        reports=archive.reports,
        thresholds=_thresholds(settings),
    )


def _thresholds(settings: Settings) -> Thresholds:
    return Thresholds(settings.answered_above, settings.not_found_below)
