"""Files that were handed in by chat: until it is told what became of them, and to be undone."""

import sqlite3
from dataclasses import dataclass

from bot.telegram.storage.connection import StatementWriter


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in the reports' folder; `message_id` is the bot's message that tells of it.

    One message tells of all files of an album.
    """

    upload_id: int
    chat_id: int
    message_id: int
    name: str
    digest: str
    language: str


class UploadStore:
    """The files of all chats."""

    def __init__(self, connection: sqlite3.Connection, writer: StatementWriter) -> None:
        self._db = connection
        self._writer = writer

    def add(self, chat_id: int, message_id: int, name: str, digest: str, language: str) -> None:
        """Note a file that was put into the folder."""
        self._writer.write(
            (
                "INSERT INTO upload (chat_id, message_id, name, digest, language)"
                " VALUES (?, ?, ?, ?, ?)",
                (chat_id, message_id, name, digest, language),
            )
        )

    def waiting(self) -> list[Upload]:
        """The files of which it was not told yet what became of them."""
        return self._uploads("NOT is_told")

    def get(self, upload_id: int) -> Upload | None:
        """A file by its number; None if it was undone."""
        return next(iter(self._uploads("upload_id = ?", upload_id)), None)

    def told_by(self, chat_id: int, message_id: int) -> list[Upload]:
        """The files of which a message tells, in the order in which they came."""
        return self._uploads("chat_id = ? AND message_id = ?", chat_id, message_id)

    def told(self, upload_id: int) -> None:
        """Note that it was told what became of a file."""
        self._writer.write(("UPDATE upload SET is_told = TRUE WHERE upload_id = ?", (upload_id,)))

    def undo(self, upload_id: int) -> None:
        """Forget a file."""
        self._writer.write(("DELETE FROM upload WHERE upload_id = ?", (upload_id,)))

    def _uploads(self, where: str, *values: int) -> list[Upload]:
        rows = self._db.execute(
            "SELECT upload_id, chat_id, message_id, name, digest, language"
            f" FROM upload WHERE {where} ORDER BY upload_id",
            values,
        )
        return [Upload(*row) for row in rows.fetchall()]
