"""Words are found wherever they stand, as looking for each of them finds them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.substring_search import codes_of, find_characters, find_words

# a few characters, so that words stand in texts; the last two differ in their high bits alone
LETTERS = st.text("工会会员a一𠀀\u0000", max_size=30)


@given(LETTERS, st.lists(LETTERS.filter(bool).map(lambda word: word[:4]), max_size=5))
def test_every_place_of_every_word_is_found(text: str, words: list[str]) -> None:
    numbers, places = find_words(words, codes_of(text + "\n"))
    found = list(zip(numbers.tolist(), places.tolist(), strict=True))
    assert found == [
        (number, match.start())
        for number, word in enumerate(words)
        for match in re.finditer(_alone(word), text)
    ]


def _alone(word: str) -> str:
    """A pattern of a word where no Latin word or numeral goes on."""
    before = {"a": "(?<!a)", "一": "(?<!一)"}.get(word[0], "")
    behind = "(?!a)" if word[-1] == "a" else ""
    return f"{before}(?={re.escape(word)}{behind})"


@pytest.mark.parametrize(
    ("word", "text", "stands"),
    [
        ("4家", "14家", False),
        ("4家", "共4家", True),
        ("5家", "1.5家", False),
        ("c", "c++班", False),
        ("c", "c班", True),
        ("port", "areport", False),
        ("library", "alibraryopened", True),
        ("十天", "二十天", False),
        ("gpt", "chatgpt", False),
    ],
)
def test_a_part_of_a_number_or_latin_word_is_no_such_word(
    word: str, text: str, stands: bool
) -> None:
    numbers, _ = find_words([word], codes_of(text + "\n"))
    assert bool(len(numbers)) == stands


@given(LETTERS, LETTERS.map(lambda text: "".join(dict.fromkeys(text))))
def test_every_place_of_every_character_is_found(text: str, characters: str) -> None:
    numbers, places = find_characters(characters, codes_of(text))
    found = [
        (place, characters[n]) for n, place in zip(numbers.tolist(), places.tolist(), strict=True)
    ]
    assert found == [(place, char) for place, char in enumerate(text) if char in characters]
