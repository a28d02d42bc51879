"""A person and the bot, alone."""

from tests.botapi import BotApiServer, BotView


async def test_a_question_gets_its_sentence_in_bold_and_its_source(
    telegram: BotApiServer, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("东山区建成多少家职工书屋？")
    answer = await bot.answers("12家职工书屋", "王小明", "east.txt")
    assert "东山区今年建成12家职工书屋" in answer.styled("bold")[0]
