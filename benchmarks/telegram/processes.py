"""A bot as a process, and what it takes: CPU seconds and memory, read from /proc."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.botapi import BotApiServer

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class BotProcess:
    """A running bot."""

    process: asyncio.subprocess.Process
    log: Path

    def cpu_seconds(self) -> float:
        """User and system time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory_mb(self) -> float:
        """Resident memory."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * _PAGE / 1e6

    async def stop(self) -> str:
        """SIGTERM, then what it wrote."""
        self.process.send_signal(signal.SIGTERM)
        await self.process.wait()
        return self.log.read_text()

    async def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def running(
    name: str, telegram: BotApiServer, *arguments: str, data_dir: Path | None = None
) -> AsyncIterator[BotProcess]:
    """A bot of `bots`, with a state of its own unless `data_dir` has one."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = str(data_dir or temporary)
        log = Path(temporary) / "log"
        environment = {
            **os.environ,
            "WENBAO_TELEGRAM_TOKEN": telegram.token,
            "WENBAO_TELEGRAM_API_URL": telegram.url,
            "WENBAO_TELEGRAM_ASKS_PER_MINUTE": "600",
            "WENBAO_TELEGRAM_GROUP_ASKS_PER_MINUTE": "600",
            "WENBAO_DATA_DIR": folder,
        }
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "benchmarks.telegram.bots", name, *arguments),
                env=environment,
                stdout=output,
                stderr=output,
            )
        try:
            yield BotProcess(process, log)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
