from collections.abc import Callable

import pytest

from retrieval.answers import Answering, Status, Thresholds
from retrieval.answers.judging import judge

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
def test_a_telephone_number_or_a_time_of_day_that_is_not_there_is_not_found(
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
    assert asked.answer(f"{place}建成了多少家漂流书吧？").status is Status.NOT_FOUND
    assert asked.answer("衢州市衢江区建成了多少家漂流书吧？").status is Status.ANSWERED


def test_the_rule_that_limits_an_answer_is_named(answering: Callable[..., Answering]) -> None:
    explanation = answering(page=PAGE).explain("衢江区总工会的电话是多少？")
    assert (explanation.rule, explanation.likelihood) == ("no_contact", 0.0)


def test_a_year_that_the_article_does_not_have_speaks_against_an_answer(
    answering: Callable[..., Answering],
) -> None:
    page = "漂流书吧进企业\n\n衢江区总工会2021年建成漂流书吧54家。\n"
    asked = {
        year: answering(page=page).explain(f"{year}年衢江区建成了多少家漂流书吧？")
        for year in (2021, 1987)
    }
    figures = {
        year: {share.name for share in explained.judging} for year, explained in asked.items()
    }
    assert "no_number" in figures[1987]
    assert "no_number" not in figures[2021]
    assert asked[1987].likelihood < asked[2021].likelihood


def test_a_place_that_no_report_knows_is_never_answered(
    answering: Callable[..., Answering],
) -> None:
    assert answering(page=PAGE).answer("遵义建成了多少家漂流书吧？").status is Status.NOT_FOUND


def test_how_many_passages_are_shown_changes_nothing_else(
    answering: Callable[..., Answering],
) -> None:
    answerer = answering(page=PAGE)
    for question in (
        "衢江区建成了多少家漂流书吧？",
        "衢江区总工会的主席是谁？",
        "漂流书吧值班几天？",
    ):
        ten, one, many = (answerer.answer(question, top_k=k) for k in (10, 1, 50))
        assert ten.status is one.status is many.status
        assert ten.passages[:1] == one.passages
        assert many.passages[:10] == ten.passages


def test_nobody_is_marked_who_is_not_named_as_holder(answering: Callable[..., Answering]) -> None:
    page = "驻村干部\n\n区总工会提出做实事的要求，派干部到镇街工会当主席助理。\n"
    answer = answering(page=page).answer("区总工会主席叫什么？")
    assert answer.status is Status.NOT_FOUND


def test_an_office_is_held_with_more_between_its_words(answering: Callable[..., Answering]) -> None:
    page = "驻村干部\n\n市总工会派驻南江村第一书记谢斌介绍，村里装了路灯。\n"
    (passage, *_) = answering(page=page).answer("驻村第一书记是谁？").passages
    assert passage.answer is not None
    assert passage.answer.of(passage.passage.text) == "谢斌"


@pytest.mark.parametrize("topic", ["漂流书吧", "衢江区总工会 藏书"])
def test_a_topic_is_answered_by_a_passage_that_has_all_of_it(
    answering: Callable[..., Answering], topic: str
) -> None:
    assert answering(page=PAGE).answer(topic).status is Status.ANSWERED


def test_a_topic_of_which_a_word_is_missing_is_not_sure(
    answering: Callable[..., Answering],
) -> None:
    assert answering(page=PAGE).answer("漂流书吧 学历").status is not Status.ANSWERED


def test_what_the_rest_is_asked_of_should_stand_in_the_marked_sentence(
    answering: Callable[..., Answering],
) -> None:
    def subject(question: str) -> float:
        shares = {
            share.name: share.value for share in answering(page=PAGE).explain(question).judging
        }
        return shares.get("subject", 0.0)

    assert subject("孙皓说全区建成漂流书吧多少家？") == 1.0
    assert subject("杭氧说全区建成漂流书吧多少家？") < 1.0


def test_who_asks_whether_something_is_so_asks_for_what_is_said(
    answering: Callable[..., Answering],
) -> None:
    def figures(question: str) -> set[str]:
        return {share.name for share in answering(page=PAGE).explain(question).judging}

    assert "no_predicate" in figures("衢江区的漂流书吧周末开门吗？")
    assert "no_predicate" not in figures("揭牌仪式有职工到场吗？")


def test_an_amount_beside_nothing_that_was_asked_is_likely_another(
    answering: Callable[..., Answering],
) -> None:
    def figures(question: str) -> set[str]:
        return {share.name for share in answering(page=PAGE).explain(question).judging}

    assert "no_clause" in figures("揭牌仪式在杭氧制造基地举行了多少场？")
    assert "no_clause" not in figures("揭牌仪式有多少名职工到场？")
