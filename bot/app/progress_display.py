"""The archive loaded behind a prompt that already stands."""

import threading
from concurrent.futures import Future
from dataclasses import dataclass

from bot.app.compose import build
from config.settings import Settings
from retrieval.archive import Archive
from retrieval.qa import Answering


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the loading is: `done` of `total` of a stage."""

    name: str
    done: int
    total: int


class Loading:
    """Loads the archive on a thread of its own, which ends with the program."""

    def __init__(self, settings: Settings) -> None:
        self.stage = Stage("read", 0, 0)
        self._result: Future[tuple[Archive, Answering]] = Future()
        self._settings = settings
        threading.Thread(target=self._load, name="loading", daemon=True).start()

    @property
    def is_done(self) -> bool:
        return self._result.done()

    @property
    def has_failed(self) -> bool:
        return self._result.done() and self._result.exception() is not None

    def wait(self, timeout: float | None = None) -> tuple[Archive, Answering]:
        """What was loaded. Raises TimeoutError after `timeout` seconds, or what went wrong."""
        return self._result.result(timeout)

    def _load(self) -> None:
        try:
            self._result.set_result(build(self._settings, on_progress=self._note))
        except BaseException as err:  # handed to whoever waits
            self._result.set_exception(err)

    def _note(self, stage: str, done: int, total: int, /) -> None:
        self.stage = Stage(stage, done, total)
