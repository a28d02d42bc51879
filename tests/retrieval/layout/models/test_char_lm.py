"""The trigram model tells what runs on from what starts anew."""

import pytest

from retrieval.layout.models.char_lm import folded, packed, read_sequences


@pytest.mark.parametrize(
    ("left", "rest", "start"),
    [
        ("由有关部", "门负责", "近日，"),
        ("为经济发展创造良", "好环境", "要深化改革"),
        ("提高服务水", "平和质量", "“我们还要"),
    ],
)
def test_the_rest_of_a_word_runs_on_better_than_a_new_sentence(
    left: str, rest: str, start: str
) -> None:
    model = read_sequences()
    assert model.runs_on(left, rest) > 3 > model.runs_on(left, start)


def test_what_opens_paragraphs_is_no_rest() -> None:
    model = read_sequences()
    assert model.is_rest("据介绍，") < 0 < model.is_rest("的工作")


def test_numbers_latin_words_and_wide_marks_are_one_sequence_each() -> None:
    assert folded("３月，增长12.5%（GDP）二十三") == "3月,增长0%(A)0".replace("3", "0")


def test_packed_sequences_sort_as_their_characters_do() -> None:
    assert packed("一") < packed("一一") < packed("一二") < packed("一一一")


def test_an_unknown_character_is_no_error() -> None:
    assert read_sequences().runs_on("\U0001f600\U0001f600", "\U0001f601\U0001f601") <= 0
