"""What sentences hold of a question, those of several passages at once."""

import pytest

from retrieval.qa.sentence_features import hold
from retrieval.query import Concept, Form, Kind, Question, Slot, Source

SHOP = Concept("书吧", 0.6, (Form("书吧", 1.0, Source.TYPED), Form("书屋", 0.5, Source.SYNONYM)))
GAVE = Concept("捐", 0.4, (Form("捐", 1.0, Source.TYPED),), is_focus=True)
QUESTION = Question(
    "书吧的书谁捐", "书吧的书谁捐", Kind.PERSON, (SHOP, GAVE), slot=Slot("书吧的书", "捐")
)
FIRST = ["书吧有书。", "书屋的书是职工捐的。", "书吧夜里开门。"]
SECOND = ["书吧的书。"]


def test_the_surest_form_of_a_concept_counts() -> None:
    found = hold(QUESTION, [FIRST], {"typed": 1.0, "bridged": 1.0})
    assert found.figures(0)["typed"] == pytest.approx(0.6)
    assert found.figures(1)["typed"] == pytest.approx(0.4)
    assert found.figures(1)["bridged"] == pytest.approx(0.3)
    assert found.ranked(0) == [1, 0, 2]


def test_what_a_sentence_alone_has_counts_and_what_another_has_too_does_not() -> None:
    found = hold(QUESTION, [FIRST], {})
    assert [found.figures(n)["alone"] for n in found.of(0)] == pytest.approx([0.0, 0.4, 0.0])


def test_the_longest_run_beside_the_cue_is_that_of_one_side() -> None:
    found = hold(QUESTION, [FIRST], {})
    assert found.figures(1)["slot_before"] == pytest.approx(2 / 8)  # 的书
    assert found.figures(1)["slot_after"] == pytest.approx(1 / 8)


def test_passages_are_held_together_as_they_are_alone() -> None:
    together = hold(QUESTION, [FIRST, [], SECOND], {"typed": 1.0})
    for number, passage in enumerate((FIRST, [], SECOND)):
        alone = hold(QUESTION, [passage], {"typed": 1.0})
        own = together.of(number)
        assert [together.figures(n) for n in own] == [alone.figures(n) for n in alone.of(0)]
        assert [together.starts[n] for n in own] == list(alone.starts)


def test_an_empty_sentence_is_left_out_and_is_still_the_first() -> None:
    found = hold(QUESTION, [["", "书吧有书。"]], {})
    assert found.texts == ["书吧有书。"]
    assert found.figures(0)["first"] == 0.0
