"""Scores questions about the archive itself, and counts ordinary ones that are taken for such.

    python -m benchmarks.catalogue_questions [--misses] [--public FOLDER]

The questions of `catalogue/questions-dev.jsonl` are asked of the shipped pages and of 300 made,
dated pages of three papers. What is right is told by a scan of every article. `--public` names a
folder of question sets; none of their questions asks for a list.
"""

import argparse
import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from config.settings import shipped_reports_dir
from retrieval import Answer, Archive, Article, open_archive
from retrieval.documents import plain

QUESTIONS = Path(__file__).parent / "catalogue" / "questions-dev.jsonl"
TODAY = date(2024, 1, 15)
PAGES = 300
PAPERS = ("滨湖日报", "临江晚报", "青石晨报")
REPORTERS = ("邵一鸣", "祝知远", "温以宁", "骆思齐")
PHOTOGRAPHERS = ("顾南风", "谢长歌")
THINGS = ("灯塔", "盐田", "粮仓", "台风", "渔港", "学堂", "水库", "桑园")
DEEDS = ("迎来新变化", "换上新装备", "开门迎客", "建成投用", "整修一新", "受到称赞")
PLACES = ("东湾", "西岭", "南浦", "北桥", "中洲", "石塘")
OPENED = "灯塔亮灯引航船"

Record = dict[str, Any]


def write_pages(folder: Path) -> None:
    """Write the made pages: each with a running head and two articles."""
    chance = random.Random(11)
    for number in range(PAGES):
        paper = PAPERS[number % len(PAPERS)]
        day = date(2022, 10, 1) + timedelta(days=chance.randrange(470))
        page = chance.randrange(1, 9)
        articles = "\n".join(_article(chance, number * 2 + at) for at in range(2))
        head = f"{paper} {day.year}年{day.month}月{day.day}日 第{page}版\n\n"
        (folder / f"{number:03}.txt").write_text(head + articles, encoding="utf-8")


def _article(chance: random.Random, number: int) -> str:
    one, other = chance.sample(THINGS, 2)
    place = chance.choice(PLACES)
    headline = OPENED if number == 77 else f"{place}{one}{chance.choice(DEEDS)}"
    lines = [
        headline,
        "",
        f"本报讯 记者{chance.choice(REPORTERS)}报道 昨日，记者在{place}看到，{one}边上十分热闹，"
        f"前来参观的居民有{number + 20}人，大家对今年的变化都很满意。",
        "",
        f"据了解，{place}今后还要修缮{other}，预计年内完工，届时附近居民的生活会更加方便。",
        "",
    ]
    if number % 5 == 0:
        lines += [f"{chance.choice(PHOTOGRAPHERS)} 摄", ""]
    return "\n".join(lines)


def expected(articles: Sequence[Article], wanted: Record) -> list[str]:
    """Scan every article for what is wanted; their ids."""
    if wanted.get("newest"):
        last = max(a.imprint.date or "" for a in articles)
        return [a.article_id for a in articles if a.imprint.date == last]
    if wanted.get("most"):
        counts = Counter(name for a in articles for name in a.byline)
        wanted = {"reporter": min(counts, key=lambda name: (-counts[name], name))}
    return [a.article_id for a in articles if _holds(a, wanted)]


def _holds(article: Article, wanted: Record) -> bool:
    imprint = article.imprint
    titles = plain("".join(article.titles))
    text = titles + plain("\n".join(p.text for p in article.searched))
    tests: dict[str, Callable[[Any], bool]] = {
        "reporter": lambda name: name in article.byline,
        "photographer": lambda name: name in article.photographers,
        "title": lambda word: word in titles,
        "headline": lambda headline: article.headline == headline,
        "text": lambda words: any(word in text for word in words),
        "all": lambda words: all(word in text for word in words),
        "not": lambda words: not any(word in text for word in words),
        "since": lambda day: (imprint.date or "") >= day,
        "until": lambda day: "" < (imprint.date or "") <= day,
        "paper": lambda paper: imprint.paper == paper,
        "page": lambda page: imprint.page == page,
    }
    return all(tests[name](value) for name, value in wanted.items())


