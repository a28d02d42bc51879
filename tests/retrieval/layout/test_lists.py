"""Lists of short lines, one thing a line, none of which goes on with the one above."""

import random
from collections.abc import Callable

import pytest

from retrieval.documents import Report
from retrieval.layout.restoration import restore
from tests.retrieval.layout.clean import held_articles
from tests.retrieval.layout.pages import NO_DAMAGE, make_page
from tests.retrieval.layout.variants import printed, wrapped

SURNAMES, GIVEN = "张王李赵陈刘杨黄周吴", "伟芳敏静丽强磊军洋勇艳杰"
THINGS = ("食堂", "校车", "图书馆", "门诊", "泳池", "渡口", "夜校", "菜市场", "体检", "驿站")
QUESTIONS = ("{}几点开门", "去{}坐几路车", "{}周末休息吗", "谁能用{}", "{}要先预约还是直接去")
DISHES = ("清炒", "红烧", "凉拌", "葱油"), ("藕片", "鲫鱼", "豆腐干", "时令小白菜", "肉圆")


def names(chance: random.Random) -> list[str]:
    return [
        chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2))))
        for _ in range(20)
    ]


def questions(chance: random.Random) -> list[str]:
    return [chance.choice(QUESTIONS).format(chance.choice(THINGS)) for _ in range(20)]


def dishes(chance: random.Random) -> list[str]:
    return ["".join(map(chance.choice, DISHES)) for _ in range(20)]


@pytest.mark.parametrize("items", [names, questions, dishes])
def test_lines_of_a_list_stay_apart(items: Callable[[random.Random], list[str]]) -> None:
    for seed in range(5):
        lines = items(random.Random(seed))
        assert glued(lines) == []


@pytest.mark.parametrize("width", [14, 20])
def test_a_list_under_wrapped_text_stays_apart(width: int) -> None:
    for seed in range(3):
        page = make_page(seed, 2, NO_DAMAGE, held_articles())
        text = printed(page, wrapped(width), seed).report.lines
        items = questions(random.Random(seed))
        found = glued([*text, *items])
        assert found, "the text above is wrapped"
        assert max(last for _, last in found) <= len(text)


def glued(lines: list[str]) -> list[tuple[int, int]]:
    """Return the pairs of lines that stand in one paragraph."""
    articles = restore(Report("page.txt", tuple(lines), "0" * 64))
    return [
        (first, second)
        for article in articles
        for paragraph in article.paragraphs
        for first, second in zip(paragraph.lines, paragraph.lines[1:], strict=False)
    ]
