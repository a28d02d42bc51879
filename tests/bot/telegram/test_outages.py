"""Never lost: what goes wrong on the way, and what is done about it."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app.compose import build as build_archive
from bot.telegram.connection.rate_limiter import RateLimiter
from bot.telegram.connection.retries import Retries
from bot.telegram.policy.access import Access
from bot.telegram.services import Limits, Quotas, Services
from bot.telegram.storage import open_state
from config.settings import read_settings
from retrieval.qa import Answer, Answering
from tests.bot.telegram.reports import REPORTS
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView, Fault, Trouble

pytestmark = pytest.mark.slow

QUESTION = "东山区建成多少家职工书屋？"
PHOTO = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]


class Slow:
    """An answerer that takes its time over one question."""

    def __init__(self, answerer: Answering, question: str, seconds: float) -> None:
        self._answerer = answerer
        self._question = question
        self._seconds = seconds

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        if question == self._question:
            time.sleep(self._seconds)
        return self._answerer.answer(question, turns=turns, top_k=top_k)


class Broken:
    """An answerer with a bug whose message holds what nobody may see."""

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        raise RuntimeError("boom 7000000001:AAE-test-token_that_must_never_be_logged")


@pytest.mark.parametrize("trouble", [Trouble.BROKEN, Trouble.GATEWAY, Trouble.DROPPED])
async def test_an_answer_survives_a_server_or_a_network_that_fails(
    telegram: BotApiServer, bot: BotView, running: RunningBot, trouble: Trouble
) -> None:
    telegram.faults.append(Fault(trouble, "sendMessage"))
    anna = telegram.person("安娜")
    anna.says(QUESTION)
    await bot.answers("12家")
    await running.settled()
    assert len(bot.sent(anna)) == 1


@pytest.mark.parametrize("trouble", [Trouble.BROKEN, Trouble.GATEWAY, Trouble.DROPPED])
async def test_fetching_survives_a_server_or_a_network_that_fails(
    telegram: BotApiServer, bot: BotView, running: RunningBot, trouble: Trouble
) -> None:
    anna = telegram.person("安娜")
    anna.says(QUESTION)
    await bot.answers("12家")
    telegram.faults.append(Fault(trouble, "getUpdates"))
    anna.says(QUESTION)  # which ends the call that is waiting; the next one fails
    await bot.answers("12家")
    anna.says(QUESTION)
    await bot.answers("12家")


async def test_an_update_that_cannot_be_read_is_skipped(
    telegram: BotApiServer, bot: BotView, caplog: pytest.LogCaptureFixture
) -> None:
    anna = telegram.person("安娜")
    for raw in ({"message": {"message_id": "x"}}, {"message": 7}, {"callback_query": {"id": 1}}):
        telegram.world.delivery.add_raw(raw)
    anna.says(QUESTION)
    telegram.world.delivery.add_raw({"message": {"date": "?", "chat": []}})
    anna.says(QUESTION)
    await bot.answers("12家")
    await bot.answers("12家")
    assert caplog.text.count("can't be read") == 4


async def test_an_update_of_an_unknown_kind_is_harmless(
    telegram: BotApiServer, bot: BotView
) -> None:
    telegram.world.delivery.add_raw({"telepathy": {"thought": 1}})
    telegram.person("安娜").says(QUESTION)
    await bot.answers("12家")


async def test_the_same_update_is_answered_once(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says(QUESTION)
    delivery = telegram.world.delivery
    again = dict(delivery.pending[-1].update)
    await bot.answers("12家")
    await running.settled()
    delivery.add_raw(again)
    await delivery.confirmed()
    await running.settled()
    assert len(bot.sent(anna)) == 1


async def test_a_slow_answer_holds_up_its_own_chat_only(
    telegram: BotApiServer, services: Services, answerer: Answering
) -> None:
    services = replace(services, answers=Slow(answerer, "慢", 0.5))
    async with RunningBot(telegram, services) as running:
        anna, boris = telegram.person("安娜"), telegram.person("Boris")
        anna.says("慢")
        anna.says(QUESTION)
        boris.says(QUESTION)
        await telegram.bot.answers("12家", to=boris)
        assert telegram.bot.sent(anna) == []
        await running.settled()
        assert len(telegram.bot.sent(anna)) == 2
        assert "12家" in telegram.bot.sent(anna)[1].text


async def test_a_handler_that_takes_too_long_is_given_up_with_an_apology(
    telegram: BotApiServer, services: Services, answerer: Answering
) -> None:
    services = replace(services, answers=Slow(answerer, "慢", 1.5))
    async with RunningBot(telegram, services, handler_seconds=0.5):
        anna = telegram.person("安娜")
        anna.says("慢")
        anna.says(QUESTION)
        await telegram.bot.answers("抱歉")
        await telegram.bot.answers("12家")


async def test_a_bug_is_told_to_the_admin_and_the_person_gets_an_apology(
    telegram: BotApiServer, services: Services
) -> None:
    admin = telegram.person("管理员")
    admin.says("/help")
    services = replace(services, answers=Broken(), access=Access(admins={admin.user_id}))
    async with RunningBot(telegram, services) as running:
        await telegram.bot.answers(to=admin)
        anna = telegram.person("安娜")
        anna.says(QUESTION)
        anna.says(QUESTION)
        assert (await telegram.bot.answers("抱歉", to=anna)).text.count("boom") == 0
        report = await telegram.bot.answers("RuntimeError", "boom <token>", to=admin)
        await running.settled()
        assert telegram.token not in report.text
        assert QUESTION not in report.text
        assert len(telegram.bot.sent(admin)) == 2


async def test_a_second_instance_is_noticed_and_said_plainly(
    telegram: BotApiServer, services: Services, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    admin = telegram.person("管理员")
    admin.says("/help")
    services = replace(services, access=Access(admins={admin.user_id}))
    async with RunningBot(telegram, services):
        await telegram.bot.answers(to=admin)
        state = open_state(tmp_path / "second")
        async with RunningBot(
            telegram, replace(services, state=state)
        ):  # its fetching ends the first's
            await telegram.bot.answers("another instance", to=admin)
        state.close()
    errors = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
    said = [error for error in errors if "another instance of this bot" in error]
    assert 1 <= len(said) <= 2  # each of the two says it once


async def test_what_telegram_never_answers_is_given_up_in_time_and_not_sent_twice(
    telegram: BotApiServer, services: Services
) -> None:
    telegram.faults.append(Fault(Trouble.SILENT, "sendMessage"))
    async with RunningBot(telegram, services, read_seconds=0.3) as running:
        anna = telegram.person("安娜")
        anna.says(QUESTION)
        await running.settled()
        anna.says(QUESTION)
        await telegram.bot.answers("12家")
        await running.settled()
        # nobody knows whether the first answer arrived: neither again nor an apology
        assert len(telegram.bot.sent(anna)) == 1


async def test_questions_are_answered_once_when_sending_works_again(
    telegram: BotApiServer, services: Services
) -> None:
    telegram.faults.append(Fault(Trouble.BROKEN, "sendMessage", times=12))
    rate_limiter = RateLimiter(private_per_second=0, first_pause=0.01)
    services = replace(services, retries=Retries(fresh_seconds=3600, first_pause=0.05))
    async with RunningBot(telegram, services, rate_limiter=rate_limiter):
        people = [telegram.person(f"{number}号") for number in range(3)]
        for person in people:
            person.says(QUESTION)
        for person in people:
            await telegram.bot.answers("12家", to=person)
    assert [len(telegram.bot.sent(person)) for person in people] == [1, 1, 1]


async def test_what_cannot_be_sent_is_kept_over_a_stop_and_answered_after(
    telegram: BotApiServer, services: Services
) -> None:
    telegram.faults.append(Fault(Trouble.BROKEN, "sendMessage", times=4))
    rate_limiter = RateLimiter(private_per_second=0, first_pause=0.01)
    anna = telegram.person("安娜")
    async with RunningBot(telegram, services, rate_limiter=rate_limiter) as running:
        anna.says(QUESTION)
        await running.settled()
    assert telegram.bot.sent(anna) == []
    services = replace(services, retries=Retries(fresh_seconds=3600))
    async with RunningBot(telegram, services):
        await telegram.bot.answers("12家", to=anna)
    assert len(telegram.bot.sent(anna)) == 1


async def test_who_is_answered_too_late_is_told_so_and_admins_are(
    telegram: BotApiServer, services: Services
) -> None:
    admin, anna = telegram.person("管理员"), telegram.person("安娜")
    admin.says("/help")
    services = replace(
        services,
        retries=Retries(fresh_seconds=0, first_pause=0.05),
        access=Access(admins={admin.user_id}),
    )
    rate_limiter = RateLimiter(private_per_second=0, first_pause=0.01)
    async with RunningBot(telegram, services, rate_limiter=rate_limiter) as running:
        await telegram.bot.answers(to=admin)
        group = telegram.group("读报小组", anna)
        await telegram.bot.answers("大家好", to=group)
        telegram.faults.append(Fault(Trouble.BROKEN, "sendMessage", times=12))
        anna.says(QUESTION)
        anna.says(f"/ask {QUESTION}", to=group)
        await telegram.bot.answers("很久都没能回答", to=anna)
        await telegram.bot.answers("有些问题没能回答", to=admin)
        await running.settled()
        anna.says(QUESTION)
        await telegram.bot.answers("12家", to=anna)
    assert len(telegram.bot.sent(anna)) == 2
    assert len(telegram.bot.sent(group)) == 1  # its greeting


async def test_a_flood_of_one_person_keeps_nobody_else_waiting(
    telegram: BotApiServer, services: Services
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    for _ in range(310):
        anna.sends(photo=PHOTO)
        anna.says("/start")
    boris.says(QUESTION)
    services = replace(services, quotas=Quotas(Limits(taps_per_minute=4)))
    async with RunningBot(telegram, services, rate_limiter=RateLimiter()):
        await telegram.bot.answers("12家", to=boris)
        assert len(telegram.bot.sent(anna)) < 10


async def test_a_flooded_group_keeps_nobody_else_waiting(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    group = telegram.group("读报小组", anna)
    await bot.answers("大家好", to=group)
    in_group = lambda parameters: parameters["chat_id"] == group.chat_id  # noqa: E731
    telegram.faults.append(Fault(Trouble.FLOOD, "sendMessage", retry_after=3, when=in_group))
    anna.says(f"/ask {QUESTION}", to=group)
    while telegram.faults[-1].times:  # until the group's answer has met the limit
        await asyncio.sleep(0.01)
    boris.says(QUESTION)
    await bot.answers("12家", to=boris)
    assert len(bot.sent(group)) == 1  # its greeting: the answer still waits
    await bot.answers("12家", to=group)


async def test_a_tap_that_telegram_makes_wait_keeps_no_other_waiting(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    anna.says(QUESTION)
    hers = await bot.answers("12家", to=anna)
    boris.says(QUESTION)
    his = await bot.answers("12家", to=boris)
    slow = anna.taps(hers, "👍")
    is_hers = lambda parameters: parameters["callback_query_id"] == slow  # noqa: E731
    telegram.faults.append(Fault(Trouble.FLOOD, "answerCallbackQuery", retry_after=3, when=is_hers))
    while telegram.faults[-1].times:
        await asyncio.sleep(0.01)
    boris.taps(his, "👎")
    await bot.notifies("已记下")
    await bot.notifies("谢谢！")


async def test_a_token_that_is_refused_once_is_no_reason_to_be_deaf(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says(QUESTION)
    await bot.answers("12家")
    telegram.faults.append(Fault(Trouble.REFUSED, "getUpdates"))
    anna.says(QUESTION)
    await bot.answers("12家")
    anna.says(QUESTION)
    await bot.answers("12家")


async def test_an_inline_query_answered_too_late_is_not_an_error(
    telegram: BotApiServer, bot: BotView, running: RunningBot, caplog: pytest.LogCaptureFixture
) -> None:
    anna = telegram.person("安娜")
    anna.asks_inline(QUESTION)
    telegram.world.inline_queries.clear()
    await running.settled()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    telegram.refusals.clear()


async def test_who_blocks_the_bot_is_forgotten(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says(QUESTION)
    await bot.answers("12家")
    anna.blocks_bot()
    await running.settled()
    assert running.services.state.kept_of(anna.user_id).answers == 0


async def test_stale_foreign_and_forged_buttons_do_no_harm(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says(QUESTION)
    answer = await bot.answers()
    for data in (
        "t:99999:0",
        "r:nothing:0",
        "b:nothing:0",
        "zzz",
        "t:1:-1",
        "c:mode:off:0",
        "t:" + "9" * 19 + ":0",
    ):
        anna.taps_data(answer, data)
        await bot.notifies("太旧")
    anna.taps_data(answer, "t:1:99")
    await bot.notifies()


async def test_a_button_that_names_another_chats_answer_does_nothing(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("鲍里斯")
    anna.says(QUESTION)
    hers = await bot.answers()
    boris.says("职工书屋")
    his = await bot.answers()
    boris.taps_data(his, hers.data("👍"))
    await bot.notifies("太旧")
    boris.taps_data(his, his.data("👍"))
    await bot.notifies("谢谢")


async def test_a_double_tap_edits_once(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says("职工书屋")
    answer = await bot.answers()
    anna.taps(answer, "›")
    anna.taps_data(answer, answer.data("›"))
    await running.settled()
    edits = [act for act in telegram.journal.acts if act.method == "editMessageText"]
    assert len(edits) == 1
    [refusal] = telegram.refusals
    assert "not modified" in refusal[1]
    telegram.refusals.clear()


async def test_an_old_tap_is_not_an_error(
    telegram: BotApiServer, bot: BotView, running: RunningBot, caplog: pytest.LogCaptureFixture
) -> None:
    anna = telegram.person("安娜")
    anna.says(QUESTION)
    query_id = anna.taps(await bot.answers(), "读全文")
    telegram.world.callbacks.pop(query_id)
    await bot.edits("有地方看书")
    await running.settled()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    telegram.refusals.clear()


async def test_a_damaged_index_is_told_to_the_admin_and_the_person_gets_an_apology(
    telegram: BotApiServer, services: Services, tmp_path: Path
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text, encoding="utf-8")
    settings = read_settings(reports=reports, data_dir=tmp_path / "own")
    _, answerer = build_archive(settings)
    [database] = settings.data_dir.rglob("wenbao.sqlite")
    with database.open("r+b") as file:
        file.write(b"\xa7\xff" * (database.stat().st_size // 2))
    admin = telegram.person("管理员")
    admin.says("/help")
    services = replace(services, answers=answerer, access=Access(admins={admin.user_id}))
    async with RunningBot(telegram, services):
        await telegram.bot.answers(to=admin)
        anna = telegram.person("安娜")
        anna.says(QUESTION)
        assert "sqlite" not in (await telegram.bot.answers("抱歉", to=anna)).text
        await telegram.bot.answers("StoreDamagedError", "wenbao index --rebuild", to=admin)
