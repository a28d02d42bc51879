"""Lists of dated articles of several papers are those of a plain scan of all of them."""

import csv
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from retrieval import Archive, Status, open_archive
from retrieval.documents import Article
from retrieval.query.scope import Scope

TODAY = date(2024, 1, 15)
PAPERS = ["滨湖日报", "临江晚报", "青石晨报"]
NAMES = ["秦望舒", "祁连雪", "柏长青"]
THINGS = ["渡口", "粮库", "气象站", "码头"]
COLUMNS = ("title", "author", "body", "date", "paper", "page")


def write_archive(folder: Path, count: int, seed: int) -> Archive:
    """Write a table of dated articles, some without date or paper, and open it."""
    chance = random.Random(seed)
    rows = [list(COLUMNS)]
    for number in range(count):
        one, other = chance.sample(THINGS, 2)
        day = date(2022, 10, 1) + timedelta(days=chance.randrange(450))
        rows.append(
            [
                f"{one}添新貌之{number}",
                chance.choice(NAMES),
                f"本报讯 {one}与{other}昨日完工，群众说好，这是第{number}号工程。",
                chance.choice([day.isoformat()] * 9 + [""]),
                chance.choice([*PAPERS, *PAPERS, ""]),
                str(chance.randrange(1, 5)),
            ]
        )
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return open_archive(folder, today=lambda: TODAY)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return write_archive(tmp_path_factory.mktemp("rows"), 60, seed=4)


def listed(archive: Archive, question: str, *turns: str) -> list[str]:
    """The ids of the articles listed, all of which the count counts."""
    listing = archive.ask(question, turns=turns).listing
    assert listing is not None, question
    assert listing.count == len(listing.articles), question
    return [article.article_id for article in listing.articles]


def scan(archive: Archive, holds: Callable[[Article], bool]) -> list[str]:
    return [article.article_id for article in archive.articles if holds(article)]


def says(word: str) -> Callable[[Article], bool]:
    return lambda a: any(word in paragraph.text for paragraph in a.searched)


def all_of(*conditions: Callable[[Article], bool]) -> Callable[[Article], bool]:
    return lambda a: all(holds(a) for holds in conditions)


def by(name: str) -> Callable[[Article], bool]:
    return lambda a: name in a.byline


def of_paper(name: str) -> Callable[[Article], bool]:
    return lambda a: a.imprint.paper == name


def within(first: str, last: str) -> Callable[[Article], bool]:
    return lambda a: first <= (a.imprint.date or "") <= last


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("2023年6月的报道有哪些", within("2023-06-01", "2023-06-30")),
        ("去年有几篇报道", within("2023-01-01", "2023-12-31")),
        ("几篇报道是上个月的", within("2023-12-01", "2023-12-31")),
        ("2023年1月到3月有多少篇文章", within("2023-01-01", "2023-03-31")),
        ("滨湖日报有几篇", of_paper("滨湖日报")),
        ("列出《青石晨报》的报道", of_paper("青石晨报")),
        ("第三版的报道有哪些", lambda a: a.imprint.page == "3"),
        ("秦望舒去年写了哪些报道", all_of(by("秦望舒"), within("2023-01-01", "2023-12-31"))),
        ("2023年提到粮库的报道有哪些", all_of(says("粮库"), within("2023-01-01", "2023-12-31"))),
        (
            "临江晚报上标题里有码头的文章",
            all_of(lambda a: "码头" in (a.headline or ""), of_paper("临江晚报")),
        ),
    ],
)
def test_days_papers_and_pages_narrow_a_list_down(
    archive: Archive, question: str, holds: Callable[[Article], bool]
) -> None:
    assert sorted(listed(archive, question)) == sorted(scan(archive, holds))


def test_what_follows_only_narrows_the_list_before(archive: Archive) -> None:
    before = listed(archive, "提到粮库的报道有哪些")
    narrowed = listed(archive, "那2023年的呢", "提到粮库的报道有哪些")
    of_year = set(scan(archive, within("2023-01-01", "2023-12-31")))
    assert sorted(narrowed) == sorted(of_year & set(before))


