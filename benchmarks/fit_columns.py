"""Fit the weights of columns, of wrapped lines and of the certainty of joins to made pages.

    python benchmarks/fit_columns.py [--public DIR] [--pages 4]

Four logistic regressions with an L2 penalty: whether a line follows another in its column
(`column_*`), whether two lines of a column are one paragraph (`wrap_*`), how likely a join of a
given weight is right (`join_sure*`), and how likely a paragraph that fits another article better
is yet at home (`stay_*`). The pages are made of `clean_articles.txt`, CMRC 2018 and DRCD, nothing
else. Prints the weights for `retrieval/layout/evidence_weights.py`, fitted ones
beside those as they are.
"""

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.page_kinds import public_articles, strays_of
from retrieval.layout.evidence_weights import WEIGHTS
from retrieval.layout.joins import wrapping
from retrieval.layout.joins.columns import columns_of
from retrieval.layout.joins.continuation import PageContext, may_touch
from retrieval.layout.joins.joining import joins_of
from retrieval.layout.joins.seams import REACH, Seams
from retrieval.layout.lines.bylines import Bylines
from retrieval.layout.lines.line_features import features_of
from retrieval.layout.lines.line_types import line_types_of
from retrieval.layout.lines.page_lines import TextLine, lines_of
from retrieval.layout.lines.scripts import in_simplified
from retrieval.layout.models.char_lm import read_sequences
from retrieval.layout.page_words import read_wording
from retrieval.layout.restoration import read_page, restore
from tests.retrieval.layout.clean import CleanArticle, clean_articles
from tests.retrieval.layout.pages import NO_DAMAGE, Damage, Page, make_page
from tests.retrieval.layout.variants import (
    Change,
    interleaved,
    printed,
    wrapped,
    wrapped_in_paragraphs,
)

CROSSED: Sequence[Change] = (
    interleaved(2),
    interleaved(3),
    interleaved(4, blanks=1),
    interleaved(5),
    interleaved(2, regular=False),
    interleaved(3, regular=False, blanks=1),
    interleaved(5, regular=False),
    interleaved(2, runs=True),
    interleaved(3, runs=True),
)
WRAPPED: Sequence[Change] = (
    wrapped(9),
    wrapped(12),
    wrapped(16, blanks=1),
    wrapped(20),
    wrapped(20, blanks=1),
    wrapped(34),
    wrapped(14, indent=True),
    wrapped(25, indent=True),
    wrapped_in_paragraphs(17),
    wrapped_in_paragraphs(28),
)
DAMAGES = (Damage(), Damage(displaced=0.06, head_lost=0.015, tail_lost=0.03))
FEW_STRAYS = Damage(displaced=0.03)
NEAR = REACH // 2  # lines back among which the one above in the column is told from the others
PENALTY = 2.0
STEPS = 40
BYLINES = Bylines.of(read_wording())

Row = tuple[dict[str, float], bool]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--public", type=Path, default=Path("../shared/gold/public"))
    parser.add_argument("--pages", type=int, default=4, help="of each kind and source")
    args = parser.parse_args()
    sources = [
        clean_articles(),
        *(
            public_articles(args.public / name / "passages.jsonl")
            for name in ("cmrc2018-dev", "drcd-dev")
        ),
    ]
    seeds = range(args.pages)
    columns = list(column_rows(sources, seeds))
    share = sum(label for _, label in columns) / len(columns)
    weights = fitted(columns, "column_odds")
    weights["column_odds"] -= math.log(share / (1 - share))  # over what stands there by chance
    show(weights)
    show(fitted(list(wrap_rows(sources, seeds)), "wrap_odds"))
    show(fitted(list(join_rows(sources, range(15 * args.pages))), "join_sure_odds"))
    show(fitted(list(stay_rows(sources, range(40 * args.pages))), "stay_odds"))


def show(weights: dict[str, float]) -> None:
    for name, weight in weights.items():
        print(f"    {name}: float = {weight:.2f}    # {getattr(WEIGHTS, name):.2f}")


def pages_of(
    sources: Sequence[Sequence[CleanArticle]], changes: Sequence[Change], seeds: range
) -> Iterator[Page]:
    """Yield pages printed in each way, of few and of many articles, some damaged."""
    for source in sources:
        for at, change in enumerate(changes):
            for seed in seeds:
                damage = NO_DAMAGE if seed % 3 else Damage()
                page = make_page(41_000 + 7 * at + seed, 6 if seed % 2 else 3, damage, source)
                yield printed(page, change, seed)


