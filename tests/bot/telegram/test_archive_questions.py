"""Questions about the archive itself in a chat: lists, an article opened, a quote checked."""

from tests.botapi import BotApiServer, BotView


async def test_reporters_are_counted_without_a_button_that_leads_nowhere(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("有哪些记者")
    answer = await bot.answers("署名的记者共有 2 位。")
    assert "王小明 1 篇" in answer.text
    assert answer.buttons == []


async def test_that_no_page_is_dated_is_said(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    anna.says("几篇报道是去年的")
    await bot.answers("这些报道没有标明日期")


async def test_an_article_is_opened_by_its_headline(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    anna.says("打开西河镇那篇")
    await bot.answers("西河镇为快递员送清凉", "活动持续到8月底")


async def test_a_quote_is_checked_and_its_differences_told(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("核对：书屋每天开放到晚上八点。")
    checked = await bot.answers("有出入：引文“八”，报道“九”")
    assert "不太确定" not in checked.text


async def test_the_reference_is_copied_by_a_button(telegram: BotApiServer, bot: BotView) -> None:
    anna = telegram.person("安娜")
    anna.says("东山区建成多少家职工书屋？")
    answer = await bot.answers("12家")
    copied = answer.copied
    assert copied == ["王小明. 东山区建成十二家职工书屋[N]. east.txt."]
