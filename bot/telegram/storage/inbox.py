"""Updates from the moment they come in until they have been handled.

An update is kept before Telegram is told that it has come. Once it has been handled, one
transaction takes it away and keeps what came of it. So a process killed at any moment loses no
update: those left are handled at the next start. At worst one whose answer was just on its way
is answered twice.
"""

import json
import logging
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

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


logger = logging.getLogger(__name__)

# an update that was being handled so many times when the process died may be what ends it
_DEATHS_LIMIT = 3
# Telegram sends again what it was not told that it came: a hundred at most, never long ago
_REMEMBERED = 2048
_KEEP = (
    "INSERT OR IGNORE INTO waiting_update (update_id, raw) SELECT ?, ?"
    " WHERE NOT EXISTS (SELECT 1 FROM seen_update WHERE update_id = ?)"
)


class Inbox:
    """The updates that wait, and the numbers of those that have been handled."""

    def __init__(
        self, connection: sqlite3.Connection, writer: StatementWriter, *, clock: Callable[[], float]
    ) -> None:
        self._db = connection
        self._writer = writer
        self._clock = clock
        self._begun: set[int] = set()
        self._postponed: set[int] = set()
        latest = "SELECT update_id FROM seen_update ORDER BY update_id DESC LIMIT ?"
        rows = connection.execute(latest, (_REMEMBERED,)).fetchall()
        self._done = OrderedDict.fromkeys(number for (number,) in reversed(rows))

    def receive(self, updates: Iterable[tuple[int, str]]) -> None:
        """Keep updates, each a number and its JSON, until they are done."""
        kept = [(_KEEP, (number, raw, number)) for number, raw in updates]
        if kept:
            self._writer.write(*kept)

    def left_over(self) -> list[str]:
        """Return the JSON of the updates that an earlier process left.

        Oldest first, but those that were being handled when it died last: one of them may have
        been the cause, and the others are answered before it is tried again.
        """
        rows = self._db.execute(
            "SELECT update_id, raw, starts FROM waiting_update ORDER BY starts > 0, update_id"
        ).fetchall()
        for number, _, deaths in rows:
            if deaths >= _DEATHS_LIMIT:
                logger.error("the process died %d times over update %d; given up", deaths, number)
                self.done(number)
        return [raw for _, raw, deaths in rows if deaths < _DEATHS_LIMIT]

    def begin(self, number: int) -> bool:
        """Tell whether an update is to be handled: not if that was begun or done before."""
        if number in self._begun or number in self._done:
            return False
        self._begun.add(number)
        self._writer.write(
            ("UPDATE waiting_update SET starts = starts + 1 WHERE update_id = ?", (number,))
        )
        return True

    def postpone(self, number: int) -> None:
        """Keep an update whose answer could not be sent: it is handled again later."""
        self._postponed.add(number)
        self._begun.discard(number)
        self._writer.write(("UPDATE waiting_update SET starts = 0 WHERE update_id = ?", (number,)))

    def done(self, number: int) -> None:
        """Commit what came of an update, and that it is done; not if it was postponed."""
        if number in self._postponed:
            self._postponed.discard(number)
            return
        self._writer.write(
            ("DELETE FROM waiting_update WHERE update_id = ?", (number,)),
            ("INSERT OR IGNORE INTO seen_update VALUES (?, ?)", (number, int(self._clock()))),
        )
        self._begun.discard(number)
        self._done[number] = None
        if len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)
