"""What stands beside words counts by how many characters are as beside the cue."""

from retrieval.qa.spans.proximity import beside
from retrieval.query import Slot

SENTENCE = "书吧建成54家,书店建了三家"


def test_what_stands_before_a_place_is_compared_from_there_backwards() -> None:
    before, _ = beside(Slot(before="书吧建成"), [SENTENCE])
    assert before[0, 4] == 1.0
    assert not before[0, 5:].any()


def test_a_link_before_the_cue_need_not_stand_in_the_sentence() -> None:
    before, _ = beside(Slot(before="建成的是"), [SENTENCE])
    assert before[0, 4] == 0.5


def test_words_may_end_in_the_head_of_what_follows_the_cue() -> None:
    _, behind = beside(Slot(after="家,书店"), [SENTENCE])
    place = SENTENCE.index("家")
    assert behind[0, place] == 1.0
    assert behind[0, place + 1] == 0.75
    assert behind[0, len(SENTENCE) - 1] == 0.25


def test_each_sentence_is_looked_at_apart() -> None:
    before, behind = beside(Slot("建成", "家"), [SENTENCE, "没有"])
    assert before[0].any()
    assert behind[0].any()
    assert not before[1].any()
    assert not behind[1].any()
