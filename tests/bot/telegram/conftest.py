"""A Telegram of our own and the real bot in it, over HTTP on loopback."""

import logging
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import pytest

from bot.app.compose import build as build_archive
from bot.cli.bot import catalogues
from bot.telegram.lookup import Lookup
from bot.telegram.redaction import RedactingFormatter
from bot.telegram.services import Services
from bot.telegram.storage import open_state
from config.settings import read_settings
from retrieval.corpus import Corpus
from retrieval.qa import Answering
from retrieval.qa.answering import Answers
from tests.bot.telegram.reports import REPORTS
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView
from tests.botapi.server import TOKEN

PHASES: tuple[Literal["setup", "call"], ...] = ("setup", "call")
SECRET = TOKEN.partition(":")[2]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> tuple[Corpus, Answering]:
    """Two short reports, and what answers from them: the real one."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return build_archive(read_settings(reports=folder, data_dir=data_dir))


@pytest.fixture(scope="session")
def corpus(built: tuple[Corpus, Answering]) -> Corpus:
    return built[0]


@pytest.fixture(scope="session")
def answerer(built: tuple[Corpus, Answering]) -> Answering:
    return built[1]


@pytest.fixture(scope="session")
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


@pytest.fixture
def services(
    corpus: Corpus, answerer: Answers, executor: ThreadPoolExecutor, tmp_path: Path
) -> Iterator[Services]:
    """What the bot works with; a test may put another in its place before the bot starts."""
    state = open_state(tmp_path)
    yield Services(
        answers=answerer,
        lookup=Lookup(corpus),
        state=state,
        catalogues=catalogues(),
        executor=executor,
    )
    state.close()


@pytest.fixture
async def telegram() -> AsyncIterator[BotApiServer]:
    """Telegram. In the end the judges must have nothing to say, and no call was refused."""
    async with BotApiServer() as server:
        yield server
        assert server.judges.findings == []
        assert server.refusals == []


@pytest.fixture
def bot(telegram: BotApiServer, running: RunningBot) -> BotView:
    """The bot as people see it."""
    return telegram.bot


@pytest.fixture
async def running(telegram: BotApiServer, services: Services) -> AsyncIterator[RunningBot]:
    """The bot itself, polling."""
    async with RunningBot(telegram, services) as running:
        yield running


@pytest.fixture(autouse=True)
def _no_token_in_any_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever a test makes the bot log: the token is in nothing of it as it is written, at any
    level, and as far as the program logs (PTB's own debugging shows it), there is none to hide.
    """
    caplog.set_level(logging.DEBUG)
    yield
    records = [record for when in PHASES for record in caplog.get_records(when)]
    assert SECRET not in "\n".join(map(RedactingFormatter().format, records))
    logged = [record for record in records if record.levelno >= logging.INFO]
    assert SECRET not in "\n".join(map(logging.Formatter().format, logged))
