"""What stands beside the figure that is asked for doesn't answer."""

import pytest

from retrieval.lexicon.word_files import read_all_words
from retrieval.qa.spans.asides import is_aside
from retrieval.qa.spans.extractors import Sentence
from retrieval.query import Concept, Form, FormSource, Kind, Question
from retrieval.query.wordlists import parse_lexicon
from retrieval.text import Analyzer

LEXICON, ANALYZER = parse_lexicon(read_all_words()), Analyzer()


def cut(text: str) -> Sentence:
    return Sentence(text, LEXICON, ANALYZER)


def ask(text: str, *concepts: str, names: bool = False) -> Question:
    forms = [(word, (Form(word, 1.0, FormSource.TYPED),)) for word in concepts]
    found = (Concept(word, 0.5, form, is_name=names) for word, form in forms)
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
        (
            ask("周明远修车多少台", "周明远", names=True),
            "焊工周明远修车十二台,护士周明媛送药三千余次",
            "三千余次",
            "十二台",
        ),
        (
            ask("兰州气温多少", "兰州", names=True),
            "昆明最高气温23℃,兰州-8℃到2℃",
            "23℃",
            "-8℃到2℃",
        ),
        (
            ask("吴兴收了多少", "湖州", "吴兴", names=True),
            "湖州吴兴收粮90吨,宁波收粮70吨",
            "70吨",
            "90吨",
        ),
        (ask("女子铅球成绩是多少"), "男子铅球18米30,女子铅球17米25", "18米30", "17米25"),
        (ask("最高水位多少米"), "最低水位31米,最高水位46米", "31米", "46米"),
        (ask("货物进口多少"), "出口货物90亿元,进口60亿元", "90亿元", "60亿元"),
        (
            ask("大夫行医多少年", "大夫", "行医"),
            "大夫为80岁的病人看病,他行医40年",
            "80岁",
            "40年",
        ),
        (ask("单价多少", "单价"), "收购2吨,单价30元", "2吨", "30元"),
    ],
)
def test_only_the_figure_asked_for_is_left(
    question: Question, sentence: str, aside: str, asked: str
) -> None:
    def beside(words: str) -> bool:
        start = sentence.index(words)
        return is_aside(question, cut(sentence), start, start + len(words))

    assert beside(aside)
    assert not beside(asked)


@pytest.mark.parametrize("question", ["合格率从多少降到91.2%", "合格率原来是多少"])
def test_what_a_figure_was_before_is_left_if_it_is_asked_for(question: str) -> None:
    sentence = "合格率从98.6%降至91.2%"
    assert not is_aside(ask(question), cut(sentence), 4, 9)


def test_a_difference_is_left_if_it_is_asked_for() -> None:
    sentence = "7月降雨量312毫米,比6月多118毫米"
    start = sentence.index("118")
    assert not is_aside(ask("比6月多多少毫米"), cut(sentence), start, len(sentence))
