"""Lines broken at a column's width, and columns that were read across each other."""

import random

from retrieval.documents import Report
from retrieval.documents.article import Article
from retrieval.layout.restoration import restore
from tests.retrieval.layout.clean import held_articles
from tests.retrieval.layout.pages import NO_DAMAGE, Page, make_page
from tests.retrieval.layout.variants import Change, interleaved, printed, wrapped

SCHOOL = (
    "城东小学新楼启用",
    "近日，城东小学新教学楼正式启用，孩子们在",
    "宽敞明亮的教室里开始了新学期的第一堂课，校",
    "长李红说，新楼还设有图书馆和室内操场。",
)
HOSPITAL = (
    "城西医院迁址扩建",
    "近日，城西医院完成迁址扩建，新院区设有床位",
    "八百张，比老院区多出一倍，周边居民看病更方",
    "便了，院长王军介绍，急诊科已先行开诊。",
)


def articles(*lines: str) -> tuple[Article, ...]:
    return restore(Report("page.txt", lines, "0" * 64))


def joins(page: Page) -> tuple[set[tuple[int, int]], set[tuple[int, int]], bool]:
    """The joins made on a page, the true ones, and whether it is called unreliable."""
    found = restore(page.report)
    made = {
        pair
        for article in found
        for p in article.paragraphs
        for pair in zip(p.lines, p.lines[1:])  # noqa: B905
    }
    return made, page.joins, any(article.unreliable for article in found)


def pages(change: Change) -> list[Page]:
    made = [make_page(seed, 4, NO_DAMAGE, held_articles()) for seed in range(4)]
    return [printed(page, change, seed) for seed, page in enumerate(made)]


def test_lines_wrapped_at_any_width_are_joined() -> None:
    for width in (12, 20):
        for page in pages(wrapped(width)):
            made, true, unreliable = joins(page)
            assert not unreliable
            assert len(made & true) >= 0.9 * len(true)
            assert len(made & true) >= 0.95 * len(made)


def test_columns_read_across_are_told_apart_and_the_page_is_called_unreliable() -> None:
    right = total = 0
    for page in pages(interleaved(2)):
        made, true, unreliable = joins(page)
        assert unreliable
        right += len(made & true)
        total += len(made)
    assert right >= 0.97 * total > 0


def test_of_lines_in_no_order_none_are_joined() -> None:
    for page in pages(wrapped(14)):
        lines = list(page.report.lines)
        random.Random(1).shuffle(lines)
        found = restore(Report("page.txt", tuple(lines), "0" * 64))
        assert all(article.unreliable for article in found)
        assert all(len(p.lines) == 1 for article in found for p in article.paragraphs)


def test_nothing_on_an_unreliable_page_is_told_as_sure() -> None:
    (page, *_) = pages(interleaved(3))
    assert all(p.is_doubtful for article in restore(page.report) for p in article.paragraphs)


def test_sentences_of_two_columns_are_never_glued() -> None:
    crossed = [line for pair in zip(SCHOOL, HOSPITAL, strict=True) for line in pair]
    for article in articles(*crossed):
        for paragraph in article.paragraphs:
            own = {line in SCHOOL for line in (crossed[at - 1] for at in paragraph.lines)}
            assert len(own) == 1
