from collections.abc import Callable

import pytest

from retrieval.qa import Answering
from retrieval.qa.ranking.dedup import is_copy

TEXT = (
    "近日,柯桥区总工会为外卖骑手送上免费体检,区人民医院的医生说,骑手最常见的毛病是腰痛,要多歇歇。"
)


@pytest.mark.parametrize(
    "other",
    [
        TEXT,
        TEXT.replace("卖", "买"),
        TEXT.replace("院的", "院"),
        TEXT.replace(",要", "、要").replace("近", ""),
        f"“{TEXT}",
        TEXT.replace("歇。", "歇"),
    ],
)
def test_a_passage_read_twice_is_a_copy_of_itself(other: str) -> None:
    assert is_copy(TEXT, other)
    assert is_copy(other, TEXT)


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("柯桥", "越城"),  # two characters beside each other: another place
        TEXT[:-12],
        TEXT.replace("卖", "买").replace("医", "匠").replace("腰", "要"),
        TEXT[::-1],
    ],
)
def test_what_differs_by_more_than_single_characters_is_another_passage(other: str) -> None:
    assert not is_copy(TEXT, other)
    assert not is_copy(other, TEXT)


@pytest.mark.parametrize("numbers", [("35", "36"), ("三", "四"), ("5", "15"), ("8", "B")])
def test_another_number_is_another_passage(numbers: tuple[str, str]) -> None:
    one, other = (f"{TEXT}今年已有{number}家工会为骑手办实事。" for number in numbers)
    assert not is_copy(one, other)


def test_what_denies_is_another_passage() -> None:
    assert not is_copy(f"{TEXT}区总工会同意此事。", f"{TEXT}区总工会不同意此事。")


@pytest.mark.parametrize("text", ["", "工会", "工会为骑手体检,王明摄"])
def test_a_short_text_is_never_a_copy(text: str) -> None:
    assert not is_copy(text, text)


def page(text: str) -> str:
    return f"工会为骑手体检\n\n本报讯 记者王明报道 {text}\n"


def test_a_page_that_was_read_twice_is_shown_once(answering: Callable[..., Answering]) -> None:
    text = TEXT.replace("院的", "院旳")
    answer = answering(one=page(TEXT), two=page(text)).answer("骑手最常见的毛病是什么？")
    assert [found.passage.article.report for found in answer.passages] == ["one.txt"]


def test_pages_that_tell_other_numbers_are_both_shown(answering: Callable[..., Answering]) -> None:
    pages = {
        name: page(f"{TEXT}共{count}人参加。") for name, count in {"one": 35, "two": 36}.items()
    }
    answer = answering(**pages).answer("骑手最常见的毛病是什么？")
    assert [found.passage.article.report for found in answer.passages] == ["one.txt", "two.txt"]
