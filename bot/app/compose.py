"""The archive and its answerer, built from the settings; nothing else builds them."""

from collections.abc import Callable, Sequence

from config.settings import Settings
from retrieval.corpus import Corpus
from retrieval.errors import ReportError
from retrieval.opening import open_archive
from retrieval.progress import Progress, unseen
from retrieval.qa import Answering, Thresholds
from retrieval.store.indexed_folder import IndexedFolder


def indexed_folder(settings: Settings) -> IndexedFolder:
    """Name the settings' reports and the place of their index."""
    return IndexedFolder(settings.reports, settings.data_dir)


def build(
    settings: Settings,
    *,
    on_progress: Progress = unseen,
    on_left_out: Callable[[Sequence[ReportError]], None] = lambda _: None,
    on_behind: Callable[[int], None] | None = None,
) -> tuple[Corpus, Answering]:
    """Open the settings' reports by their stored index; raises what `open_archive` does.

    `on_left_out` and `on_behind` are the `on_failures` and `on_behind` of `open_archive`.
    """
    opened = open_archive(
        settings.reports,
        data_dir=settings.data_dir,
        thresholds=Thresholds(settings.answered_above, settings.not_found_below),
        on_progress=on_progress,
        on_failures=on_left_out,
        on_behind=on_behind,
    )
    return opened.corpus, opened.answerer
