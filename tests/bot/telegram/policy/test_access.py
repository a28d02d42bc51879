"""Who may use the bot: one rule for every kind of update."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.telegram.policy.access import Access
from bot.telegram.services import Services
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView, Person

QUESTION = "东山区建成多少家职工书屋？"


@pytest.fixture
def anna(telegram: BotApiServer) -> Person:
    """On the list."""
    return telegram.person("安娜")


@pytest.fixture
async def running(
    telegram: BotApiServer, services: Services, anna: Person
) -> AsyncIterator[RunningBot]:
    """A bot for Anna only."""
    services = replace(services, access=Access(people={anna.user_id}))
    async with RunningBot(telegram, services) as running:
        yield running


async def test_who_is_on_the_list_is_answered(bot: BotView, anna: Person) -> None:
    anna.says(QUESTION)
    await bot.answers("12家")


async def test_a_stranger_is_told_once_and_with_the_number_an_admin_needs(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    stranger = telegram.person("陌生人")
    for _ in range(3):
        stranger.says(QUESTION)
    await bot.answers("名单", str(stranger.user_id))
    await running.settled()
    assert len(bot.sent(stranger)) == 1


async def test_a_strangers_deep_link_opens_nothing(telegram: BotApiServer, bot: BotView) -> None:
    stranger = telegram.person("陌生人")
    stranger.says("/start a-0")
    await bot.answers("名单")


async def test_a_strangers_edit_is_not_answered(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    stranger = telegram.person("陌生人")
    said = stranger.says("你好")
    await bot.answers("名单")
    stranger.edits(said, QUESTION)
    await running.settled()
    assert len(bot.sent(stranger)) == 1


async def test_a_strangers_tap_is_refused(
    telegram: BotApiServer, bot: BotView, anna: Person
) -> None:
    anna.says(QUESTION)
    answer = await bot.answers()
    telegram.person("陌生人").taps(answer, "读全文")
    await bot.notifies("名单")


async def test_a_strangers_inline_query_finds_nothing(telegram: BotApiServer, bot: BotView) -> None:
    telegram.person("陌生人").asks_inline(QUESTION)
    assert (await bot.suggests()).content["results"] == []


async def test_a_stranger_summons_no_guest(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    stranger = telegram.person("陌生人")
    group = telegram.group("别处", stranger, bot_is=None)
    stranger.summons(f"@wenbao_bot {QUESTION}", chat=group)
    await running.settled()
    assert telegram.world.guest_queries


async def test_a_stranger_in_a_group_is_not_heard(
    telegram: BotApiServer, bot: BotView, anna: Person, running: RunningBot
) -> None:
    stranger = telegram.person("陌生人")
    group = telegram.group("工会", anna, stranger)
    await bot.answers(to=group)
    stranger.says(f"/ask@wenbao_bot {QUESTION}", to=group)
    await running.settled()
    assert len(bot.sent(group)) == 1
    anna.says(f"/ask@wenbao_bot {QUESTION}", to=group)
    await bot.answers("12家", to=group)


async def test_it_leaves_groups_that_are_not_on_the_list(
    telegram: BotApiServer, services: Services, anna: Person
) -> None:
    listed = telegram.group("名单上的", anna, bot_is=None)
    services = replace(services, access=Access(groups={listed.chat_id}))
    async with RunningBot(telegram, services) as running:
        other = telegram.group("别的", anna)
        await telegram.bot.leaves(other)
        telegram.world.set_status(listed, telegram.world.bot, "member", by=anna.user)
        anna.says(f"/ask@wenbao_bot {QUESTION}", to=listed)
        await telegram.bot.answers("/ask", to=listed)
        await telegram.bot.answers("12家", to=listed)
        await running.settled()
        assert telegram.bot.sent(other) == []


async def test_admins_see_the_figures_and_nobody_else_does(
    telegram: BotApiServer, services: Services, anna: Person
) -> None:
    admin = telegram.person("管理员")
    async with RunningBot(telegram, replace(services, access=Access(admins={admin.user_id}))):
        anna.says(QUESTION)
        await telegram.bot.answers(to=anna)
        anna.says("/stats")
        await telegram.bot.answers("没有这个命令", to=anna)
        admin.says("/stats")
        await telegram.bot.answers("1 个问题", "答出 1（100%）", to=admin)


async def test_a_group_on_the_list_stays_on_it_as_a_supergroup(
    telegram: BotApiServer, services: Services
) -> None:
    anna = telegram.person("安娜")
    small = telegram.group("工会", anna, kind="group", bot_is=None)
    large = telegram.group("工会", anna, bot_is=None)
    services = replace(services, access=Access(groups={small.chat_id}))
    async with RunningBot(telegram, services) as running:
        world = telegram.world
        world.set_status(small, world.bot, "member", by=anna.user)
        await telegram.bot.answers("大家好", to=small)
        moved = world.post(small, anna.user, migrate_to_chat_id=large.chat_id)
        world.delivery.add("message", moved, order=small.chat_id)
        await running.settled()
        world.set_status(large, world.bot, "member", by=anna.user)
        await telegram.bot.answers("大家好", to=large)
        anna.says(f"/ask {QUESTION}", to=large)
        await telegram.bot.answers("12家", to=large)


async def test_admins_let_people_in_and_shut_them_out(
    telegram: BotApiServer, services: Services
) -> None:
    admin, anna, boris = (telegram.person(name) for name in ("管理员", "安娜", "Boris"))
    access = Access(people={anna.user_id}, admins={admin.user_id})
    async with RunningBot(telegram, replace(services, access=access)) as running:
        admin.says(f"/allow {boris.user_id}")
        await telegram.bot.answers("已准许", to=admin)
        boris.says(QUESTION)
        await telegram.bot.answers("12家", to=boris)
        admin.says(f"/ban {boris.user_id}")
        await telegram.bot.answers("已禁止", to=admin)
        boris.says(QUESTION)
        admin.says(f"/ban {admin.user_id}")
        await telegram.bot.answers("请写上", to=admin)
        boris.says(f"/allow {boris.user_id}")
        await running.settled()
        assert len(telegram.bot.sent(boris)) == 1
        anna.says("/ban 1")
        await telegram.bot.answers("没有这个命令", to=anna)
