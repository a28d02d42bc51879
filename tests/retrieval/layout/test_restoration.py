"""What holds for every page, and how the shipped ones come out."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.documents import Article, Report, Role, read_report
from retrieval.layout.restoration import restore
from tests.paths import SEEDS
from tests.retrieval.layout.clean import CleanArticle, clean_articles
from tests.retrieval.layout.pages import make_page

CASES = sorted((Path(__file__).parents[2] / "cases" / "pages").glob("*.txt"))
FORMULAE = [
    "本报讯 记者",
    "摄",
    "（",
    "）",
    "“",
    "”",
    "。",
    "，",
    "**",
    "# ",
    "　　",
    "近日",
    "|",
    "\t",
]


def page(*lines: str) -> Report:
    return Report("page.txt", lines, "0" * 64)


def lines_of(articles: tuple[Article, ...]) -> list[int]:
    in_text = [line for a in articles for p in a.paragraphs for line in p.lines]
    return sorted([line for a in articles for line in a.title_lines] + in_text)


pieces = st.one_of(st.sampled_from(FORMULAE), st.text(max_size=12))
any_line = st.lists(pieces, max_size=8).map("".join).filter(lambda text: "\n" not in text)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(any_line, max_size=40))
def test_every_line_of_any_text_stands_in_one_place(lines: list[str]) -> None:
    articles = restore(page(*lines))
    assert lines_of(articles) == [n for n, line in enumerate(lines, start=1) if line.strip()]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_lines_in_any_order_are_kept_and_quoted_as_they_stand(seed: int, random: object) -> None:
    lines = list(make_page(seed, 4).report.lines)
    random.shuffle(lines)  # type: ignore[attr-defined]
    report = page(*lines)
    articles = restore(report)
    assert lines_of(articles) == [n for n, line in enumerate(lines, start=1) if line.strip()]
    for article in articles:
        for paragraph in article.paragraphs:
            assert paragraph.text == "".join(map(report.slice, paragraph.pieces))


def test_the_same_page_is_restored_the_same_way() -> None:
    report = make_page(7).report
    assert restore(report) == restore(report)


@pytest.mark.parametrize("article", clean_articles(), ids=lambda a: a.headline)
def test_a_clean_article_keeps_its_titles_names_and_paragraphs(article: CleanArticle) -> None:
    lines = [text for _, text in (*article.titles, *article.lines)]
    found = restore(page(*(part for line in lines for part in (line, ""))))
    assert len(found) == 1
    assert sorted(text for text in found[0].titles) == sorted(t for _, t in article.titles)
    assert (found[0].byline, found[0].photographers) == (article.names, article.photographers)
    assert sorted(p.text for p in found[0].paragraphs) == sorted(t for _, t in article.lines)


@pytest.mark.parametrize("indent", ["", "　　"])
def test_lines_broken_at_one_width_become_paragraphs_again(indent: str) -> None:
    article = clean_articles()[0]
    wrapped = [article.kicker or "", article.headline]
    for _, text in article.lines:
        text = indent + text
        wrapped += [text[at : at + 20] for at in range(0, len(text), 20)]
    (found,) = restore(page(*wrapped))
    assert [p.text for p in found.paragraphs] == [text for _, text in article.lines]


def test_the_rows_of_a_table_stay_apart() -> None:
    rows = ["地区\t产值\t增速", "海门\t123.4\t5.6", "北岭\t99.1\t4.2"]
    (article,) = restore(page("全年主要指标", "", *rows))
    assert [p.text for p in article.paragraphs] == rows


def test_words_with_spaces_between_them_are_never_run_together() -> None:
    lines = [
        "The centre opened its doors on Monday in the east of the",
        "city and is free of charge.",
    ]
    assert [p.text for a in restore(page(*lines)) for p in a.paragraphs][-1] == lines[1]


def test_a_word_cut_at_a_hyphen_is_whole_again_in_text_and_headline() -> None:
    lines = ("Ferry crews win nego-", "tiated pay rise", "The ferry compa-", "ny agreed on Friday.")
    (article,) = restore(page(*lines))
    (paragraph,) = article.paragraphs
    assert article.headline == "Ferry crews win negotiated pay rise"
    assert paragraph.text == "The ferry company agreed on Friday."
    assert paragraph.text == "".join(map(page(*lines).slice, paragraph.pieces))


def test_items_of_a_numbered_list_stay_apart_and_are_no_titles() -> None:
    items = ["1. 新建停车场两处", "2. 疏通河道三公里", "3. 更换路灯六百盏"]
    lead = "镇里昨天公布了今年要办的实事："
    (article,) = restore(page("今年要办这些事", "", lead, "", *items))
    assert [p.text for p in article.paragraphs] == [lead, *items]


def test_a_page_of_nothing_has_no_articles() -> None:
    assert restore(page()) == restore(page("", "　　")) == ()


def test_a_page_of_one_line_is_text_so_that_it_can_be_found() -> None:
    (article,) = restore(page("只有一行标题的版面"))
    (paragraph,) = article.paragraphs
    assert (article.headline, paragraph.text) == (None, "只有一行标题的版面")
    assert article.gaps == ()


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_shipped_page_is_restored_as_an_editor_reads_it(case: Path) -> None:
    (path,) = SEEDS.glob(f"{case.stem}_*.txt")
    lines = case.read_text(encoding="utf-8").splitlines()
    misplaced = {number for line in lines if line.startswith("!") for number in line.split()[1:]}
    truth = [line for line in lines if line and line[0] not in "#!"]
    found = [_written(article) for article in restore(read_report(path))]
    assert [_without(line, misplaced) for line in found] == [
        _without(line, misplaced) for line in truth
    ]
    assert all(_place(number, found) != _place(number, truth) for number in misplaced)


def _without(line: str, numbers: set[str]) -> str:
    return " ".join(word for word in line.split() if word not in numbers)


def _place(number: str, lines: list[str]) -> int:
    return next(at for at, line in enumerate(lines) if number in line.split())


def _written(article: Article) -> str:
    paragraphs = (
        "+".join(map(str, p.lines)) + "~" * (p.role is Role.BODY and p.lost_after)
        for p in article.paragraphs
    )
    return f"{' '.join(map(str, article.title_lines))}: {' '.join(paragraphs)}"
