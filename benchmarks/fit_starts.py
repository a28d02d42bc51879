"""Fit the weights that tell where an article starts, to made pages and real ones.

    python benchmarks/fit_starts.py [--structure DIR]

A logistic regression on what `Segments.evidence` and `cohesion` say of each run of titles after
the article before it as it truly is, with an L2 penalty on what differs from the weights as they
are. DIR holds the truth of real pages as JSON, each counted twelve times. Prints the weights for
`retrieval/layout/evidence_weights.py`, and how many starts and section heads are told rightly on
pages of articles, labels and heads that nothing was fitted to.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.fit_titles import fitted_rows
from config.settings import shipped_reports_dir
from retrieval.documents import Report, read_report
from retrieval.layout.articles.article_starts import PAGE, Segments
from retrieval.layout.articles.blocks import ArticleDraft, TextBlock, blocks_of
from retrieval.layout.articles.segmentation import segments_of
from retrieval.layout.evidence_weights import WEIGHTS
from retrieval.layout.joins.joining import joins_of
from retrieval.layout.lines.bylines import Bylines
from retrieval.layout.lines.furniture import Furniture
from retrieval.layout.lines.line_types import line_types_of
from retrieval.layout.lines.page_lines import lines_of
from retrieval.layout.lines.scripts import in_simplified
from retrieval.layout.models.ngrams import place_names
from retrieval.layout.page_words import read_wording
from retrieval.layout.restoration import read_page
from tests.retrieval.layout.clean import (
    CleanArticle,
    clean_articles,
    held_articles,
    literary_articles,
    other_articles,
)
from tests.retrieval.layout.furnishings import furnished_page, literary_page, read_lines
from tests.retrieval.layout.pages import NO_DAMAGE, Page

REAL = 12
PAGES = 60
TITLES = ("headline", "kicker", "subhead", "running-head", "section-head", "table-title")
BYLINES = Bylines.of(read_wording())

Row = tuple[dict[str, float], bool]


def _blocks(report: Report) -> list[TextBlock]:
    wording = BYLINES.wording
    lines, _ = Furniture.of(BYLINES.wording).part(lines_of(in_simplified(report)))
    page = read_page(lines, BYLINES, WEIGHTS)
    line_types = line_types_of(page.lines, BYLINES, page.context, WEIGHTS)
    joins = joins_of(page.lines, line_types, page.context, WEIGHTS)
    names = place_names("\n".join(line.text for line in page.lines), wording)
    return blocks_of(page.lines, line_types, joins, names, wording)


def rows_of(report: Report, roles: Mapping[int, str], articles: Mapping[int, object]) -> list[Row]:
    """The evidence for each run of titles whose truth is known; True where an article starts."""
    segments = segments_of(_blocks(report), BYLINES.wording, WEIGHTS)[:PAGE]
    page = Segments(segments, BYLINES)
    rows: list[Row] = []
    draft, own, article = ArticleDraft(), [0], object()
    for at, segment in enumerate(segments):
        line = (segment.titles or segment.blocks)[0].first.raw.number
        starts = articles.get(line) != article
        if roles.get(line) in TITLES and segment.titles and segment.blocks and draft.has_text:
            found = page.evidence(at, draft) | {"start_cohesion": -page.cohesion(at, own)}
            rows.append((found, starts))
        if starts:
            draft, own = replace(segment, titles=[*segment.titles], blocks=[*segment.blocks]), [at]
            article = articles.get(line)
        else:
            for block in segment.titles:
                block.section_head = True
            draft.blocks += segment.titles + segment.blocks
            own.append(at)
    return rows


def rows_of_made(pages: Iterator[Page]) -> list[Row]:
    """The rows of made pages."""
    return [
        row
        for page in pages
        for row in rows_of(
            page.report,
            {line.number: line.role for line in page.lines},
            {line.number: line.article for line in page.lines},
        )
    ]


def rows_of_real(folder: Path) -> list[Row]:
    """The rows of pages of the shipped reports whose structure is told."""
    rows = []
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        report = read_report(shipped_reports_dir() / told["file"])
        lines = told["lines"]
        rows += rows_of(
            report,
            {line["line"]: line["role"] for line in lines},
            {line["line"]: line["article"] for line in lines},
        )
    return rows


def news(source: Sequence[CleanArticle], held: str, first: int) -> Iterator[Page]:
    """Furnished pages, every other one undamaged; `held` begins the names of the files of words."""
    labels, heads = read_lines(f"{held}labels.txt"), read_lines(f"{held}section_heads.txt")
    for seed in range(first, first + PAGES):
        damage = NO_DAMAGE if seed % 2 else None
        yield furnished_page(seed, source, labels, heads=heads, damage=damage)


def told(rows: Sequence[Row], weights: Mapping[str, float]) -> str:
    """Count the starts and section heads that are told rightly."""
    said = [
        weights["start_odds"] + sum(weights[name] * value for name, value in found.items()) > 0
        for found, _ in rows
    ]
    right = {
        line_type: [
            s == line_type for s, (_, truth) in zip(said, rows, strict=True) if truth == line_type
        ]
        for line_type in (True, False)
    }
    shares = {line_type: f"{sum(found)}/{len(found)}" for line_type, found in right.items()}
    return f"starts {shares[True]}, heads {shares[False]}"


def main() -> None:
    """Fit and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--structure", type=Path)
    args = parser.parse_args()
    literary = literary_articles()
    fit = rows_of_made(news(clean_articles(), "", 60_000))
    fit += rows_of_made(literary_page(seed, literary[::2]) for seed in range(PAGES))
    fit += (rows_of_real(args.structure) if args.structure else []) * REAL
    held = {
        "news": rows_of_made(news(held_articles(), "held_", 61_000)),
        "other fields": rows_of_made(news(other_articles(), "held_", 62_000)),
        "literary": rows_of_made(literary_page(seed, literary[1::2]) for seed in range(PAGES)),
    }
    weights = fitted_rows(fit, "start_odds")
    before = {name: getattr(WEIGHTS, name) for name in WEIGHTS.__slots__}
    print("# fitted on:", told(fit, weights))
    for name, rows in held.items():
        print(f"# {name}, held out: {told(rows, weights)}; as they are: {told(rows, before)}")
    for name, value in weights.items():
        print(f"{name} = {value:.1f}  # was {before[name]}")


if __name__ == "__main__":
    main()
