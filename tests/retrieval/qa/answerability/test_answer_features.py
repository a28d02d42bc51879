from collections.abc import Callable, Mapping

import pytest

from retrieval.qa import Answering

PAGE = """漂流书吧进企业

本报讯 记者李凡报道 6月26日，衢江区总工会主席孙皓说，全区2021年建成漂流书吧54家，藏书3万余册。

揭牌仪式在杭氧制造基地举行，200多名职工到场。
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
