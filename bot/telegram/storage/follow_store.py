"""Follows: words whose new articles a chat is told of, and the news that wait to be told."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.telegram.storage.connection import StatementWriter
from retrieval.documents import plain


@dataclass(frozen=True, slots=True)
class Follow:
    """Words that a chat or a topic follows; `language` is that of whoever followed."""

    follow_id: int
    chat_id: int
    topic_id: int
    words: str
    language: str
    is_daily: bool = False
    is_paused: bool = False

    def has(self, article_text: str) -> bool:
        """Tell whether a plain text has every word."""
        return all(plain(word) in article_text for word in self.words.split())


@dataclass(frozen=True, slots=True)
class News:
    """A new article for a follow; `text_digest` is that of its text, wherever it is printed."""

    follow_id: int
    text_digest: bytes
    article_id: str


class FollowStore:
    """The follows of all chats, and what each has been told."""

    def __init__(
        self, connection: sqlite3.Connection, writer: StatementWriter, *, clock: Callable[[], float]
    ) -> None:
        self._db = connection
        self._writer = writer
        self._clock = clock

    def all(self) -> list[Follow]:
        """The follows that are not paused."""
        return self._follows("NOT is_paused")

    def of_chat(self, chat_id: int, topic_id: int) -> list[Follow]:
        """The follows of a chat's topic, oldest first."""
        return self._follows("chat_id = ? AND topic_id = ?", chat_id, topic_id)

    def get(self, follow_id: int) -> Follow | None:
        """A follow by its number; None if it was ended."""
        return next(iter(self._follows("follow_id = ?", follow_id)), None)

    def add(
        self, chat_id: int, topic_id: int, words: str, language: str, known: Iterable[str]
    ) -> None:
        """Follow words. `known` are the digests of the reports there are: of the first follow,
        they are old news.
        """
        is_first = not self._follows("TRUE")
        self._writer.write(
            *(_known(known) if is_first else ()),
            (
                "INSERT INTO follow (chat_id, topic_id, words, language) VALUES (?, ?, ?, ?)",
                (chat_id, topic_id, words, language),
            ),
        )

    def change(self, follow: Follow) -> None:
        """Keep a follow as it is now."""
        self._writer.write(
            (
                "UPDATE follow SET is_daily = ?, is_paused = ? WHERE follow_id = ?",
                (follow.is_daily, follow.is_paused, follow.follow_id),
            )
        )

    def end(self, follow_id: int) -> None:
        """Follow no longer."""
        self._writer.write(("DELETE FROM follow WHERE follow_id = ?", (follow_id,)))
        self._writer.wipe()

    def unseen(self, digests: Iterable[str]) -> set[str]:
        """Those of the reports' digests that have not been looked through."""
        rows = self._db.execute("SELECT digest FROM followed_report").fetchall()
        return set(digests).difference(digest for (digest,) in rows)

    def take_up(self, news: Iterable[News], known: Iterable[str]) -> None:
        """Keep news until they are told, and that the reports have been looked through.

        What reads like an article that was told before is none.
        """
        now = int(self._clock())
        row = "INSERT OR IGNORE INTO follow_news VALUES (?, ?, ?, ?, FALSE)"
        self._writer.write(
            *_known(known),
            *((row, (n.follow_id, n.text_digest, n.article_id, now)) for n in news),
        )

    def due(self, day_began: float) -> list[tuple[Follow, list[News]]]:
        """The news to tell now: of a daily follow, those that came before `day_began`."""
        rows = self._db.execute(
            "SELECT follow_id, text_digest, article_id FROM follow_news JOIN follow"
            " USING (follow_id) WHERE NOT is_told AND NOT is_paused"
            " AND (NOT is_daily OR found_at < ?) ORDER BY follow_id, found_at, follow_news.rowid",
            (day_began,),
        )
        found: dict[int, list[News]] = {}
        for row in rows.fetchall():
            found.setdefault(row[0], []).append(News(*row))
        return [
            (follow, news)
            for follow_id, news in found.items()
            if (follow := self.get(follow_id)) is not None
        ]

    def told(self, news: Sequence[News]) -> None:
        """Note that news were told."""
        done = "UPDATE follow_news SET is_told = TRUE WHERE follow_id = ? AND text_digest = ?"
        self._writer.write(*((done, (n.follow_id, n.text_digest)) for n in news))

    def _follows(self, where: str, *values: int) -> list[Follow]:
        rows = self._db.execute(
            "SELECT follow_id, chat_id, topic_id, words, language, is_daily, is_paused"
            f" FROM follow WHERE {where} ORDER BY follow_id",
            values,
        )
        return [
            Follow(number, chat, topic, words, language, bool(is_daily), bool(is_paused))
            for number, chat, topic, words, language, is_daily, is_paused in rows.fetchall()
        ]


def _known(digests: Iterable[str]) -> Iterable[tuple[str, tuple[object, ...]]]:
    """Statements after which just these reports are known."""
    yield "DELETE FROM followed_report", ()
    for digest in digests:
        yield "INSERT OR IGNORE INTO followed_report VALUES (?)", (digest,)
