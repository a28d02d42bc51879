"""Progress in lines of text, where no bar can be shown: in a pipe, a log, a screen reader."""

import sys
import time
from collections.abc import Callable
from datetime import timedelta

from bot.app.messages import Texts

EVERY = 5.0  # seconds between two lines; what takes less says nothing
STUCK = 30.0  # seconds until the same is said again


def _on_errors(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


class ProgressLines:
    """Says every few seconds how far each stage of the work is, how fast, and how long it takes."""

    def __init__(
        self,
        texts: Texts,
        *,
        say: Callable[[str], None] = _on_errors,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._texts = texts
        self._say = say
        self._clock = clock
        self._begun: dict[str, tuple[float, int]] = {}
        self._said, self._last = clock(), ("", -1)

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """Take note of so many of all that a stage has to do."""
        now = self._clock()
        since, first = self._begun.setdefault(stage, (now, done))
        if now - self._said < (STUCK if self._last == (stage, done) else EVERY):
            return
        self._said, self._last = now, (stage, done)
        facts: dict[str, str | int] = {
            "stage": self._texts(f"stage-{stage}"),
            "done": done,
            "total": total,
        }
        if done == first or now == since:
            self._say(self._texts("waiting", **facts))
            return
        seconds = (now - since) / (done - first)
        rate = self._texts("progress-rate", count=f"{60 / seconds:.1f}")
        left = str(timedelta(seconds=round((total - done) * seconds)))
        self._say(self._texts("progress-line", **facts, rate=rate, left=left))
