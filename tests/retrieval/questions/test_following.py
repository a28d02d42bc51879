from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.start import build_analyzer
from config.settings import Settings
from config.weights import read_weights
from config.word_lists import read_all_words
from retrieval.answers import Answerer, build_answerer
from retrieval.archive import load_archive
from retrieval.questions import Kind, Question

PAGES = {
    "a.txt": """海盐渔港开门纳客

本报讯 记者陈安报道 6月8日，海盐渔港码头启用，港区2018年接待渔船320艘，2019年接待410艘。

渔港工会主席王海介绍，码头有会员96名，新建工会12家，开放日由县渔业局主办。
""",
    "b.txt": """云和梯田丰收

本报讯 记者周宁报道 云和县梯田种植茶叶800亩，种茶能手是林秀。
""",
}


@pytest.fixture
def answerer(tmp_path: Path, data_dir: Path) -> Answerer:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return build_answerer(
        load_archive(tmp_path),
        build_analyzer(Settings(reports=tmp_path, data_dir=data_dir)),
        words=read_all_words(),
        weights=read_weights(),
    )


def earlier_words(question: Question) -> set[str]:
    return {concept.text for concept in question.concepts if concept.is_earlier}


@pytest.mark.parametrize("turns", [["你好呀"], ["hello"], ["asdf qwer"], ["哈哈哈哈"]])
def test_a_greeting_or_nonsense_is_not_followed(answerer: Answerer, turns: Sequence[str]) -> None:
    assert not earlier_words(answerer.understand("茶叶种了多少亩？", turns))


@pytest.mark.parametrize("said", ["谢谢啦", "hello", "哈喽在吗"])
def test_chat_is_no_follow_up(answerer: Answerer, said: str) -> None:
    assert not earlier_words(answerer.understand(said, ["渔港码头哪天启用的？"]))


@pytest.mark.parametrize("asked", ["云和的茶叶种了多少亩？", "那个种茶的能手是谁？"])
def test_what_makes_more_sense_alone_stands_alone(answerer: Answerer, asked: str) -> None:
    assert not earlier_words(answerer.understand(asked, ["海盐渔港码头哪天启用的？"]))


@pytest.mark.parametrize("asked", ["谁主办的？", "是哪个部门办的", "哪天的事"])
def test_what_makes_more_sense_with_the_question_before_follows_it(
    answerer: Answerer, asked: str
) -> None:
    assert earlier_words(answerer.understand(asked, ["海盐渔港的开放日有什么活动？"]))


def test_another_year_takes_the_place_of_the_year_before(answerer: Answerer) -> None:
    question = answerer.understand("2018年呢？", ["海盐渔港2019年接待多少艘渔船？"])
    assert "2019年" not in earlier_words(question)
    assert question.understood == "海盐渔港2018年接待多少艘渔船"
    assert question.kind is Kind.NUMBER


def test_another_thing_is_counted_in_units_of_its_own(answerer: Answerer) -> None:
    question = answerer.understand("那会员呢？", ["渔港新建了多少家工会？"])
    assert question.kind is Kind.NUMBER
    assert "名" in question.units


def test_another_office_of_the_same_organization_is_asked_for(answerer: Answerer) -> None:
    question = answerer.understand("那副主席呢？", ["渔港工会主席是谁？"])
    assert question.office is not None
    assert (question.office.title, question.asks_person) == ("副主席", True)


def test_the_article_that_answered_before_is_preferred(answerer: Answerer) -> None:
    question = answerer.understand("什么时候的事？", ["云和梯田种了多少茶叶？"])
    article_id, position, likely = max(question.near, key=lambda place: place[2])
    (best, *_) = answerer.ranker.rank(question)
    view = best.evidence.view
    assert (view.article.article_id, view.position) == (article_id, position)
    assert best.evidence.figures["same"] == pytest.approx(likely)
    assert best.evidence.figures["near"] >= likely


def test_what_the_archive_says_nothing_of_is_not_taken_for_a_follow_up(answerer: Answerer) -> None:
    assert not earlier_words(answerer.understand("讲个笑话", ["渔港新建了多少家工会？"]))


def test_a_word_alone_is_looked_for_not_counted(answerer: Answerer) -> None:
    question = answerer.understand("主办方", ["海盐渔港2019年接待多少艘渔船？"])
    assert earlier_words(question)
    assert question.kind is Kind.TOPIC


def test_the_same_is_counted_of_another_word(answerer: Answerer) -> None:
    question = answerer.understand("那茶叶呢", ["哪些报道提到渔港"])
    assert (question.counted, question.understood) == ("茶叶", "哪些报道提到茶叶")


def test_a_list_of_reports_is_told_with_its_count(answerer: Answerer) -> None:
    assert answerer.understand("几篇", ["哪些报道提到渔港"]).counted == "渔港"
