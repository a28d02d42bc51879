"""What restoration must reach, what it reaches, and its speed, in one table.

    python benchmarks/page_targets.py [--pages 20] [--structure DIR] [--public DIR]

A row is a target: its worst set is told, not the mean. The pages are those of `page_kinds.py`; of
crossed columns `--pages` of each way to cross them and each source are read, of the others five
times as many.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jieba

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.page_kinds import Row, kinds, public_articles, real_pages, score
from retrieval.layout.restoration import restore
from tests.retrieval.layout import variants
from tests.retrieval.layout.clean import CleanArticle, held_articles, other_articles
from tests.retrieval.layout.pages import NO_DAMAGE, Damage, Page, make_page

FIRST_SEED = 31_000
ROUNDS = 5
PUBLIC = ("cmrc2018-dev", "drcd-dev", "ats-news-train")
LIKE_THE_FIVE = ("traditional", "spaced", "wrapped 20, blank after each", "no blanks", "indented")
WRAPPED = ("wrapped 12", "wrapped 20", "wrapped 34", "wrapped 17 in paragraphs")
CROSSED = tuple(name for name in kinds() if name.startswith("columns"))


@dataclass(frozen=True)
class Target:
    """One figure of a row that has to be at least (or, if `at_most`, at most) so much."""

    what: str
    figure: Callable[[Row], float]
    bound: float
    at_most: bool = False

    def is_met(self, value: float) -> bool:
        return value <= self.bound if self.at_most else value >= self.bound

    def show(self, rows: dict[str, Row]) -> str:
        """Return a line of the table: the target, and the set that is furthest from it."""
        values = {name: self.figure(row) for name, row in rows.items()}
        worst = (max if self.at_most else min)(values, key=values.__getitem__)
        sign = "<=" if self.at_most else ">="
        met = "" if self.is_met(values[worst]) else "MISSED"
        return f"{self.what:<44}{sign} {self.bound:<7g}{values[worst]:8.3f}  {met:<8}{worst}"


ATTRIBUTION = Target("attribution", lambda row: row.attribution / row.pages, 0.97)
HEADLINE = Target("headline", lambda row: row.headline / row.pages, 0.94)
BYLINE = Target("byline", lambda row: row.byline / row.pages, 0.95)
PRECISION = Target("joins, precision", lambda row: row.right / max(1, row.made), 0.98)
RECALL = Target("joins, recall", lambda row: row.right / max(1, row.true), 0.93)
WRONG_JOINS = Target(
    "wrong joins in 100 pages", lambda row: 100 * (row.made - row.right) / row.pages, 0, True
)
MOVED = Target("moves that are right", lambda row: row.moved_right / max(1, row.moved), 0.8)
HOME = Target("strays that are home", lambda row: row.strays_home / max(1, row.strays), 0.9)
WRONG_MOVES = Target(
    "wrong moves in 100 pages", lambda row: 100 * (row.moved - row.moved_right) / row.pages, 0, True
)
UNTOLD = Target(
    "pages with a wrong join, not called unreliable, of 1,000",
    lambda row: 1000 * row.bad_pages / row.pages,
    0,
    True,
)
SURE = Target("of what is said with .9, right", lambda row: row.sure_right / max(1, row.sure), 0.9)
LOST = Target("lines lost, slices that differ", lambda row: row.lost + row.differ, 0, True)


def rows_of(pages: Sequence[Page], names: Iterable[str]) -> dict[str, Row]:
    """Restore the pages in each of these ways to print them."""
    changes = kinds()
    rows = {}
    for name in names:
        row = rows[name] = Row()
        for seed, page in enumerate(pages):
            shown = variants.printed(page, changes[name], seed)
            score(row, shown, restore(shown.report))
    return rows


def sources(public: Path) -> Iterator[tuple[str, Sequence[CleanArticle], int]]:
    """Yield articles that no weight was fitted on, and how many make a page."""
    yield "ours", [*held_articles(), *other_articles()], 8
    for name in PUBLIC:
        yield name.split("-")[0], public_articles(public / name / "passages.jsonl"), 6


def made(public: Path, count: int, damage: Damage, names: Sequence[str]) -> dict[str, Row]:
    seeds = range(FIRST_SEED, FIRST_SEED + count)
    rows: dict[str, Row] = {}
    for source, articles, size in sources(public):
        pages = [make_page(seed, size, damage, articles) for seed in seeds]
        found = rows_of(pages, names)
        rows |= {f"{source}: {name}": row for name, row in found.items()}
    return rows


def show(title: str, rows: dict[str, Row], targets: Iterable[Target]) -> None:
    print(f"\n{title}")
    for target in targets:
        print(f"  {target.show(rows)}", flush=True)


def show_speed(pages: Sequence[Page]) -> None:
    """Print how long restoring takes, in times of jieba's cutting of the same text."""
    jieba.setLogLevel("WARNING")
    jieba.initialize()
    text = "\n".join("\n".join(page.report.lines) for page in pages)
    print("\nrestoring, in times of jieba's cutting")
    for name in ("as they are", *WRAPPED, *CROSSED):
        change = kinds()[name]
        reports = [variants.printed(page, change, at).report for at, page in enumerate(pages)]
        ours, theirs = [], []
        for _ in range(ROUNDS):
            begin = time.process_time()
            for report in reports:
                restore(report)
            middle = time.process_time()
            jieba.lcut(text)
            ours.append(middle - begin)
            theirs.append(time.process_time() - middle)
        print(f"  {name:<44}{min(ours) / min(theirs):8.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--structure", type=Path, default=Path("../shared/gold/structure"))
    parser.add_argument("--public", type=Path, default=Path("../shared/gold/public"))
    args = parser.parse_args()
    many = 5 * args.pages
    real = real_pages(args.structure)
    each = {page.report.name: rows_of([page], ["as they are"])["as they are"] for page in real}
    show("shipped reports, each", each, [ATTRIBUTION, PRECISION, RECALL, HEADLINE, BYLINE])
    alike = rows_of(real, LIKE_THE_FIVE)
    show("the same, printed otherwise", alike, [ATTRIBUTION, PRECISION, RECALL, HEADLINE, BYLINE])
    damaged = made(args.public, many, Damage(), ["as they are"])
    show("made pages, damaged", damaged, [PRECISION, RECALL, HEADLINE, MOVED, HOME])
    whole = made(args.public, many, NO_DAMAGE, ["as they are"])
    show("made pages, whole", whole, [WRONG_JOINS, WRONG_MOVES, HEADLINE, BYLINE])
    wrapped = made(args.public, args.pages, NO_DAMAGE, WRAPPED)
    show("made pages, wrapped", wrapped, [PRECISION, RECALL, HEADLINE, BYLINE])
    crossed = made(args.public, args.pages, NO_DAMAGE, CROSSED)
    show("made pages, columns crossed", crossed, [PRECISION, UNTOLD])
    told = damaged | whole | wrapped
    show("all of these", told | crossed, [LOST])
    show("but those of crossed columns", told, [SURE])
    show_speed(real)


if __name__ == "__main__":
    main()
