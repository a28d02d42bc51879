"""Made pages with what else newspapers print: labels, folios, tables, section heads, pen names.

Everything comes from the seed, as in `pages`.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.documents import Report
from tests.retrieval.layout.clean import FOLDER, CleanArticle
from tests.retrieval.layout.pages import Damage, Line, Page, make_page

PAPERS = ("云江日报", "滨湖晚报", "前山工人报", "海州商报", "东港都市报")
NAMES = ("何苏", "李明", "柳青", "张一帆", "魏红", "陶然", "孟小雨")
FURNITURE = (
    "广告热线 0{three}-8{six}",
    "第{small}版",
    "责任编辑：{name} 版式：{other}",
    "www.{six}.com",
    "广告",
    "{small}",
    "扫码看更多",
    "投稿邮箱：{six}@126.com",
    "2023年{small}月{small}日 星期三",
    "A{small}",
    "校对 {name}",
    "{paper} 2022年{small}月{small}日 第{small}版",
    "本报地址：{paper}大厦 邮编：3{three}00",
)
COLUMNS = ("单位", "产量", "销量", "增长", "人数", "面积", "价格", "比重")
TOWNS = ("前山", "柳河", "云溪", "东湖", "海门", "长岭", "北岭")
TABLES = ("主要指标一览", "昨日战报", "最新价格表", "各地产量统计", "比赛结果")
NO_ARTICLE = -1
TITLES = ("headline", "kicker", "running-head")
NAME_FORMS = ("（{}）", "◎{}", "（{}）", "at the end")


def read_lines(name: str) -> list[str]:
    """The lines of a file beside this one, remarks left out."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def furnished_page(
    seed: int,
    source: Sequence[CleanArticle],
    labels: Sequence[str],
    *,
    heads: Sequence[str] = (),
    damage: Damage | None = None,
) -> Page:
    """A made page with labels over articles, section heads, tables and lines of the page's own."""
    chance = random.Random(seed * 7 + 1)
    source = [_with_heads(article, heads, chance) for article in source]
    page = make_page(seed, source=source, damage=damage)
    lines = list(_furnished(page.lines, labels, chance))
    return _printed(f"page-{seed}.txt", page.articles, lines)


def literary_page(seed: int, source: Sequence[CleanArticle]) -> Page:
    """A page of short pieces without blank lines; pen names under the titles or at the ends."""
    chance = random.Random(seed)
    articles = chance.sample(source, min(8, len(source)))
    form = NAME_FORMS[seed % len(NAME_FORMS)]
    lines = []
    for at, article in enumerate(articles):
        lines.append(Line(article.headline, at, "headline", blanks=0))
        name = article.names[0] if article.names else ""
        if name and "{" in form:
            lines.append(Line(form.format(name), at, "byline", blanks=0))
        lines += [Line(text, at, role, blanks=0) for role, text in article.lines]
        if name and "{" not in form:
            lines[-1].text += f"（{name}）"
    return _printed(f"literary-{seed}.txt", articles, lines)


def _printed(name: str, articles: list[CleanArticle], lines: list[Line]) -> Page:
    printed: list[str] = []
    for line in lines:
        printed += [""] * line.blanks + [line.text]
        line.number = len(printed)
    return Page(Report(name, tuple(printed), name.encode().hex().ljust(64, "0")), articles, lines)


def _with_heads(article: CleanArticle, heads: Sequence[str], chance: random.Random) -> CleanArticle:
    """The article with section heads over some of its paragraphs, or as it is."""
    body = [at for at, (role, _) in enumerate(article.lines) if role == "body"]
    if len(body) < 4 or len(heads) < 3 or chance.random() >= 0.4:
        return article
    places = chance.sample(body[1:], min(len(body) - 2, chance.choice((1, 2, 2, 3))))
    over = dict(zip(places, chance.sample(heads, len(places)), strict=True))
    lines = [
        line
        for at, own in enumerate(article.lines)
        for line in ([("section-head", over[at]), own] if at in over else [own])
    ]
    return replace(article, lines=tuple(lines))


def _furnished(
    lines: Sequence[Line], labels: Sequence[str], chance: random.Random
) -> Iterator[Line]:
    if chance.random() < 0.6:
        date = f"2024年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
        yield Line(f"{chance.choice(PAPERS)} {date} 第{chance.randint(1, 12)}版", -1, "furniture")
    seen: set[int] = set()
    for line in lines:
        if line.article not in seen and line.role in TITLES:
            seen.add(line.article)
            if line.article and chance.random() < 0.1:
                yield Line(chance.choice(TABLES), NO_ARTICLE - len(seen), "table-title")
                for row in _table(chance):
                    yield Line(row, NO_ARTICLE - len(seen), "table")
            if line.role != "running-head" and chance.random() < 0.3:
                yield Line(chance.choice(labels), line.article, "running-head")
        yield line
        if line.role == "body" and chance.random() < 0.06:
            yield Line(_furniture(chance), NO_ARTICLE, "furniture")


def _furniture(chance: random.Random) -> str:
    return chance.choice(FURNITURE).format(
        three=chance.randint(100, 999),
        six=chance.randint(100000, 999999),
        small=chance.randint(1, 12),
        name=chance.choice(NAMES),
        other=chance.choice(NAMES),
        paper=chance.choice(PAPERS),
    )


def _table(chance: random.Random) -> Iterator[str]:
    if chance.random() < 0.4:
        teams = chance.sample(TOWNS, 6)
        for home, guest in zip(teams[::2], teams[1::2], strict=True):
            yield f"{home}队 {chance.randint(0, 5)}:{chance.randint(0, 5)} {guest}队"
        return
    columns = chance.sample(COLUMNS, chance.randint(3, 5))
    yield " ".join(columns)
    for town in chance.sample(TOWNS, chance.randint(3, 5)):
        cells = [f"{chance.uniform(-9, 99):.1f}" for _ in columns[1:]]
        yield " ".join([town, *cells])
