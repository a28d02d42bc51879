"""Spans of days are read as a reader of that day means them."""

from datetime import date

import pytest

from retrieval.lexicon.word_files import read_words
from retrieval.text.periods import Period, parse_date_words

TODAY = date(2024, 3, 13)  # a Wednesday
READER = parse_date_words(read_words("date_words"))


def read(text: str, newest: date | None = None) -> Period | None:
    return READER.find(text, TODAY, newest=newest)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年6月的报道", "2023-06-01", "2023-06-30"),
        ("二〇二三年六月七日", "2023-06-07", "2023-06-07"),
        ("2023年", "2023-01-01", "2023-12-31"),
        ("2023-06有什么", "2023-06-01", "2023-06-30"),
        ("2023年上半年", "2023-01-01", "2023-06-30"),
        ("去年第四季度", "2023-10-01", "2023-12-31"),
        ("去年12月", "2023-12-01", "2023-12-31"),
        ("今年的2月", "2024-02-01", "2024-02-29"),
        ("昨日", "2024-03-12", "2024-03-12"),
        ("上周", "2024-03-04", "2024-03-10"),
        ("上周五", "2024-03-08", "2024-03-08"),
        ("上月10日", "2024-02-10", "2024-02-10"),
        ("上上个月", "2024-01-01", "2024-01-31"),
        ("最近三个月", "2023-12-14", "2024-03-13"),
        ("近7天", "2024-03-07", "2024-03-13"),
        ("过去半年", "2023-09-14", "2024-03-13"),
        ("2月3日", "2024-02-03", "2024-02-03"),
        ("十一月", "2023-11-01", "2023-11-30"),
        ("2023年6月1日至10日", "2023-06-01", "2023-06-10"),
        ("2023年11月到2024年1月", "2023-11-01", "2024-01-31"),
        ("6月到8月", "2023-06-01", "2023-08-31"),
        ("2023年6月以来", "2023-06-01", None),
        ("2023年6月之后", "2023-07-01", None),
        ("2023年6月以前", None, "2023-05-31"),
    ],
)
def test_a_span_of_days_is_read(text: str, first: str | None, last: str | None) -> None:
    found = read(text)
    assert found is not None
    assert (found.first, found.last) == tuple(
        date.fromisoformat(day) if day else None for day in (first, last)
    )


@pytest.mark.parametrize(
    "text", ["三个月大的孩子", "2023年13月", "最近几天", "附近两家", "12023年", "半年"]
)
def test_what_names_no_days_is_left_alone(text: str) -> None:
    found = read(text)
    assert found is None or "年" in text[found.start : found.end] != text


def test_a_month_without_a_year_is_the_last_up_to_the_newest_page() -> None:
    found = read("6月的报道", newest=date(2021, 9, 5))
    assert found is not None
    assert found.first == date(2021, 6, 1)


def test_the_slice_of_the_text_is_told() -> None:
    text = "关于台风的2023年6月的报道"
    found = read(text)
    assert found is not None
    assert text[found.start : found.end] == "2023年6月"
