"""The bot over an index in a cluster: what is asked while it is away is answered afterwards.

Run by `make cluster-test`.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.connection.retries import Retries
from bot.telegram.following import Following
from bot.telegram.lookup import Lookup
from bot.telegram.services import Services
from retrieval.cluster.cluster_client import Cluster
from retrieval.cluster.open_cluster import open_cluster
from retrieval.cluster.schema import Layout
from retrieval.cluster.writing.indexed_cluster import IndexedCluster
from retrieval.progress import unseen
from tests.bot.telegram.reports import REPORTS
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer
from tests.cluster.nodes import COUNT, Nodes

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

ASKED = {"东山区建成多少家职工书屋？": "12家", "西河镇送去多少箱矿泉水？": "200箱"}
NEWS = "北湾区体检车进村\n本报讯 记者钱小雨报道 北湾区体检车昨天开进渔村，为职工量血压。\n"


@pytest.fixture
def index(new_cluster: Callable[[], Cluster], tmp_path: Path) -> IndexedCluster:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text, encoding="utf-8")
    made = IndexedCluster(reports, tmp_path / "writer", new_cluster().address, Layout(2, 1))
    made.refresh(rebuild=False, on_progress=unseen)
    return made


@pytest.fixture
def services(services: Services, index: IndexedCluster, tmp_path: Path) -> Services:
    """The services of a bot on another machine, which has no reports."""
    archive = open_cluster(index.address, data_dir=tmp_path / "reader")
    retries = Retries(first_pause=0.5, longest_pause=2)
    return replace(
        services, answers=archive.answerer, lookup=Lookup(archive.corpus), retries=retries
    )


async def test_what_is_asked_while_the_cluster_is_away_is_answered_afterwards(
    telegram: BotApiServer, services: Services, nodes: Nodes
) -> None:
    people = [telegram.person(name) for name in ("安娜", "Boris")]
    async with RunningBot(telegram, services):
        for number in range(1, COUNT + 1):
            nodes.kill(number)
        for person, question in zip(people, ASKED, strict=True):
            person.says(question)
        while services.state.inbox.count() < len(people):
            await asyncio.sleep(0.1)
        await asyncio.sleep(2)
        assert [telegram.bot.sent(person) for person in people] == [[], []]
    async with RunningBot(telegram, services) as running:  # after a restart, too
        await asyncio.to_thread(nodes.start_all)
        for person, answer in zip(people, ASKED.values(), strict=True):
            await telegram.bot.answers(answer, to=person)
        await running.settled()
        assert [len(telegram.bot.sent(person)) for person in people] == [1, 1]
        assert services.state.inbox.count() == 0


async def test_pages_that_another_machine_indexes_are_told_to_those_who_follow(
    telegram: BotApiServer, services: Services, index: IndexedCluster
) -> None:
    anna = telegram.person("安娜")
    async with RunningBot(telegram, services) as running:
        anna.says("/follow 体检")
        await telegram.bot.answers("已关注", to=anna)
        (index.reports / "north.txt").write_text(NEWS, encoding="utf-8")
        await asyncio.to_thread(index.refresh, rebuild=False, on_progress=unseen)
        following = Following(services, running.application.bot)
        for _ in range(2):
            await following.look()
            await following.tell()
        await telegram.bot.answers("有 1 篇新报道", "北湾区体检车进村", to=anna)
        await running.settled()
        assert len(telegram.bot.sent(anna)) == 2
