"""Fit the weights that tell the lines of titles apart, to titles whose truth is known.

    python benchmarks/fit_titles.py [--structure DIR]

Three small models: is a line a label, is it the rest of the line above, and which level is the
headline. They are fitted to the articles and titles beside the tests, with an L2 penalty on what
differs from the weights as they are, and measured on others. DIR holds the truth of real pages as
JSON, each counted twice. Prints the weights for `retrieval/layout/evidence_weights.py`.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import jieba
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from retrieval.layout.articles.headlines import (
    Level,
    PageHabits,
    headline_evidence,
    label_evidence,
    level_evidence,
    tidy,
)
from retrieval.layout.evidence_weights import WEIGHTS
from retrieval.layout.models.char_lm import read_sequences
from retrieval.layout.page_words import read_wording
from tests.retrieval.layout.clean import (
    FOLDER,
    CleanArticle,
    clean_articles,
    held_articles,
    other_articles,
)

PENALTY = 2.0
BLOCKS = 1500  # made title blocks
LABELS = (0, 0, 0, 1, 1, 2)  # over a headline
ALONE = 0.03  # of the labels head a column without a headline
BROKEN = 0.5  # of headlines, over two lines
SHORT = 7  # characters; headlines so short are taken more often, as literary pages have them
PAGE = PageHabits(read_wording(), read_sequences(), WEIGHTS)

Evidence = dict[str, float]
Row = tuple[Evidence, bool]
Group = tuple[list[Evidence], int]


@dataclass(frozen=True)
class Block:
    """The title levels of an article, which of them is the headline, and its text."""

    levels: tuple[str, ...]
    headline: int
    body: str


def read_blocks(name: str) -> list[Block]:
    """The blocks of a file: kicker|headline|subhead|text."""
    return [_block(*fields[:3], body=fields[3]) for fields in _fields(name)]


def blocks_of(articles: Sequence[CleanArticle]) -> list[Block]:
    """The blocks of clean articles."""
    return [
        _block(a.kicker, a.headline, a.subhead, body="\n".join(text for _, text in a.lines))
        for a in articles
    ]


def real_blocks(folder: Path) -> list[Block]:
    """The blocks of pages whose structure is told; their texts are not."""
    pages = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    articles = [article for page in pages for article in page["articles"] if article["headline"]]
    return [_block(a["kicker"], a["headline"], a["subhead"], body="") for a in articles]


def _block(kicker: str | None, headline: str, subhead: str | None, *, body: str) -> Block:
    levels = tuple(tidy(text) for text in (kicker, headline, subhead) if text)
    return Block(levels, int(bool(kicker)), body)


def _fields(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line and not line.startswith("#")]


def label_rows(blocks: Sequence[Block], labels: Sequence[str], seed: int) -> Iterator[Row]:
    """Pair the features of each title line with whether it is a label."""
    chance = random.Random(seed)
    short = [block for block in blocks if len(block.levels[block.headline]) <= SHORT]
    for _ in range(BLOCKS):
        block = chance.choice([*blocks, *short * 3])
        over = chance.choices(labels, k=chance.choice(LABELS))
        run = [*map(tidy, over), *block.levels]
        for at in range(len(run)):
            yield label_evidence(run, at, block.body, PAGE.wording), at < len(over)
        if over and chance.random() < ALONE:
            yield label_evidence(run[:1], 0, block.body, PAGE.wording), True


def level_rows(blocks: Sequence[Block], labels: Sequence[str], seed: int) -> Iterator[Row]:
    """Pair the features of two title lines with whether the second is the first's rest."""
    chance = random.Random(seed)
    for _ in range(BLOCKS):
        block = chance.choice(blocks)
        spaced = chance.random() < 0.7
        levels = [*chance.choices(labels, k=int(chance.random() < 0.25)), *block.levels]
        for first, second in pairwise(levels):
            tight = chance.random() < 0.08
            yield _pair(tidy(first), second, tight, spaced, block.body), False
        halves = _halves(block.levels[block.headline], chance)
        if halves and chance.random() < BROKEN:
            tight = chance.random() < 0.6
            yield _pair(*halves, tight, spaced, block.body), True


def two_line_rows() -> Iterator[Row]:
    """The pairs of the file of headlines over two lines."""
    for first, second, body in _fields("two_line_titles.txt"):
        for tight in (True, False, False) * 4:
            yield _pair(first, second, tight, True, body), True


def _pair(first: str, second: str, tight: bool, spaced: bool, body: str) -> Evidence:
    return level_evidence(first, second, (0 if tight else 1) if spaced else None, body, PAGE)


