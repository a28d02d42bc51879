"""Words of one topic have vectors of one direction."""

import numpy as np

from retrieval.articles.meanings import alike, read_meanings

MODEL = read_meanings()


def test_words_of_a_court_are_nearer_to_each_other_than_to_words_of_sport() -> None:
    court = MODEL.of({"法院", "判决"})
    others = np.array([MODEL.of({"被告", "律师"}), MODEL.of({"球队", "比赛"})])
    near, far = alike(court, others)
    assert near > 0.5 > far


def test_a_text_without_a_known_word_is_like_nothing() -> None:
    nothing = MODEL.of({"㐀㐀"})
    assert list(alike(nothing, np.array([MODEL.of({"法院"}), nothing]))) == [0.0, 0.0]
