from collections.abc import Callable

import pytest

from retrieval.qa import Answering

PAGE = """观摩“匠心”

“我认识到匠人精神就是做好每一件小事。”海州程远机电工程有限公司职工周丹丹说。

市总工会权益保障部部长邢守秒介绍，今年还将为女职工开展筛查。

国网海州市东山区供电公司客户服务二队职工王华祥，获得表接电工竞赛一等奖。

整个“红五月”期间，各级工会开展活动80余场。

新华社记者 沈铂韩 摄
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("周丹丹来自哪家公司？", "海州程远机电工程有限公司"),
        ("邢守秒是谁？", "市总工会权益保障部部长"),
        ("王华祥在哪个单位？", "国网海州市东山区供电公司"),
        ("照片是新华社哪位记者拍的？", "沈铂韩"),
    ],
)
def test_marked_words_begin_and_end_with_words_and_names(
    answering: Callable[..., Answering], question: str, words: str
) -> None:
    first = answering(page=PAGE).answer(question).passages[0]
    assert first.answer is None or first.answer.of(first.passage.text) == words


def test_the_month_in_a_name_is_no_date(answering: Callable[..., Answering]) -> None:
    for found in answering(page=PAGE).answer("“红五月”活动是什么时候？").passages:
        assert found.answer is None or found.answer.of(found.passage.text) != "五月"
