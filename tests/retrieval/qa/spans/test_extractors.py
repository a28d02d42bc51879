"""Names are found whole, by their form and what stands beside them."""

import pytest

from retrieval.lexicon.word_files import read_all_words
from retrieval.qa.spans.extractors import Sentence, ending_in, places
from retrieval.query.wordlists import parse_lexicon
from retrieval.text import Analyzer

LEXICON, ANALYZER = parse_lexicon(read_all_words()), Analyzer()


def cut(text: str) -> Sentence:
    return Sentence(text, LEXICON, ANALYZER)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("文明远当选主任,于和平当选副主任,费用之当选监事长", ["文明远", "于和平", "费用之"]),
        ("图书馆馆长李𠮷民主持,工会主席王海介绍", ["李𠮷民", "王海"]),
        ("欧阳明远说,司徒静在场", ["欧阳明远", "司徒静"]),
        ("警长戴维·布朗当日表示", ["戴维·布朗"]),
        ("护士周明媛照看老人,裁判员孟大响吹停比赛", ["周明媛", "孟大响"]),
        ("共有三十人参加,教练为墨小禾。", ["墨小禾"]),
        ("主教练是个老手,教师为大家鼓掌", []),
        ("查阅资料,解放思想,文明办公", []),
    ],
)
def test_names_of_people_are_whole(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in sorted(cut(text).persons)] == names


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("揭牌仪式在杭氧制造基地举行", "杭氧制造基地"),
        ("来自青海的技师丁一鸣", "青海"),
        ("他被关押在叙利亚北部的霍尔营地", "叙利亚北部"),
    ],
)
def test_a_place_ends_before_the_verb_or_what_it_belongs_to(text: str, place: str) -> None:
    assert place in [text[start:end] for start, end in places(cut(text))]


def test_a_name_that_ends_as_asked_begins_behind_a_word_that_no_name_has() -> None:
    text = "职工在海州市第一医院接受体检"
    assert [text[s:e] for s, e in ending_in(cut(text), ("医院",))] == ["海州市第一医院"]
