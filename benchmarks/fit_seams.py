"""Fit the weights of titles and joins to made pages, whose truth is known.

    python benchmarks/fit_seams.py CLEAN_ARTICLES.txt… [--pages 100] [--structure DIR]
                                                       [--public DIR]

DIR holds the truth of real pages of the shipped reports as JSON: of each line its article, role,
order and whether it joins the one before; each counts as ten made pages.

For each file of articles (tests/retrieval/layout/clean.py tells the format) so many pages are
made; two logistic regressions are fitted to what `title_evidence` and `evidence` say of their
lines, with an L2 penalty on what differs from the weights as they are, so that those of rare signs
stay. Half as many pages are made of each public set, with --public. Prints them for
`retrieval/layout/evidence_weights.py`.
"""

import argparse
import json
import random
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.page_kinds import public_articles
from config.settings import shipped_reports_dir
from retrieval.documents import Report, read_report
from retrieval.layout.evidence_weights import WEIGHTS
from retrieval.layout.joins.joining import candidates
from retrieval.layout.lines.bylines import Bylines
from retrieval.layout.lines.furniture import Furniture
from retrieval.layout.lines.line_types import (
    fixed_types,
    line_types_of,
    may_be_title,
    title_evidence,
)
from retrieval.layout.lines.page_lines import lines_of
from retrieval.layout.lines.scripts import in_simplified
from retrieval.layout.page_words import read_wording
from retrieval.layout.restoration import read_page
from tests.retrieval.layout.clean import CleanArticle, read_articles
from tests.retrieval.layout.pages import NO_DAMAGE, Damage, make_page

TITLES = ("headline", "kicker", "subhead", "running-head", "section-head")
DAMAGES = (Damage(), Damage(displaced=0.06, head_lost=0.015, tail_lost=0.03), NO_DAMAGE)
PUBLIC = ("cmrc2018-dev", "drcd-dev")
WEB_TITLES = 0.4  # of the articles have all their titles in one line
SOURCED = 0.2  # of these say that a title was taken over
PENALTY = 5.0
STEPS = 40
REAL = 10

Row = tuple[dict[str, float], bool]


@dataclass(frozen=True)
class Truth:
    """A page, the role of each line, and the pairs of lines that join."""

    report: Report
    roles: Mapping[int, str]
    joins: Collection[tuple[int, int]]


def made_pages(articles: Sequence[CleanArticle], count: int) -> Iterator[Truth]:
    """Made pages; the articles of each stand near each other in the file, as those of a day do."""
    for seed in range(50_000, 50_000 + count):
        first = random.Random(seed).randrange(max(1, len(articles) - 24))
        source = [with_web_title(a, seed + at) for at, a in enumerate(articles[first : first + 24])]
        page = make_page(seed, 6, damage=DAMAGES[seed % len(DAMAGES)], source=source)
        yield Truth(page.report, {line.number: line.role for line in page.lines}, page.joins)


def with_web_title(article: CleanArticle, seed: int) -> CleanArticle:
    """The article, or it with its titles in one line, as digital editions have them."""
    chance = random.Random(seed)
    if chance.random() >= WEB_TITLES:
        return article
    title = article.headline.replace(" ", "，")
    if article.kicker:
        title = article.kicker.replace(" ", "，") + chance.choice("：！？，") + title
    if article.subhead and chance.random() < 0.5:
        title += chance.choice("！？，：") + article.subhead.lstrip("—").replace(" ", "，")
    if chance.random() < SOURCED:
        title = f"原标题：{title}"
    return replace(article, headline=title, kicker=None, subhead=None)


def real_pages(folder: Path) -> Iterator[Truth]:
    """The pages whose structure is told, each as often as it counts."""
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        lines = sorted(told["lines"], key=lambda line: (line["article"], line["order"]))
        joins = {
            (line["line"], after["line"])
            for line, after in pairwise(lines)
            if after["joins_previous"] and after["role"] in ("body", "caption", "tip")
        }
        report = read_report(shipped_reports_dir() / told["file"])
        yield from [Truth(report, {x["line"]: x["role"] for x in lines}, joins)] * REAL


def rows_of(page: Truth) -> tuple[list[Row], list[Row]]:
    """What is said of each line that may be a title, and of each pair that may be joined."""
    wording = read_wording()
    bylines = Bylines.of(wording)
    text, _ = Furniture.of(bylines.wording).part(lines_of(in_simplified(page.report)))
    read = read_page(text, bylines, WEIGHTS)
    lines, context = read.lines, read.context
    fixed = fixed_types(lines, bylines)
    titles = [
        (title_evidence(at, lines, fixed, context, WEIGHTS), page.roles[line.raw.number] in TITLES)
        for at, line in enumerate(lines)
        if fixed[at] is None and may_be_title(line) and not line.is_turn
    ]
    line_types = line_types_of(lines, bylines, context, WEIGHTS)
    joins = [
        (found, (lines[left].raw.pieces[-1].line, lines[right].raw.number) in page.joins)
        for left, right, found in candidates(lines, line_types, context, WEIGHTS)
    ]
    return titles, joins


def fitted(rows: Sequence[Row]) -> tuple[dict[str, float], float]:
    """The weights under which the truth is likeliest, and the bias; Newton's method."""
    names = sorted({name for found, _ in rows for name in found})
    x = np.array([[found.get(name, 0.0) for name in names] + [1.0] for found, _ in rows])
    y = np.array([float(truth) for _, truth in rows])
    before = np.array([getattr(WEIGHTS, name) for name in names] + [0.0])
    pull = PENALTY * np.array([1.0] * len(names) + [0.0])
    w = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x.T * (p * (1 - p))) @ x + np.diag(pull + 1e-6)
        w += np.linalg.solve(hessian, x.T @ (y - p) - pull * (w - before))
    return dict(zip(names, w[:-1], strict=True)), float(w[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--structure", type=Path)
    parser.add_argument("--public", type=Path, help="the folder of CMRC 2018 and DRCD")
    args = parser.parse_args()
    pages = [p for path in args.files for p in made_pages(read_articles(path), args.pages)]
    for name in PUBLIC if args.public else ():
        articles = public_articles(args.public / name / "passages.jsonl")
        pages += made_pages(articles, args.pages // 2)
    if args.structure:
        pages += real_pages(args.structure)
    found = [rows_of(page) for page in pages]
    rows_by_bias = {
        "title_odds": [row for titles, _ in found for row in titles],
        "join_odds": [row for _, joins in found for row in joins],
    }
    for name, rows in rows_by_bias.items():
        weights, bias = fitted(rows)
        for weight, value in {name: bias, **weights}.items():
            print(f"{weight} = {value:.1f}  # was {getattr(WEIGHTS, weight)}")


if __name__ == "__main__":
    main()
