"""The state: settings, answers behind buttons, last turns, ratings and tallies.

Settings and ratings are committed at once; answers and counts together with the end of the update
that they came of (see `inbox`).
"""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.telegram.storage.connection import Statement, StatementWriter, connect
from bot.telegram.storage.follow_store import FollowStore
from bot.telegram.storage.inbox import Inbox, packed, unpacked
from bot.telegram.storage.known_chats import KnownChats
from bot.telegram.storage.state_records import StoredAmounts, StoredAnswer, Tally
from bot.telegram.storage.upload_store import UploadStore
from retrieval.qa import Answer, Status

DAY = 24 * 3600
ANSWER_LIFETIME = 180 * DAY
TURN_LIFETIME = 3600
SEEN_LIFETIME = 2 * DAY
TURN_LIMIT = 4
_KEPT_SETTINGS = 1024  # chats
_OF_CHAT = ("answer", "setting", "follow", "upload")


def open_state(data_dir: Path, *, clock: Callable[[], float] = time.time) -> "State":
    """Open the state in a folder, made if need be. Raises StateError, which says what to do."""
    return State(connect(data_dir), clock=clock)


class State:
    """One bot's memory."""

    def __init__(self, connection: sqlite3.Connection, *, clock: Callable[[], float]) -> None:
        self._db = connection
        self._clock = clock
        self._writer = StatementWriter(connection)
        self._settings: dict[tuple[int, int], dict[str, str]] = {}
        last = connection.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = 'answer'"
        ).fetchone()
        # never a number used before, even if the file was lost: old buttons must not find others
        self._last_id = max(int(last[0]) if last else 0, int(1000 * clock()))
        self.counts: Counter[str] = Counter()  # since the start
        self.seconds = 0.0
        self.known_chats = KnownChats(connection, self._writer)
        self.inbox = Inbox(connection, self._writer, clock=clock)
        self.follows = FollowStore(connection, self._writer, clock=clock)
        self.uploads = UploadStore(connection, self._writer)

    def close(self) -> None:
        """Put the file away."""
        self._writer.write()
        self._db.close()

    def check(self) -> None:
        """Write something. Raises sqlite3.Error where that can't be."""
        self.take_note("checked", str(int(self._clock())))

    def settings(self, chat_id: int, topic_id: int = 0) -> Mapping[str, str]:
        """A chat's settings; a topic's own stand over those of the whole chat."""
        place = (chat_id, topic_id)
        if place not in self._settings:
            if len(self._settings) >= _KEPT_SETTINGS:
                self._settings.clear()
            self._settings[place] = self._read_settings(chat_id, topic_id)
        return self._settings[place]

    def _read_settings(self, chat_id: int, topic_id: int) -> dict[str, str]:
        rows = self._db.execute(
            "SELECT name, value FROM setting WHERE chat_id = ? AND topic_id IN (0, ?) "
            "ORDER BY topic_id",
            (chat_id, topic_id),
        )
        return dict(rows.fetchall())

    def set(self, chat_id: int, name: str, value: str, *, topic_id: int = 0) -> None:
        """Keep a setting."""
        self._settings.clear()
        self._writer.write(
            ("INSERT OR REPLACE INTO setting VALUES (?, ?, ?, ?)", (chat_id, topic_id, name, value))
        )

    def next_answer_id(self) -> int:
        """A number for an answer, never used before."""
        self._last_id += 1
        return self._last_id

    def keep_answer(
        self,
        answer_id: int,
        answer: Answer,
        *,
        chat_id: int,
        user_id: int | None,
        question_id: int | None,
        message_id: int | None,
        topic_id: int = 0,
        turns: Sequence[str] = (),
    ) -> None:
        """Keep what an answer's buttons need, and its turns until they expire."""
        now = int(self._clock())
        place = (chat_id, user_id, question_id, message_id, topic_id)
        self._writer.write_later(
            "INSERT INTO answer (answer_id, chat_id, user_id, question_id, message_id, topic_id,"
            " status, passages, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (answer_id, *place, answer.status, packed(answer), now),
        )
        self._writer.write_later(*self._turn(answer_id, answer, turns))

    def replace_answer(self, answer_id: int, answer: Answer, *, turns: Sequence[str]) -> None:
        """The question was edited: keep the new answer in the old one's place."""
        self._writer.write(
            (
                "UPDATE answer SET status = ?, passages = ? WHERE answer_id = ?",
                (answer.status, packed(answer), answer_id),
            ),
            self._turn(answer_id, answer, turns),
        )

    def answer(self, answer_id: int) -> StoredAnswer | None:
        """An answer by its id; None if it has expired or was forgotten."""
        return self._one("answer_id = ?", answer_id)

    def answer_to(self, chat_id: int, question_id: int) -> StoredAnswer | None:
        """The answer to a message."""
        return self._one("chat_id = ? AND question_id = ?", chat_id, question_id)

    def answer_in(self, chat_id: int, message_id: int) -> StoredAnswer | None:
        """The answer that a message shows."""
        return self._one("chat_id = ? AND message_id = ?", chat_id, message_id)

    def turns_of(self, answer_id: int) -> list[str]:
        """The questions up to and with an answer's own, oldest first; none once expired."""
        return self._turns("answer_id = ?", answer_id)

    def last_turns(
        self, chat_id: int, topic_id: int = 0, *, before: int | None = None
    ) -> list[str]:
        """The same of the last answer in a chat's topic; `before` leaves out later ones."""
        return self._turns(
            "answer_id = (SELECT max(answer_id) FROM answer"
            " WHERE chat_id = ? AND topic_id = ? AND answer_id < ?)",
            chat_id,
            topic_id,
            before if before is not None else 2**63 - 1,
        )

    def rate(self, answer_id: int, position: int, *, user_id: int, is_good: bool) -> None:
        """Keep one person's opinion; a second one replaces the first."""
        rating = (answer_id, position, user_id, is_good, int(self._clock()))
        self._writer.write(("INSERT OR REPLACE INTO rating VALUES (?, ?, ?, ?, ?)", rating))

    def log_question(self, answer: Answer, *, user_id: int | None) -> None:
        """Keep a question for good, where the operator has chosen so."""
        asked = (int(self._clock()), user_id, answer.status, answer.question)
        self._writer.write_later("INSERT INTO question_log VALUES (?, ?, ?, ?)", asked)

    def count(self, name: str, *, seconds: float = 0.0) -> None:
        """Count something that happened today."""
        self.counts[name] += 1
        self.seconds += seconds
        self._writer.write_later(
            "INSERT INTO tally VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET "
            "count = count + 1, seconds = seconds + excluded.seconds",
            (_day(self._clock()), name, seconds),
        )

    def tally(self, *, days: int) -> Tally:
        """Counts of the last days, today included."""
        self._writer.write()
        today = self._clock() // DAY * DAY
        since = today - (days - 1) * DAY
        rows = self._db.execute(
            "SELECT name, sum(count), sum(seconds) FROM tally WHERE day >= ? GROUP BY name",
            (_day(since),),
        ).fetchall()
        counts = {name: count for name, count, _ in rows}
        ratings = self._db.execute(
            "SELECT is_good, count(*) FROM rating WHERE rated_at >= ? GROUP BY is_good", (since,)
        )
        good = dict(ratings.fetchall())
        asked = [(count, seconds) for name, count, seconds in rows if name in set(Status)]
        total = sum(count for count, _ in asked)
        return Tally(
            answered=counts.get(Status.ANSWERED, 0),
            unsure=counts.get(Status.UNSURE, 0),
            not_found=counts.get(Status.NOT_FOUND, 0),
            refused=counts.get("refused", 0),
            failed=counts.get("failed", 0),
            good=good.get(1, 0),
            bad=good.get(0, 0),
            mean_seconds=sum(seconds for _, seconds in asked) / total if total else 0.0,
        )

    def note(self, name: str) -> str | None:
        """A note of the bot to itself."""
        row = self._db.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def take_note(self, name: str, value: str) -> None:
        """Write a note."""
        self._writer.write(("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value)))

    def kept_of(self, user_id: int) -> StoredAmounts:
        """Amounts of what is kept of a person."""
        return StoredAmounts(
            answers=self._number("answer WHERE user_id = ?", user_id),
            turns=self._number("turn JOIN answer USING (answer_id) WHERE user_id = ?", user_id),
            ratings=self._number("rating WHERE user_id = ?", user_id),
            settings=self._number("setting WHERE chat_id = ?", user_id),
            follows=self._number("follow WHERE chat_id = ?", user_id),
            questions=self._number("question_log WHERE user_id = ?", user_id),
        )

    def forget(self, user_id: int) -> None:
        """Erase all that is kept of a person; the tallies name nobody and stay."""
        self._settings.clear()
        of_person = ("rating", "question_log", "answer")
        self._writer.write(
            *((f"DELETE FROM {table} WHERE user_id = ?", (user_id,)) for table in of_person),
            *((f"DELETE FROM {table} WHERE chat_id = ?", (user_id,)) for table in _OF_CHAT),
        )
        self._writer.wipe()

    def forget_chat(self, chat_id: int) -> None:
        """Erase all that is kept of a chat that shut the bot out."""
        self._settings.clear()
        self._writer.write(
            *((f"DELETE FROM {table} WHERE chat_id = ?", (chat_id,)) for table in _OF_CHAT)
        )
        self._writer.wipe()

    def move_chat(self, old_id: int, new_id: int) -> None:
        """A group has become a supergroup: what was the one's is the other's."""
        self._settings.clear()
        move = "UPDATE OR REPLACE {} SET chat_id = ? WHERE chat_id = ?"
        self._writer.write(*((move.format(table), (new_id, old_id)) for table in _OF_CHAT))
        self.known_chats.move(old_id, new_id)

    def _turn(self, answer_id: int, answer: Answer, turns: Sequence[str]) -> Statement:
        asked = json.dumps([*turns, answer.question][-TURN_LIMIT:])
        expires_at = int(self._clock()) + TURN_LIFETIME
        return "INSERT OR REPLACE INTO turn VALUES (?, ?, ?)", (answer_id, asked, expires_at)

    def _one(self, where: str, *values: int) -> StoredAnswer | None:
        row = self._db.execute(
            "SELECT answer_id, chat_id, user_id, status, passages, message_id, question_id "
            f"FROM answer WHERE {where} ORDER BY answer_id DESC LIMIT 1",
            values,
        ).fetchone()
        if row is None:
            return None
        answer_id, chat_id, user_id, status, passages, message_id, question_id = row
        shown = tuple(unpacked(passages))
        return StoredAnswer(
            answer_id, chat_id, user_id, Status(status), shown, message_id, question_id
        )

    def _turns(self, where: str, *values: int) -> list[str]:
        row = self._db.execute(
            f"SELECT turns FROM turn WHERE {where} AND expires_at > ?",
            (*values, int(self._clock())),
        ).fetchone()
        return list(json.loads(row[0])) if row else []

    def _number(self, rows: str, *values: int) -> int:
        return int(self._db.execute(f"SELECT count(*) FROM {rows}", values).fetchone()[0])

    def purge(self) -> None:
        """Take away what has expired, from the disk, too."""
        now = int(self._clock())
        self._writer.write()
        ends: Mapping[str, int] = {
            "turn WHERE expires_at <= ?": now,
            "answer WHERE made_at <= ?": now - ANSWER_LIFETIME,
            "seen_update WHERE seen_at <= ?": now - SEEN_LIFETIME,
        }
        for rows, end in ends.items():
            self._db.execute(f"DELETE FROM {rows}", (end,))
        self._writer.wipe()


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
