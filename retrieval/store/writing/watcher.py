"""A folder of reports watched, so that an index follows it."""

import logging
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from retrieval.documents import is_left_out
from retrieval.errors import ReportAccessError, WenbaoError
from retrieval.store.errors import StoreBusyError

logger = logging.getLogger(__name__)


# seconds: changes that come so close count as one, and one that can't be taken in is tried again
SETTLE = 1.6
TRY_AGAIN = 3.0

# told what went wrong, and None once all is well again: once for each change of the two
OnTrouble = Callable[[Exception | None], None]


def log_trouble(err: Exception | None) -> None:
    """Log a trouble, or its end."""
    if err is None:
        logger.info("the index follows the reports again")
    else:
        logger.warning("the index was not updated: %s", err)


def watch(
    reports_dir: Path,
    on_change: Callable[[], None],
    *,
    on_trouble: OnTrouble = log_trouble,
    stop: threading.Event | None = None,
    settle: float = SETTLE,
    try_again: float = TRY_AGAIN,
) -> None:
    """Call `on_change` at first and after each change of the folder's reports, until `stop`.

    Changes that come within `settle` seconds of each other count as one. An error that `on_change`
    raises goes to `on_trouble`, and it is called again `try_again` seconds later. Raises
    ReportAccessError if the folder can't be watched.
    """
    from watchfiles import watch as changes_of

    if not reports_dir.is_dir():
        raise ReportAccessError.of_folder(reports_dir)
    is_pending, trouble = True, None
    for changes in changes_of(
        reports_dir,
        watch_filter=lambda _, path: _is_report(Path(path), reports_dir),
        stop_event=stop,
        debounce=int(1000 * settle),
        rust_timeout=int(1000 * try_again),
        yield_on_timeout=True,
    ):
        if changes or is_pending:
            err = _failure(on_change)
            is_pending = err is not None
            if not isinstance(err, StoreBusyError) and str(err) != str(trouble):
                trouble = err
                on_trouble(err)


def _failure(on_change: Callable[[], None]) -> Exception | None:
    try:
        on_change()
    except (WenbaoError, OSError, sqlite3.Error) as err:
        return err
    except Exception as err:  # a fault of ours must not end the watching
        logger.exception("the index could not be updated")
        return err
    return None


class Watcher:
    """Watches on a thread of its own while it is used as a context."""

    def __init__(
        self,
        reports_dir: Path,
        on_change: Callable[[], None],
        *,
        on_trouble: OnTrouble = log_trouble,
        settle: float = SETTLE,
        try_again: float = TRY_AGAIN,
    ) -> None:
        self._stop = threading.Event()
        self._on_change = on_change
        self._on_trouble = on_trouble
        self._try_again = try_again
        self._trouble: Exception | None = None
        self._watch = partial(
            watch,
            reports_dir,
            self._follow,
            on_trouble=self._note,
            stop=self._stop,
            settle=settle,
            try_again=try_again,
        )
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)

    def __enter__(self) -> "Watcher":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def trouble(self) -> Exception | None:
        """The reason why the index does not follow; None if it does."""
        return self._trouble

    def _follow(self) -> None:
        self._on_change()
        self._note(None)

    def _note(self, err: Exception | None) -> None:
        """Tell what is new: each trouble once, and its end."""
        if str(err) != str(self._trouble):
            self._trouble = err
            self._on_trouble(err)

    def _run(self) -> None:
        """Watch until the end, anew where the watching itself fails, as when the folder goes."""
        while not self._stop.is_set():
            try:
                self._watch()
            except Exception as err:  # whatever it is, the thread must not end
                self._note(err)
            self._stop.wait(self._try_again)


def _is_report(path: Path, reports_dir: Path) -> bool:
    """Tell whether a change at a path may change the reports: a report, or a folder of some."""
    try:
        parts = path.relative_to(reports_dir.resolve()).parts
    except ValueError:
        parts = path.parts[-1:]
    return not any(map(is_left_out, parts))
