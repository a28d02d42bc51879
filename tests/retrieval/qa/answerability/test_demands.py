from collections.abc import Callable

import pytest

from retrieval.qa import Answering


def figures(answerer: Answering, question: str) -> set[str]:
    """The figures that speak for or against an answer."""
    return {share.name for share in answerer.explain(question).judging}


@pytest.mark.parametrize(
    ("said", "lacks"), [("女职工接受了免费筛查", True), ("女职工在广安医院接受了免费筛查", False)]
)
def test_where_no_name_of_the_sort_asked_for_stands_it_speaks_against_an_answer(
    answering: Callable[..., Answering], said: str, lacks: bool
) -> None:
    answerer = answering(page=f"为女职工送健康\n\n日前，鄞州区300名{said}。\n")
    found = figures(answerer, "鄞州区的女职工在哪家医院筛查？")
    assert ("no_sort" in found) is lacks


def test_an_article_before_a_sort_of_thing_makes_no_name(
    answering: Callable[..., Answering],
) -> None:
    answerer = answering(page="为职工送健康\n\n日前，鄞州区300名女职工到一家医院接受了免费筛查。\n")
    assert "no_sort" in figures(answerer, "鄞州区的女职工在哪家医院筛查？")


def test_a_book_is_known_by_its_marks(answering: Callable[..., Answering]) -> None:
    page = "读书会\n\n日前，崔勇博士向永嘉县的职工{}。\n"
    asked = "崔勇博士在永嘉县推荐了哪本书？"
    assert "no_sort" in figures(answering(page=page.format("分享了读书观")), asked)
    assert "no_sort" not in figures(answering(page=page.format("推荐了《活着》一书")), asked)


def test_another_year_than_the_one_told_speaks_against_an_answer(
    answering: Callable[..., Answering],
) -> None:
    answerer = answering(page="漂流书吧\n\n今年，衢江区总工会建成漂流书吧54家。\n")
    assert "no_qualifier" in figures(answerer, "去年衢江区建成了多少家漂流书吧？")
    assert "no_qualifier" not in figures(answerer, "今年衢江区建成了多少家漂流书吧？")


def test_a_cup_that_counts_nothing_is_no_amount(answering: Callable[..., Answering]) -> None:
    page = "暖心茶\n\n百合社区的志愿者将{}暖心茶送到职工手上。\n"
    asked = "百合社区送出了多少杯暖心茶？"
    assert "no_amount" in figures(answering(page=page.format("一杯杯")), asked)
    assert "no_amount" not in figures(answering(page=page.format("200杯")), asked)


@pytest.mark.parametrize(
    ("said", "lacks"),
    [("是一名快递员", ["no_attribute"]), ("是一名快递员，2012年从职校毕业", [])],
)
def test_an_attribute_that_no_word_tells_speaks_against_an_answer(
    answering: Callable[..., Answering], said: str, lacks: list[str]
) -> None:
    answerer = answering(page=f"快递小哥\n\n日前，柯桥区总工会慰问了李明亮，李明亮{said}。\n")
    found = figures(answerer, "李明亮是什么学历？")
    assert [name for name in ("no_attribute",) if name in found] == lacks


def test_an_attribute_that_another_sentence_tells_speaks_against_the_marked_one(
    answering: Callable[..., Answering],
) -> None:
    page = "快递小哥\n\n李明亮是柯桥区的快递员，每天送件。王师傅毕业于职校。\n"
    found = figures(answering(page=page), "柯桥区的快递员李明亮是什么学历？")
    assert found & {"no_attribute", "no_attribute_marked"} == {"no_attribute_marked"}


def test_what_was_asked_before_is_demanded_less(answering: Callable[..., Answering]) -> None:
    answerer = answering(page="漂流书吧\n\n今年，衢江区总工会建成漂流书吧54家，秀洲区30家。\n")

    def lacks(question: str, *turns: str) -> float:
        shares = answerer.explain(question, turns=turns).judging
        return next(share.value for share in shares if share.name == "no_qualifier")

    alone = lacks("去年秀洲区建成了多少家漂流书吧？")
    assert 0 < lacks("那秀洲区呢？", "去年衢江区建成了多少家漂流书吧？") < alone
