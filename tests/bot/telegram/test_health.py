"""The bot tells the truth about itself."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import pytest

from bot.app.compose import build as build_archive
from bot.app.compose import indexed_folder
from bot.telegram.connection.polling import SILENT_SECONDS, PollingHealth
from bot.telegram.connection.retries import Retries
from bot.telegram.connection.webhook import HttpServer, health_routes
from bot.telegram.health import FETCH_SECONDS, Health, notify_supervisor
from bot.telegram.index_repair import IndexRepair
from bot.telegram.lifecycle import HealthAddress
from bot.telegram.lookup import Lookup
from bot.telegram.policy.access import Access
from bot.telegram.redaction import JsonFormatter
from bot.telegram.services import Services
from bot.telegram.storage import open_state
from config.settings import read_settings
from tests.bot.telegram.reports import REPORTS
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer

QUESTION = "东山区建成多少家职工书屋？"


@dataclass
class Follower:
    """A follower of a folder, and what hinders it."""

    trouble: Exception | None = None


@asynccontextmanager
async def get(url: str) -> AsyncIterator[aiohttp.ClientResponse]:
    async with aiohttp.ClientSession() as session, session.get(url) as got:
        yield got


async def test_a_polling_bot_serves_its_health_and_figures(
    telegram: BotApiServer, services: Services, unused_tcp_port: int
) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}"
    address = HealthAddress("127.0.0.1", unused_tcp_port)
    async with RunningBot(telegram, services, health_address=address) as running:
        telegram.person("安娜").says(QUESTION)
        await telegram.bot.answers("12家")
        await running.settled()
        async with get(f"{url}/healthz") as got:
            assert (got.status, await got.text()) == (200, "ok\n")
        async with get(f"{url}/metrics") as got:
            lines = (await got.text()).splitlines()
        assert 'wenbao_events_total{event="answered"} 1' in lines
        assert "wenbao_healthy 1" in lines
        assert "wenbao_waiting_updates 0" in lines
        assert "wenbao_reports 2" in lines


def test_each_trouble_is_named(services: Services, tmp_path: Path) -> None:
    now = 0.0
    state = open_state(tmp_path / "broken")
    services = replace(services, state=state, polling=PollingHealth(clock=lambda: now))
    follower = Follower()
    health = Health(services, follower)
    assert list(health.troubles()) == []
    now = FETCH_SECONDS + 1
    follower.trouble = OSError("words of a path")
    state._db.close()
    updates, index, written = health.troubles()
    assert updates == "updates: none fetched for 151 s"
    assert index == "index: does not follow the reports (OSError)"
    assert "can't be written" in written
    assert len(list(replace(health, is_polling=False).troubles())) == 2


def test_polling_that_asks_no_more_is_dead_and_a_network_that_is_down_is_not() -> None:
    now = 0.0
    polling = PollingHealth(clock=lambda: now)
    for _ in range(20):
        now += 60
        polling.tried()
        assert not polling.is_dead
    now += SILENT_SECONDS + 1
    assert polling.is_dead


async def test_a_supervisor_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notify_supervisor("READY=1")  # none there
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.bind(str(tmp_path / "notify"))
        supervisor.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        notify_supervisor("READY=1", "WATCHDOG=1")
        assert supervisor.recv(100) == b"READY=1\nWATCHDOG=1"


async def test_a_connection_that_sends_no_whole_request_is_closed() -> None:
    server = HttpServer("127.0.0.1", 0, health_routes(lambda: ()), silent_seconds=0.1)
    await server.start()
    for sent in (b"", b"GET /healthz HTTP/1.1\r\nHost:"):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(sent)
        with suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), 20) == b""
        writer.close()
    await server.stop()


def test_a_line_of_json_has_what_is_known_and_no_token() -> None:
    record = logging.LogRecord("x", 20, "x", 1, "to %s", ("7000000001:" + "A" * 30,), None)
    record.status, record.answer = "answered", 7
    said = json.loads(JsonFormatter().format(record))
    assert said["message"] == "to <token>"
    assert (said["level"], said["status"], said["answer"]) == ("INFO", "answered", 7)


async def test_a_question_is_one_line_without_its_words(
    telegram: BotApiServer, services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    async with RunningBot(telegram, services):
        telegram.person("安娜").says(QUESTION)
        await telegram.bot.answers("12家")
    lines = [r.getMessage() for r in caplog.records if r.levelno >= logging.INFO]
    assert len([line for line in lines if line.startswith("question: answered in ")]) == 1
    assert "职工书屋" not in "\n".join(lines)


@pytest.mark.slow
async def test_a_damaged_index_is_made_anew_and_the_question_answered(
    telegram: BotApiServer, services: Services, tmp_path: Path
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text, encoding="utf-8")
    settings = read_settings(reports=reports, data_dir=tmp_path / "own")
    corpus, answerer = build_archive(settings)
    [database] = settings.data_dir.rglob("wenbao.sqlite")
    with database.open("r+b") as file:
        file.write(b"\xa7\xff" * (database.stat().st_size // 2))
    admin, anna = telegram.person("管理员"), telegram.person("安娜")
    admin.says("/help")
    services = replace(
        services,
        answers=answerer,
        lookup=Lookup(corpus),
        access=Access(admins={admin.user_id}),
        retries=Retries(first_pause=0.2),
        repair=IndexRepair(indexed_folder(settings).rebuild).begin,
    )
    async with RunningBot(telegram, services):
        await telegram.bot.answers(to=admin)
        anna.says(QUESTION)
        await telegram.bot.answers("索引已损坏", to=admin)
        await telegram.bot.answers("索引已重建", to=admin)
        await telegram.bot.answers("12家", to=anna)
    assert len(telegram.bot.sent(anna)) == 1


@pytest.mark.slow
def test_a_damaged_index_is_made_anew_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for name, text in REPORTS.items():
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    settings = read_settings(reports=tmp_path / "reports", data_dir=tmp_path / "own")
    build_archive(settings)
    for pattern in ("wenbao.sqlite", "*.segment"):
        for file in settings.data_dir.rglob(pattern):
            file.write_bytes(b"\0" * file.stat().st_size)
        assert len(build_archive(settings)[0].reports) == 2
    for file in settings.data_dir.rglob("*.segment"):
        file.unlink()
    assert len(build_archive(settings)[0].reports) == 2
