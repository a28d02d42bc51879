from collections.abc import Callable

import pytest

from retrieval.qa import Answering, Status, Thresholds
from retrieval.qa.answerability.classifier import Verdict, doubted, judge

PAGE = """漂流书吧进企业

本报讯 记者李凡报道 6月26日，衢江区总工会主席孙皓说，全区已建成漂流书吧54家，藏书3万余册。

揭牌仪式在杭氧制造基地举行，200多名职工到场。
"""


@pytest.mark.parametrize(
    ("likelihood", "status"),
    [(-2.0, Status.NOT_FOUND), (0.0, Status.UNSURE), (2.0, Status.ANSWERED)],
)
def test_the_status_follows_the_thresholds(likelihood: float, status: Status) -> None:
    verdict = judge({"one": likelihood}, weights={"one": 1.0}, thresholds=Thresholds(0.6, 0.4))
    assert verdict.status is status


@pytest.mark.parametrize("question", ["衢江区总工会的电话是多少？", "漂流书吧几点关门？"])
def test_a_telephone_number_or_a_time_of_day_that_is_not_there_is_no_answer(
    answering: Callable[..., Answering], question: str
) -> None:
    assert answering(page=PAGE).answer(question).status is Status.NOT_FOUND


def test_what_has_nothing_to_do_with_the_reports_is_not_found(
    answering: Callable[..., Answering],
) -> None:
    assert answering(page=PAGE).answer("火星上有几座寺庙？").status is Status.NOT_FOUND


def test_what_the_reports_say_is_answered(answering: Callable[..., Answering]) -> None:
    assert answering(page=PAGE).answer("衢江区建成了多少家漂流书吧？").status is Status.ANSWERED


def test_what_is_said_of_another_place_is_no_answer(
    answering: Callable[..., Answering],
) -> None:
    answer = answering(page=PAGE).answer("余姚市建成了多少家漂流书吧？")
    assert answer.status is not Status.ANSWERED
    assert answer.missing == ("余姚市",) or answer.missing == ("余姚",)


@pytest.mark.parametrize("place", ["衢州龙游县", "衢州市开化县", "浙江省衢州市常山县"])
def test_that_the_place_around_the_asked_one_is_named_is_no_answer(
    answering: Callable[..., Answering], place: str
) -> None:
    page = PAGE.replace("衢江区总工会", "衢州市衢江区总工会")
    asked = answering(page=page)
    assert asked.answer(f"{place}建成了多少家漂流书吧？").status is not Status.ANSWERED
    assert asked.answer("衢州市衢江区建成了多少家漂流书吧？").status is Status.ANSWERED


def test_what_an_article_tells_of_another_known_place_is_not_sure(
    answering: Callable[..., Answering],
) -> None:
    other = "常山消防志愿队\n\n常山县的消防志愿队有队员30人。\n"
    answerer = answering(page=PAGE, other=other)
    assert answerer.answer("常山县建成了多少家漂流书吧？").status is not Status.ANSWERED
    assert answerer.answer("北京市总工会建成了多少家漂流书吧？").status is not Status.ANSWERED
    assert answerer.answer("衢江区建成了多少家漂流书吧？").status is Status.ANSWERED


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.ANSWERED, (Status.UNSURE, "elsewhere")),
        (Status.UNSURE, (Status.UNSURE, "elsewhere")),
        (Status.NOT_FOUND, (Status.NOT_FOUND, "elsewhere")),
    ],
)
def test_a_rule_lowers_trust_and_refuses_nothing(
    status: Status, expected: tuple[Status, str]
) -> None:
    verdict = doubted(Verdict(status, 0.5, {}), "elsewhere")
    assert (verdict.status, verdict.rule) == expected


@pytest.mark.parametrize("topic", ["漂流书吧", "衢江区总工会 藏书"])
def test_a_topic_is_answered_by_a_passage_that_has_all_of_it(
    answering: Callable[..., Answering], topic: str
) -> None:
    assert answering(page=PAGE).answer(topic).status is Status.ANSWERED


def test_a_topic_of_which_a_word_is_missing_is_not_sure(
    answering: Callable[..., Answering],
) -> None:
    assert answering(page=PAGE).answer("漂流书吧 学历").status is not Status.ANSWERED
