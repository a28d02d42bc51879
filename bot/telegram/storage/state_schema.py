"""The tables, step by step: a step once released is never changed, only followed by another."""

import sqlite3

STEPS = (
    """
    CREATE TABLE setting (
        chat_id INTEGER NOT NULL,
        topic_id INTEGER NOT NULL DEFAULT 0,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (chat_id, topic_id, name)
    ) WITHOUT ROWID;

    CREATE TABLE answer (
        answer_id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat_id INTEGER NOT NULL,
        user_id INTEGER,
        question_id INTEGER,
        message_id INTEGER,
        topic_id INTEGER NOT NULL DEFAULT 0,
        status TEXT NOT NULL,
        passages TEXT NOT NULL,
        made_at INTEGER NOT NULL
    );
    CREATE INDEX answer_by_question ON answer (chat_id, question_id);
    CREATE INDEX answer_by_message ON answer (chat_id, message_id);
    CREATE INDEX answer_by_time ON answer (made_at);

    CREATE TABLE turn (
        answer_id INTEGER PRIMARY KEY REFERENCES answer ON DELETE CASCADE,
        turns TEXT NOT NULL,
        expires_at INTEGER NOT NULL
    );
    CREATE INDEX turn_by_expiry ON turn (expires_at);

    CREATE TABLE rating (
        answer_id INTEGER NOT NULL REFERENCES answer ON DELETE CASCADE,
        position INTEGER NOT NULL,
        user_id INTEGER NOT NULL,
        is_good INTEGER NOT NULL,
        rated_at INTEGER NOT NULL,
        PRIMARY KEY (answer_id, position, user_id)
    ) WITHOUT ROWID;

    CREATE TABLE question_log (
        asked_at INTEGER NOT NULL,
        user_id INTEGER,
        status TEXT NOT NULL,
        question TEXT NOT NULL
    );

    CREATE TABLE tally (
        day TEXT NOT NULL,
        name TEXT NOT NULL,
        count INTEGER NOT NULL,
        seconds REAL NOT NULL DEFAULT 0,
        PRIMARY KEY (day, name)
    ) WITHOUT ROWID;

    CREATE TABLE seen_update (
        update_id INTEGER PRIMARY KEY,
        seen_at INTEGER NOT NULL
    );

    CREATE TABLE note (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE waiting_update (
        update_id INTEGER PRIMARY KEY,
        raw TEXT NOT NULL,
        starts INTEGER NOT NULL DEFAULT 0
    );
    """,
    """
    ALTER TABLE waiting_update ADD COLUMN failed_at REAL;
    CREATE TABLE moved_chat (
        old_id INTEGER PRIMARY KEY,
        new_id INTEGER NOT NULL
    );
    """,
    """
    CREATE TABLE admission (
        chat_id INTEGER PRIMARY KEY,
        is_admitted INTEGER NOT NULL
    );
    """,
    """
    CREATE TABLE follow (
        follow_id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat_id INTEGER NOT NULL,
        topic_id INTEGER NOT NULL,
        words TEXT NOT NULL,
        language TEXT NOT NULL,
        is_daily INTEGER NOT NULL DEFAULT FALSE,
        is_paused INTEGER NOT NULL DEFAULT FALSE
    );
    CREATE INDEX follow_by_chat ON follow (chat_id, topic_id);

    CREATE TABLE follow_news (
        follow_id INTEGER NOT NULL REFERENCES follow ON DELETE CASCADE,
        text_digest BLOB NOT NULL,
        article_id TEXT NOT NULL,
        found_at INTEGER NOT NULL,
        is_told INTEGER NOT NULL,
        UNIQUE (follow_id, text_digest)
    );

    CREATE TABLE followed_report (
        digest TEXT PRIMARY KEY
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE upload (
        upload_id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat_id INTEGER NOT NULL,
        message_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        digest TEXT NOT NULL,
        language TEXT NOT NULL,
        is_told INTEGER NOT NULL DEFAULT FALSE
    );
    """,
)
VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file of any earlier version to this one, each step whole or not at all."""
    done = version_of(connection)
    for version, step in enumerate(STEPS[done:], start=done + 1):
        connection.executescript(f"BEGIN IMMEDIATE;{step};PRAGMA user_version = {version};COMMIT;")


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the file's schema; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
