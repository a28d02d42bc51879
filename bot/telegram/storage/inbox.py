"""Updates from the moment they come in until they have been handled.

An update is kept before Telegram is told that it has come. Once it has been handled, one
transaction takes it away and keeps what came of it. So a process killed at any moment loses no
update: those left are handled at the next start. At worst one whose answer was just on its way
is answered twice. One whose answer can't be sent stays, and is handled again.
"""

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.telegram.storage.connection import StatementWriter
from bot.telegram.storage.state_records import ShownPassage
from retrieval.qa import Answer, Span


def packed(answer: Answer) -> str:
    """The passages of an answer as JSON: each an id and four offsets."""
    shown = [
        [p.passage.passage_id, *_offsets(p.sentence), *_offsets(p.answer)] for p in answer.passages
    ]
    return json.dumps(shown, separators=(",", ":"))


def unpacked(passages: str) -> Iterable[ShownPassage]:
    """The passages that were packed."""
    for passage_id, *offsets in json.loads(passages):
        yield ShownPassage(passage_id, _span(offsets[0:2]), _span(offsets[2:4]))


def _offsets(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _span(offsets: Sequence[int | None]) -> Span | None:
    start, end = offsets
    return Span(start, end) if start is not None and end is not None else None


# an update that was being handled so many times when the process died may be what ends it
_DEATHS_LIMIT = 3
# Telegram sends again what it was not told that it came: a hundred at most, never long ago
_REMEMBERED = 2048
_KEEP = (
    "INSERT OR IGNORE INTO waiting_update (update_id, raw) SELECT ?, ?"
    " WHERE NOT EXISTS (SELECT 1 FROM seen_update WHERE update_id = ?)"
)


@dataclass(slots=True)
class Failed:
    """An update whose answer could not be sent: how often, since when, and the pause to make."""

    since: float
    tries: int = 0
    pause: float | None = None


class Inbox:
    """The updates that wait, and the numbers of those that have been handled."""

    def __init__(
        self, connection: sqlite3.Connection, writer: StatementWriter, *, clock: Callable[[], float]
    ) -> None:
        self._db = connection
        self._writer = writer
        self._clock = clock
        self._begun: set[int] = set()
        rows = connection.execute("SELECT update_id, failed_at FROM waiting_update WHERE failed_at")
        self._failed = {number: Failed(since) for number, since in rows.fetchall()}
        deadly = "SELECT update_id FROM waiting_update WHERE starts >= ?"
        self._deadly = {number for (number,) in connection.execute(deadly, (_DEATHS_LIMIT,))}
        latest = "SELECT update_id FROM seen_update ORDER BY update_id DESC LIMIT ?"
        rows = connection.execute(latest, (_REMEMBERED,))
        self._done = OrderedDict.fromkeys(reversed([number for (number,) in rows]))

    def receive(self, updates: Iterable[tuple[int, str]]) -> None:
        """Keep updates, each a number and its JSON, until they are done."""
        kept = [(_KEEP, (number, raw, number)) for number, raw in updates]
        if kept:
            self._writer.write(*kept)

    def raw(self, number: int) -> str | None:
        """The JSON of an update that waits; None once it is done."""
        row = self._db.execute(
            "SELECT raw FROM waiting_update WHERE update_id = ?", (number,)
        ).fetchone()
        return row[0] if row else None

    def count(self) -> int:
        """Count the updates that wait or are being handled."""
        return int(self._db.execute("SELECT count(*) FROM waiting_update").fetchone()[0])

    def left_over(self, *, suspects: bool) -> list[str]:
        """The JSON of the updates that an earlier process left, oldest first.

        Suspects are those that were being handled when it died: one of them may have been the
        cause, so that each is to be handled alone.
        """
        rows = self._db.execute(
            "SELECT raw FROM waiting_update WHERE (starts > 0) = ? ORDER BY update_id", (suspects,)
        )
        return [raw for (raw,) in rows.fetchall()]

    def begin(self, number: int) -> bool:
        """Tell whether an update is to be handled: not if that was begun or done before."""
        if number in self._begun or number in self._done:
            return False
        self._begun.add(number)
        self._writer.write_later(
            "UPDATE waiting_update SET starts = starts + 1 WHERE update_id = ?", (number,)
        )
        self._writer.write_soon()
        return True

    def failed(self, number: int) -> Failed | None:
        """The tries so far of an update whose answer could not be sent."""
        return self._failed.get(number)

    def is_deadly(self, number: int) -> bool:
        """Tell whether the process died so often over an update that it is not handled again."""
        return number in self._deadly

    def postpone(self, number: int, pause: float) -> None:
        """Keep an update whose answer could not be sent: it is handled again after a pause."""
        failed = self._failed.setdefault(number, Failed(self._clock()))
        failed.tries += 1
        failed.pause = pause
        self._begun.discard(number)
        self._writer.write_later(
            "UPDATE waiting_update SET starts = 0, failed_at = ? WHERE update_id = ?",
            (failed.since, number),
        )

    def done(self, number: int) -> float | None:
        """Commit what came of an update, and that it is done; the pause if it was postponed."""
        failed = self._failed.get(number)
        pause = failed.pause if failed else None
        if failed is not None and pause is not None:
            failed.pause = None
        else:
            self._failed.pop(number, None)
            self._deadly.discard(number)
            self._finish(number)
        self._writer.write_soon()
        return pause

    def _finish(self, number: int) -> None:
        self._writer.write_later("DELETE FROM waiting_update WHERE update_id = ?", (number,))
        self._writer.write_later(
            "INSERT OR IGNORE INTO seen_update VALUES (?, ?)", (number, int(self._clock()))
        )
        self._begun.discard(number)
        self._done[number] = None
        if len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)
