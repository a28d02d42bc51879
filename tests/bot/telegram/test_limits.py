"""Never too much: limits on asking, and Telegram's own flood limits."""

import asyncio
from dataclasses import replace

import pytest

from bot.telegram.connection.rate_limiter import RateLimiter
from bot.telegram.policy.quota import Quota, Refusal
from bot.telegram.services import Limits, Quotas, Services
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, Fault, Trouble

pytestmark = pytest.mark.slow

QUESTION = "东山区建成多少家职工书屋？"


def test_a_quota_says_how_long_to_wait_and_only_once() -> None:
    now = 100.0
    quota = Quota(2, 60, clock=lambda: now)
    assert [quota.take("a"), quota.take("a")] == [None, None]
    now = 110.5
    assert quota.take("a") == Refusal(wait=50, is_first=True)
    assert quota.take("a") == Refusal(wait=50, is_first=False)
    assert quota.take("b") is None
    now = 160.0
    assert quota.take("a") is None


def test_a_quota_forgets_who_has_been_quiet() -> None:
    now = 0.0
    quota = Quota(1, 1, clock=lambda: now)
    for key in range(5000):
        now += 0.001
        quota.take(key)
    assert len(quota._acts) <= 4097


async def test_who_asks_too_fast_is_told_once_how_long_to_wait(
    telegram: BotApiServer, services: Services
) -> None:
    services = replace(services, quotas=Quotas(Limits(asks_per_minute=2)))
    async with RunningBot(telegram, services) as running:
        anna = telegram.person("安娜")
        for _ in range(6):
            anna.says(QUESTION)
        for _ in range(2):
            await telegram.bot.answers("12家")
        await telegram.bot.answers("请等", "秒")
        await running.settled()
        assert len(telegram.bot.sent(anna)) == 3
        assert services.state.tally(days=1).refused == 4


async def test_a_group_that_asks_too_fast_is_told_once_and_others_are_answered(
    telegram: BotApiServer, services: Services
) -> None:
    services = replace(services, quotas=Quotas(Limits(group_asks_per_minute=2)))
    async with RunningBot(telegram, services) as running:
        people = [telegram.person(str(number)) for number in range(5)]
        group = telegram.group("工会", *people)
        await telegram.bot.answers("/ask", to=group)
        for person in people:
            person.says(f"/ask@wenbao_bot {QUESTION}", to=group)
        for _ in range(2):
            await telegram.bot.answers("12家", to=group)
        await telegram.bot.answers("请等", "秒", to=group)
        people[0].says(QUESTION)
        await telegram.bot.answers("12家", to=people[0])
        await running.settled()
        assert len(telegram.bot.sent(group)) == 4


async def test_taps_too_fast_do_no_harm(telegram: BotApiServer, services: Services) -> None:
    services = replace(services, quotas=Quotas(Limits(taps_per_minute=1)))
    async with RunningBot(telegram, services):
        anna = telegram.person("安娜")
        anna.says(QUESTION)
        answer = await telegram.bot.answers()
        anna.taps(answer, "👍")
        anna.taps(answer, "👎")
        await telegram.bot.notifies("谢谢")
        await telegram.bot.notifies("请等")


async def test_no_flood_limit_of_a_private_chat_is_hit(
    telegram: BotApiServer, services: Services
) -> None:
    telegram.limit_messages("private", 7, 0.3)
    async with RunningBot(telegram, services, rate_limiter=RateLimiter(private_per_second=10)):
        anna = telegram.person("安娜")
        for _ in range(10):
            anna.says(QUESTION)
        for _ in range(10):
            await telegram.bot.answers("12家")


async def test_a_429_is_waited_out_and_nothing_is_lost(
    telegram: BotApiServer, services: Services
) -> None:
    telegram.faults.append(Fault(Trouble.FLOOD, "sendMessage", retry_after=1))
    async with RunningBot(telegram, services) as running:
        people = [telegram.person(name) for name in "甲乙丙"]
        start = asyncio.get_running_loop().time()
        for person in people:
            person.says(QUESTION)
        for person in people:
            await telegram.bot.answers("12家", to=person)
        assert asyncio.get_running_loop().time() - start >= 1
        await running.settled()
        assert len(telegram.bot.sent()) == 3
