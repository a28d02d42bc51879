from collections.abc import Callable

import pytest

from retrieval.qa import Answering


def figures(answerer: Answering, question: str) -> set[str]:
    """The figures that speak for or against an answer."""
    return {share.name for share in answerer.explain(question).answerability}


def test_another_year_than_the_one_told_speaks_against_an_answer(
    answering: Callable[..., Answering],
) -> None:
    answerer = answering(page="漂流书吧\n\n今年，衢江区总工会建成漂流书吧54家。\n")
    assert "doubt" in figures(answerer, "去年衢江区建成了多少家漂流书吧？")
    assert "doubt" not in figures(answerer, "今年衢江区建成了多少家漂流书吧？")


@pytest.mark.parametrize(
    ("said", "lacks"),
    [("是一名快递员", ["no_attribute"]), ("是一名快递员，2012年从职校毕业", [])],
)
def test_an_attribute_that_no_word_tells_speaks_against_an_answer(
    answering: Callable[..., Answering], said: str, lacks: list[str]
) -> None:
    answerer = answering(page=f"快递小哥\n\n日前，柯桥区总工会慰问了李明亮，李明亮{said}。\n")
    found = figures(answerer, "李明亮是什么学历？")
    assert [name for name in ("no_attribute",) if name in found] == lacks


def test_what_was_asked_before_is_demanded_less(answering: Callable[..., Answering]) -> None:
    answerer = answering(page="漂流书吧\n\n今年，衢江区总工会建成漂流书吧54家，秀洲区30家。\n")

    def lacks(question: str, *turns: str) -> float:
        shares = answerer.explain(question, turns=turns).answerability
        return next(share.value for share in shares if share.name == "no_attribute")

    alone = lacks("秀洲区漂流书吧的奖金是多少？")
    assert 0 < lacks("那秀洲区呢？", "衢江区漂流书吧的奖金是多少？") < alone
