"""Builds the program from its settings; the only place that does."""

from config.settings import Settings
from config.weights import read_weights
from config.word_lists import read_all_words
from retrieval.answers import Answerer, Thresholds, build_answerer
from retrieval.archive import Archive, load_archive
from retrieval.progress import Progress, unseen
from retrieval.terms import Analyzer


def build_analyzer(settings: Settings) -> Analyzer:
    """The analyzer with the user's word lists."""
    stop_words = frozenset(read_all_words()["stop_words"])
    return Analyzer(stop_words=stop_words, cache_dir=settings.data_dir / "cache")


def build(settings: Settings, *, on_progress: Progress = unseen) -> tuple[Archive, Answerer]:
    """The archive of the settings' reports, and what answers from it.

    Raises ReportAccessError if the folder of reports can't be listed.
    """
    archive = load_archive(settings.reports, on_progress=on_progress)
    answerer = build_answerer(
        archive,
        build_analyzer(settings),
        words=read_all_words(),
        weights=read_weights(),
        thresholds=Thresholds(settings.answered_above, settings.not_found_below),
        on_progress=on_progress,
    )
    return archive, answerer
