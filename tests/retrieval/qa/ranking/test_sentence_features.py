"""The sentence that answers has most of the question, alone and in its order."""

import pytest

from retrieval.qa.ranking.sentence_features import Scored, score_sentences, shared_pairs
from retrieval.qa.spans.candidates import Candidate, CandidateForm
from retrieval.query import Concept, Form, FormSource, Kind, Question, Slot

SHOP = Concept(
    "书吧", 0.6, (Form("书吧", 1.0, FormSource.TYPED), Form("书屋", 0.5, FormSource.SYNONYM))
)
GAVE = Concept("捐", 0.4, (Form("捐", 1.0, FormSource.TYPED),), is_focus=True)
QUESTION = Question(
    "书吧的书谁捐", "书吧的书谁捐", Kind.PERSON, (SHOP, GAVE), slot=Slot("书吧的书", "捐")
)
PERSON = Candidate(2, 4, CandidateForm.PERSON)
FIRST = ["书吧有书。", "书屋的书是职工捐的。", "书吧夜里开门。"]


def scored(sentences: list[str], weights: dict[str, float]) -> list[Scored]:
    return score_sentences(
        QUESTION, sentences, weights, lambda text: [PERSON] if "职工" in text else []
    )


def test_what_a_sentence_alone_has_counts_and_what_another_has_too_does_not() -> None:
    found = scored(FIRST, {})
    assert [one.features["alone"] for one in found] == pytest.approx([0.0, 0.4, 0.0])


def test_pairs_are_shared_on_each_side_of_the_cue() -> None:
    assert shared_pairs(QUESTION, "书屋的书是职工捐的。") == pytest.approx(1 / 3)
    assert shared_pairs(QUESTION, "书捐") == 0.0


def test_what_is_asked_of_the_rest_is_in_focus() -> None:
    found = scored(FIRST, {"focus": 2.0})
    assert [one.score for one in found] == [0.0, 2.0, 0.0]


def test_a_sentence_with_words_that_may_answer_is_put_first() -> None:
    found = scored(FIRST, {"candidate": 1.5})
    assert [one.score for one in found] == [0.0, 1.5, 0.0]
    assert found[1].candidates == [PERSON]


def test_an_empty_sentence_is_left_out_and_the_others_keep_their_places() -> None:
    found = scored(["", "书吧有书。", "", "书吧夜里开门。"], {})
    assert [(one.start, one.end) for one in found] == [(0, 5), (5, 12)]
