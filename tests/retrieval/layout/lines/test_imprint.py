"""The newspaper, date and page of a page, and where each was learned."""

import pytest

from retrieval.documents import Imprint, Report
from retrieval.layout.restoration import restore

TEXT = ("青石镇新码头启用", "", "近日，青石镇新码头正式启用，货船靠岸装卸比往年快一倍。")


def imprint(*lines: str, name: str = "page.txt", given: Imprint | None = None) -> Imprint:
    report = Report(name, (*lines, *TEXT), "0" * 64, imprint=given or Imprint())
    return restore(report)[-1].imprint


def known(found: Imprint) -> tuple[str | None, str | None, str | None]:
    return found.paper, found.date, found.page


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("青石日报", "2024年4月12日 星期五 第3版 新闻"), ("青石日报", "2024-04-12", "3")),
        (("二〇二四年四月十二日 星期五 第十二版",), (None, "2024-04-12", "12")),
        (("臺東日報", "2024年4月12日 第3版"), ("臺東日報", "2024-04-12", "3")),
    ],
)
def test_masthead_and_date_line_are_read(
    lines: tuple[str, ...], expected: tuple[str | None, ...]
) -> None:
    found = imprint(*lines)
    assert known(found) == expected
    assert {where for _, where in found.learned} == {"page"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("青石日报/2023-06-07/03.pdf", ("青石日报", "2023-06-07", "3")),
        ("20230607-03.txt", (None, "2023-06-07", "3")),
        ("青石日报_20230607_A12.pdf", ("青石日报", "2023-06-07", "A12")),
        ("青石日报2023年6月7日第3版.pdf", ("青石日报", "2023-06-07", "3")),
        ("青石日報_2023年6月7日_第3版-2.jpg", ("青石日報", "2023-06-07", "3")),
        ("2023-6-7/A2.png", (None, "2023-06-07", "A2")),
        ("青石日报社论2023年13月7日.txt", (None, None, None)),
        ("青石日报/2023年06月07日/第03版.txt", ("青石日报", "2023-06-07", "3")),
        ("003_1d9a941f8215b31a.txt", (None, None, None)),
        ("20231399-03.txt", (None, None, None)),
    ],
)
def test_the_names_of_files_and_folders_are_read(
    name: str, expected: tuple[str | None, ...]
) -> None:
    assert known(imprint(name=name)) == expected


def test_the_page_counts_more_than_metadata_and_these_more_than_the_name() -> None:
    given = Imprint(paper="白鹭晚报", date="2024-01-01")
    found = imprint("2024年4月12日 第3版", name="青石日报/20230607-05.txt", given=given)
    assert known(found) == ("白鹭晚报", "2024-04-12", "3")
    assert dict(found.learned) == {"date": "page", "page": "page", "paper": "metadata"}


def test_a_date_in_an_article_is_not_the_page_s() -> None:
    assert known(imprint("2023年6月7日，码头动工。")) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("东湖法治报 / 2024年4月12日 星期五 第2版 案例窗", ("东湖法治报", "2024-04-12", "2")),
        ("北岭茶业报　2024年4月12日　A4版　茶话", ("北岭茶业报", "2024-04-12", "A4")),
        ("2024-04-12 C2版 潮汐预报 海门经济导报", ("海门经济导报", "2024-04-12", "C2")),
        ("A04 ｜ 星空 ｜ 2024年4月12日 星期五", (None, "2024-04-12", "A04")),
        ("花蓮時報 民國113年4月12日 星期五 C2版 縱谷", ("花蓮時報", "2024-04-12", "C2")),
        ("中華民國一一三年四月十二日 C2 縱谷", (None, "2024-04-12", "C2")),
        ("长岭周刊 2024年4月12日星期五 责编 何苏 第三版", ("长岭周刊", "2024-04-12", "3")),
    ],
)
def test_a_date_and_page_number_are_the_page_s_whatever_word_stands_beside_them(
    line: str, expected: tuple[str | None, ...]
) -> None:
    (article,) = restore(Report("page.txt", (line, *TEXT), "0" * 64))
    assert known(article.imprint) == expected
    assert (article.headline, article.kicker) == (TEXT[0], None)


def test_a_page_number_under_the_date_may_have_any_section_beside_it() -> None:
    lines = ("2024年4月12日 星期五", "A04 茶话", *TEXT)
    (article,) = restore(Report("page.txt", lines, "0" * 64))
    assert known(article.imprint) == (None, "2024-04-12", "A04")
    assert (article.headline, article.kicker) == (TEXT[0], None)


def test_a_headline_that_opens_as_a_page_number_does_is_no_line_of_the_page() -> None:
    (article,) = restore(Report("page.txt", ("D12 航线复航", *TEXT[1:]), "0" * 64))
    assert (article.headline, article.imprint.page) == ("D12航线复航", None)


def test_a_wrapped_line_with_a_date_and_a_page_in_it_stays_in_its_sentence() -> None:
    lines = (
        TEXT[0],
        "",
        "这首诗刊登在1956年4月12日青石日报第4版上",
        "的一个角落里，多年无人提起。",
    )
    (article,) = restore(Report("page.txt", lines, "0" * 64))
    assert [p.text for p in article.paragraphs] == ["".join(lines[2:])]


@pytest.mark.parametrize(
    "line",
    ["（上接第一版）", "（上接要闻第1版）", "（下转 第四版）", "詳見A2版", "见第3版", "今日 12 版"],
)
def test_the_number_of_another_page_or_of_all_pages_is_not_the_page_s(line: str) -> None:
    assert imprint(line).page is None
    assert imprint(line, name="青石日报/20230607-05.txt").page == "5"
    assert imprint(line, "2024年4月12日 第7版").page == "7"


def test_an_editor_whose_name_ends_as_a_pointer_does_hides_no_page() -> None:
    assert imprint("责任编辑 王见 2024年4月12日 第3版").page == "3"
