import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工会开会了。职工来了！", ["工会开会了。", "职工来了！"]),
        ("“工会开会了。”他说。", ["“工会开会了。”", "他说。"]),
        ("没有句号", ["没有句号"]),
        ("慢慢地……好了", ["慢慢地……", "好了"]),
        ("", []),
    ],
)
def test_a_sentence_ends_at_its_mark_and_keeps_its_closing_quote(
    text: str, expected: list[str]
) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="工会。！？”’…；\n) "))
def test_the_sentences_are_the_whole_text(text: str) -> None:
    assert "".join(sentences(text)) == text
