"""Words of one topic have vectors of one direction."""

import numpy as np

from retrieval.layout.models.topic_vectors import Vector, cosines, read_meanings, squares

MODEL = read_meanings()


def meaning(*words: str) -> Vector:
    return MODEL.sum([MODEL.rows[word] for word in words])


def alike(one: Vector, others: Vector) -> list[float]:
    found: list[float] = cosines(others @ one, one @ one, squares(others)).tolist()
    return found


def test_words_of_a_court_are_nearer_to_each_other_than_to_words_of_sport() -> None:
    court = meaning("法院", "判决")
    others = np.array([meaning("被告", "律师"), meaning("球队", "比赛")])
    near, far = alike(court, others)
    assert near > 0.5 > far


def test_a_text_without_a_known_word_is_like_nothing() -> None:
    nothing = meaning()
    assert alike(nothing, np.array([meaning("法院"), nothing])) == [0.0, 0.0]