def seams_of(page: Page) -> tuple[list[TextLine], Seams, dict[int, int]]:
    """Return a page's lines, their seams, and the place of each line by its number."""
    lines = lines_of(in_simplified(page.report))
    context = PageContext(features_of(lines, BYLINES, WEIGHTS), BYLINES.wording, read_sequences())
    return lines, Seams(context, WEIGHTS), {line.number: at for at, line in enumerate(lines)}


def column_rows(sources: Sequence[Sequence[CleanArticle]], seeds: range) -> Iterator[Row]:
    """Yield the evidence for each line and those soon after it: does it follow in the column?"""
    for page in pages_of(sources, CROSSED, seeds):
        _, seams, place = seams_of(page)
        columns = defaultdict(list)
        for line in page.lines:
            columns[line.article].append(place[line.number])
        for above, below in (pair for column in columns.values() for pair in pairwise(column)):
            ahead = range(above + 1, min(len(seams), above + NEAR + 1))
            if below in ahead:
                yield from ((seams.evidence(above, other), other == below) for other in ahead)


def wrap_rows(sources: Sequence[Sequence[CleanArticle]], seeds: range) -> Iterator[Row]:
    """Yield the evidence for each line and the one found above it: are they one paragraph?"""
    for page in pages_of(sources, (*WRAPPED, *CROSSED), seeds):
        lines, seams, place = seams_of(page)
        if not wrapping.is_wrapped(seams):
            continue
        true = {(place[x.joins.number], place[x.number]) for x in page.lines if x.joins}
        columns = columns_of(seams)
        stretch = wrapping.stretch_of(seams, columns)
        blanks_tell = wrapping.blanks_tell(lines, seams)
        for right, left in enumerate(columns.before):
            if left is None or not seams.is_full(left):
                continue
            if may_touch(lines[left].text, lines[right].text):
                found = wrapping.evidence(left, right, lines, seams, blanks_tell=blanks_tell)
                found |= wrapping.column_evidence(right, columns, stretch)
                yield found, (left, right) in true


def join_rows(sources: Sequence[Sequence[CleanArticle]], seeds: range) -> Iterator[Row]:
    """Yield the weight of each join that is made on damaged pages: is it right?"""
    for source in sources:
        for seed in seeds:
            page = make_page(70_000 + seed, min(7, len(source)), DAMAGES[seed % 2], source)
            true = {(x.joins.number, x.number) for x in page.lines if x.joins}
            read = read_page(lines_of(in_simplified(page.report)), BYLINES, WEIGHTS)
            line_types = line_types_of(read.lines, BYLINES, read.context, WEIGHTS)
            for join in joins_of(read.lines, line_types, read.context, WEIGHTS):
                left, right = (read.lines[at].raw.pieces for at in (join.left, join.right))
                yield {"join_sure": join.weight}, (left[-1].line, right[0].line) in true


def stay_rows(sources: Sequence[Sequence[CleanArticle]], seeds: range) -> Iterator[Row]:
    """Yield how much better each text that was left fits elsewhere: is it at home?"""
    weights = replace(WEIGHTS, stay_odds=0.0, stay_gain=1.0)
    for source in sources:
        for seed in seeds:
            page = make_page(60_000 + seed, min(7, len(source)), FEW_STRAYS, source)
            astray = {line.number for line in strays_of(page)}
            for article in restore(page.report, weights=weights):
                for p in article.paragraphs:
                    if len(p.lines) == 1 and p.confidence < 0.5 and not p.moved:
                        gain = math.log(1 / p.confidence - 1)
                        yield {"stay_gain": -gain}, p.lines[0] not in astray


def fitted(rows: Sequence[Row], bias: str) -> dict[str, float]:
    """Fit a logistic regression by Newton's method; its weights by name, the bias last."""
    names = sorted({name for found, _ in rows for name in found})
    signs = np.array([[*(found.get(name, 0.0) for name in names), 1.0] for found, _ in rows])
    truth = np.array([float(label) for _, label in rows])
    penalty = np.array([*(PENALTY for _ in names), 1e-6])
    weights = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-signs @ weights))
        hessian = (signs.T * (share * (1 - share))) @ signs + np.diag(penalty)
        weights += np.linalg.solve(hessian, signs.T @ (truth - share) - penalty * weights)
    return dict(zip((*names, bias), map(float, weights), strict=True))


if __name__ == "__main__":
    main()
