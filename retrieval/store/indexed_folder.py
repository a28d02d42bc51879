"""A folder of reports and the stored index that is kept of it."""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from retrieval.index.analysis import analyze_passages, default_analyzer
from retrieval.lexicon.word_files import read_words
from retrieval.progress import Progress, unseen
from retrieval.store.changes import Changes, count_pending, is_current, is_usable
from retrieval.store.folder import StoreFolder
from retrieval.store.stats import Description, describe
from retrieval.store.version import index_fingerprint
from retrieval.text import Analyzer

if TYPE_CHECKING:  # what writes is imported where it is done: a start reads only
    from retrieval.documents.readers.page_pictures import PagePictures
    from retrieval.store.writing.ingest import Analysis
    from retrieval.store.writing.sync import IndexingPlan
    from retrieval.store.writing.watcher import OnTrouble, Watcher

logger = logging.getLogger(__name__)


class KeptIndex(Protocol):
    """The index of a folder of reports, wherever it is kept, for whoever looks after it."""

    def refresh(self, *, rebuild: bool, on_progress: Progress) -> Changes:
        """Bring the index up to date by the bytes of all files, or make it anew."""
        ...

    def describe(self) -> Description:
        """Count what the index holds."""
        ...

    def check(self, *, on_progress: Progress) -> Iterator[str]:
        """Yield a sentence for each fault of the index."""
        ...

    def count_pending(self) -> int:
        """Count the reports that differ from what is indexed."""
        ...


@dataclass(frozen=True)
class IndexedFolder:
    """A folder of reports; its index is kept in `data_dir`, apart from those of other folders."""

    reports: Path
    data_dir: Path

    @cached_property
    def store(self) -> StoreFolder:
        """The place of the index."""
        place = str(self.reports.resolve()).encode("utf-8", "surrogateescape")
        key = hashlib.blake2b(place, digest_size=6).hexdigest()
        return StoreFolder(self.data_dir / "index" / key)

    @property
    def analyzer(self) -> Analyzer:
        """The analyzer of questions; its dictionary is kept in `data_dir`."""
        return default_analyzer(self.data_dir / "cache")

    @property
    def pictures(self) -> "PagePictures":
        """The pictures of its pages."""
        from retrieval.documents.readers.page_pictures import PagePictures

        return PagePictures(self.reports, self._ocr_cache)

    @property
    def _ocr_cache(self) -> Path:
        return self.data_dir / "cache" / "ocr"

    @property
    def is_usable(self) -> bool:
        """True if there is an index that this version of the program made."""
        return is_usable(self.store, index_fingerprint())

    def count_pending(self) -> int:
        """Count the reports that differ from what is indexed."""
        return count_pending(self.store, self.reports)

    def plan(self) -> "IndexingPlan":
        """Describe how the index is made, on all cores."""
        from retrieval.store.writing.sync import IndexingPlan

        self.analyzer.prepare()  # for the questions; what makes the index has its own
        return IndexingPlan(
            index_fingerprint(),
            _make_analysis,
            workers=os.cpu_count() or 1,
            cache=self._ocr_cache,
        )

    def update(self, *, on_progress: Progress = unseen) -> Changes:
        """Bring the index up to date if a look at the folder says so.

        Raises what `retrieval.store.sync.update` raises.
        """
        if is_current(self.store, self.reports, index_fingerprint()):
            return Changes()
        return self._update(on_progress=on_progress)

    def refresh(self, *, rebuild: bool, on_progress: Progress) -> Changes:
        """Bring the index up to date by the bytes of all files, or make it anew."""
        return self._update(rebuild=rebuild, thorough=True, on_progress=on_progress)

    def describe(self) -> Description:
        """Count what the index holds. Raises StoreError if there is none."""
        return describe(self.store)

    def check(self, *, on_progress: Progress) -> Iterator[str]:
        """Yield a sentence for each fault of the index; raises what `store.check.check` raises."""
        from retrieval.store.check import check

        return check(self.store, self.reports, on_progress=on_progress)

    def rebuild(self, *, on_progress: Progress = unseen) -> Changes:
        """Make the index anew beside the one in use, which answers meanwhile."""
        return self._update(rebuild=True, on_progress=on_progress)

    def _update(
        self, *, rebuild: bool = False, thorough: bool = False, on_progress: Progress
    ) -> Changes:
        from retrieval.store.writing.sync import update

        return update(
            self.store,
            self.reports,
            plan=self.plan(),
            rebuild=rebuild,
            thorough=thorough,
            on_progress=on_progress,
        )

    def following(
        self,
        *,
        on_change: Callable[[Changes], None] = lambda _: None,
        on_trouble: "OnTrouble | None" = None,
    ) -> "Watcher":
        """Keep the index up to date with the folder while the result is used as a context.

        `on_change` is called on a thread of its own, after each change; so is `on_trouble`,
        without which trouble is logged.
        """
        from retrieval.store.writing.watcher import Watcher, log_trouble

        return Watcher(
            self.reports, partial(self._follow, on_change), on_trouble=on_trouble or log_trouble
        )

    def _follow(self, on_change: Callable[[Changes], None]) -> None:
        changes = self.update()
        if changes.count:
            logger.info(
                "the index follows: %d reports came, %d changed, %d went",
                *(len(changes.added), len(changes.replaced), len(changes.removed)),
            )
            on_change(changes)


def _make_analysis() -> "Analysis":
    from retrieval.text.bulk_analyzer import BulkAnalyzer

    stop_words = frozenset(read_words("stop_words"))
    return partial(analyze_passages, analyzer=BulkAnalyzer(stop_words=stop_words))
