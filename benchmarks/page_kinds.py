"""Restoration of pages of many kinds, in one table.

    python benchmarks/page_kinds.py [--pages 20] [--only WORD] [--structure DIR] [--public DIR]

Pages are made of articles that weights were fitted on and of others, of public passages, and of
the shipped reports whose structure is told; printed in both scripts, wrapped, spaced, indented,
with columns interleaved, damaged and whole.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from config.settings import shipped_reports_dir
from retrieval.documents import read_report
from retrieval.documents.article import Article
from retrieval.layout.restoration import restore
from retrieval.text.normalize import fold
from tests.retrieval.layout import variants
from tests.retrieval.layout.clean import (
    CleanArticle,
    held_articles,
    other_articles,
)
from tests.retrieval.layout.figures import TEXT, _flat, _matching, bcubed
from tests.retrieval.layout.pages import NO_DAMAGE, Line, Page, make_page

SURNAMES = "张王李赵陈刘杨黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英文华建国红玉春海"


@dataclass
class Row:
    """Counts over pages."""

    pages: int = 0
    attribution: float = 0.0
    headline: float = 0.0
    byline: float = 0.0
    right: int = 0
    made: int = 0
    true: int = 0
    wrong_plain: int = 0  # wrong joins on pages not called unreliable
    bad_pages: int = 0  # pages with such
    flagged: int = 0
    sure: int = 0
    sure_right: int = 0
    moved: int = 0
    moved_right: int = 0
    strays: int = 0  # paragraphs printed inside another article
    strays_home: int = 0
    lost: int = 0
    differ: int = 0

    def show(self, name: str) -> str:
        n = max(1, self.pages)
        made, true = max(1, self.made), max(1, self.true)
        return (
            f"{name:<34}{self.attribution / n:7.3f}{self.right / made:7.3f}{self.right / true:7.3f}"
            f"{self.made - self.right:6}{self.wrong_plain:6}{self.bad_pages:5}"
            f"{self.flagged:5}/{self.pages:<4}"
            f"{self.headline / n:7.3f}{self.byline / n:7.3f}"
            f"{self.sure_right / max(1, self.sure):7.3f}{self.sure:6}"
            f"{self.moved_right:5}/{self.moved:<4}{self.lost:4}{self.differ:4}"
        )


HEAD = (
    f"{'':<34}{'attr':>7}{'joinP':>7}{'joinR':>7}{'wrong':>6}{'unfl':>6}{'bad':>5}{'flag':>10}"
    f"{'headl':>7}{'byline':>7}{'>=.9':>7}{'n':>6}{'moved':>10}{'lost':>4}{'diff':>4}"
)


def score(row: Row, page: Page, articles: tuple[Article, ...]) -> None:
    of_line = {line: at for at, a in enumerate(articles) for p in a.paragraphs for line in p.lines}
    titles = {line for a in articles for line in a.title_lines}
    roles = {line.number: line for line in page.lines}
    made = {
        pair
        for a in articles
        for p in a.paragraphs
        for pair in pairwise(p.lines)
        if roles[pair[0]].role not in variants.TITLES or roles[pair[1]].role not in variants.TITLES
    }
    true = {
        (line.joins.number, line.number)
        for line in page.lines
        if line.joins and line.role not in variants.TITLES
    }
    matching = [_matching(at, page, of_line) for at in range(len(page.articles))]
    pairs = [
        (t, articles[m]) for t, m in zip(page.articles, matching, strict=True) if m is not None
    ]
    truth = {line.number: line.article for line in page.lines if line.role in TEXT}
    row.pages += 1
    row.attribution += bcubed(truth, of_line)
    row.right += len(made & true)
    row.made += len(made)
    row.true += len(true)
    flagged = any(getattr(a, "unreliable", False) for a in articles)
    row.flagged += flagged
    wrong = len(made - true)
    if not flagged:
        row.wrong_plain += wrong
        row.bad_pages += wrong > 0
    headed = [(t, g) for t, g in pairs if t.headline]
    row.headline += sum(
        fold(_flat(t.headline)) == fold(_flat(g.headline or "")) for t, g in headed
    ) / max(1, sum(bool(t.headline) for t in page.articles))
    row.byline += sum(
        set(map(fold, t.names)) <= set(map(fold, (*g.byline, *g.photographers)))
        and set(map(fold, g.byline)) <= set(map(fold, (*t.names, *t.photographers)))
        for t, g in pairs
    ) / len(page.articles)
    home = dict(enumerate(matching))
    displaced = {line.number: line for line in strays_of(page) if line.number in of_line}
    row.strays += len(displaced)
    row.strays_home += sum(of_line[at] == home.get(x.article) for at, x in displaced.items())
    for at, article in enumerate(articles):
        for p in article.paragraphs:
            if p.role not in ("body", "caption"):
                continue
            lines = [roles[line] for line in p.lines]
            right = all(line.role in TEXT and home.get(line.article) == at for line in lines)
            if not article.title_lines and article.headline is None:
                alone = {line.article for line in lines} == {lines[0].article}
                right |= alone and (not p.moved or lines[0].number in displaced)
            right = right and all(pair in true for pair in pairwise(p.lines))
            if p.confidence >= 0.9:
                row.sure += 1
                row.sure_right += right
            if p.moved:
                row.moved += 1
                row.moved_right += right
            row.differ += p.text != "".join(page.report.slice(x) for x in p.pieces)
    stand = sorted([*titles, *of_line])
    row.lost += abs(len(stand) - len(page.lines)) + len({x.number for x in page.lines} - set(stand))


def strays_of(page: Page) -> Iterator[Line]:
    """Yield the texts that stand under the titles of another article."""
    host = None
    for line in page.lines:
        if line.role in variants.TITLES and line.role != "section-head":
            host = line.article
        elif line.role == "body" and host is not None and line.article != host:
            yield line


def real_pages(folder: Path) -> list[Page]:
    pages = []
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        report = read_report(shipped_reports_dir() / told["file"])
        ids = [a["id"] for a in told["articles"]]
        articles = [
            CleanArticle(
                a["headline"] or "", a["kicker"], a["subhead"], tuple(a["byline"] or ()), (), ()
            )
            for a in told["articles"]
        ]
        ordered = sorted(told["lines"], key=lambda line: (line["article"], line["order"]))
        lines: list[Line] = []
        before = None
        for x in ordered:
            line = Line(
                report.line(x["line"]).strip(), ids.index(x["article"]), x["role"], x["order"]
            )
            line.number = x["line"]
            if x["joins_previous"] and x["role"] in TEXT:
                line.joins = before
            before = line
            lines.append(line)
        lines.sort(key=lambda line: line.number)
        for above, line in zip([None, *lines], lines, strict=False):
            line.blanks = line.number - (above.number if above else 0) - 1
        pages.append(Page(report, articles, lines))
    return pages


def public_articles(path: Path) -> list[CleanArticle]:
    """Passages as articles: paragraphs of some sentences each, half of them with a reporter."""
    found = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines()):
        told = json.loads(raw)
        chance = random.Random(number)
        text = [part.strip() for part in told["text"].split("\n") if len(part.strip()) > 15]
        if not told["title"] or not text or len(told["text"]) < 150:
            continue
        if len(text) == 1:
            sentences = re.findall("[^。！？]+[。！？]+[”」』]?|[^。！？]+$", text[0])
            text = []
            while sentences:
                size = chance.randrange(1, 4)
                text.append("".join(sentences[:size]))
                del sentences[:size]
        text = [part for part in text[:8] if len(part) > 12 and part[-1] in "。！？”」』"]
        if len(text) < 2:
            continue
        names: tuple[str, ...] = ()
        if chance.random() < 0.7:
            names = (chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2)),)
            text[0] = (
                chance.choice(("本报讯 记者{}报道 ", "本报讯（记者 {}）")).format(*names) + text[0]
            )
        if "drcd" in str(path):
            text[0] = text[0].translate(variants._to_traditional())
            names = tuple(name.translate(variants._to_traditional()) for name in names)
        title = told["title"].strip()
        found.append(CleanArticle(title, None, None, names, (), tuple(("body", t) for t in text)))
    return found


def kinds() -> dict[str, variants.Change]:
    v = variants
    return {
        "as they are": v.same,
        "traditional": v.traditional,
        "spaced": v.spaced,
        "no blanks": v.without_blanks,
        "random blanks": v.random_blanks,
        "indented": v.indented,
        "wrapped 20, blank after each": v.wrapped(20, blanks=1),
        "wrapped 12": v.wrapped(12),
        "wrapped 20": v.wrapped(20),
        "wrapped 34": v.wrapped(34),
        "wrapped 20 indented": v.wrapped(20, indent=True),
        "wrapped 17 in paragraphs": v.wrapped_in_paragraphs(17),
        "letter titles": v.letter_titles,
        "columns 2": v.interleaved(2),
        "columns 3": v.interleaved(3),
        "columns 4 blanks": v.interleaved(4, blanks=1),
        "columns 5": v.interleaved(5),
        "columns 2 irregular": v.interleaved(2, regular=False),
        "columns 3 irregular blanks": v.interleaved(3, regular=False, blanks=1),
        "columns 2 in runs": v.interleaved(2, runs=True),
        "columns 3 in runs": v.interleaved(3, runs=True),
        "columns 5 irregular": v.interleaved(5, regular=False),
    }


def sources(args: argparse.Namespace) -> Iterator[tuple[str, list[Page]]]:
    if args.structure:
        yield "real", real_pages(args.structure)
    seeds = range(31_000, 31_000 + args.pages)
    ours = [*held_articles(), *other_articles()]
    yield "ours damaged", [make_page(seed, source=ours) for seed in seeds]
    yield "ours whole", [make_page(seed, damage=NO_DAMAGE, source=ours) for seed in seeds]
    for name in ("cmrc2018-dev", "drcd-dev", "ats-news-train") if args.public else ():
        texts = public_articles(args.public / name / "passages.jsonl")
        pages = [make_page(seed, 6, NO_DAMAGE, texts) for seed in seeds]
        yield name.split("-")[0], pages
        yield f"{name.split('-')[0]} damaged", [make_page(seed, 6, None, texts) for seed in seeds]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--source", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--structure", type=Path, default=Path("../shared/gold/structure"))
    parser.add_argument("--public", type=Path, default=Path("../shared/gold/public"))
    args = parser.parse_args()
    print(HEAD)
    for source, pages in sources(args):
        if not re.search(args.source, source):
            continue
        for name, change in kinds().items():
            if not re.search(args.only, name):
                continue
            row = Row()
            for seed, page in enumerate(pages):
                shown = variants.printed(page, change, seed)
                score(row, shown, restore(shown.report))
            print(row.show(f"{source}: {name}"), flush=True)


if __name__ == "__main__":
    main()
