"""Phrases begin and end where the words beside them say so."""

from retrieval.qa.spans.phrases import OPENING, Phraser, names
from retrieval.text import Analyzer

SENTENCE = "比赛在杭氧制造基地举行，共有三百人参加。"


def test_a_phrase_begins_behind_a_word_that_opens_answers_and_ends_before_one_that_closes() -> None:
    phraser = Phraser(Analyzer(), {"where 在[": 2.0, "]举行": 2.0})
    boundaries = phraser.boundaries(SENTENCE, "where")
    phrases = phraser.phrases(SENTENCE, "where", boundaries)
    start, end = max(phrases, key=lambda phrase: sum(boundaries.ends(*phrase)))
    assert SENTENCE[start:end] == "杭氧制造基地"


def test_what_a_word_tells_of_one_group_of_questions_tells_nothing_of_another() -> None:
    phraser = Phraser(Analyzer(), {"where 在[": 2.0})
    assert set(phraser.boundaries(SENTENCE, "who").openings.values()) == {0.0}


def test_a_phrase_of_a_short_answer_stays_in_its_clause() -> None:
    phraser = Phraser(Analyzer(), {})
    phrases = phraser.phrases(SENTENCE, "where", phraser.boundaries(SENTENCE, "where"))
    assert phrases
    assert not any("，" in SENTENCE[start:end] for start, end in phrases)


def test_a_boundary_inside_a_word_tells_nothing() -> None:
    phraser = Phraser(Analyzer(), {"[比赛": 1.0, "赛]": 1.0})
    boundaries = phraser.boundaries(SENTENCE, "where")
    assert boundaries.ends(0, 2) == (1.0, 1.0)
    assert boundaries.ends(1, 2) == (0.0, 1.0)


def test_what_stands_on_a_boundary_is_weighed_by_the_names_that_are_fitted() -> None:
    analyzer = Analyzer()
    words = Phraser(analyzer, {}).words(SENTENCE)
    for name in {name for own in names(words.opening(), OPENING, "where") for name in own}:
        boundaries = Phraser(analyzer, {name: 1.0}).boundaries(SENTENCE, "where")
        assert 1.0 in boundaries.openings.values()
