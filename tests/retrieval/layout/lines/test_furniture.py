"""Lines of the page itself are set apart: kept with their role, never glued in, never titles."""

import pytest

from retrieval.documents import Article, Report
from retrieval.layout.lines.furniture import Furniture
from retrieval.layout.page_words import read_wording
from retrieval.layout.restoration import restore

FURNITURE = Furniture.of(read_wording())
LEAD = "近日，云江县第三小学的孩子们有了自己的菜园，每个班级分到两垄地，种什么由孩子们商量着定。"
MORE = "校长何彤说，菜园里收下的菜送到食堂，孩子们吃得格外香，家长也常来帮忙浇水。"
LINES = [
    "发行热线 0571-86540001 广告热线 0571-86540002",
    "7",
    "广告",
    "www.yunjiangwang.cn",
    "扫码看视频",
    "云江晚报 2025年4月6日 星期日 第7版",
    "责任编辑：何苏 版式：李明",
    "地址：云江县江滨路18号 邮编：325000",
    "A07 社会",
    "国内统一连续出版物号 CN 33-0099 零售每份1.5元",
    "投稿邮箱：xw@yunjiang.cn",
    "编辑 何苏 校对 李明",
    "（下转第四版）",
    "招商热线：0571-86540003 云江传媒",
    "云江晚报社出版",
    "---",
    "2025-04-06",
]


def restored(*lines: str) -> tuple[Article, ...]:
    return restore(
        Report("page.txt", tuple(part for line in lines for part in (line, "")), "0" * 64)
    )


def roles(article: Article) -> list[tuple[str, str]]:
    return [(p.role.value, p.text) for p in article.paragraphs]


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_the_page_does_not_cut_a_sentence_and_is_kept(line: str) -> None:
    (article,) = restored("孩子们种起小菜园", LEAD, MORE[:17], line, MORE[17:])
    assert article.headline == "孩子们种起小菜园"
    assert roles(article) == [("body", LEAD), ("body", MORE), ("furniture", line)]


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_the_page_over_a_headline_is_none(line: str) -> None:
    (article,) = restored(line, "孩子们种起小菜园", LEAD, MORE)
    assert (article.headline, article.kicker) == ("孩子们种起小菜园", None)
    assert roles(article)[-1] == ("furniture", line)


@pytest.mark.parametrize(
    "text",
    [
        "电话诈骗出新招",
        "广告业增长两成",
        "热线连着你我他",
        "出版新书三百种",
        "2025年我们这样过",
        "编辑部的故事",
        "12345热线办结率达98%",
        "1000000人参加全民健身",
        "新书由县文联出版",
        "三月十二日，全县植树两万株。",
    ],
)
def test_a_title_or_sentence_with_such_words_is_none_of_the_page(text: str) -> None:
    assert not FURNITURE.is_furniture(text)


def test_a_line_read_twice_is_kept_apart() -> None:
    (article,) = restored("孩子们种起小菜园", LEAD, MORE, MORE)
    assert roles(article) == [("body", LEAD), ("body", MORE), ("furniture", MORE)]


def test_numbers_under_each_other_are_cells_and_stay_in_place() -> None:
    found = restored("孩子们种起小菜园", LEAD, "12", "7", "9", MORE)
    assert all(role != "furniture" for article in found for role, _ in roles(article))


def test_a_page_of_nothing_else_is_kept() -> None:
    (article,) = restored("云江晚报 2025年4月6日 星期日", "第7版")
    assert article.headline is None
    assert [role for role, _ in roles(article)] == ["furniture", "furniture"]
