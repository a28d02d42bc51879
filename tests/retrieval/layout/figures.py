"""How well pages are restored: figures over made pages whose truth is known."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from retrieval.documents import Article, Report
from tests.retrieval.layout.clean import CleanArticle
from tests.retrieval.layout.pages import Page

TEXT = ("body", "caption", "tip")
Restore = Callable[[Report], tuple[Article, ...]]


@dataclass(frozen=True)
class Figures:
    """Means over pages; `lost` counts lines that stand nowhere, or twice."""

    attribution: float  # B-cubed F1 of text lines grouped into articles
    join_precision: float
    join_recall: float
    role: float  # share of lines that are titles, or text, where they should be
    byline: float  # share of articles whose names are all right
    headline: float  # share of articles whose headline is whole and right
    gap_precision: float  # of the heads and tails found to be lost
    gap_recall: float
    lost: int


def measure(pages: Iterable[Page], restore: Restore) -> Figures:
    """The figures of a way to restore pages."""
    rows = [_of_page(page, restore(page.report)) for page in pages]
    joined = [sum(row[1][at] for row in rows) for at in range(3)]
    gaps = [sum(row[6][at] for row in rows) for at in range(3)]
    return Figures(
        attribution=sum(row[0] for row in rows) / len(rows),
        join_precision=_share(joined[0], joined[1]),
        join_recall=_share(joined[0], joined[2]),
        role=sum(row[2] for row in rows) / len(rows),
        byline=sum(row[3] for row in rows) / len(rows),
        headline=sum(row[4] for row in rows) / len(rows),
        gap_precision=_share(gaps[0], gaps[1]),
        gap_recall=_share(gaps[0], gaps[2]),
        lost=sum(row[5] for row in rows),
    )


def _of_page(
    page: Page, articles: tuple[Article, ...]
) -> tuple[float, tuple[int, int, int], float, float, float, int, tuple[int, int, int]]:
    of_line = {line: at for at, a in enumerate(articles) for p in a.paragraphs for line in p.lines}
    made = {
        pair
        for a in articles
        for p in a.paragraphs
        for pair in zip(p.lines, p.lines[1:])  # noqa: B905
    }
    titles = {line for a in articles for line in a.title_lines}
    right_role = [
        (line.number in titles) == (line.role in ("headline", "kicker", "subhead", "running-head"))
        for line in page.lines
    ]
    matching = [_matching(at, page, of_line) for at in range(len(page.articles))]
    pairs = [
        (truth, articles[at])
        for truth, at in zip(page.articles, matching, strict=True)
        if at is not None
    ]
    stand = sorted([*titles, *of_line])
    return (
        bcubed({line.number: line.article for line in page.lines if line.role in TEXT}, of_line),
        (len(made & page.joins), len(made), len(page.joins)),
        sum(right_role) / len(right_role),
        sum(_people(truth, got) for truth, got in pairs) / len(page.articles),
        sum(_flat(truth.headline) == _flat(got.headline or "") for truth, got in pairs)
        / len(page.articles),
        abs(len(stand) - len(page.lines)) + len({line.number for line in page.lines} - set(stand)),
        _gaps(page, articles),
    )


def _gaps(page: Page, articles: tuple[Article, ...]) -> tuple[int, int, int]:
    """Lost heads and tails found and true, found, and true; each by its line."""
    paragraphs = [p for article in articles for p in article.paragraphs]
    found = {("head", p.lines[0]) for p in paragraphs if p.lost_before}
    found |= {("tail", p.lines[-1]) for p in paragraphs if p.lost_after}
    true = {("head", line.number) for line in page.lines if line.lost_before}
    true |= {("tail", line.number) for line in page.lines if line.lost_after}
    return len(found & true), len(found), len(true)


def _share(count: int, whole: int) -> float:
    return count / whole if whole else 1.0


def _matching(at: int, page: Page, of_line: dict[int, int]) -> int | None:
    """The restored article that has most of the lines of a true one."""
    found = [
        of_line[line.number]
        for line in page.lines
        if line.article == at and line.role in TEXT and line.number in of_line
    ]
    return max(set(found), key=lambda article: (found.count(article), -article), default=None)


def _people(truth: CleanArticle, got: Article) -> bool:
    """Whether reporters and photographers are named rightly."""
    return set(truth.names) == set(got.byline) and set(truth.photographers) == set(
        got.photographers
    )


def _flat(title: str) -> str:
    return "".join(title.split()).translate(str.maketrans("，；：？！（）", ",;:?!()"))


def bcubed(truth: dict[int, int], found: dict[int, int]) -> float:
    """B-cubed F1 of lines in groups (Bagga and Baldwin 1998); a line not found stands alone."""
    groups = {line: found.get(line, -line) for line in truth}
    precision = recall = 0.0
    for line in truth:
        own = {other for other in truth if truth[other] == truth[line]}
        with_it = {other for other in truth if groups[other] == groups[line]}
        precision += len(own & with_it) / len(with_it)
        recall += len(own & with_it) / len(own)
    precision, recall = precision / len(truth), recall / len(truth)
    return 2 * precision * recall / (precision + recall)
