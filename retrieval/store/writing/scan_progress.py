"""Progress of what OCR reads, page by page and over all processes."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from retrieval.documents import ReportFile, is_picture
from retrieval.progress import Progress

LOOKED_AT_EVERY = 0.5  # seconds
STAGE = "scan"
_Result = TypeVar("_Result")


class ScanTally:
    """Counts of pages that OCR has read, and of those that are known to be left.

    Each picture is one page until its file is opened. Processes share the counts.
    """

    def __init__(self, files: Iterable[ReportFile], context: BaseContext) -> None:
        pictures = sum(is_picture(file.name) for file in files)
        self.counts: Any = context.Array("q", [0, pictures])

    def add(self, read: int, found: int) -> None:
        """Count so many pages as read, and so many as found beyond those counted."""
        with self.counts.get_lock():
            self.counts[0] += read
            self.counts[1] += found

    def tell(self, on_progress: Progress) -> None:
        """Tell how many pages of how many have been read, if there are any."""
        done, total = self.counts[:]
        if done or total:
            on_progress(STAGE, done, max(done, total))


def waited_for(result: "Future[_Result]", look: Callable[[], None]) -> _Result:
    """A result, with a look at something else every half second until it is there."""
    while True:
        look()
        try:
            return result.result(LOOKED_AT_EVERY)
        except TimeoutError:
            if result.done():
                raise
