from collections.abc import Callable

from retrieval.answers import Answering

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


def test_three_places_get_three_sides(answering: Callable[..., Answering]) -> None:
    other = KEQIAO.replace("柯桥", "鄞州").replace("44家", "57家")
    answer = answering(a=KEQIAO, b=JIANDE, c=other).answer("柯桥、建德和鄞州三者谁新建的工会最多")
    reports = [found.passage.article.report for found in answer.passages[:3]]
    assert sorted(reports) == ["a.txt", "b.txt", "c.txt"]


def test_either_or_compares(answering: Callable[..., Answering]) -> None:
    answer = answering(a=KEQIAO, b=JIANDE).answer("新建的工会，柯桥多还是建德多？")
    reports = [found.passage.article.report for found in answer.passages[:2]]
    assert sorted(reports) == ["a.txt", "b.txt"]
