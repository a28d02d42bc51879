"""Pages made of clean articles, broken as OCR breaks real ones, come out nearly right."""

import pytest

from retrieval.layout.restoration import restore
from tests.retrieval.layout.clean import held_articles, literary_articles, other_articles
from tests.retrieval.layout.figures import Figures, measure
from tests.retrieval.layout.furnishings import furnished_page, literary_page, read_lines
from tests.retrieval.layout.pages import NO_DAMAGE, Damage, make_page

pytestmark = pytest.mark.slow

SEEDS = range(9000, 9025)


@pytest.fixture(scope="module")
def damaged() -> Figures:
    return measure([make_page(seed, damage=Damage()) for seed in SEEDS], restore)


@pytest.fixture(scope="module")
def held() -> Figures:
    return measure([make_page(seed, source=held_articles()) for seed in SEEDS], restore)


@pytest.fixture(scope="module")
def other() -> Figures:
    return measure([make_page(seed, source=other_articles()) for seed in SEEDS], restore)


def test_articles_stay_together_when_one_paragraph_in_ten_is_displaced(damaged: Figures) -> None:
    assert damaged.attribution >= 0.93


def test_chopped_paragraphs_are_glued_and_others_are_not(damaged: Figures) -> None:
    assert damaged.join_precision >= 0.92
    assert damaged.join_recall >= 0.85


def test_titles_and_text_are_told_apart(damaged: Figures) -> None:
    assert damaged.role >= 0.97


def test_headlines_and_bylines_are_whole_and_right(damaged: Figures) -> None:
    assert damaged.headline >= 0.80
    assert damaged.byline >= 0.95


def test_two_of_three_gaps_shown_are_true(damaged: Figures, held: Figures, other: Figures) -> None:
    assert min(damaged.gap_precision, held.gap_precision, other.gap_precision) >= 0.55
    assert min(damaged.gap_recall, held.gap_recall, other.gap_recall) >= 0.25


def test_no_line_is_lost_or_stands_twice(damaged: Figures) -> None:
    assert damaged.lost == 0


def test_undamaged_pages_keep_articles_and_paragraphs_as_they_are() -> None:
    figures = measure([make_page(seed, damage=NO_DAMAGE) for seed in SEEDS], restore)
    assert figures.attribution >= 0.99
    assert figures.join_precision == 1.0
    assert figures.role >= 0.99
    assert figures.byline >= 0.98
    assert figures.headline >= 0.85
    assert figures.gap_precision == 1.0


def test_articles_of_other_styles_come_out_nearly_as_well(held: Figures) -> None:
    assert held.attribution >= 0.91
    assert held.join_precision >= 0.94
    assert held.join_recall >= 0.84
    assert held.role >= 0.97
    assert held.headline >= 0.85
    assert held.byline >= 0.95
    assert held.lost == 0


def test_articles_of_fields_that_no_weight_was_fitted_on_come_out_as_well(other: Figures) -> None:
    assert other.attribution >= 0.94
    assert other.join_precision >= 0.93
    assert other.join_recall >= 0.85
    assert other.role >= 0.97
    assert other.headline >= 0.85
    assert other.byline >= 0.94
    assert other.lost == 0


def test_undamaged_pages_of_other_styles_are_left_alone() -> None:
    pages = [make_page(seed, damage=NO_DAMAGE, source=held_articles()) for seed in SEEDS]
    figures = measure(pages, restore)
    assert figures.attribution >= 0.99
    assert figures.role >= 0.99


def test_pages_with_labels_folios_and_tables_come_out_nearly_as_well() -> None:
    labels, heads = read_lines("held_labels.txt"), read_lines("held_section_heads.txt")
    pages = [
        furnished_page(seed, source, labels, heads=heads)
        for source in (held_articles(), other_articles())
        for seed in range(70_000, 70_012)
    ]
    figures = measure(pages, restore)
    assert figures.attribution >= 0.9
    assert figures.headline >= 0.84
    assert figures.byline >= 0.9
    assert figures.lost == 0


def test_pages_of_short_pieces_with_pen_names_are_parted_where_they_begin() -> None:
    pages = [literary_page(seed, literary_articles()[1::2]) for seed in range(71_000, 71_020)]
    figures = measure(pages, restore)
    assert figures.attribution >= 0.88
    assert figures.headline >= 0.65
    assert figures.byline >= 0.78


def test_no_paragraph_leaves_its_article_on_undamaged_pages() -> None:
    pages = [make_page(seed, 6, NO_DAMAGE, other_articles()) for seed in range(9000, 9020)]
    articles = [article for page in pages for article in restore(page.report)]
    assert not any(p.moved for article in articles for p in article.paragraphs)
