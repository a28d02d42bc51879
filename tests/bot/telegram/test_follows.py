"""What is followed: told once, whatever happens between."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.following import Following, day_begin
from bot.telegram.handlers.follows import LONGEST, MOST
from bot.telegram.lookup import Lookup
from bot.telegram.services import Services
from bot.telegram.storage import open_state
from retrieval.corpus import Corpus, load_corpus
from tests.bot.telegram.reports import REPORTS
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView
from tests.botapi.faults import Fault, Trouble

pytestmark = pytest.mark.slow

NORTH = "北湾区体检车进村\n本报讯 记者钱小雨报道 北湾区体检车昨天开进渔村，为职工量血压。\n"
SOUTH = "南岭区体检日程\n本报讯 记者孙一帆报道 南岭区下月起为货车司机免费体检。\n"
Folder = Callable[..., Corpus]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder of reports: the usual two, and those that a test adds."""
    reports = tmp_path / "reports"
    reports.mkdir()

    def with_files(**texts: str) -> Corpus:
        for name, text in {**REPORTS, **texts}.items():
            (reports / Path(name).with_suffix(".txt")).write_text(text, encoding="utf-8")
        return load_corpus(reports)

    return with_files


@pytest.fixture
def services(services: Services, folder: Folder) -> Services:
    return replace(services, lookup=Lookup(folder()))


async def _look_and_tell(running: RunningBot, corpus: Corpus) -> None:
    """Do what the bot does from time to time; with a new process each time."""
    running.services.lookup.corpus = corpus
    following = Following(running.services, running.application.bot)
    await following.look()
    await following.tell()


async def test_an_article_that_comes_later_is_told_once(
    telegram: BotApiServer, bot: BotView, running: RunningBot, folder: Folder
) -> None:
    anna = telegram.person("安娜")
    anna.says("/follow 体检　渔村")
    await bot.answers("已关注", "1. 体检 渔村 · 有了就说", to=anna)
    for _ in range(2):
        await _look_and_tell(running, folder(north=NORTH, south=SOUTH))
    await bot.answers("“体检 渔村”有 1 篇新报道", "北湾区体检车进村", to=anna)
    # the same article on a corrected page is no news; what else stands there is
    await _look_and_tell(running, folder(north=f"{NORTH}\n{SOUTH.replace('司机', '渔村司机')}"))
    told = (await bot.answers("有 1 篇新报道", to=anna)).text
    assert "南岭区" in told
    assert "北湾区" not in told


async def test_what_was_there_before_is_no_news(
    telegram: BotApiServer, bot: BotView, running: RunningBot, folder: Folder
) -> None:
    anna = telegram.person("安娜")
    anna.says("/follow 书屋")
    await bot.answers("已关注", to=anna)
    await _look_and_tell(running, folder(north=NORTH))
    assert len(bot.sent(anna)) == 1


async def test_an_outage_loses_no_news(
    telegram: BotApiServer, bot: BotView, running: RunningBot, folder: Folder
) -> None:
    anna = telegram.person("安娜")
    anna.says("/follow 体检")
    await bot.answers("已关注", to=anna)
    telegram.faults.append(Fault(Trouble.DROPPED, "sendMessage", times=2))
    await _look_and_tell(running, folder(north=NORTH))
    assert len(bot.sent(anna)) == 1
    await _look_and_tell(running, folder(north=NORTH))
    await bot.answers("北湾区体检车进村", to=anna)


async def test_a_follow_is_paused_and_resumed_and_ended_by_buttons(
    telegram: BotApiServer, bot: BotView, running: RunningBot, folder: Folder
) -> None:
    anna = telegram.person("安娜")
    anna.says("/follow 体检")
    listed = await bot.answers("已关注", to=anna)
    anna.taps(listed, "1. ⏸ 暂停")
    paused = await bot.edits("1. 体检 · 暂停")
    await _look_and_tell(running, folder(north=NORTH))
    assert len(bot.sent(anna)) == 1
    anna.taps(paused, "1. ▶ 恢复")
    resumed = await bot.edits("有了就说")
    anna.taps(resumed, "1. ✕ 取消")
    await bot.edits("还没有关注")
    await _look_and_tell(running, folder(south=SOUTH))
    assert len(bot.sent(anna)) == 1


async def test_daily_news_come_together_in_the_morning(
    telegram: BotApiServer, services: Services, folder: Folder, tmp_path: Path
) -> None:
    # the news are found the day before: so says the clock of the state
    yesterday = day_begin(time.time()) - 3600
    state = open_state(tmp_path / "yesterday", clock=lambda: yesterday)
    bot = telegram.bot
    async with RunningBot(telegram, replace(services, state=state)) as running:
        anna = telegram.person("安娜")
        anna.says("/follow 体检")
        anna.taps(await bot.answers("已关注", to=anna), "1. 每天汇总")
        await bot.edits("每天早上 8 点汇总")
        running.services.lookup.corpus = folder(north=NORTH, south=SOUTH)
        following = Following(running.services, running.application.bot)
        await following.look()
        assert state.follows.due(yesterday) == []
        await following.tell()
        await bot.answers("有 2 篇新报道", "北湾区体检车进村", "南岭区体检日程", to=anna)
    state.close()


async def test_in_groups_admins_alone_follow(
    telegram: BotApiServer, bot: BotView, running: RunningBot, folder: Folder
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    group = telegram.group("工会", anna, boris)
    await bot.answers()
    boris.says("/follow@wenbao_bot 体检", to=group)
    await bot.answers("管理员", to=group)
    anna.says("/follow@wenbao_bot 体检", to=group)
    listed = await bot.answers("已关注", to=group)
    assert "管理员" in boris.taps(listed, "1. ✕ 取消") or await bot.notifies("管理员")
    await _look_and_tell(running, folder(north=NORTH))
    await bot.answers("北湾区体检车进村", to=group)


async def test_follows_are_few_and_short(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says(f"/follow {'长' * (LONGEST + 1)}")
    await bot.answers(f"不超过 {LONGEST} 个字", to=anna)
    for number in range(MOST):
        running.services.state.follows.add(anna.user_id, 0, f"词{number}", "zh-Hans", ())
    anna.says("/follow 体检")
    await bot.answers(f"最多关注 {MOST} 条", to=anna)


async def test_forget_ends_what_one_follows(
    telegram: BotApiServer, bot: BotView, running: RunningBot, folder: Folder
) -> None:
    anna = telegram.person("安娜")
    anna.says("/follow 体检")
    await bot.answers("已关注", to=anna)
    anna.says("/privacy")
    await bot.answers("关注 1 条", to=anna)
    anna.says("/forget")
    await bot.answers("已删除", to=anna)
    await _look_and_tell(running, folder(north=NORTH))
    assert len(bot.sent(anna)) == 3
    assert running.services.state.follows.all() == []
