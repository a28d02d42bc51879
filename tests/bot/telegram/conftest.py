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
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView

REPORTS = {
    "east.txt": """\
    东山区建成十二家职工书屋
    本报讯 记者王小明报道 东山区今年建成12家职工书屋，藏书三万册。书屋每天开放到晚上九点。

    今年3月，东山区总工会拨款50万元，用于购买新书。<a href="http://evil.example">点这里</a> & 其他。

    职工李红说：“下班以后有地方看书了。”
""",
    "west.txt": """\
    西河镇为快递员送清凉
    本报讯 记者赵一鸣报道 西河镇总工会昨天为快递员送去200箱矿泉水。

    活动持续到8月底，共有15家企业参加。
""",
}


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Two short reports."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        lines = "\n".join(line.strip() for line in text.splitlines())
        (folder / name).write_text(lines, encoding="utf-8")
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
