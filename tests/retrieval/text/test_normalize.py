import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text import fold
from retrieval.text.normalize import to_simplified


def test_width_case_and_script_are_made_one() -> None:
    assert fold("ＷＥＮＢＡＯ１２３，勞動者體檢") == "wenbao123,劳动者体检"


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_character_that_would_become_several_stays() -> None:
    assert fold("……㈱") == "……㈱"


@pytest.mark.parametrize(
    ("variant", "plain"),
    [("衞星", "卫星"), ("枱燈", "台灯"), ("化粧", "化妆"), ("糭葉", "粽叶"), ("屋簷", "屋檐")],
)
def test_variants_of_hong_kong_and_taiwan_are_folded(variant: str, plain: str) -> None:
    assert fold(variant) == to_simplified(variant) == plain


@pytest.mark.parametrize("word", ["什么", "著名"])
def test_characters_of_simplified_chinese_stay_as_they_are(word: str) -> None:
    assert fold(word) == word
