import pytest

from retrieval.text import fold
from retrieval.text.values import value_at, value_terms


@pytest.mark.parametrize(
    "spellings",
    [
        ("四百五十六", "456", "４５６"),
        ("3.6亿", "36000万", "三亿六千万", "3亿6000万", "三点六亿", "360,000,000"),
        ("十七万八千", "17.8万", "178000", "17万8千"),
        ("一千六百", "1600", "1,600", "一千六百", "1千6百"),
        ("二〇一九", "二零一九", "2019"),
        ("百分之四十", "四成", "40%", "40％"),
        ("百分之二点五", "2.5%"),
        ("8时", "八点", "8:00", "8点钟", "八时"),
        ("20:30", "20时30分", "晚上8:30", "晚上八点半", "二十点三十分"),
        ("下午3点一刻", "15:15", "15时15分"),
        ("BERT-2", "bert2", "Bert 2", "ＢＥＲＴ－２", "BERT−2"),
    ],
)
def test_a_value_has_one_key_however_it_is_written(spellings: tuple[str, ...]) -> None:
    found = [value_at(fold(text), 0) for text in spellings]
    assert [value and value.end for value in found] == [len(text) for text in spellings]
    assert len({value.keys[0] for value in found if value}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("8时", "20时"), ("上午8点", "晚上8点"), ("C#", "C++"), ("BERT-2", "BERT-3"), ("5%", "5")],
)
def test_other_values_have_other_keys(one: str, other: str) -> None:
    first, second = value_at(fold(one), 0), value_at(fold(other), 0)
    assert first
    assert second
    assert first.keys[0] not in second.keys


def test_a_time_by_12_hours_may_be_either() -> None:
    morning, evening, written = (value_at(t, 0) for t in ("早上8点", "晚上8点", "8点"))
    assert morning
    assert evening
    assert written
    assert set(written.keys) == set(morning.keys) & set(evening.keys)


def test_terms_name_the_value_and_its_spelling() -> None:
    assert value_terms("修路三百二十公里") == ["#320=三百二十"]
    assert value_terms("7×24小时用GPT－4") == ["#gpt4=gpt-4", "#7=7", "#24=24"]


@pytest.mark.parametrize("text", ["同时", "百合", "一", "职工"])
def test_words_are_no_times(text: str) -> None:
    assert not any(":" in term for term in value_terms(text))
