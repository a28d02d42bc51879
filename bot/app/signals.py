"""Handling of Ctrl-C while an index is built: acknowledge it at once, keep finished work."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED = 130  # the exit code: 128 and the signal's number
_SHOW_CURSOR = b"\x1b[?25h"


@contextmanager
def stoppable(said: Callable[[], str]) -> Iterator[None]:
    """While inside, a first Ctrl-C shows what is `said` and raises KeyboardInterrupt; a second
    one ends the program where it stands, without a word. Only the main thread hears of either.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, _end)
        os.write(sys.stderr.fileno(), f"\n{said()}\n".encode())
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def end_at_once(code: int) -> None:
    """End the program without waiting for its threads and their processes."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _end(number: int, frame: FrameType | None) -> None:
    if sys.stdout.isatty():  # a progress bar hides it
        os.write(sys.stdout.fileno(), _SHOW_CURSOR)
    os._exit(INTERRUPTED)
