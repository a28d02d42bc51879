from collections.abc import Callable
from pathlib import Path

from retrieval.corpus import load_corpus
from retrieval.index.analysis import default_analyzer
from retrieval.lexicon.word_files import read_all_words
from retrieval.qa import Answering, Status, build_answerer
from retrieval.qa.comparison import sides
from retrieval.qa.linear import read_weights

KEQIAO = """柯桥区总工会建会

本报讯 记者王明报道 今年柯桥区新建工会44家，新入会员4000余名。
"""
JIANDE = """建德市总工会建会

本报讯 记者李凡报道 今年建德市新建工会173家，新发展会员6126名。

建德市今年还新建了职工书屋。
"""


def test_a_comparison_gets_the_best_passage_of_each_side(
    answering: Callable[..., Answering],
) -> None:
    answer = answering(a=KEQIAO, b=JIANDE).answer("柯桥和建德今年谁新建的工会多")
    reports = [found.passage.article.report for found in answer.passages[:2]]
    assert reports == ["a.txt", "b.txt"]
    assert answer.sides == ("柯桥", "建德")


def test_a_side_of_which_nothing_is_told_is_named_as_such(
    answering: Callable[..., Answering],
) -> None:
    answer = answering(a=KEQIAO, b=JIANDE).answer("柯桥、建德和遵义三者谁新建的工会最多", top_k=1)
    assert (answer.sides, answer.sides_not_found) == (("柯桥", "建德"), ("遵义",))
    answer = answering(a=KEQIAO, b=JIANDE).answer("柯桥和遵义谁新建的工会多")
    assert (answer.sides, answer.sides_not_found) == (("柯桥",), ("遵义",))
    assert answer.status is not Status.ANSWERED


def test_a_side_is_told_only_by_a_passage_that_has_its_name(
    answering: Callable[..., Answering],
) -> None:
    other = "送餐员运动会\n\n本报讯 记者王明报道 近日，外卖骑手参加运动会，共有80人。\n"
    typist = "打字员比赛\n\n本报讯 记者李凡报道 近日，打字员参加比赛，共有60人。\n"
    answer = answering(a=other, b=typist).answer("跑腿员和打字员哪个参加的人多")
    assert "跑腿员" not in answer.sides
    answer = answering(a=other, b=typist).answer("送餐员和打字员哪个参加的人多")
    assert answer.sides == ("送餐员", "打字员")


def test_what_compares_nothing_has_no_sides(answering: Callable[..., Answering]) -> None:
    assert answering(a=KEQIAO, b=JIANDE).answer("柯桥区今年新建工会多少家").sides == ()


def test_three_places_get_three_sides(answering: Callable[..., Answering]) -> None:
    other = KEQIAO.replace("柯桥", "鄞州").replace("44家", "57家")
    answer = answering(a=KEQIAO, b=JIANDE, c=other).answer("柯桥、建德和鄞州三者谁新建的工会最多")
    reports = [found.passage.article.report for found in answer.passages[:3]]
    assert sorted(reports) == ["a.txt", "b.txt", "c.txt"]


def test_either_or_compares(answering: Callable[..., Answering]) -> None:
    answer = answering(a=KEQIAO, b=JIANDE).answer("新建的工会，柯桥多还是建德多？")
    reports = [found.passage.article.report for found in answer.passages[:2]]
    assert sorted(reports) == ["a.txt", "b.txt"]


def test_what_names_more_places_than_can_be_compared_is_one_question(
    tmp_path: Path, data_dir: Path
) -> None:
    (tmp_path / "a.txt").write_text(KEQIAO, encoding="utf-8")
    understander = build_answerer(
        load_corpus(tmp_path),
        default_analyzer(data_dir / "cache"),
        words=read_all_words(),
        weights=read_weights(),
    ).follower.understander
    places = [
        "杭州",
        "宁波",
        "温州",
        "绍兴",
        "嘉兴",
        "湖州",
        "金华",
        "衢州",
        "台州",
        "丽水",
        "舟山",
        "南京",
        "苏州",
    ]
    counts = []
    for asked in (places[:12], places):
        question = understander.understand(f"{'、'.join(asked)}相比，谁新建的工会多")
        counts.append(len(sides(question, understander.finder)))
    assert counts == [12, 0]
