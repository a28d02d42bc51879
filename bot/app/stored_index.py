"""The stored index of the settings' reports: where it is, how it is made, what answers from it."""

import gc
import hashlib
import logging
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from config.settings import Settings
from retrieval.lexicon.word_files import read_words
from retrieval.progress import Progress, unseen
from retrieval.qa import Answer, Answering, Explanation
from retrieval.store import StoredArchive, StoreFolder
from retrieval.store.changes import Changes, is_current
from retrieval.store.version import recipe_of
from retrieval.text import Analyzer, cutter

if TYPE_CHECKING:  # what writes is imported where it is done
    from retrieval.store.ingest import Analysis
    from retrieval.store.sync import Making
    from retrieval.store.watcher import OnTrouble, Watching

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[2]
# what decides how the same reports are indexed; how it is stored, the store's format says
_RECIPE = (
    *("retrieval/layout", "retrieval/documents", "retrieval/text"),
    *("retrieval/index/protocol.py", "retrieval/index/scoring.py", "retrieval/qa/factory.py"),
    "retrieval/lexicon/words/stop_words.txt",
)


def build_analyzer(settings: Settings) -> Analyzer:
    """The analyzer with the user's word lists."""
    stop_words = frozenset(read_words("stop_words"))
    return Analyzer(stop_words=stop_words, cache_dir=settings.data_dir / "cache")


def store_folder(settings: Settings) -> StoreFolder:
    """Where the index of the settings' reports is kept: each folder of reports has its own."""
    place = str(settings.reports.resolve()).encode("utf-8", "surrogateescape")
    key = hashlib.blake2b(place, digest_size=6).hexdigest()
    return StoreFolder(settings.data_dir / "index" / key)


def recipe() -> str:
    """Names the way the index is made; another version of the program may make it otherwise."""
    return recipe_of(_ROOT, _RECIPE, cutter=cutter())


def making(settings: Settings) -> "Making":
    """How the index of the settings' reports is made, on all cores."""
    from retrieval.store.sync import Making

    build_analyzer(settings).prepare()  # for the questions; what makes the index has its own
    return Making(recipe(), _make_analysis, workers=os.cpu_count() or 1)


def bring_up_to_date(settings: Settings, *, on_progress: Progress = unseen) -> Changes:
    """Update the stored index if a look at the folder says so.

    Raises what `retrieval.store.sync.update` raises.
    """
    folder = store_folder(settings)
    if is_current(folder, settings.reports, recipe()):
        return Changes()
    from retrieval.store.sync import update

    return update(folder, settings.reports, making=making(settings), on_progress=on_progress)


def following(
    settings: Settings,
    *,
    on_change: Callable[[Changes], None] = lambda _: None,
    on_trouble: "OnTrouble | None" = None,
) -> "Watching":
    """While used as a context, new, changed and removed reports find their way into the index.

    `on_change` is called on a thread of its own, after each change; so is `on_trouble`, which
    else is logged, as `retrieval.store.watcher` has it.
    """
    from retrieval.store.watcher import Watching, log_trouble

    return Watching(
        settings.reports,
        lambda: _follow(settings, on_change),
        on_trouble=on_trouble or log_trouble,
    )


def _follow(settings: Settings, on_change: Callable[[Changes], None]) -> None:
    changes = bring_up_to_date(settings)
    if changes.count:
        logger.info(
            "the index follows: %d reports came, %d changed, %d went",
            *(len(changes.added), len(changes.replaced), len(changes.removed)),
        )
        on_change(changes)


class StoredAnswerer:
    """Answers each question from one state of a stored archive, the newest there is."""

    def __init__(
        self, archive: StoredArchive, make_answerer: Callable[[StoredArchive], Answering]
    ) -> None:
        self._archive = archive
        self._make_answerer = make_answerer
        self._answerer: Answering | None = None
        self._state: object = None

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        """Answer a question; `turns` are the earlier questions of the conversation.

        Raises VerbatimError if a passage is not what its report says.
        """
        with self._archive.reading():
            return self._current().answer(question, turns=turns, top_k=top_k)

    def explain(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Explanation:
        """Answer a question and say why so; raises as `answer` does."""
        with self._archive.reading():
            return self._current().explain(question, turns=turns, top_k=top_k)

    def _current(self) -> Answering:
        if self._answerer is None or self._state != self._archive.state:
            if self._answerer is not None:
                self._answerer = None
                gc.unfreeze()  # what answered from the state before is to go
                gc.collect()
            self._answerer = self._make_answerer(self._archive)
            self._state = self._archive.state
            gc.freeze()  # what is loaded stays: no collection need look at it again
        return self._answerer


def _make_analysis() -> "Analysis":
    from retrieval.qa import indexed
    from retrieval.text.bulk_analyzer import BulkAnalyzer

    stop_words = frozenset(read_words("stop_words"))
    return partial(indexed, analyzer=BulkAnalyzer(stop_words=stop_words))
