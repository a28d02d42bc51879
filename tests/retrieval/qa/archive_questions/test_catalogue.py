"""Questions about the archive itself are answered exactly, as a look at every article does."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval import Archive, Status, open_archive
from retrieval.corpus import once
from retrieval.documents import plain

PAGES = {
    "a": """渡口装上新灯

本报讯 记者秦望舒报道 西沙渡口昨夜装上二十盏新灯，消防艇也停在这里。

渔汛提前到来

本报讯 记者祁连雪报道 今年渔汛比往年早十天，渔民说消防安全要抓牢。
""",
    "b": """小学建起气象站

本报讯 记者秦望舒 通讯员柏青报道 东岭小学的气象站每天记录三次气温。

记者祁连雪 摄
""",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Archive:
    folder = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return open_archive(folder, data_dir=data_dir)


@pytest.mark.parametrize(
    ("question", "by", "headlines"),
    [
        ("秦望舒写过什么报道", "reporter", ["渡口装上新灯", "小学建起气象站"]),
        ("记者秦望舒写了几篇？", "reporter", ["渡口装上新灯", "小学建起气象站"]),
        ("秦望舒寫過什麼報道", "reporter", ["渡口装上新灯", "小学建起气象站"]),
        ("哪些文章是祁连雪写的", "reporter", ["渔汛提前到来"]),
        ("谁写的报道最多？", "reporter", ["渡口装上新灯", "小学建起气象站"]),
        ("标题里有气象站的文章", "headline", ["小学建起气象站"]),
        ("渔汛有什么新闻", "topic", ["渔汛提前到来"]),
        ("一共有多少篇文章", "all", ["渡口装上新灯", "渔汛提前到来", "小学建起气象站"]),
        ("有几个版面？", "report", ["渡口装上新灯", "小学建起气象站"]),
        ("有没有提到消防的报道", "text", ["渡口装上新灯", "渔汛提前到来"]),
        ("列出所有提到“气象站”或“新灯”的报道", "text", ["渡口装上新灯", "小学建起气象站"]),
        ("哪些报道提到消防但没有提到渔民", "text", ["渡口装上新灯"]),
        ("既提到消防又提到渔民的报道", "text", ["渔汛提前到来"]),
        ("麻烦帮我找一下署名秦望舒的稿子", "reporter", ["渡口装上新灯", "小学建起气象站"]),
        ("报道里有没有提到消防", "text", ["渡口装上新灯", "渔汛提前到来"]),
    ],
)
def test_the_archive_is_listed(
    archive: Archive, question: str, by: str, headlines: list[str]
) -> None:
    answer = archive.ask(question)
    assert answer.listing is not None
    assert answer.status is Status.ANSWERED
    assert answer.listing.by == by
    assert [article.headline for article in answer.listing.articles] == headlines
    assert answer.listing.count == len(headlines)


def test_nobody_of_a_name_is_said_so(archive: Archive) -> None:
    answer = archive.ask("方知秋写过什么报道")
    assert answer.listing is not None
    assert (answer.status, answer.listing.count) == (Status.NOT_FOUND, 0)


def test_the_newest_can_be_told_only_by_dates(archive: Archive) -> None:
    assert archive.ask("最新的报道是哪篇").untold == ("date",)
    assert archive.ask("几篇报道是去年的").untold == ("date",)
    assert archive.ask("有哪些报道").untold == ()


@pytest.mark.parametrize(
    ("turns", "question", "headline"),
    [
        ([], "打开气象站那篇文章", "小学建起气象站"),
        ([], "《渡口装上新灯》全文", "渡口装上新灯"),
        ([], "把气象站那篇打开给我看", "小学建起气象站"),
        (["秦望舒写过什么报道"], "打开第2篇", "小学建起气象站"),
        (["有哪些报道"], "第三篇", "小学建起气象站"),
    ],
)
def test_an_article_is_opened(
    archive: Archive, turns: list[str], question: str, headline: str
) -> None:
    opened = archive.ask(question, turns=turns).opened
    assert opened is not None
    assert opened.headline == headline


@pytest.mark.parametrize(
    "question",
    [
        "气象站每天记录几次气温",
        "他写了什么",
        "渡口装上多少盏新灯",
        "消防艇有哪些",
        "渔民说了什么消息",
        "第5篇",
    ],
)
def test_what_only_looks_like_it_stays_an_ordinary_question(
    archive: Archive, question: str
) -> None:
    answer = archive.ask(question)
    assert (answer.listing, answer.opened) == (None, None)


@pytest.mark.slow
def test_lists_are_those_of_a_look_at_every_article(tmp_path: Path) -> None:
    chance = random.Random(5)
    names, things = ["秦望舒", "祁连雪", "柏长青"], ["渡口", "粮库", "气象站", "码头"]
    for page in range(6):
        parts = [
            f"{chance.choice(things)}添新貌\n\n本报讯 记者{chance.choice(names)}报道 "
            f"{chance.choice(things)}与{chance.choice(things)}昨日完工，群众说好。\n"
            for _ in range(3)
        ]
        (tmp_path / f"{page}.txt").write_text("\n".join(parts), encoding="utf-8")
    archive = open_archive(tmp_path)

    def scan(holds: Callable[[str], bool]) -> list[str]:
        texts = (
            (
                a.article_id,
                plain("\n".join([*a.titles, *a.banners, *(p.text for p in a.paragraphs)])),
            )
            for a in once(archive.articles)
        )
        return [article_id for article_id, text in texts if holds(text)]

    def listed(question: str) -> list[str]:
        listing = archive.ask(question).listing
        assert listing is not None
        assert listing.count == len(listing.articles)
        return [article.article_id for article in listing.articles]

    for name in names:
        own = [a.article_id for a in once(archive.articles) if name in a.byline]
        assert listed(f"{name}写过什么报道") == own
    one, other = things[:2]
    assert listed(f"几篇报道提到{one}") == scan(lambda text: one in text)
    assert listed(f"提到{one}或{other}的报道有几篇") == scan(
        lambda text: one in text or other in text
    )
    assert listed(f"哪些报道提到{one}但没有提到{other}") == scan(
        lambda text: one in text and other not in text
    )
