"""The SQLite file of a stored index: reports, articles, passages, terms, and the segments in use.

It is in WAL mode: readers see the state of the last commit while a writer works, and a writer
that is killed leaves that state. A segment counts only once its row is committed.
"""

import os
import sqlite3
from pathlib import Path

FORMAT = 8
NAME = "wenbao.sqlite"
# articles are longer than SQLite's usual pages, and would leave a tenth of each unused
PAGE_SIZE = 65536
# the state that holds the digest of the folder's listing, while the reports are as it says
LISTING = "listing"
# the numbers that are given next; none is used again
NEXT_TERM = "next term"
NEXT_PASSAGE = "next passage"
# the last character of a term and the terms that have Latin letters, as an index of them and the
# queries that use it say
LAST = "substr(text, -1)"
LATIN = "text GLOB '*[a-z]*'"

_SCHEMA = f"""
CREATE TABLE state (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,         -- SHA-256 that tells the page from others
    file TEXT NOT NULL,           -- the name of its file
    file_digest TEXT NOT NULL,    -- SHA-256 of the file's bytes
    encoding TEXT NOT NULL,
    size INTEGER NOT NULL,        -- of the file, bytes
    modified INTEGER NOT NULL,    -- of the file, ns
    date TEXT, paper TEXT, page TEXT,  -- of the page, as far as they were learned
    lines BLOB NOT NULL,          -- zlib of GB18030 of the lines, joined by line feeds
    placements BLOB,              -- of the lines, where the file has any
    imprint BLOB,                 -- what the file itself says of newspaper, date and page
    added TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX reports_by_name ON reports (name, date, paper, page);
CREATE INDEX reports_by_digest ON reports (digest);
CREATE INDEX reports_by_file ON reports (file);
CREATE TABLE failures (           -- what could not be read of a file, or all of it
    file TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    message TEXT NOT NULL,
    part TEXT                     -- the optional part of Wenbao that would read it
);
CREATE INDEX failures_by_file ON failures (file);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report INTEGER NOT NULL REFERENCES reports,
    position INTEGER NOT NULL,          -- on the page, from 0
    digest BLOB NOT NULL,               -- equal for the same article on another page
    kept INTEGER NOT NULL,              -- 1 if its passages are indexed, 0 if another's are
    paragraph_count INTEGER NOT NULL,   -- as many passages
    first_passage INTEGER,              -- the number of the first, where they are indexed
    record BLOB NOT NULL,
    view BLOB,                          -- what questions are compared with, where it is indexed
    paragraphs BLOB                     -- their texts left out, where they are indexed
);
CREATE UNIQUE INDEX articles_by_passage ON articles (first_passage);
CREATE INDEX articles_by_report ON articles (report, position);
CREATE INDEX articles_by_digest ON articles (digest);
CREATE TABLE terms (text TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX terms_by_end ON terms ({LAST});
CREATE INDEX latin_terms ON terms (text) WHERE {LATIN};
CREATE TABLE segments (
    file TEXT PRIMARY KEY,
    first_passage INTEGER NOT NULL,
    size INTEGER NOT NULL,              -- documents in the file
    alive INTEGER NOT NULL,             -- of which these many are no others' or removed
    lengths BLOB NOT NULL,              -- terms of the living documents, by field
    dead BLOB NOT NULL,                 -- dead documents, and by field the terms they hold
    checksum TEXT NOT NULL              -- SHA-256 of the file
) WITHOUT ROWID;
INSERT INTO state VALUES ('generation', 0);
INSERT INTO state VALUES ('{NEXT_TERM}', 1);
INSERT INTO state VALUES ('{NEXT_PASSAGE}', 1);
"""


def create(path: Path, fingerprint: str) -> None:
    """Make an empty database; `fingerprint` names the way its contents are made."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN; {_SCHEMA}; PRAGMA user_version = {FORMAT}; COMMIT;")
        connection.execute("INSERT INTO state VALUES ('fingerprint', ?)", (fingerprint,))
    finally:
        connection.close()


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open an existing database; transactions begin and end only where the code says so.

    Where the folder can't be written, SQLite can't share the database with a writer; it is read
    as it stands, if no writer has left anything to take in.
    """
    mode = "mode=rw"
    if read_only and not os.access(path.parent, os.W_OK):
        is_whole = not Path(f"{path}-wal").exists()
        mode = "mode=ro&immutable=1" if is_whole else "mode=ro"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        timeout=30,
        check_same_thread=False,
    )
    connection.execute("PRAGMA query_only = 1" if read_only else "PRAGMA synchronous = FULL")
    return connection


def format_of(connection: sqlite3.Connection) -> int:
    """The format the database was made in."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def state(connection: sqlite3.Connection, key: str) -> str | int | None:
    """A value of the state table."""
    row = connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
    return None if row is None else row[0]


def number(connection: sqlite3.Connection, key: str) -> int:
    """A number of the state table; 0 if it is not there."""
    return int(state(connection, key) or 0)


def set_number(connection: sqlite3.Connection, key: str, value: int) -> None:
    """Change a number of the state table."""
    connection.execute("UPDATE state SET value = ? WHERE key = ?", (value, key))
