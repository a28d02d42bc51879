"""Inline queries and guest mode: answers where the bot is not."""

import asyncio
from dataclasses import replace

import pytest

from bot.telegram.handlers import inline
from bot.telegram.services import Services, Typing
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView

pytestmark = pytest.mark.slow

QUESTION = "东山区建成多少家职工书屋？"


async def test_inline_cards_show_headline_snippet_and_source(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.asks_inline(QUESTION)
    results = (await bot.suggests()).content["results"]
    assert results[0]["title"] == "《东山区建成十二家职工书屋》"
    assert "12家职工书屋" in results[0]["description"]
    assert "east.txt" in results[0]["description"]


async def test_choosing_a_card_posts_the_quote_its_source_and_a_link(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    group = telegram.group("别处", anna, boris, bot_is=None)
    anna.asks_inline(QUESTION)
    posted = anna.chooses(await bot.suggests(), 0, chat=group)
    assert "12家职工书屋" in posted.text
    assert "east.txt" in posted.text
    assert all(link.startswith("https://t.me/wenbao_bot?start=p-") for link in posted.links())
    assert posted.buttons == ["在问报里打开"]


async def test_inline_scrolls_through_all_hits_without_repeating_one(
    telegram: BotApiServer, bot: BotView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline, "PAGE", 1)
    anna = telegram.person("安娜")
    seen: list[str] = []
    offset = ""
    while True:
        anna.asks_inline(QUESTION, offset=offset)
        act = await bot.suggests()
        seen += [result["id"] for result in act.content["results"]]
        offset = act.content.get("next_offset", "")
        if not offset:
            break
    assert len(seen) == len(set(seen)) > 1


async def test_nothing_found_inline_leads_to_the_bot(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    anna.asks_inline("火星殖民地的总统是谁？")
    act = await bot.suggests()
    assert act.content["results"] == []
    assert "没有找到" in act.content["button"]["text"]
    anna.says(f"/start {act.content['button']['start_parameter']}")
    await bot.answers("2 个版面")


@pytest.mark.parametrize("words", ["", "你好"])
async def test_an_inline_query_that_asks_nothing_tells_what_to_do(
    telegram: BotApiServer, bot: BotView, words: str
) -> None:
    anna = telegram.person("安娜")
    anna.asks_inline(words)
    act = await bot.suggests()
    assert act.content["results"] == []
    assert "输入问题" in act.content["button"]["text"]


async def test_a_guest_answers_with_one_message(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("别处", anna, bot_is=None)
    anna.summons(f"@wenbao_bot {QUESTION}", chat=group)
    answer = await bot.answers("12家职工书屋", "east.txt", to=group)
    assert answer.message["guest_bot_caller_user"]["id"] == anna.user_id


async def test_a_guest_says_in_one_line_what_is_not_there(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("别处", anna, bot_is=None)
    anna.summons("@wenbao_bot 火星殖民地的总统是谁？", chat=group)
    answer = await bot.answers("没有找到", to=group)
    assert "\n" not in answer.text
    await running.settled()
    assert bot.sent(group) == []


@pytest.mark.parametrize("summons", ["@wenbao_bot", "@Wenbao_Bot ", "@wenbao_bot 你好"])
async def test_a_guest_who_is_asked_nothing_says_how_to_ask(
    telegram: BotApiServer, bot: BotView, summons: str
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("别处", anna, bot_is=None)
    anna.summons(summons, chat=group)
    await bot.answers("提到 @wenbao_bot 并写上问题", to=group)


async def test_a_guest_takes_the_message_that_is_replied_to_for_the_question(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna, boris = telegram.person("安娜"), telegram.person("Boris")
    group = telegram.group("别处", anna, boris, bot_is=None)
    asked = boris.says(QUESTION, to=group)
    anna.summons("@wenbao_bot", chat=group, reply_to=asked["message_id"])
    await bot.answers("12家职工书屋", to=group)


async def test_a_count_is_answered_by_a_card_of_its_own_and_by_a_guest(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    group = telegram.group("别处", anna, bot_is=None)
    anna.asks_inline("几篇报道提到总工会？")
    suggested = await bot.suggests()
    assert suggested.content["results"][0]["title"] == "共有 2 篇文章提到“总工会”。"
    posted = anna.chooses(suggested, 0, chat=group)
    assert "1. 《东山区建成十二家职工书屋》" in posted.text
    assert len([link for link in posted.links() if "start=a-" in link]) == 2
    anna.summons("@wenbao_bot 几篇报道提到总工会？", chat=group)
    answer = await bot.answers("共有 2 篇文章提到“总工会”。", to=group)
    assert answer.styled("text_link") == posted.styled("text_link")


async def test_what_is_typed_in_parts_is_counted_once(
    telegram: BotApiServer, services: Services
) -> None:
    services = replace(services, typing=Typing(seconds=0.5))
    anna = telegram.person("安娜")
    async with RunningBot(telegram, services) as running:
        for end in range(1, 9):
            anna.asks_inline(QUESTION[:end])
        await running.settled()
        while not services.state.tally(days=1).questions:
            await asyncio.sleep(0.02)
    assert services.state.tally(days=1).questions == 1
