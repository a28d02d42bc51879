"""The file of the state: opened, brought up to date, and written to."""

import logging
import sqlite3
from collections import deque
from contextlib import closing
from pathlib import Path

from bot.app.errors import MessageError
from bot.telegram.storage.state_schema import VERSION, migrate, version_of

logger = logging.getLogger(__name__)

FILE_NAME = "telegram.sqlite3"
_MOST_WAITING = 4096
BUSY_MILLISECONDS = 1000  # nothing else is done meanwhile

Statement = tuple[str, tuple[object, ...]]


class StateError(MessageError):
    """The file of the state can't be used."""

    advice = "telegram-state"


class NewerStateError(StateError):
    """The file of the state was made by a newer version: it is sound, and to be kept."""

    advice = "telegram-state-newer"


def connect(data_dir: Path) -> sqlite3.Connection:
    """Open the file, made if need be. Raises StateError if it can't be used."""
    path = data_dir / FILE_NAME
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        data_dir.chmod(0o700)
        path.touch()
        path.chmod(0o600)  # before there are words in it; SQLite's other files get the same mode
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        if version_of(connection) > VERSION:
            raise NewerStateError("state-newer", place=str(path))
        _back_up(connection, path)
        migrate(connection)
    except (OSError, sqlite3.Error) as err:
        raise StateError("state-failing", place=str(path), error=str(err)) from err
    return connection


class StatementWriter:
    """Carries out statements, at once or together with the next ones.

    What can't be written, as the disk is full or another program holds the file, waits.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._waiting: deque[Statement] = deque(maxlen=_MOST_WAITING)
        self.is_failing = False

    def write(self, *statements: Statement) -> None:
        """Carry out what waits and the statements, all or nothing."""
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                for statement, values in (*self._waiting, *statements):
                    self._db.execute(statement, values)
        except sqlite3.OperationalError:
            self.is_failing = True
            raise
        except BaseException:
            self._waiting.clear()
            raise
        self.is_failing = False
        self._waiting.clear()

    def write_later(self, statement: str, values: tuple[object, ...]) -> None:
        """Carry out a statement together with the next ones."""
        self._waiting.append((statement, values))

    def write_soon(self) -> None:
        """Carry out what waits, or try again with the next statement; that is logged once."""
        was_failing = self.is_failing
        try:
            self.write()
        except sqlite3.Error as err:
            if not was_failing:
                logger.error("the state can't be written (%s); what waits is kept in memory", err)

    def wipe(self) -> None:
        """Take what was deleted out of the write-ahead log, too."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    """Copy a file of an earlier version before its schema changes."""
    version = version_of(connection)
    if 0 < version < VERSION:
        backup = path.with_name(f"{path.name}.v{version}")
        with closing(sqlite3.connect(backup)) as copy:
            connection.backup(copy)
        backup.chmod(0o600)
        logger.info("the state as it was is kept as %s", backup)
