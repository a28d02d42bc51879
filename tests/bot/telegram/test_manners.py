"""What is no question, and what a question is understood by: answered as a person would."""

import pytest

from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView

pytestmark = pytest.mark.slow  # test_private_chat.py asks the same handlers

QUESTION = "东山区建成多少家职工书屋？"


async def test_thanks_get_a_reaction_and_the_conversation_goes_on(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says(QUESTION)
    await bot.answers("12家")
    anna.says("谢谢")
    assert await bot.reacts(anna) == "👌"
    await running.settled()
    assert len(bot.sent(anna)) == 1
    turns = running.services.state.last_turns(anna.user_id)
    assert turns == [QUESTION]


@pytest.mark.parametrize("said", ["我也是", "好的收到", "哈哈哈说得对", "厉害了👍", "谢谢"])
async def test_a_reply_in_a_group_that_asks_nothing_gets_a_reaction(
    telegram: BotApiServer, bot: BotView, running: RunningBot, said: str
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says(f"/ask {QUESTION}", to=group)
    answer = await bot.answers("12家")
    anna.replies(answer, said)
    await bot.reacts(group)
    await running.settled()
    assert len(bot.sent(group)) == 2


async def test_a_reply_in_a_group_that_speaks_to_somebody_else_is_not_answered(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says(f"/ask {QUESTION}", to=group)
    answer = await bot.answers("12家")
    anna.replies(answer, "@boris_b 你看这个")
    await running.settled()
    assert len(bot.sent(group)) == 2


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("菜单", "2 个版面"),
        ("選單", "2 个版面"),
        ("帮助", "/privacy"),
        ("help", "/privacy"),
        ("Help", "/privacy"),
        ("／help", "/privacy"),
        ("怎么用", "/privacy"),
        ("设置", "设置"),
        ("1", "/privacy"),
    ],
)
async def test_some_words_are_commands(
    telegram: BotApiServer, bot: BotView, said: str, shown: str
) -> None:
    telegram.person("安娜").says(said)
    await bot.answers(shown)


async def test_a_number_after_an_answer_is_one_of_what_was_shown(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("提到总工会的报道有哪些？")
    listed = await bot.answers("1. ", "2. ")
    anna.says("2")
    second = listed.text.split("2. ")[1].split("》")[0].removeprefix("《")
    await bot.answers(second)


async def test_a_question_in_english_is_told_that_chinese_finds_more(
    telegram: BotApiServer, bot: BotView
) -> None:
    telegram.person("安娜").says("How many libraries are there?")
    await bot.answers("报道是中文的")


async def test_an_edited_question_is_answered_without_what_was_asked_before(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says("西河镇送去多少矿泉水？")
    await bot.answers()
    asked = anna.says("谁")
    await bot.answers()
    anna.edits(asked, QUESTION)
    edited = await bot.edits("12家")
    assert "理解为" not in edited.text
    assert running.services.state.last_turns(anna.user_id) == [QUESTION]


async def test_a_reply_to_an_answer_whose_question_is_gone_says_so(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says(QUESTION)
    answer = await bot.answers("12家")
    await running.settled()
    running.services.state._db.execute("UPDATE turn SET expires_at = 0")
    anna.replies(answer, "西河镇送去多少矿泉水？")
    await bot.answers("不再留存", "矿泉水")


async def test_what_is_forwarded_goes_on_from_nothing(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says("西河镇送去多少矿泉水？")
    await bot.answers()
    origin = {"type": "hidden_user", "sender_user_name": "x", "date": 1}
    anna.says(QUESTION, forward_origin=origin)
    await bot.answers("12家")
    await running.settled()
    assert running.services.state.last_turns(anna.user_id) == [QUESTION]


async def test_a_refusal_in_a_group_has_the_button_to_the_nearest_passages(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says("/ask 职工书屋花了多少亿美元", to=group)
    refusal = await bot.answers("没有找到")
    anna.taps(refusal, "最接近的段落")
    await bot.edits("最接近的段落", "east.txt")


async def test_a_refusal_of_a_guest_and_inline_leads_to_the_nearest_passages(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("别处", anna, bot_is=None)
    question = "职工书屋花了多少亿美元"
    anna.summons(f"@wenbao_bot {question}", chat=group)
    refusal = await bot.answers("没有找到", to=group)
    assert refusal.buttons == ["看最接近的段落"]
    anna.says(f"/start {refusal.links()[0].partition('start=')[2]}")
    await bot.answers("east.txt")
    anna.asks_inline(question)
    suggested = await bot.suggests()
    assert "没有找到" in suggested.content["button"]["text"]
    posted = anna.chooses(suggested, 0, chat=group)
    assert "最接近的段落" in posted.text


async def test_settings_name_what_is_chosen_and_no_limit_as_such(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("工会", anna)
    await bot.answers()
    anna.says("/settings@wenbao_bot", to=group)
    settings = await bot.answers("本群的设置")
    assert "✓ 不限" in settings.buttons
    assert "两次回答之间至少隔多久" in settings.buttons
