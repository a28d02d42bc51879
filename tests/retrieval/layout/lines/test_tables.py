"""Rows of tables and results stay rows, under their own title."""

from retrieval.documents import Report
from retrieval.layout.restoration import restore

LEAD = "近日，云江县第三小学的孩子们有了自己的菜园，每个班级分到两垄地，种什么由孩子们商量着定。"
MORE = "校长何彤说，菜园里收下的菜送到食堂，孩子们吃得格外香，家长也常来帮忙浇水。"


def rows(*lines: str) -> list[tuple[str | None, list[str]]]:
    articles = restore(Report("page.txt", tuple(x for y in lines for x in (y, "")), "0" * 64))
    return [(a.headline, [p.text for p in a.paragraphs if p.role == "table"]) for a in articles]


def test_the_rows_of_a_table_stand_under_its_title_and_not_in_the_next_headline() -> None:
    table = [
        "企业 产值（亿元） 增长（%） 用工（人）",
        "前山水泥 6.2 3.1 820",
        "前山造纸 11.5 -2.4 1043",
    ]
    found = rows("前山县一季度工业指标", *table, "孩子们种起小菜园", LEAD, MORE)
    assert found == [("前山县一季度工业指标", table), ("孩子们种起小菜园", [])]


def test_results_of_matches_are_rows() -> None:
    results = ["前山队 2:1 柳河队", "海门队 0:0 北岭队", "长岭队 3:3 东屏队"]
    found = rows("孩子们种起小菜园", LEAD, MORE, "乙级联赛战报", *results)
    assert found == [("孩子们种起小菜园", []), ("乙级联赛战报", results)]


def test_a_standing_is_a_table() -> None:
    standing = ["1 前山队 12场 28分", "2 海门队 12场 25分", "3 柳河队 12场 19分"]
    assert rows("联赛积分榜", *standing, "孩子们种起小菜园", LEAD)[0][1] == standing


def test_a_price_list_under_a_label_has_that_as_its_headline() -> None:
    prices = ["92号 7.85元/升", "95号 8.35元/升", "0号 7.48元/升"]
    assert rows("今日油价", *prices, "孩子们种起小菜园", LEAD, MORE)[0] == ("今日油价", prices)


def test_titles_with_spaces_round_numbers_are_no_rows() -> None:
    assert all(
        not found for _, found in rows("前山 26 家企业复工", "柳河 3 条公路通车", LEAD, MORE)
    )
