from collections.abc import Callable

import pytest

from retrieval.qa import Answering

PAGE = """漂流书吧进企业

本报讯 记者李凡报道 6月26日，衢江区总工会主席孙皓说，全区已建成漂流书吧54家，藏书3万余册。

揭牌仪式在杭氧制造基地举行。书吧提供借书、还书、讲座等服务。因为职工下班晚，书吧开到深夜。
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("漂流书吧建成了多少家？", "54家"),
        ("衢江区总工会主席是谁？", "孙皓"),
        ("揭牌仪式在哪里举行？", "杭氧制造基地"),
        ("主席哪天说的漂流书吧？", "6月26日"),
        ("漂流书吧是在哪一天建成54家的？", "6月26日"),
    ],
)
def test_the_words_that_answer_are_marked(
    answering: Callable[..., Answering], question: str, words: str
) -> None:
    first = answering(page=PAGE).answer(question).passages[0]
    assert first.answer is not None
    assert first.answer.of(first.passage.text) == words


def test_the_marked_words_stand_in_the_marked_sentence(
    answering: Callable[..., Answering],
) -> None:
    for found in answering(page=PAGE).answer("漂流书吧建成了多少家？").passages:
        if found.answer is not None:
            assert found.sentence is not None
            assert found.sentence.start <= found.answer.start
            assert found.answer.end <= found.sentence.end


def test_the_sentence_that_alone_has_a_word_of_the_question_is_marked(
    answering: Callable[..., Answering],
) -> None:
    page = """书吧有了新家

书吧有书也有茶，书吧的书有新有旧。书吧夜里开门。书吧的书是职工捐的，书吧里有书三万册。
"""
    first = answering(page=page).answer("书吧的书是谁捐的？").passages[0]
    assert first.sentence is not None
    assert "捐" in first.sentence.of(first.passage.text)
