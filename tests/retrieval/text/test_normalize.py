from hypothesis import given
from hypothesis import strategies as st

from retrieval.text import fold


def test_width_case_and_script_are_made_one() -> None:
    assert fold("ＷＥＮＢＡＯ１２３，勞動者體檢") == "wenbao123,劳动者体检"


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_character_that_would_become_several_stays() -> None:
    assert fold("……㈱") == "……㈱"
