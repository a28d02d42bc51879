from collections.abc import Callable, Mapping

import pytest

from retrieval.qa import Answering, Status

PAGE = """漂流书吧进企业

本报讯 记者李凡报道 6月26日，衢江区总工会主席孙皓说，全区2021年建成漂流书吧54家，藏书3万余册。

揭牌仪式在杭氧制造基地举行，200多名职工到场。
"""

CONTEST = """厂里办比赛

本报讯 记者李凡报道 上海一家工厂昨天举行比赛，几家单位到场，门票20元。工人王刚发明了新夹具。
"""

Testify = Callable[[str], Mapping[str, float]]


@pytest.fixture
def testify(answering: Callable[..., Answering]) -> Testify:
    """The figures that count for or against an answer to a question."""
    answerer = answering(page=PAGE)
    return lambda asked: {
        share.name: share.value for share in answerer.explain(asked).answerability
    }


def test_a_year_that_the_article_does_not_have_speaks_against_an_answer(testify: Testify) -> None:
    assert "no_number" in testify("1987年衢江区建成了多少家漂流书吧？")
    assert "no_number" not in testify("2021年衢江区建成了多少家漂流书吧？")


@pytest.mark.parametrize(
    "asked",
    [
        "火星上有几家单位？",
        "阿根廷队什么时候比赛？",
        "谁发明了量子计算机？",
        "上海马拉松的起点在哪里？",
    ],
)
def test_a_question_of_which_the_article_has_less_than_half_is_not_found(
    answering: Callable[..., Answering], asked: str
) -> None:
    explanation = answering(page=CONTEST).explain(asked)
    assert "half" in {share.name for share in explanation.answerability if share.share < 0}
    assert explanation.answer.status is Status.NOT_FOUND


def test_a_word_with_a_weak_bridge_alone_weighs_as_one_that_is_unknown(
    answering: Callable[..., Answering],
) -> None:
    answerer = answering(page=PAGE.replace("到场", "到场，闪光灯亮起"))
    (mars, _) = answerer.explain("火星上的报社").question.concepts[:2]
    assert any(form.text != "火星" for form in mars.forms) or not mars.is_known
    assert mars.weight > 0.5
