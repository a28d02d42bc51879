"""Pages in other scripts and spacings give the same articles, in their own characters."""

from collections.abc import Callable

import pytest

from retrieval.documents import Report
from retrieval.documents.article import Article
from retrieval.layout.restoration import restore

SIMPLE = (
    "乾隆年间古钟现身关山镇",
    "本报讯 记者叶长青报道 关山镇居民近日在老屋墙内发现一口古钟，钟身刻有乾隆年号。",
    "文化馆馆长说，古钟重达三百公斤，保存完好。",
    "",
    "皇后号邮轮后天抵港",
    "本报讯 记者范中后报道 皇后号邮轮后天抵达花莲港，载有一千二百名旅客。",
)
TRADITIONAL = (
    "乾隆年間古鐘現身關山鎮",
    "本報訊 記者葉長青報導 關山鎮居民近日在老屋牆內發現一口古鐘，鐘身刻有乾隆年號。",
    "文化館館長說，古鐘重達三百公斤，保存完好。",
    "",
    "皇后號郵輪後天抵港",
    "本報訊 記者范中後報導 皇后號郵輪後天抵達花蓮港，載有一千二百名旅客。",
)


def articles(*lines: str) -> tuple[Article, ...]:
    return restore(Report("page.txt", lines, "0" * 64))


def test_a_traditional_page_is_restored_in_its_own_characters() -> None:
    bell, ship = articles(*TRADITIONAL)
    assert (bell.headline, bell.byline) == (TRADITIONAL[0], ("葉長青",))
    assert (ship.headline, ship.byline) == (TRADITIONAL[4], ("范中後",))
    assert [p.text for p in bell.paragraphs] == [*TRADITIONAL[1:3]]


@pytest.mark.parametrize("blank", ["\u3000", "\u3000\u3000", " "])
def test_a_traditional_title_keeps_its_characters_round_a_blank(blank: str) -> None:
    title = f"關山鎮古鐘{blank}運進縣文化館"
    (bell,) = articles(title, *TRADITIONAL[1:3])
    assert bell.headline == "關山鎮古鐘 運進縣文化館"


@pytest.mark.parametrize(
    "spread",
    [
        lambda line: " ".join(line),
        lambda line: "".join(f"{char} " if char >= "\u4e00" else char for char in line),
    ],
)
def test_spaces_between_all_characters_are_no_part_of_the_text(
    spread: Callable[[str], str],
) -> None:
    plain, spaced = articles(*SIMPLE), articles(*map(spread, SIMPLE))
    for one, other in zip(plain, spaced, strict=True):
        assert (other.headline, other.byline) == (one.headline, one.byline)
        texts = [p.text.replace(" ", "") for p in one.paragraphs]
        assert [p.text.replace(" ", "") for p in other.paragraphs] == texts
        assert all("   " not in p.text for p in other.paragraphs)


def test_a_headline_of_one_character_a_line_is_one_line() -> None:
    lines = (*"皇后号邮轮后天抵港", *SIMPLE[5:])
    (ship,) = articles(*lines)
    assert ship.headline == SIMPLE[4]
    assert len(ship.title_lines) == 9
