"""How well and how fast pages are restored.

    python benchmarks/restoration.py figures [CLEAN_ARTICLES.txt…]
                                              on made pages, damaged and clean, of articles the
                                              weights were fitted on, of others, and of your own
    python benchmarks/restoration.py weights   and how each figure moves when a weight is changed
    python benchmarks/restoration.py speed     against jieba's cutting of the same text

Run from the top of the checkout. The weights are explained in retrieval/layout/evidence_weights.py.
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from pathlib import Path

import jieba

sys.path.insert(0, str(Path(__file__).parent.parent))

from config.settings import shipped_reports_dir
from retrieval.documents import Report, find_report_files
from retrieval.layout.evidence_weights import WEIGHTS, PageWeights
from retrieval.layout.restoration import restore
from tests.retrieval.layout.clean import (
    clean_articles,
    held_articles,
    other_articles,
    read_articles,
)
from tests.retrieval.layout.figures import Figures, measure
from tests.retrieval.layout.pages import NO_DAMAGE, Page, make_page

PAGES = 60
FIRST_SEED = 20_000
CHARACTERS = 15_000
ROUNDS = 9


def figures(weights: PageWeights, pages: list[Page]) -> Figures:
    return measure(pages, lambda report: restore(report, weights=weights))


def show(name: str, found: Figures) -> None:
    print(f"{name:<28}", *(f"{value:>9.3f}" for value in asdict(found).values()))


def show_head() -> None:
    print(" " * 28, *(f"{field.name[-9:]:>9}" for field in fields(Figures)))


def show_figures() -> None:
    seeds = range(FIRST_SEED, FIRST_SEED + PAGES)
    show_head()
    sources = {
        "fitted on": clean_articles(),
        "held out": held_articles(),
        "other fields": other_articles(),
        **{path.stem: read_articles(path) for path in map(Path, sys.argv[2:])},
    }
    for name, source in sources.items():
        damaged = [make_page(seed, source=source) for seed in seeds]
        clean = [make_page(seed, damage=NO_DAMAGE, source=source) for seed in seeds]
        show(f"{name}, damaged", figures(WEIGHTS, damaged))
        show(f"{name}, clean", figures(WEIGHTS, clean))


def show_weights() -> None:
    """Each weight halved and half as large again."""
    pages = [make_page(seed) for seed in range(FIRST_SEED, FIRST_SEED + PAGES)]
    show_head()
    show("as they are", figures(WEIGHTS, pages))
    for field in fields(PageWeights):
        value = getattr(WEIGHTS, field.name)
        for factor in (0.5, 1.5):
            changed = type(value)(value * factor)
            show(
                f"{field.name} {changed:g}",
                figures(replace(WEIGHTS, **{field.name: changed}), pages),
            )


def show_speed() -> None:
    """Medians of interleaved runs over the first 15,000 characters of the shipped reports."""
    lines: list[str] = []
    for file in find_report_files(shipped_reports_dir()):
        lines += file.read().reports[0].lines
    while sum(map(len, lines)) > CHARACTERS:
        lines.pop()
    report, text = Report("page", tuple(lines), "0" * 64), "\n".join(lines)
    jieba.setLogLevel("WARNING")
    tasks: dict[str, Callable[[], object]] = {
        "restore": lambda: restore(report),
        "jieba": lambda: jieba.lcut(text),
    }
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task()
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            begin = time.perf_counter()
            task()
            times[name].append(time.perf_counter() - begin)
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, value in medians.items():
        print(f"{name:<8} {value * 1000:7.1f} ms for {len(text)} characters")
    print(f"ratio    {medians['restore'] / medians['jieba']:7.2f}")


COMMANDS = {"figures": show_figures, "weights": show_weights, "speed": show_speed}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]]()
