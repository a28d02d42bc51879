from collections.abc import Callable

import pytest

from retrieval.qa import Answering

PAGE = """工会为快递员体检

本报讯 记者王明报道 近日，柯桥区总工会为300名快递员送上免费体检。

体检在区人民医院进行，持续两周。
"""


def test_the_shares_of_a_passage_add_up_to_its_score(answering: Callable[..., Answering]) -> None:
    explanation = answering(page=PAGE).explain("快递员在哪家医院查身体？")
    for passage in explanation.passages:
        assert sum(share.share for share in passage.ranking) == pytest.approx(passage.score)


def test_an_explanation_holds_the_same_answer(answering: Callable[..., Answering]) -> None:
    answerer = answering(page=PAGE)
    assert answerer.explain("体检多少人？").answer == answerer.answer("体检多少人？")


def test_the_terms_of_a_passage_are_those_that_found_it(
    answering: Callable[..., Answering],
) -> None:
    explanation = answering(page=PAGE).explain("快递员免费体检")
    assert {"快递", "免费", "体检"} <= {term.term for term in explanation.passages[0].terms}


def test_what_a_passage_is_said_to_have_stands_in_it_as_it_is_written(
    answering: Callable[..., Answering],
) -> None:
    explanation = answering(page=PAGE.replace("体检", "體檢")).explain("快递员查身体多少人？")
    for passage, shown in zip(explanation.passages, explanation.answer.passages, strict=False):
        assert all(written in shown.passage.text for written in passage.written)
    assert "體檢" in explanation.passages[0].written
    assert "查身体" not in explanation.passages[0].written
