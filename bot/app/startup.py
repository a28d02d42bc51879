"""The start of a command: check the data folder, open the archive, wait for it or not."""

import sys
import threading
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.app.compose import build
from bot.app.error_messages import tell_left_out, tell_notice
from bot.app.errors import MessageError
from bot.app.messages import Texts
from bot.app.signals import stoppable
from config.settings import Settings
from retrieval.corpus import Corpus
from retrieval.errors import ReportError
from retrieval.notices import OnNotice
from retrieval.progress import Progress, unseen
from retrieval.qa import Answering


class DataDirError(MessageError):
    """The folder for data, or one above it, is a file."""

    advice = "data-dir"


def check_data_dir(data_dir: Path) -> None:
    """Raise DataDirError if the folder for data, or one above it, is a file."""
    for place in (data_dir, *data_dir.parents):
        if place.is_file():
            raise DataDirError("data-dir-is-file", place=str(place))


def prepare(settings: Settings, texts: Texts) -> tuple[Corpus, Answering]:
    """Build the archive and its answerer, with a progress bar on a terminal.

    Ctrl-C stops it at once. Files that can't be read are reported once, and so are notices: that
    another process is still indexing, say.
    """
    left_out: list[ReportError] = []
    with ExitStack() as stack:
        stack.enter_context(stoppable(lambda: texts("stopping")))
        on_progress = _bar(stack, texts) if sys.stderr.isatty() else unseen
        corpus, answerer = build(
            settings,
            on_progress=on_progress,
            on_left_out=left_out.extend,
            on_notice=lambda notice: tell_notice(notice, texts),
        )
    if left_out:
        tell_left_out(left_out, texts)
    return corpus, answerer


def _bar(stack: ExitStack, texts: Texts) -> Progress:
    """Make a progress bar on standard error, which is imported when it is first needed."""
    begun: list[Progress] = []

    def on_progress(stage: str, done: int, total: int, /) -> None:
        if not begun:
            from bot.console.terminal import Terminal

            begun.append(stack.enter_context(Terminal.of_errors().progress(texts)))
        begun[0](stage, done, total)

    return on_progress


@dataclass(frozen=True, slots=True)
class Stage:
    """Progress of the loading: `done` of `total` of a stage."""

    name: str
    done: int
    total: int


class Loading:
    """The archive being loaded on a daemon thread, behind a prompt."""

    def __init__(self, settings: Settings, *, on_notice: OnNotice) -> None:
        self.stage = Stage("read", 0, 0)
        self._result: Future[tuple[Corpus, Answering]] = Future()
        self._settings = settings
        self._on_notice = on_notice
        threading.Thread(target=self._load, name="loading", daemon=True).start()

    @property
    def is_done(self) -> bool:
        return self._result.done()

    @property
    def has_failed(self) -> bool:
        return self._result.done() and self._result.exception() is not None

    def wait(self, timeout: float | None = None) -> tuple[Corpus, Answering]:
        """Return what was loaded. Raises TimeoutError after `timeout` seconds, or the error."""
        return self._result.result(timeout)

    def _load(self) -> None:
        try:
            self._result.set_result(
                build(self._settings, on_progress=self._note, on_notice=self._on_notice)
            )
        except BaseException as err:  # handed to whoever waits
            self._result.set_exception(err)

    def _note(self, stage: str, done: int, total: int, /) -> None:
        self.stage = Stage(stage, done, total)