def _halves(title: str, chance: random.Random) -> tuple[str, str] | None:
    """A title broken between two words near its middle."""
    ends, end = [], 0
    for word in jieba.lcut(title):
        end += len(word)
        if 4 <= end <= len(title) - 3 and 0.3 <= end / len(title) <= 0.7:
            ends.append(end)
    if len(title) < 9 or not ends:
        return None
    cut = chance.choice(ends)
    first, second = title[:cut].rstrip(" ，,"), title[cut:].lstrip()
    return (first, second) if first and second else None


def headline_groups(blocks: Sequence[Block]) -> list[Group]:
    """Pair the features of each level of the blocks that have several with the headline."""
    groups = []
    for block in blocks:
        levels = [Level(text) for text in block.levels]
        if len(levels) > 1:
            found = [headline_evidence(levels, at, PAGE.wording) for at in range(len(levels))]
            groups.append((found, block.headline))
    return groups


def fitted_rows(rows: Sequence[Row], bias: str) -> Evidence:
    """The weights under which the truth of rows is likeliest; Newton's method, damped."""
    names = [*sorted(rows[0][0]), bias]
    x = np.array([[found.get(name, 1.0) for name in names] for found, _ in rows])
    truth = np.array([float(right) for _, right in rows])
    before = np.array([getattr(WEIGHTS, name) for name in names])
    w = before.copy()
    for _ in range(300):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x.T * (p * (1 - p))) @ x + PENALTY * np.eye(len(w))
        w += 0.3 * np.linalg.solve(hessian, x.T @ (truth - p) - PENALTY * (w - before))
    return dict(zip(names, w, strict=True))


def fitted_groups(groups: Sequence[Group]) -> Evidence:
    """The weights under which the right level of each group is likeliest."""
    names = sorted(groups[0][0][0])
    before = np.array([getattr(WEIGHTS, name) for name in names])
    w = before.copy()
    for _ in range(60):
        gradient, hessian = -PENALTY * (w - before), PENALTY * np.eye(len(w))
        for found, right in groups:
            x = np.array([[level[name] for name in names] for level in found])
            p = np.exp(x @ w - (x @ w).max())
            p /= p.sum()
            gradient += x[right] - p @ x
            hessian += ((x - p @ x).T * p) @ (x - p @ x)
        w += np.linalg.solve(hessian, gradient)
    return dict(zip(names, w, strict=True))


def _odds(found: Evidence, weights: Evidence) -> float:
    return sum(weights[name] * value for name, value in found.items())


def show_rows(rows: Sequence[Row], weights: Evidence, bias: str) -> str:
    """Precision and recall."""
    said = [_odds(found, weights) + weights[bias] > 0 for found, _ in rows]
    right = sum(s and truth for s, (_, truth) in zip(said, rows, strict=True))
    return f"P {right / max(1, sum(said)):.3f} R {right / sum(truth for _, truth in rows):.3f}"


def show_groups(groups: Sequence[Group], weights: Evidence) -> str:
    """Share of the blocks whose headline is found."""
    scores = [[_odds(level, weights) for level in found] for found, _ in groups]
    right = sum(s.index(max(s)) == g[1] for s, g in zip(scores, groups, strict=True))
    return f"{right}/{len(groups)}"


def main() -> None:
    """Fit and measure the three models."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--structure", type=Path)
    args = parser.parse_args()
    jieba.setLogLevel("WARNING")
    real = real_blocks(args.structure) if args.structure else []
    fit = [*read_blocks("titles.txt"), *blocks_of(clean_articles()), *real * 2]
    held = [*read_blocks("held_titles.txt"), *blocks_of((*held_articles(), *other_articles()))]
    labels = [fields[0] for fields in _fields("labels.txt")]
    other_labels = [fields[0] for fields in _fields("held_labels.txt")]
    models: list[tuple[str, Callable[..., Iterator[Row]], list[Row]]] = [
        ("label_odds", label_rows, []),
        ("level_odds", level_rows, list(two_line_rows())),
    ]
    before = {name: getattr(WEIGHTS, name) for name in WEIGHTS.__slots__}
    for bias, rows_of, more in models:
        rows = [*rows_of(fit, labels, 1), *more]
        others = list(rows_of(held, other_labels, 2))
        weights = fitted_rows(rows, bias)
        print(f"# {bias}: fitted on", show_rows(rows, weights, bias), end=", ")
        print("held out", show_rows(others, weights, bias), end=", ")
        print("as they are", show_rows(others, before, bias))
        _print(weights)
    groups, others_too = headline_groups(fit), headline_groups(held)
    weights = fitted_groups(groups)
    print("# headline: fitted on", show_groups(groups, weights), end=", ")
    print("held out", show_groups(others_too, weights), end=", ")
    print("as they are", show_groups(others_too, before))
    _print(weights)


def _print(weights: Evidence) -> None:
    for name, value in weights.items():
        print(f"{name} = {value:.1f}  # was {getattr(WEIGHTS, name)}")


if __name__ == "__main__":
    main()
