"""A Telegram of our own and the real bot in it, over HTTP on loopback."""

from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.commands.bot import catalogues
from bot.telegram.desk import Answers, Desk
from bot.telegram.shelf import Shelf
from bot.telegram.state import open_state
from retrieval.answers import Answerer, build_answerer
from retrieval.archive import Archive, load_archive
from retrieval.terms import Analyzer
from tests.bot.telegram.reports import REPORTS
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Two short reports."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_archive(folder)


@pytest.fixture(scope="session")
def answerer(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """The real answerer over them."""
    cache_dir = tmp_path_factory.mktemp("cache")
    return build_answerer(archive, Analyzer(stop_words=frozenset(), cache_dir=cache_dir))


@pytest.fixture(scope="session")
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


@pytest.fixture
def desk(
    archive: Archive, answerer: Answers, executor: ThreadPoolExecutor, tmp_path: Path
) -> Iterator[Desk]:
    """What the bot works with; a test may put another in its place before the bot starts."""
    state = open_state(tmp_path)
    yield Desk(
        answers=answerer,
        shelf=Shelf(archive),
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
async def running(telegram: BotApiServer, desk: Desk) -> AsyncIterator[RunningBot]:
    """The bot itself, polling."""
    async with RunningBot(telegram, desk) as running:
        yield running
