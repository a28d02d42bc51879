"""Chats that admins let in or shut out, and groups that became supergroups."""

import sqlite3

from bot.telegram.storage.connection import StatementWriter


class KnownChats:
    """A few numbers, all in memory; people are known by the number of their private chat."""

    def __init__(self, connection: sqlite3.Connection, writer: StatementWriter) -> None:
        self._writer = writer
        rows = connection.execute("SELECT chat_id, is_admitted FROM admission")
        self._admitted = {chat_id: bool(is_admitted) for chat_id, is_admitted in rows}
        rows = connection.execute("SELECT new_id, old_id FROM moved_chat")
        self._origins: dict[int, int] = dict(rows.fetchall())

    def is_banned(self, chat_id: int) -> bool:
        """Tell whether an admin has shut a person or a group out."""
        return self._admitted.get(chat_id) is False

    def is_admitted(self, chat_id: int) -> bool:
        """Tell whether an admin has let a person or a group in."""
        return self._admitted.get(chat_id) is True

    def decide(self, chat_id: int, *, is_admitted: bool) -> None:
        """Let a person or a group in, or shut them out."""
        self._admitted[chat_id] = is_admitted
        self._writer.write(
            ("INSERT OR REPLACE INTO admission VALUES (?, ?)", (chat_id, is_admitted))
        )

    def move(self, old_id: int, new_id: int) -> None:
        """Note that a group has become a supergroup."""
        self._origins[new_id] = old_id
        self._writer.write(("INSERT OR REPLACE INTO moved_chat VALUES (?, ?)", (old_id, new_id)))

    def origin_of(self, chat_id: int) -> int:
        """The number that a supergroup had before; its own if it had none."""
        return self._origins.get(chat_id, chat_id)
