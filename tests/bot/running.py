"""What runs the command line in a test."""

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

# arguments, and environment variables by name
Run = Callable[..., subprocess.CompletedProcess[str]]

WENBAO = [sys.executable, "-m", "bot.cli"]
QUESTION = "柯桥区今年新建工会多少家？"


def run(
    *arguments: str, data_dir: Path, stdin: str = "", **environ: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*WENBAO, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, "WENBAO_DATA_DIR": str(data_dir), **environ},
    )


class PseudoTerminal:
    """`wenbao chat` in a real pseudo-terminal."""

    def __init__(self, data_dir: Path, *flags: str) -> None:
        environ = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "40"}
        environ.pop("NO_COLOR", None)
        self._unread = b""
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            command = [*WENBAO, "chat", "--data-dir", str(data_dir), *flags]
            os.execve(sys.executable, command, environ)

    def type(self, keys: str) -> None:
        os.write(self._fd, keys.encode())

    def wait_for(self, words: str, seconds: float = 20) -> str:
        """What appears until the words do."""
        seen, end = self._unread, time.monotonic() + seconds
        while words.encode() not in seen:
            assert time.monotonic() < end, seen.decode(errors="replace")
            if select.select([self._fd], [], [], 0.1)[0]:
                seen += os.read(self._fd, 65536)
            if b"\x1b[6n" in seen:  # the program asks where the cursor is
                seen = seen.replace(b"\x1b[6n", b"")
                self.type("\x1b[1;1R")
        shown, _, self._unread = seen.partition(words.encode())
        return shown.decode(errors="replace") + words

    def end(self) -> int:
        """The exit code; what does not end by itself is killed."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            if select.select([self._fd], [], [], 0.1)[0]:
                with contextlib.suppress(OSError):  # closed at the other end
                    os.read(self._fd, 65536)
        os.kill(self._pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
