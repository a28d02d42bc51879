"""The folder of a stored index.

    index/
      current            the name of the build in use; replaced as a whole
      lock               held by the process that changes the index
      build-3f2a…/       a build: wenbao.sqlite and *.segment

A build that `current` does not name is a rebuild under way, or what a killed one left.
"""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from retrieval.store import database
from retrieval.store.errors import StoreBusyError, StoreReadOnlyError

_CURRENT = "current"
_PREFIX = "build-"


class StoreFolder:
    """The folder of a stored index; nothing is made there before something is stored."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pointer = path / _CURRENT

    def current(self) -> Path | None:
        """The folder of the build in use; None if there is none yet."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        build = self.path / name
        return build if name.startswith(_PREFIX) and (build / database.NAME).exists() else None

    def stamp(self) -> object:
        """Another value whenever another build has come into use; quicker than `current`."""
        try:
            stat = self._pointer.stat()
        except OSError:
            return None
        return stat.st_ino, stat.st_mtime_ns

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the right to change the index.

        Raises StoreBusyError if another process has it, StoreReadOnlyError if the folder can't be
        written.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.path / "lock", timeout=0)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as err:
            raise StoreBusyError(
                self.path, "another process is updating the index; try again when it is done"
            ) from err
        except OSError as err:
            if err.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
            raise StoreReadOnlyError(
                self.path,
                f"can't be written ({err.strerror}), so the index can't be updated; "
                "make the folder writable, or name another with --data-dir DIR",
            ) from err
        try:
            yield
        finally:
            lock.release()

    def new_build(self, fingerprint: str) -> Path:
        """Make an empty build, not yet in use."""
        build = self.path / f"{_PREFIX}{secrets.token_hex(8)}"
        build.mkdir()
        database.create(build / database.NAME, fingerprint)
        return build

    def switch(self, build: Path) -> None:
        """Put a build into use, at once and whole."""
        temporary = self.path / f"{_CURRENT}.new"
        with temporary.open("w", encoding="ascii") as file:
            file.write(build.name)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._pointer)

    def clean(self) -> None:
        """Remove the builds that are not in use."""
        current = self.current()
        for build in self.path.glob(f"{_PREFIX}*"):
            if build != current:
                shutil.rmtree(build, ignore_errors=True)
