import pytest

from retrieval.text import bigrams
from retrieval.text.numerals import NUMERAL, canonical


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("八", "8"),
        ("两", "2"),
        ("十五", "15"),
        ("一百二十", "120"),
        ("二〇二二", "2022"),
        ("三成", "30%"),
        ("百分之十", "10%"),
        ("三分之一", "1/3"),
        ("3.5万", "35000"),
        ("34.4%", "34.4%"),
    ],
)
def test_numbers_are_one_however_they_are_written(text: str, digits: str) -> None:
    match = NUMERAL.match(text)
    assert match is not None
    assert (match[0], canonical(match)) == (text, digits)


@pytest.mark.parametrize("word", ["百合", "千秋", "万人"])
def test_a_large_unit_alone_is_no_number(word: str) -> None:
    assert NUMERAL.match(word) is None


def test_bigrams_count_a_number_as_one_and_skip_white_space() -> None:
    assert bigrams("15 家企业") == bigrams("十五家企业") == ["~15家", "~家企", "~企业"]


def test_marks_part_bigrams() -> None:
    assert bigrams("工会，职工") == ["~工会", "~职工"]
