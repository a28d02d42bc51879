"""A person and the bot, alone: questions, answers, follow-ups, edits."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.telegram.services import Services
from bot.telegram.storage import State
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView


async def test_a_question_gets_its_sentence_in_bold_its_paragraph_folded_and_its_source(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("东山区建成多少家职工书屋？")
    answer = await bot.answers("《东山区建成十二家职工书屋》", "王小明", "east.txt", "第2行")
    assert answer.styled("bold") == [
        "本报讯 记者王小明报道 东山区今年建成12家职工书屋，藏书三万册。"
    ]
    assert answer.styled("expandable_blockquote") == [
        "本报讯 记者王小明报道 东山区今年建成12家职工书屋，藏书三万册。书屋每天开放到晚上九点。"
    ]
    assert answer.rows == [["1/3", "›", "👍", "👎"], ["📖 读全文", "复制引文"]]
    assert answer.reply_to is None


async def test_the_source_links_to_the_passage_for_ever(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("西河镇送去多少矿泉水？")
    [link] = (await bot.answers("200箱")).links()
    payload = link.partition("?start=")[2]
    assert link.startswith("https://t.me/wenbao_bot?start=p-")
    anna.says(f"/start {payload}")
    opened = await bot.answers("西河镇总工会昨天为快递员送去200箱矿泉水", "west.txt")
    assert opened.buttons == ["📖 读全文"]


async def test_markup_in_a_report_is_shown_as_it_is_printed(
    telegram: BotApiServer, bot: BotView
) -> None:
    telegram.person("安娜").says("拨款50万元用于购买什么？")
    answer = await bot.answers('<a href="http://evil.example">点这里</a> & 其他。')
    assert all(link.startswith("https://t.me/wenbao_bot") for link in answer.links())


async def test_what_the_reports_do_not_say_is_said_so_and_why(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("火星殖民地的总统是谁？")
    answer = await bot.answers("报道里没有找到。", "火星")
    assert answer.buttons in ([], ["看最接近的段落"])


@pytest.mark.parametrize("words", ["你好", "谢谢", "hello", "👍", "你能做什么"])
async def test_who_only_chats_is_told_how_to_ask(
    telegram: BotApiServer, bot: BotView, words: str
) -> None:
    telegram.person("安娜").says(words)
    answer = await bot.answers("我是问报", "/help")
    assert "没有找到" not in answer.text
    assert answer.buttons == []


async def test_the_passages_are_turned_in_place(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    anna.says("职工书屋")
    first = await bot.answers()
    assert "1/" in "".join(first.buttons)
    anna.taps(first, "›")
    assert await bot.notifies() == ""
    second = await bot.edits()
    assert second.message["message_id"] == first.message["message_id"]
    assert any(label.startswith("2/") for label in second.buttons)
    anna.taps(second, "‹")
    assert (await bot.edits()).text == first.text


async def test_the_whole_article_opens_in_place_and_leads_back(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("东山区建成多少家职工书屋？")
    answer = await bot.answers()
    anna.taps(answer, "读全文")
    article = await bot.edits("东山区建成十二家职工书屋", "藏书三万册", "拨款50万元", "有地方看书")
    anna.taps(article, "返回")
    assert (await bot.edits()).text == answer.text


async def test_a_rating_is_kept_and_a_second_one_replaces_it(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says("东山区建成多少家职工书屋？")
    answer = await bot.answers()
    anna.taps(answer, "👎")
    await bot.notifies("谢谢")
    anna.taps(answer, "👍")
    await bot.notifies("谢谢！")
    tally = running.services.state.tally(days=1)
    assert (tally.good, tally.bad) == (1, 0)


async def test_a_follow_up_is_asked_with_the_last_turns(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says("东山区建成多少家职工书屋？")
    await bot.answers()
    anna.says("藏书多少？")
    await bot.answers()
    await running.settled()
    assert running.services.state.last_turns(anna.user_id) == [
        "东山区建成多少家职工书屋？",
        "藏书多少？",
    ]


async def test_a_reply_to_an_older_answer_continues_that_one(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says("东山区建成多少家职工书屋？")
    older = await bot.answers()
    anna.says("西河镇送去什么？")
    await bot.answers()
    anna.replies(older, "藏书多少？")
    await bot.answers()
    await running.settled()
    assert running.services.state.last_turns(anna.user_id) == [
        "东山区建成多少家职工书屋？",
        "藏书多少？",
    ]


async def test_an_edited_question_gets_its_answer_edited(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    asked = anna.says("东山区建成多少家职工书屋？")
    answer = await bot.answers("王小明")
    anna.edits(asked, "西河镇送去多少矿泉水？")
    edited = await bot.edits("200箱矿泉水", "赵一鸣")
    assert edited.message["message_id"] == answer.message["message_id"]
    anna.taps(edited, "读全文")
    await bot.edits("西河镇为快递员送清凉")


async def test_an_edited_command_is_not_done_again(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    asked = anna.says("/help")
    await bot.answers()
    anna.edits(asked, "/articles")
    await running.settled()
    assert len(bot.sent(anna)) == 1


async def test_questions_of_one_person_are_answered_in_their_order(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    questions = [anna.says(f"职工书屋{number}")["message_id"] for number in range(12)]
    answers = [await bot.answers() for _ in questions]
    ids = [answer.message["message_id"] for answer in answers]
    assert ids == sorted(ids)


async def test_start_shows_questions_that_the_archive_answers(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("/start")
    welcome = await bot.answers("2 个版面")
    *examples, browse = welcome.buttons
    assert len(set(examples)) >= 2
    assert "浏览" in browse
    for example in examples:
        anna.taps(welcome, example)
        answer = await bot.answers()
        assert "没有找到" not in answer.text
        assert "不太确定" not in answer.text


async def test_a_comparison_tells_both_sides_and_the_other_is_a_tap_away(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("东山区和西河镇，谁拨的款多，各多少？")
    first = await bot.answers("比较：东山区见第 1 段，西河镇见第 2 段。")
    anna.taps(first, "看西河镇")
    other = await bot.edits("西河镇总工会昨天")
    anna.taps(other, "‹")
    await bot.edits("拨款50万元")


async def test_browsing_leads_from_reports_to_an_article(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("/articles")
    reports = await bot.answers("2 个版面", "2. 《西河镇为快递员送清凉》 · west.txt")
    anna.taps(reports, "西河镇")
    articles = await bot.edits("west.txt")
    anna.taps(articles, "西河镇")
    article = await bot.edits("共有15家企业参加")
    anna.taps(article, "返回")
    await bot.edits("west.txt")


async def test_the_settings_change_language_and_number_of_passages(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("/settings")
    settings = await bot.answers("设置")
    anna.taps(settings, "English")
    settings = await bot.edits("Settings")
    assert "✓ English" in settings.buttons
    anna.taps(settings, "3")
    await bot.edits()
    anna.says("火星殖民地？")
    await bot.answers("Not found in the reports.")


async def test_each_person_is_answered_in_their_own_language(
    telegram: BotApiServer, bot: BotView
) -> None:
    for language, said in (
        ("zh-hans", "设置"),
        ("zh-TW", "設定"),
        ("en", "Settings"),
        ("de", "Settings"),
        (None, "设置"),
    ):
        person = telegram.person("人", language=language)
        person.says("/settings")
        await bot.answers(said, to=person)


async def test_forget_erases_everything_at_once(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says("东山区建成多少家职工书屋？")
    answer = await bot.answers()
    anna.taps(answer, "👍")
    await bot.notifies()
    anna.says("/privacy")
    await bot.answers("答案的位置 1 条", "最近的问题 1 条", "评价 1 条", "不作长期保存")
    anna.says("/forget")
    await bot.answers("已删除")
    kept = running.services.state.kept_of(anna.user_id)
    assert (kept.answers, kept.turns, kept.ratings, kept.settings, kept.questions) == (0,) * 5
    anna.taps(answer, "👍")
    await bot.notifies("太旧")


async def test_an_unknown_command_points_to_the_help(telegram: BotApiServer, bot: BotView) -> None:
    telegram.person("安娜").says("/frobnicate")
    await bot.answers("/help")


async def test_what_is_not_text_is_told_so(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    anna.says("/help")
    await bot.answers()
    anna.sends(contact={"phone_number": "110", "first_name": "Li"})
    await bot.answers("文字")


@pytest.mark.parametrize(
    "entities", [(), ({"type": "bot_command", "offset": 0, "length": 4},)], ids=["bare", "command"]
)
async def test_what_is_written_below_a_picture_is_the_question(
    telegram: BotApiServer, bot: BotView, entities: Sequence[dict[str, object]]
) -> None:
    anna = telegram.person("安娜")
    anna.says("/help")
    await bot.answers()
    caption = ("/ask " if entities else "") + "东山区建成多少家职工书屋？"
    picture = {"file_id": "1", "file_unique_id": "1", "width": 90, "height": 90}
    anna.sends(photo=[picture], caption=caption, caption_entities=list(entities))
    await bot.answers("12家")


async def test_questions_are_kept_where_the_operator_says_so_and_privacy_tells(
    telegram: BotApiServer, services: Services
) -> None:
    async with RunningBot(telegram, replace(services, keeps_questions=True)) as running:
        anna = telegram.person("安娜")
        anna.says("东山区建成多少家职工书屋？")
        await telegram.bot.answers("12家")
        anna.says("/privacy")
        await telegram.bot.answers("你的有 1 条")
        assert services.state.kept_of(anna.user_id).questions == 1
        anna.says("/forget")
        await telegram.bot.answers("已删除")
        await running.settled()
        assert services.state.kept_of(anna.user_id).questions == 0


async def test_what_was_searched_instead_of_what_was_typed_is_said_in_one_line(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("东删区建成多少家职工书屋？")
    answer = await bot.answers("12家")
    note, _, _ = answer.text.partition("\n")
    assert note == "报道里没有“东删区”，按“东山区”查找。"
    assert answer.styled("italic") == [note]


async def test_how_a_follow_up_was_understood_is_said_in_one_line(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("东山区建成多少家职工书屋？")
    await bot.answers("12家")
    anna.says("藏书多少？")
    answer = await bot.answers("三万册")
    assert answer.text.startswith("理解为：东山区")
    assert answer.styled("italic") == [answer.text.partition("\n")[0]]


async def test_questions_are_not_kept_unless_the_settings_say_so(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says("东山区建成多少家职工书屋？")
    await bot.answers()
    state: State = running.services.state
    assert state.kept_of(anna.user_id).questions == 0


async def test_a_count_names_the_articles_and_turns_through_what_each_says(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("几篇报道提到总工会？")
    answer = await bot.answers("1. 《东山区建成十二家职工书屋》\n2. 《西河镇为快递员送清凉》")
    assert answer.styled("bold") == ["共有 2 篇文章提到“总工会”。"]
    anna.taps(answer, "逐篇看原文")
    await bot.edits("总工会")
    anna.says(f"/start {answer.links()[1].partition('start=')[2]}")
    await bot.answers("西河镇为快递员送清凉", "活动持续到8月底")


async def test_an_article_that_is_gone_is_said_so_by_its_deep_link(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    for payload in ("a-0123456789ab-1", "p-0123456789ab-1_0"):
        anna.says(f"/start {payload}")
        await bot.answers("已经更新或移走")
