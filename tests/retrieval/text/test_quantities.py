"""Quantities are found whole: sign, bounds, number, unit and range."""

import pytest

from retrieval.text.quantities import (
    contacts,
    dates,
    has_quantity,
    measure_at,
    quantities,
    units_of,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("净利润-2.3亿元,乙厂为负1.8亿元", ["-2.3亿元", "负1.8亿元"]),
        ("气温零下26度,拉萨-3℃到12℃", ["零下26度", "-3℃到12℃"]),
        ("居民数百人,志愿者数十名,店铺逾千家,上百家", ["数百人", "数十名", "逾千家", "上百家"]),
        ("以51秒38夺冠,亚军2分03秒4", ["51秒38", "2分03秒4"]),
        ("沪指报3124.56点,跌0.87%", ["3124.56点", "0.87%"]),
        ("用时1小时45分32秒,跳远8米95", ["1小时45分32秒", "8米95"]),
        ("以3比2获胜,三比一,21:15分", ["3比2", "三比一"]),
        ("约3.2亿元,增长不到5%,近三成", ["约3.2亿元", "不到5%", "近三成"]),
        ("三四十人,二十余万元,1,234.5万人次", ["三四十人", "二十余万元", "1,234.5万人次"]),
        ("5-10万元,两个半小时,12元/平方米", ["5-10万元", "两个半小时", "12元/平方米"]),
        ("2万5000多起,65岁以上,八折", ["2万5000多起", "65岁以上", "八折"]),
        ("案号(2024)京01民终123号", ["(2024)京01民终123号"]),
        ("百分之三十,五分之三", ["百分之三十", "五分之三"]),
        ("纽约三日,最近两家,gpt-4", ["两家"]),
    ],
)
def test_an_amount_is_found_with_all_that_belongs_to_it(text: str, found: list[str]) -> None:
    assert [text[q.start : q.end] for q in quantities(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("报名时间为3月1日至3月15日", ["3月1日至3月15日"]),
        ("二〇二三年五月十二日开幕", ["二〇二三年五月十二日"]),
        ("去年8月底,2023年上半年", ["去年8月底", "2023年上半年"]),
        ("上午9点到下午5点半,周一至周五", ["上午9点到下午5点半", "周一至周五"]),
        ("国庆节期间,10月1日起", ["国庆节期间", "10月1日起"]),
        (
            "1980年代后期,20世纪80年代初,康熙二十年",
            ["1980年代后期", "20世纪80年代初", "康熙二十年"],
        ),
        ("两年前建成,用了两年", ["两年前"]),
        ("增长3%,共5名", []),
    ],
)
def test_a_point_in_time_is_found_whole(text: str, found: list[str]) -> None:
    assert [text[q.start : q.end] for q in dates(text)] == found


def test_a_time_of_day_is_told_from_a_date() -> None:
    assert [q.form for q in dates("晚上9时,5月2日")] == ["clock", "date"]


def test_a_date_is_no_amount() -> None:
    text = "2019年5月2日建成12个"
    assert [text[q.start : q.end] for q in quantities(text)] == ["12个"]


def test_telephone_numbers_and_addresses_of_the_web_are_contacts() -> None:
    text = "电话0571-87654321,手机13912345678,网址www.example.com,12人"
    assert [text[q.start : q.end] for q in contacts(text)] == [
        "0571-87654321",
        "13912345678",
        "www.example.com",
    ]


def test_the_units_of_an_amount_are_all_that_it_has() -> None:
    assert {"小时", "分", "秒"} <= units_of("1小时45分32秒")
    assert units_of("三成") == {"成", "%"} or "%" in units_of("三成")


@pytest.mark.parametrize(
    ("asked", "measure"),
    [("多少家工会", "家"), ("几个百分点", "个百分点"), ("几折", "折"), ("多少", ""), ("什么", "")],
)
def test_the_measure_behind_the_cue_is_the_one_asked_for(asked: str, measure: str) -> None:
    assert measure_at(asked) == measure


def test_a_text_has_an_amount_in_the_units_asked_for() -> None:
    assert has_quantity("来了数百人", frozenset({"人"}))
    assert not has_quantity("来了三辆车", frozenset({"人"}))
    assert not has_quantity("一个人来", frozenset({"人"}))
