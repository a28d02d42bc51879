import json
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval import open_archive
from retrieval.qa import Answering, Status

CANAL = """河口县水渠通水

本报讯 记者王明报道 昨日，河口县青石水渠通水，水渠全长3.2公里，投资5亿元。
"""
FAIR = """第十四届茶博会开幕

本报讯 记者李凡报道 第十四届茶博会昨日开幕，共有240家企业参展。

三季度，全县茶叶收入12亿元。2021年，全县有茶园8万亩。
"""
MARKET = """村里有了早市

本报讯 记者李凡报道 近日，平湖镇建起12家共享菜园，带动600人就业。
"""
LEAGUE = """联赛昨晚开打

本报讯 记者李凡报道 长沙队昨晚以3比1获胜，积28分。下一轮南昌队主场作战。
"""
CUP = """村超打进四强

本报讯 记者李凡报道 村超半决赛将于6月19日举行，由副镇长何田开球。
"""
TOWN = """古镇开夜市

本报讯 记者李凡报道 去年五一假期，古镇接待游客3.88万人次。国庆节期间，古镇将推出夜游项目。
"""
SWIM = """泳池刷新纪录

本报讯 记者李凡报道 女子蝶泳纪录昨日刷新为58秒26。

夏季泳池早上6点开放。

参加比赛的男子有300人，冬季另有滑冰班。
"""
DOCTORS = """两位医生获奖

本报讯 记者李凡报道 今年，周晓梅医生行医30年，获评优秀医生。

周晓海医生退休后回乡办起图书馆。
"""


@pytest.mark.parametrize(
    ("page", "asked", "rule"),
    [
        (CANAL, "河口县地下铁路全长多少", "unknown_word"),
        (CANAL, "河口县水渠全长多少", ""),
        (FAIR, "第十五届茶博会有多少家企业参展", "other_edition"),
        (FAIR, "第14届茶博会有多少家企业参展", ""),
        (FAIR, "四季度全县茶叶收入多少", "other_edition"),
        (FAIR, "三季度全县茶叶收入多少", ""),
        (MARKET, "什么是共享菜园", "undefined"),
        (MARKET + "\n共享菜园是几户人合种的一块地。\n", "什么是共享菜园", ""),
        (LEAGUE, "南昌队积多少分", "other_name"),
        (LEAGUE, "长沙队积多少分", ""),
        (TOWN, "国庆节古镇接待多少游客", "other_edition"),
        (TOWN, "五一假期古镇接待多少游客", ""),
        (CUP, "村超决赛什么时候举行", "akin_thing"),
        (CUP, "村超半决赛什么时候举行", ""),
        (SWIM, "男子蝶泳纪录是多少", "opposite"),
        (SWIM, "女子蝶泳纪录是多少", ""),
        (SWIM, "冬季泳池几点开放", "opposite"),
        (SWIM, "夏季泳池几点开放", ""),
    ],
)
def test_what_looks_like_an_answer_to_another_question_is_not_taken_for_one(
    answering: Callable[..., Answering], page: str, asked: str, rule: str
) -> None:
    explanation = answering(page=page).explain(asked)
    assert explanation.rule == rule
    assert not rule or explanation.answer.status is not Status.ANSWERED


def test_a_sentence_about_a_person_of_like_name_is_no_sure_answer(
    answering: Callable[..., Answering],
) -> None:
    answerer = answering(page=DOCTORS)
    assert answerer.answer("周晓海行医多少年").status is not Status.ANSWERED
    assert answerer.answer("周晓梅行医多少年").status is Status.ANSWERED


@pytest.mark.parametrize(("sure", "rule"), [(0.99, ""), (0.8, "misread")])
def test_what_ocr_read_unsurely_is_no_sure_answer(
    tmp_path: Path, data_dir: Path, sure: float, rule: str
) -> None:
    lines = [line for line in CANAL.splitlines() if line]
    rows = [
        {"text": line, "box": [0, 40 * at, 20 * len(line), 40 * at + 20], "score": sure}
        for at, line in enumerate(lines)
    ]
    (tmp_path / "01.json").write_text(json.dumps(rows), encoding="utf-8")
    answering = open_archive(tmp_path, data_dir=data_dir).answerer
    explanation = answering.explain("河口县水渠全长多少")
    assert explanation.rule == rule
    assert (explanation.answer.status is Status.ANSWERED) == (not rule)
