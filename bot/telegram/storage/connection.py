"""The file of the state: opened, brought up to date, and written to."""

import sqlite3
from pathlib import Path

from bot.telegram.storage.state_schema import VERSION, migrate, version_of
from retrieval.errors import WenbaoError

FILE_NAME = "telegram.sqlite3"
_MOST_WAITING = 256

Statement = tuple[str, tuple[object, ...]]


class StateError(WenbaoError):
    """The file of the state can't be used."""

    advice = "telegram-state"


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
        connection.execute("PRAGMA busy_timeout = 5000")
        if version_of(connection) > VERSION:
            raise StateError(f"{path}: made by a newer Wenbao; update this one")
        migrate(connection)
    except (OSError, sqlite3.Error) as err:
        raise StateError(f"{path}: can't be used ({err})") from err
    return connection


class StatementWriter:
    """Carries out statements, at once or together with the next ones."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._waiting: list[Statement] = []

    def write(self, *statements: Statement) -> None:
        """Carry out what waits and the statements, all or nothing."""
        statements = (*self._waiting, *statements)
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                for statement, values in statements:
                    self._db.execute(statement, values)
        except sqlite3.OperationalError:  # another holds the file, or the disk is full: wait on
            raise
        except BaseException:
            self._waiting.clear()
            raise
        self._waiting.clear()

    def wipe(self) -> None:
        """Take what was deleted out of the write-ahead log, too."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def write_later(self, statement: str, values: tuple[object, ...]) -> None:
        """Carry out a statement together with the next ones that must not wait."""
        self._waiting.append((statement, values))
        if len(self._waiting) > _MOST_WAITING:
            self.write()
