from collections.abc import Callable

import pytest

from retrieval.answers import Answering, Status

ONE = """工会为骑手体检

本报讯 记者王明报道 近日，柯桥区总工会为外卖骑手送上免费体检。

区人民医院的医生说，骑手最常见的毛病是腰痛。
"""
TWO = """快递员有了驿站

本报讯 记者李凡报道 近日，建德市建成驿站十家，快递员、骑手都可以进来歇脚。
"""
THREE = """书吧开张

本报讯 记者陈立报道 近日，衢江区建成漂流书吧。
"""


@pytest.mark.parametrize(
    "question", ["几篇报道提到骑手？", "列出提到骑手的报道", "提到“騎手”的报道有哪些"]
)
def test_every_article_that_mentions_a_word_is_counted_once(
    answering: Callable[..., Answering], question: str
) -> None:
    answer = answering(one=ONE, two=TWO, three=THREE).answer(question)
    assert answer.listing is not None
    assert [a.report for a in answer.listing.articles] == ["one.txt", "two.txt"]
    assert [p.passage.article.report for p in answer.passages] == ["one.txt", "two.txt"]
    assert answer.status is Status.ANSWERED


def test_the_count_does_not_end_with_the_passages_shown(
    answering: Callable[..., Answering],
) -> None:
    answer = answering(one=ONE, two=TWO).answer("几篇报道提到近日", top_k=1)
    assert answer.listing is not None
    assert (len(answer.listing.articles), len(answer.passages)) == (2, 1)


def test_what_no_report_mentions_is_not_found(answering: Callable[..., Answering]) -> None:
    answer = answering(one=ONE).answer("几篇报道提到区块链")
    assert answer.status is Status.NOT_FOUND
    assert answer.listing is not None
    assert (answer.listing.articles, answer.missing) == ((), ("区块链",))


@pytest.mark.parametrize(
    "question", ["有几篇文章提到骑手", "哪些报道写了骑手", "关于骑手的文章有几篇"]
)
def test_reports_are_counted_however_it_is_asked(
    answering: Callable[..., Answering], question: str
) -> None:
    answer = answering(one=ONE, two=TWO, three=THREE).answer(question)
    assert answer.listing is not None
    assert [a.report for a in answer.listing.articles] == ["one.txt", "two.txt"]


def test_two_words_are_sought_in_one_article(answering: Callable[..., Answering]) -> None:
    answer = answering(one=ONE, two=TWO, three=THREE).answer("哪几篇报道提到骑手和驿站")
    assert answer.listing is not None
    assert [a.report for a in answer.listing.articles] == ["two.txt"]


def test_the_reports_of_a_reporter_are_listed(answering: Callable[..., Answering]) -> None:
    answer = answering(one=ONE, two=TWO, three=THREE).answer("列出记者陈立写的报道")
    assert answer.listing is not None
    assert [a.report for a in answer.listing.articles] == ["three.txt"]