def is_right(archive: Archive, articles: Sequence[Article], answer: Answer, record: Record) -> bool:
    """Tell whether an answer is exactly what a question of the set asks for."""
    listing = answer.listing
    if record.get("ordinary"):
        return listing is None and answer.opened is None
    if "open" in record:
        return answer.opened is not None and answer.opened.headline == record["open"]
    if "opens" in record:
        before = archive.ask(record["turns"][-1]).listing
        wanted = before and before.articles[record["opens"] - 1].article_id
        return answer.opened is not None and answer.opened.article_id == wanted
    if listing is None:
        return False
    if "groups" in record:
        return {group.name: group.count for group in listing.groups} == _groups(articles, record)
    wanted_ids = expected(articles, record["list"])
    shown = [article.article_id for article in listing.articles]
    return listing.count == len(wanted_ids) and set(shown) <= set(wanted_ids) and bool(shown)


def _groups(articles: Sequence[Article], record: Record) -> dict[str, int]:
    keys: dict[str, Callable[[Article], str]] = {
        "date": lambda a: a.imprint.date or "",
        "month": lambda a: (a.imprint.date or "")[:7],
        "paper": lambda a: a.imprint.paper or "",
    }
    counts = Counter(map(keys[record["groups"]], articles))
    del counts[""]
    return dict(counts)


def score(*, misses: bool) -> None:
    """Ask the set and print the share of right answers by kind."""
    records = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    right: defaultdict[str, list[bool]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as data:
        write_pages(Path(made))
        archives = {
            "papers": open_archive(made, data_dir=data, today=lambda: TODAY),
            "seeds": open_archive(shipped_reports_dir(), today=lambda: TODAY),
        }
        articles = {name: list(archive.articles) for name, archive in archives.items()}
        for record in records:
            archive = archives[record["archive"]]
            answer = archive.ask(record["q"], turns=record.get("turns", []))
            kind = record["id"].rpartition("-")[0]
            right[kind].append(is_right(archive, articles[record["archive"]], answer, record))
            if misses and not right[kind][-1]:
                listing = answer.listing
                found = listing and (listing.by, listing.word, listing.count)
                print(record["id"], record["q"], answer.status.value, found, sep="\t")
    for kind, marks in right.items():
        print(f"{kind:18}{sum(marks):4} of {len(marks)}")
    for name, is_of in (
        ("look-alikes", lambda kind: kind.startswith("look")),
        ("opened", lambda kind: kind.startswith("open")),
        ("lists", lambda kind: not kind.startswith(("look", "open"))),
    ):
        marks = [mark for kind, own in right.items() if is_of(kind) for mark in own]
        print(f"{name:18}{sum(marks):4} of {len(marks)} = {sum(marks) / len(marks):.3f}")


def look_alikes(folder: Path) -> Iterator[tuple[str, int, list[str]]]:
    """Yield of each public set its number of questions, and those taken for questions of a list."""
    for place in sorted(path.parent for path in folder.glob("*/questions.jsonl")):
        lines = (place / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        questions = [json.loads(line)["q"] for line in lines]
        passages = [
            json.loads(line)["text"]
            for line in (place / "passages.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        with tempfile.TemporaryDirectory() as reports, tempfile.TemporaryDirectory() as data:
            rows = "\n".join(json.dumps({"body": text}, ensure_ascii=False) for text in passages)
            (Path(reports) / "rows.jsonl").write_text(rows, encoding="utf-8")
            archive = open_archive(reports, data_dir=data, today=lambda: TODAY)
            taken = [question for question in questions if _is_taken(archive, question)]
        yield place.name, len(questions), taken


def _is_taken(archive: Archive, question: str) -> bool:
    answer = archive.ask(question)
    return answer.listing is not None or answer.opened is not None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--public", type=Path)
    options = parser.parse_args()
    if options.public:
        for name, count, taken in look_alikes(options.public):
            print(f"{name:28}{len(taken):4} of {count} taken for lists", *taken, sep="\n  ")
    else:
        score(misses=options.misses)


if __name__ == "__main__":
    main()
