"""What stands beside the figure that is asked for doesn't answer."""

import pytest

from retrieval.qa.spans.asides import is_aside
from retrieval.query import Concept, Form, FormSource, Kind, Question


def ask(text: str, *concepts: str) -> Question:
    found = (Concept(word, 0.5, (Form(word, 1.0, FormSource.TYPED),)) for word in concepts)
    return Question(text, text, Kind.NUMBER, tuple(found))


@pytest.mark.parametrize(
    ("question", "sentence", "aside", "asked"),
    [
        (ask("合格率降到多少"), "合格率从98.6%降至91.2%", "98.6%", "91.2%"),
        (ask("耗时缩短到几天"), "耗时由12天缩短为5天", "12天", "5天"),
        (ask("7月降雨量多少"), "7月降雨量312毫米,比6月多118毫米", "118毫米", "312毫米"),
        (ask("去年造林多少"), "去年造林1200亩,今年造林1500亩", "1500亩", "1200亩"),
        (
            ask("通宵开放的有几座", "通宵"),
            "停车场62座,其中40座通宵开放",
            "62座",
            "40座",
        ),
        (ask("停车场有几座", "停车场"), "停车场62座,其中40座通宵开放", "40座", "62座"),
    ],
)
def test_only_the_figure_asked_for_is_left(
    question: Question, sentence: str, aside: str, asked: str
) -> None:
    def beside(words: str) -> bool:
        start = sentence.index(words)
        return is_aside(question, sentence, start, start + len(words))

    assert beside(aside)
    assert not beside(asked)


@pytest.mark.parametrize("question", ["合格率从多少降到91.2%", "合格率原来是多少"])
def test_what_a_figure_was_before_is_left_if_it_is_asked_for(question: str) -> None:
    sentence = "合格率从98.6%降至91.2%"
    assert not is_aside(ask(question), sentence, 4, 9)


def test_a_difference_is_left_if_it_is_asked_for() -> None:
    sentence = "7月降雨量312毫米,比6月多118毫米"
    start = sentence.index("118")
    assert not is_aside(ask("比6月多多少毫米"), sentence, start, len(sentence))
