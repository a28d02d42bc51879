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
