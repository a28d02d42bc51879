"""Clauses answer whole, and datelines never do."""

import pytest

from retrieval.lexicon.word_files import read_all_words
from retrieval.qa.spans.clauses import aligned, clauses, dateline_end, definitions, objects, reasons
from retrieval.query import Slot
from retrieval.query.wordlists import parse_lexicon

LEXICON = parse_lexicon(read_all_words())


@pytest.mark.parametrize(
    ("sentence", "dateline"),
    [
        ("本报讯记者秦岭报道因连日暴雨,活动推迟", "本报讯记者秦岭报道"),
        ("新华社北京8月18日电(记者王明)城里下雨", "新华社北京8月18日电(记者王明)"),
        ("记者昨日走访了三家工厂,看到变化", ""),
        ("活动推迟", ""),
    ],
)
def test_a_dateline_with_its_reporters_is_no_part_of_what_is_told(
    sentence: str, dateline: str
) -> None:
    assert sentence[: dateline_end(sentence)] == dateline


def test_clauses_end_at_marks_but_not_inside_numbers() -> None:
    text = "共1,200人,9:30开始;比分3:1"
    assert [text[a:b] for a, b in clauses(text)] == ["共1,200人", "9:30开始", "比分3:1"]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("因连日暴雨,运动会推迟", "因连日暴雨"),
        ("为了减轻负担,厂里办起托管班", "为了减轻负担"),
        ("他退休的原因是眼睛不好,看不清图纸。", "眼睛不好,看不清图纸"),
    ],
)
def test_a_reason_is_a_whole_clause(sentence: str, reason: str) -> None:
    assert reason in [sentence[a:b] for a, b in reasons(sentence, LEXICON)]


def test_what_opens_like_a_reason_and_gives_none_is_none() -> None:
    assert not list(reasons("因此,活动推迟,为期三天", LEXICON))


@pytest.mark.parametrize("slot", [Slot(before="“三色”工作法是"), Slot(after="三色工作法")])
def test_a_definition_goes_to_the_end_of_its_sentence(slot: Slot) -> None:
    sentence = "“三色”工作法是指红色引领、绿色服务,蓝色保障。"
    told = [sentence[a:b] for a, b in definitions(sentence, slot, LEXICON)]
    assert told == ["红色引领、绿色服务,蓝色保障"]


def test_an_object_stands_where_the_cue_does() -> None:
    sentence = "程大力负责码头,仇英杰负责粮库,会议在南京召开"
    told = [sentence[a:b] for a, b in objects(sentence, Slot("仇英杰负责"), "什么")]
    assert told == ["粮库"]
    told = [sentence[a:b] for a, b in objects(sentence, Slot("会议", "召开"), "在哪里")]
    assert told == ["南京"]


def test_what_links_a_question_to_its_cue_must_link_the_statement_too() -> None:
    assert not list(objects("html语言比较简单", Slot("html"), "是什么"))


def test_a_statement_may_have_all_of_the_question_around_a_slice() -> None:
    sentence = "书吧建成54家,藏书三万册"
    assert aligned(sentence, Slot("书吧建成了", "家"), 4, 7)[1]
    assert not aligned(sentence, Slot("书店建成了", "家"), 4, 7)[1]