def test_lists_are_sorted_by_date_where_it_is_asked(archive: Archive) -> None:
    for question, newest_first in (
        ("关于码头的报道按时间顺序", False),
        ("码头最近有什么新闻", True),
    ):
        listing = archive.ask(question).listing
        assert listing is not None
        dates = [a.imprint.date for a in listing.articles if a.imprint.date]
        assert dates == sorted(dates, reverse=newest_first)
        assert not any(article.imprint.date for article in listing.articles[len(dates) :])


def test_the_newest_is_that_of_the_last_date(archive: Archive) -> None:
    last = max(a.imprint.date or "" for a in archive.articles)
    assert listed(archive, "最新的报道是哪篇") == scan(archive, lambda a: a.imprint.date == last)


def test_undated_articles_are_counted_apart(archive: Archive) -> None:
    listing = archive.ask("去年有几篇报道").listing
    assert listing is not None
    assert listing.undated == len(scan(archive, lambda a: not a.imprint.date)) > 0


def test_groups_count_every_article(archive: Archive) -> None:
    keys: dict[str, Callable[[Article], str]] = {
        "每月几篇": lambda a: (a.imprint.date or "")[:7],
        "有哪些日期": lambda a: a.imprint.date or "",
        "有哪些报纸": lambda a: a.imprint.paper or "",
    }
    for question, key in keys.items():
        listing = archive.ask(question).listing
        assert listing is not None
        expected = {name for a in archive.articles if (name := key(a))}
        assert {group.name for group in listing.groups} == expected
        for group in listing.groups:
            assert group.count == len([a for a in archive.articles if key(a) == group.name])


def test_a_paper_that_the_archive_lacks_has_no_articles(archive: Archive) -> None:
    answer = archive.ask("高原日报上的报道有哪些")
    assert answer.listing is not None
    assert (answer.status, answer.listing.count) == (Status.NOT_FOUND, 0)
    assert answer.listing.scope.paper == "高原日报"


def test_the_date_of_an_article_is_told(archive: Archive) -> None:
    first = archive.articles[0]
    listing = archive.ask(f"《{first.headline}》那篇是哪天登的").listing
    assert listing is not None
    assert [article.imprint for article in listing.articles] == [first.imprint]


def test_who_wrote_an_article_is_told_with_the_name_marked(archive: Archive) -> None:
    first = archive.articles[0]
    (found,) = archive.ask(f"《{first.headline}》那篇是谁写的").passages
    assert found.answer is not None
    assert found.answer.of(found.passage.text) == first.byline[0]


def test_only_a_part_of_the_archive_is_asked(archive: Archive) -> None:
    part = archive.within(Scope(since="2023-01-01", until="2023-12-31", paper="滨湖日报"))
    inside = scan(archive, all_of(within("2023-01-01", "2023-12-31"), of_paper("滨湖日报")))
    assert sorted(listed(part, "有几篇报道")) == sorted(inside)
    shown = [p.passage.article.article_id for p in part.ask("码头何时完工").passages]
    assert shown
    assert set(shown) <= set(inside)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_lists_of_random_archives_are_those_of_a_scan(tmp_path: Path, seed: int) -> None:
    archive = write_archive(tmp_path, 40, seed)
    chance = random.Random(seed)
    for _ in range(12):
        name, thing, paper = chance.choice(NAMES), chance.choice(THINGS), chance.choice(PAPERS)
        year, month = chance.choice((2022, 2023)), chance.randrange(1, 13)
        in_month = within(f"{year}-{month:02}-01", f"{year}-{month:02}-31")
        in_year = within(f"{year}-01-01", f"{year}-12-31")
        for question, holds in (
            (f"{year}年{month}月有几篇报道", in_month),
            (f"{name}{year}年{month}月写过什么报道", all_of(by(name), in_month)),
            (f"{paper}上{name}写的报道", all_of(by(name), of_paper(paper))),
            (
                f"{paper}{year}年提到{thing}的报道有几篇",
                all_of(says(thing), of_paper(paper), in_year),
            ),
        ):
            assert sorted(listed(archive, question)) == sorted(scan(archive, holds)), question
