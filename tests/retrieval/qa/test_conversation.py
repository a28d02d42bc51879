from collections.abc import Sequence

import pytest

from retrieval.qa import Answerer
from tests.retrieval.conversations import earlier_words


@pytest.mark.parametrize("turns", [["你好呀"], ["hello"], ["asdf qwer"], ["哈哈哈哈"]])
def test_a_greeting_or_nonsense_is_not_followed(two_pages: Answerer, turns: Sequence[str]) -> None:
    assert not earlier_words(two_pages.understand("茶叶种了多少亩？", turns))


@pytest.mark.parametrize("said", ["谢谢啦", "hello", "哈喽在吗"])
def test_chat_is_no_follow_up(two_pages: Answerer, said: str) -> None:
    assert not earlier_words(two_pages.understand(said, ["渔港码头哪天启用的？"]))


@pytest.mark.parametrize("asked", ["云和的茶叶种了多少亩？", "那个种茶的能手是谁？"])
def test_what_makes_more_sense_alone_stands_alone(two_pages: Answerer, asked: str) -> None:
    assert not earlier_words(two_pages.understand(asked, ["海盐渔港码头哪天启用的？"]))


@pytest.mark.parametrize("asked", ["谁主办的？", "是哪个部门办的", "哪天的事"])
def test_what_makes_more_sense_with_the_question_before_follows_it(
    two_pages: Answerer, asked: str
) -> None:
    assert earlier_words(two_pages.understand(asked, ["海盐渔港的开放日有什么活动？"]))


def test_what_the_archive_says_nothing_of_is_not_taken_for_a_follow_up(two_pages: Answerer) -> None:
    assert not earlier_words(two_pages.understand("讲个笑话", ["渔港新建了多少家工会？"]))


def test_what_the_articles_before_do_not_speak_of_stands_alone(two_pages: Answerer) -> None:
    assert not earlier_words(two_pages.understand("种茶能手叫什么", ["渔港新建了多少家工会？"]))


def test_a_question_is_meant_alike_whatever_was_asked_meanwhile(two_pages: Answerer) -> None:
    turns = ["海盐渔港的开放日有什么活动？", "谁主办的？"]
    first = two_pages.answer("哪天的事", turns=turns)
    for other in ("谁主办的？", "云和的茶叶种了多少亩？", "哪天的事"):
        two_pages.answer(other)
    assert two_pages.answer("哪天的事", turns=turns) == first
