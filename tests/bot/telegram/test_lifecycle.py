"""The program itself, as `wenbao bot`: started, killed, asked to stop, started again."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Self

import pytest

from bot.cli.bot import run_bot
from bot.telegram.app import ConnectionSettings
from bot.telegram.storage.connection import FILE_NAME
from config.errors import SettingsError
from tests.bot.running import Run
from tests.bot.telegram.reports import REPORTS
from tests.botapi import BotApiServer, Fault, Shown, Trouble
from tests.dictionary import share_dictionary

pytestmark = pytest.mark.slow

QUESTION = "东山区建成多少家职工书屋？"
PEOPLE = 20
PATIENCE = 60  # seconds, on a machine that has much else to do


class Program:
    """`wenbao bot` as a process; what it writes is kept."""

    def __init__(self, telegram: BotApiServer, folder: Path, **settings: str) -> None:
        self._environment = {
            **os.environ,
            "WENBAO_TELEGRAM_TOKEN": telegram.token,
            "WENBAO_TELEGRAM_API_URL": telegram.url,
            "WENBAO_TELEGRAM_ASKS_PER_MINUTE": "600",
            "WENBAO_REPORTS": str(folder / "reports"),
            "WENBAO_DATA_DIR": str(folder / "data"),
            "WENBAO_LANGUAGE": "en",
            **settings,
        }
        self._process: asyncio.subprocess.Process | None = None
        self.said = ""

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot.cli", "bot"),
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process and self._process.returncode is None:
            await self.ended(signal.SIGTERM)

    async def says(self, words: str) -> None:
        """Wait until it has written a line that holds the words."""
        assert self._process
        assert self._process.stdout
        while words not in self.said:
            line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
            assert line, self.said
            self.said += line.decode()

    async def ended(self, number: signal.Signals | None = None) -> int:
        """Send it a signal, if any, and wait for its end; its exit code."""
        assert self._process
        if number is not None:
            self._process.send_signal(number)
        output, _ = await asyncio.wait_for(self._process.communicate(), PATIENCE)
        self.said += output.decode()
        assert self._process.returncode is not None
        return self._process.returncode


Start = Callable[..., Program]


@pytest.fixture
async def start(
    telegram: BotApiServer, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Start]:
    """Starts the program; in the end the token must be in nothing that any of them wrote."""
    share_dictionary(tmp_path / "data", tmp_path_factory)
    (tmp_path / "reports").mkdir()
    for name, text in REPORTS.items():
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    programs: list[Program] = []

    def start(**settings: str) -> Program:
        programs.append(Program(telegram, tmp_path, **settings))
        return programs[-1]

    yield start
    secret = telegram.token.partition(":")[2]
    assert all(secret not in program.said for program in programs)
    kept = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert all(secret.encode() not in path.read_bytes() for path in kept)


async def answered(telegram: BotApiServer, count: int) -> None:
    """Wait until so many messages have been sent."""
    while len(telegram.bot.sent()) < count:
        await asyncio.wait_for(telegram.journal.changed(), PATIENCE)


async def test_killed_under_load_it_keeps_settings_ratings_and_buttons(
    telegram: BotApiServer, start: Start, tmp_path: Path
) -> None:
    anna = telegram.person("安娜")
    async with start() as program:
        anna.says("/settings")
        anna.taps(await telegram.bot.answers(), "English")
        await telegram.bot.edits("Settings")
        anna.says(QUESTION)
        answer: Shown = await telegram.bot.answers("12家")
        anna.taps(answer, "👍")
        await telegram.bot.notifies()
        await telegram.bot.notifies("Thank you")
        people = [telegram.person(str(number)) for number in range(PEOPLE)]
        for person in people:
            person.says(QUESTION)
        await answered(telegram, 2 + PEOPLE // 2)
        assert await program.ended(signal.SIGKILL) == -signal.SIGKILL
    with sqlite3.connect(tmp_path / "data" / FILE_NAME) as state:
        assert state.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert state.execute("SELECT count(*) FROM rating").fetchone() == (1,)
    async with start():
        anna.taps(answer, "Read it all" if "📖 Read it all" in answer.buttons else "读全文")
        article = await telegram.bot.edits("有地方看书")
        assert "↩ Back" in article.buttons
        anna.taps(article, "Back")
        await telegram.bot.edits("12家")


async def test_asked_to_stop_under_load_it_answers_all_it_has_fetched(
    telegram: BotApiServer, start: Start
) -> None:
    people = [telegram.person(str(number)) for number in range(3 * PEOPLE)]
    for person in people:
        person.says(QUESTION)
    async with start() as program:
        await answered(telegram, 3)
        for person in people:
            person.says("西河镇送去多少矿泉水？")
        assert await program.ended(signal.SIGTERM) == 0
    delivery = telegram.world.delivery
    left = {pending.update["update_id"] for pending in delivery.pending}
    assert len(telegram.bot.sent()) == len(delivery.fetched - left)
    assert "stopping: answering what has been fetched" in program.said


async def test_killed_with_updates_unanswered_it_answers_them_all_when_started_again(
    telegram: BotApiServer, start: Start, tmp_path: Path
) -> None:
    people = [telegram.person(str(number)) for number in range(3 * PEOPLE)]
    for person in people:
        person.says(QUESTION)
    async with start() as program:
        await answered(telegram, PEOPLE)
        await program.ended(signal.SIGKILL)
    answered_before = len(telegram.bot.sent())
    assert answered_before < len(people)
    telegram.world.delivery.pending.clear()  # Telegram believes that all of them were received
    async with start() as program:
        while not all(telegram.bot.sent(person) for person in people):
            await asyncio.wait_for(telegram.journal.changed(), PATIENCE)
        assert await program.ended(signal.SIGTERM) == 0
    # only what was on its way in that moment may be there twice
    assert len(telegram.bot.sent()) <= len(people) + ConnectionSettings("").at_once
    with sqlite3.connect(tmp_path / "data" / FILE_NAME) as state:
        assert state.execute("SELECT count(*) FROM waiting_update").fetchone() == (0,)


async def test_killed_in_an_outage_it_answers_everybody_once_when_that_is_over(
    telegram: BotApiServer, start: Start
) -> None:
    outage = Fault(Trouble.BROKEN, "sendMessage", times=10**9)
    telegram.faults.append(outage)
    people = [telegram.person(str(number)) for number in range(5)]
    for person in people:
        person.says(QUESTION)
        person.says("西河镇送去多少矿泉水？")
    async with start() as program:
        await program.says("sendMessage failed")
        await program.ended(signal.SIGKILL)
    assert telegram.bot.sent() == []
    outage.times = 0
    async with start():
        await answered(telegram, 2 * len(people))
    assert [len(telegram.bot.sent(person)) for person in people] == [2] * len(people)


async def test_a_report_put_into_the_folder_is_answered_from_without_a_restart(
    telegram: BotApiServer, start: Start, tmp_path: Path
) -> None:
    admin, anna = telegram.person("管理员"), telegram.person("安娜")
    asked = "南湾镇的托育园收了多少名孩子？"
    async with start(WENBAO_TELEGRAM_ADMINS=str(admin.user_id)):
        admin.says("/articles")
        reports = await telegram.bot.answers("2 个版面", to=admin)
        anna.says(asked)
        await telegram.bot.answers("没有找到", to=anna)
        report = "南湾镇办起职工托育园\n本报讯 南湾镇的职工托育园上周开园，收了36名孩子。\n"
        (tmp_path / "reports" / "south.txt").write_text(report, encoding="utf-8")
        await telegram.bot.answers("新版面 1 个：south.txt", to=admin)
        anna.says(asked)
        answer = await telegram.bot.answers("收了36名孩子", to=anna)
        admin.taps(reports, "东山区建成")
        admin.taps(await telegram.bot.edits("east.txt"), "全部版面")
        await telegram.bot.edits("3 个版面")
        (tmp_path / "reports" / "south.txt").unlink()
        (tmp_path / "reports" / "bad.txt").write_bytes(b"\x00\x01")
        await telegram.bot.answers("移走的版面 1 个：south.txt", "没能读入", "bad.txt", to=admin)
        anna.taps(answer, "读全文")
        await telegram.bot.notifies()
        await telegram.bot.notifies()
        await telegram.bot.notifies("太旧")


async def test_started_again_it_answers_what_came_meanwhile_once(
    telegram: BotApiServer, start: Start
) -> None:
    anna = telegram.person("安娜")
    async with start():
        anna.says(QUESTION)
        await telegram.bot.answers("12家")
    anna.says(QUESTION)
    async with start():
        await telegram.bot.answers("12家")
    assert len(telegram.bot.sent(anna)) == 2


def test_without_a_token_it_says_how_to_get_one(here: Run) -> None:
    result = here("bot", WENBAO_TELEGRAM_TOKEN="")
    assert result.returncode == 2
    assert "WENBAO_TELEGRAM_TOKEN" in result.stderr
    assert "@BotFather" in result.stderr


async def test_with_a_wrong_token_it_says_so_without_showing_it(start: Start) -> None:
    wrong = "7000000001:AAE-another_token_that_must_never_be_logged"
    async with start(WENBAO_TELEGRAM_TOKEN=wrong) as program:
        assert await program.ended() == 1
    assert "doesn't know this token" in program.said
    assert wrong.partition(":")[2] not in program.said
    assert "Traceback" not in program.said


def test_a_token_of_another_form_is_named_as_such_without_showing_it(here: Run) -> None:
    result = here("bot", WENBAO_TELEGRAM_TOKEN="@secret_bot", WENBAO_LANGUAGE="en")
    assert result.returncode == 2
    assert "not a token" in result.stderr
    assert "@secret_bot" not in result.stderr


@pytest.mark.parametrize("token", ["secret", "12345:", "7000000001 AAE-secret"])
def test_only_what_has_the_form_of_a_token_is_sent_to_telegram(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, token: str
) -> None:
    monkeypatch.setenv("WENBAO_TELEGRAM_TOKEN", token)
    with pytest.raises(SettingsError, match="not a token") as refused:
        run_bot(data_dir=tmp_path)
    assert token not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


async def test_asked_to_stop_while_it_tries_to_reach_telegram_it_ends_at_once_and_quietly(
    start: Start, unused_tcp_port: int
) -> None:
    async with start(WENBAO_TELEGRAM_API_URL=f"http://127.0.0.1:{unused_tcp_port}") as program:
        await program.says("getMe failed")
        assert await program.ended(signal.SIGTERM) == 0
    assert "can't be reached" not in program.said, "which it says once it has tried five times"
    assert "Unclosed" not in program.said
    assert "Traceback" not in program.said


async def test_a_state_of_a_newer_version_is_left_alone(start: Start, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    with sqlite3.connect(tmp_path / "data" / FILE_NAME) as state:
        state.execute("PRAGMA user_version = 999")
    async with start() as program:
        assert await program.ended() == 1
    assert "a newer version of Wenbao made this data file" in program.said
    assert "leave it where it is" in program.said
    assert "Traceback" not in program.said
