"""The bot among many: it speaks when it is spoken to."""

from typing import Any

import pytest

from bot.telegram.policy.preferences import Mode
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView

pytestmark = pytest.mark.slow

QUESTION = "东山区建成多少家职工书屋？"


async def test_it_greets_when_it_is_added(telegram: BotApiServer, bot: BotView) -> None:
    group = telegram.group("工会", telegram.person("安娜"))
    await bot.answers("/ask", "/settings@wenbao_bot", to=group)


async def test_ask_is_answered_as_a_reply_and_compactly(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    group = telegram.group("工会", anna, boris)
    await bot.answers()
    asked = boris.says(f"/ask@wenbao_bot {QUESTION}", to=group)
    answer = await bot.answers("12家职工书屋", to=group)
    assert answer.reply_to == asked["message_id"]
    assert answer.styled("expandable_blockquote") == []
    assert "书屋每天开放到晚上九点" not in answer.text


async def test_ask_in_reply_to_a_message_asks_that_message(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    group = telegram.group("工会", anna, boris)
    await bot.answers()
    said = anna.says(QUESTION, to=group)
    asked = boris.replies(said, "/ask@wenbao_bot")
    answer = await bot.answers("12家职工书屋", to=group)
    assert answer.reply_to == asked["message_id"]


async def test_ask_without_a_question_tells_how(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says("/ask", to=group)
    await bot.answers("怎么问", to=group)


async def test_small_talk_is_not_answered(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    telegram.world.privacy = False
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says(QUESTION, to=group)
    anna.says("/ask@other_bot " + QUESTION, to=group)
    anna.says("/frobnicate", to=group)
    await running.settled()
    assert len(bot.sent(group)) == 1


async def test_a_mention_is_a_question_where_telegram_delivers_it(
    telegram: BotApiServer, bot: BotView
) -> None:
    telegram.world.privacy = False
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says(f"@Wenbao_Bot {QUESTION}", to=group)
    await bot.answers("12家职工书屋", to=group)


async def test_ask_and_a_mention_may_stand_below_a_picture(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    picture = {"file_id": "1", "file_unique_id": "1", "width": 90, "height": 90}
    for kind, words in (("bot_command", "/ask@wenbao_bot"), ("mention", "@wenbao_bot")):
        entity = {"type": kind, "offset": 0, "length": len(words)}
        below: dict[str, Any] = {"caption": f"{words} {QUESTION}", "caption_entities": [entity]}
        message = telegram.world.post(group, anna.user, photo=[picture], **below)
        telegram.world.delivery.add("message", message, order=group.chat_id)
        await bot.answers("12家职工书屋", to=group)


async def test_a_reply_to_its_answer_goes_on_from_there(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    group = telegram.group("工会", anna, boris)
    await bot.answers()
    anna.says(f"/ask@wenbao_bot {QUESTION}", to=group)
    answer = await bot.answers("12家", to=group)
    boris.replies(answer, "藏书多少？")
    await bot.answers("三万册", to=group)
    await running.settled()
    assert running.services.state.last_turns(group.chat_id) == [QUESTION, "藏书多少？"]


async def test_a_fresh_question_in_a_group_does_not_continue_another(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says(f"/ask@wenbao_bot {QUESTION}", to=group)
    await bot.answers(to=group)
    anna.says("/ask@wenbao_bot 矿泉水", to=group)
    await bot.answers(to=group)
    await running.settled()
    assert running.services.state.last_turns(group.chat_id) == ["矿泉水"]


async def test_a_refusal_is_one_short_line(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says("/ask@wenbao_bot 火星殖民地的总统是谁？", to=group)
    answer = await bot.answers("没有找到", to=group)
    assert "\n" not in answer.text
    assert len(answer.text) < 80
    assert answer.buttons == []


async def test_answers_stand_in_the_asking_topic(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    group.is_forum, group.topics = True, {7: "读报"}
    await bot.answers()
    anna.says(f"/ask@wenbao_bot {QUESTION}", to=group, topic=7)
    assert (await bot.answers("12家", to=group)).topic == 7


async def test_the_thread_of_a_reply_chain_is_not_taken_for_a_topic(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says(f"/ask@wenbao_bot {QUESTION}", to=group, message_thread_id=99)
    assert (await bot.answers("12家", to=group)).topic is None


async def test_buttons_obey_anyone_and_never_add_a_message(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    group = telegram.group("工会", anna, boris)
    await bot.answers()
    anna.says("/ask@wenbao_bot 职工书屋", to=group)
    answer = await bot.answers(to=group)
    boris.taps(answer, "›")
    turned = await bot.edits()
    boris.taps(turned, "👎")
    await bot.notifies()
    await bot.notifies("谢谢")
    boris.taps(turned, "读全文")
    await bot.edits()
    assert len(bot.sent(group)) == 2


async def test_admins_choose_when_it_speaks(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    telegram.world.privacy = False
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    group = telegram.group("工会", anna, boris)
    await bot.answers()
    anna.says("/settings@wenbao_bot", to=group)
    settings = await bot.answers("本群的设置", to=group)
    boris.taps(settings, "不说话")
    await bot.notifies("只有群管理员")
    anna.taps(settings, "只听命令")
    settings = await bot.edits()
    anna.says(f"@wenbao_bot {QUESTION}", to=group)
    anna.says(f"/ask {QUESTION}", to=group)
    await bot.answers("12家", to=group)
    anna.taps(settings, "不说话")
    await bot.edits()
    anna.says(f"/ask {QUESTION}", to=group)
    await running.settled()
    assert len(bot.sent(group)) == 3
    assert running.services.preferences(group.chat_id).mode is Mode.OFF


async def test_only_admins_get_the_groups_settings(telegram: BotApiServer, bot: BotView) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    group = telegram.group("工会", anna, boris)
    await bot.answers()
    boris.says("/settings@wenbao_bot", to=group)
    answer = await bot.answers("只有群管理员", to=group)
    assert answer.buttons == []


async def test_a_topic_has_settings_of_its_own(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    group.is_forum, group.topics = True, {7: "读报", 8: "闲聊"}
    await bot.answers()
    anna.says("/settings@wenbao_bot", to=group, topic=8)
    anna.taps(await bot.answers("本话题的设置", to=group), "不说话")
    await bot.edits()
    anna.says(f"/ask@wenbao_bot {QUESTION}", to=group, topic=8)
    anna.says(f"/ask@wenbao_bot {QUESTION}", to=group, topic=7)
    assert (await bot.answers("12家", to=group)).topic == 7
    await running.settled()
    assert len(bot.sent(group)) == 3


async def test_the_size_of_answers_can_be_chosen(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says("/settings@wenbao_bot", to=group)
    anna.taps(await bot.answers(to=group), "带上全段")
    await bot.edits()
    anna.says(f"/ask@wenbao_bot {QUESTION}", to=group)
    await bot.answers("书屋每天开放到晚上九点", to=group)


async def test_a_cooldown_is_told_once(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says("/settings@wenbao_bot", to=group)
    anna.taps(await bot.answers(to=group), "60 秒")
    await bot.edits()
    for _ in range(3):
        anna.says(f"/ask@wenbao_bot {QUESTION}", to=group)
    await bot.answers("12家", to=group)
    await bot.answers("请等", to=group)
    await running.settled()
    assert len(bot.sent(group)) == 4


async def test_a_group_keeps_its_settings_when_it_becomes_a_supergroup(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna, kind="group")
    await bot.answers()
    anna.says("/settings@wenbao_bot", to=group)
    anna.taps(await bot.answers(to=group), "只听命令")
    await bot.edits()
    upgraded = telegram.world.migrate(group)
    await running.settled()
    assert running.services.preferences(upgraded.chat_id).mode is Mode.COMMANDS


async def test_a_deleted_question_is_still_answered(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    asked = anna.says(f"/ask@wenbao_bot {QUESTION}", to=group)
    anna.deletes(asked)
    assert (await bot.answers("12家", to=group)).reply_to is None


async def test_what_was_posted_via_the_bot_is_not_a_question(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says(f"@wenbao_bot {QUESTION}", to=group, via_bot=telegram.world.bot)
    await running.settled()
    assert len(bot.sent(group)) == 1
