"""Phrases begin and end where the words beside them say so."""

from retrieval.answers.phrasing import Phraser
from retrieval.terms import Analyzer

SENTENCE = "比赛在杭氧制造基地举行，共有三百人参加。"


def test_a_phrase_begins_behind_a_word_that_opens_answers_and_ends_before_one_that_closes() -> None:
    phraser = Phraser(Analyzer(), {"where 在[": 2.0, "]举行": 2.0})
    best = max(phraser.phrases(SENTENCE, "where"), key=lambda p: p.opening + p.closing)
    assert SENTENCE[best.start : best.end] == "杭氧制造基地"


def test_what_a_word_tells_of_one_group_of_questions_tells_nothing_of_another() -> None:
    phraser = Phraser(Analyzer(), {"where 在[": 2.0})
    assert {phrase.opening for phrase in phraser.phrases(SENTENCE, "who")} == {0.0}


def test_a_phrase_of_a_short_answer_stays_in_its_clause() -> None:
    phrases = Phraser(Analyzer(), {}).phrases(SENTENCE, "where")
    assert not any("，" in SENTENCE[phrase.start : phrase.end] for phrase in phrases)


def test_a_boundary_inside_a_word_tells_nothing() -> None:
    phraser = Phraser(Analyzer(), {"[比赛": 1.0, "赛]": 1.0})
    boundaries = phraser.boundaries(SENTENCE, "where")
    assert boundaries.ends(0, 2) == (1.0, 1.0)
    assert boundaries.ends(1, 2) == (0.0, 1.0)
