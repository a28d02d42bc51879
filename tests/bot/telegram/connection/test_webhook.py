"""The same bot behind a webhook."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import aiohttp
import pytest

from bot.telegram.connection.webhook import Address
from bot.telegram.lifecycle import ListenError, WebhookSettings
from bot.telegram.policy.access import Access
from bot.telegram.services import Services
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, Fault, Trouble
from tests.botapi.delivery import Webhook

pytestmark = pytest.mark.slow

QUESTION = "东山区建成多少家职工书屋？"
SECRET = "s3cret_of-telegram"


@dataclass
class Hooked:
    """A bot behind a webhook, and where that listens."""

    running: RunningBot
    url: str


def webhook(port: int) -> WebhookSettings:
    url = f"http://127.0.0.1:{port}/hook/wenbao"
    return WebhookSettings(url, Address("127.0.0.1", port, "/hook/wenbao", SECRET))


@pytest.fixture
async def hooked(
    telegram: BotApiServer, services: Services, unused_tcp_port: int
) -> AsyncIterator[Hooked]:
    async with RunningBot(telegram, services, webhook=webhook(unused_tcp_port)) as running:
        while telegram.world.delivery.webhook is None:
            await asyncio.sleep(0.01)
        yield Hooked(running, f"http://127.0.0.1:{unused_tcp_port}")


async def test_a_conversation_goes_the_same_way(telegram: BotApiServer, hooked: Hooked) -> None:
    anna = telegram.person("安娜")
    asked = anna.says(QUESTION)
    answer = await telegram.bot.answers("12家职工书屋")
    anna.taps(answer, "读全文")
    await telegram.bot.edits("有地方看书")
    anna.edits(asked, "西河镇送去多少矿泉水？")
    await telegram.bot.edits("200箱")
    group = telegram.group("工会", anna)
    anna.says(f"/ask@wenbao_bot {QUESTION}", to=group)
    await telegram.bot.answers("/ask", to=group)
    await telegram.bot.answers("12家", to=group)
    anna.asks_inline(QUESTION)
    assert (await telegram.bot.suggests()).content["results"]
    elsewhere = telegram.group("别处", anna, bot_is=None)
    anna.summons(f"@wenbao_bot {QUESTION}", chat=elsewhere)
    await telegram.bot.answers("12家", to=elsewhere)
    anna.says("/settings")
    anna.taps(await telegram.bot.answers("语言", to=anna), "English")
    await telegram.bot.edits("Settings")
    anna.says(f"/start {answer.links()[0].partition('start=')[2]}")
    await telegram.bot.answers("12家", to=anna)


async def test_asked_to_stop_it_answers_what_has_been_posted(
    telegram: BotApiServer, hooked: Hooked
) -> None:
    people = [telegram.person(str(number)) for number in range(12)]
    for person in people:
        person.says(QUESTION)
    await telegram.world.delivery.confirmed()
    await hooked.running.stop()
    assert all(len(telegram.bot.sent(person)) == 1 for person in people)


async def test_one_chat_keeps_its_order_while_others_go_on(
    telegram: BotApiServer, hooked: Hooked
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    for question in (QUESTION, "西河镇送去多少矿泉水？") * 3:
        anna.says(question)
    boris.says(QUESTION)
    await telegram.bot.answers("12家", to=boris)
    for _ in range(3):
        await telegram.bot.answers("12家", to=anna)
        await telegram.bot.answers("200箱", to=anna)


async def test_an_update_that_cannot_be_read_does_not_hold_up_its_chat(
    telegram: BotApiServer, hooked: Hooked
) -> None:
    anna = telegram.person("安娜")
    telegram.world.delivery.add_raw({"message": {"message_id": "x"}}, order=anna.user_id)
    anna.says(QUESTION)
    await telegram.bot.answers("12家")


async def test_what_telegram_posts_twice_is_answered_once(
    telegram: BotApiServer, hooked: Hooked
) -> None:
    anna = telegram.person("安娜")
    anna.says(QUESTION)
    again = dict(telegram.world.delivery.pending[-1].update)
    await telegram.bot.answers("12家")
    telegram.world.delivery.add_raw(again)
    await hooked.running.settled()
    assert len(telegram.bot.sent(anna)) == 1


async def test_healthz_says_ok(hooked: Hooked) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{hooked.url}/healthz") as got:
        assert (got.status, await got.text()) == (200, "ok\n")


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        (SECRET, "{}", 200),
        (SECRET, "no json", 400),
        (SECRET, "[]", 400),
        ("wrong", "{}", 403),
        ("秘密", "{}", 403),
        (None, "{}", 403),
    ],
)
async def test_only_telegram_may_post(
    hooked: Hooked, secret: str | None, body: str, status: int
) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{hooked.url}/hook/wenbao", data=body.encode(), headers=headers) as got,
    ):
        assert got.status == status


@pytest.mark.parametrize(("kilobytes", "status"), [(1, 200), (1000, 200), (1030, 413), (3000, 413)])
async def test_no_body_over_a_megabyte_is_read(hooked: Hooked, kilobytes: int, status: int) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    body = io.BytesIO(b"{" + b" " * (1024 * kilobytes - 2) + b"}")
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{hooked.url}/hook/wenbao", data=body, headers=headers) as got,
    ):
        assert got.status == status


async def test_a_webhook_that_cannot_be_set_at_once_is_set_later(
    telegram: BotApiServer, services: Services, unused_tcp_port: int
) -> None:
    telegram.faults.append(Fault(Trouble.BROKEN, "setWebhook"))
    async with RunningBot(telegram, services, webhook=webhook(unused_tcp_port)):
        telegram.person("安娜").says(QUESTION)
        await telegram.bot.answers("12家")


async def test_a_webhook_that_telegram_refuses_is_said_plainly(
    telegram: BotApiServer, services: Services, unused_tcp_port: int
) -> None:
    telegram.methods.wants_https = True
    running = RunningBot(telegram, services, webhook=webhook(unused_tcp_port))
    await running.__aenter__()
    with pytest.raises(ListenError, match="webhook-refused"):
        await running.ended()
    telegram.refusals.clear()


async def test_who_fetches_is_told_when_a_webhook_is_set_elsewhere_and_goes_on_after_it(
    telegram: BotApiServer, services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    admin = telegram.person("管理员")
    admin.says("/help")
    async with RunningBot(telegram, replace(services, access=Access(admins={admin.user_id}))):
        await telegram.bot.answers(to=admin)
        telegram.world.delivery.set_webhook(Webhook("http://127.0.0.1:9/elsewhere"))
        await telegram.bot.answers("has set a webhook", to=admin)
        telegram.world.delivery.set_webhook(None)
        admin.says(QUESTION)
        await telegram.bot.answers("12家", to=admin)
    assert "has set a webhook" in caplog.text


async def test_a_port_that_is_taken_is_said_plainly(
    telegram: BotApiServer, services: Services
) -> None:
    taken = int(telegram.url.rpartition(":")[2])
    running = RunningBot(telegram, services, webhook=webhook(taken))
    await running.__aenter__()
    with pytest.raises(ListenError, match=f"127.0.0.1:{taken}"):
        await running.ended()
