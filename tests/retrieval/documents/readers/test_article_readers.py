"""Web pages, Word files, books and tables: whole articles, with what their files say of them."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from retrieval.documents import Article, Role
from retrieval.documents.optional_parts import installed_parts
from retrieval.documents.readers import zip_archive
from retrieval.documents.readers.reading import FileContents, read_file
from retrieval.errors import ReportFormatError
from retrieval.layout.restoration import restore

FIRST = "近日，青石镇新码头正式启用，货船靠岸装卸比往年快一倍。"
SECOND = "据了解，码头总投资两亿元，建设历时三年，可停靠千吨级货船。"

web = pytest.mark.skipif(
    "web" not in installed_parts(), reason="the optional part 'web' is not installed"
)


def read(folder: Path, name: str, data: str | bytes) -> FileContents:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(path)


def articles(contents: FileContents) -> list[Article]:
    return [article for report in contents.reports for article in restore(report)]


def told(contents: FileContents) -> list[tuple[str | None, list[str]]]:
    return [(a.headline, [p.text for p in a.paragraphs]) for a in articles(contents)]


def packed(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@web
def test_a_page_of_a_digital_edition_gives_its_article_without_what_stands_round_it(
    tmp_path: Path,
) -> None:
    contents = read(
        tmp_path,
        "node.txt",  # by content, whatever the ending says
        f"""<!DOCTYPE html><html><head><title>青石日报</title>
        <meta name="pubdate" content="2024年4月12日">
        <meta property="og:site_name" content="青石日报">
        <script>var x="广告"</script></head><body><nav>首页 上一版</nav><h1>青石镇新码头启用</h1>
        <div id="ozoom"><p>　　{FIRST}</p>{SECOND}<br></div>
        <footer>版权所有</footer></body></html>""",
    )
    assert told(contents) == [("青石镇新码头启用", [FIRST, SECOND])]
    (report,) = contents.reports
    assert (report.imprint.paper, report.imprint.date) == ("青石日报", "2024-04-12")


@web
def test_borders_between_the_articles_of_a_page_are_believed(tmp_path: Path) -> None:
    contents = read(
        tmp_path,
        "page.html",
        f"<body><article><h2>新码头启用</h2><p>{FIRST}</p></article>"
        f"<article><h2>老桥重修</h2><p>{SECOND}</p></article></body>",
    )
    assert told(contents) == [("新码头启用", [FIRST]), ("老桥重修", [SECOND])]


@web
def test_a_page_in_the_encoding_it_names_is_read(tmp_path: Path) -> None:
    html = f"<html><head><meta charset=gbk></head><body><h1>新码头启用</h1><p>{FIRST}</p></body>"
    assert told(read(tmp_path, "a.htm", html.encode("gbk"))) == [("新码头启用", [FIRST])]


@web
def test_a_saved_web_page_is_read(tmp_path: Path) -> None:
    html = f"<html><body><h1>新码头启用</h1><p>{FIRST}</p></body></html>"
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    part = "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    assert told(read(tmp_path, "a.mhtml", f"{head}{part}{html}\r\n--b--\r\n")) == [
        ("新码头启用", [FIRST])
    ]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f'<w:styles {W}><w:style w:styleId="2"><w:name w:val="heading 1"/></w:style></w:styles>'


def docx(*paragraphs: str) -> bytes:
    body = "".join(paragraphs)
    return packed(
        {
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": STYLES,
        },
    )


def paragraph(text: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def test_each_heading_of_a_word_file_starts_an_article(tmp_path: Path) -> None:
    data = docx(
        paragraph("新码头启用", "2"),
        paragraph(FIRST),
        paragraph("老桥重修", "2"),
        paragraph(SECOND),
    )
    assert told(read(tmp_path, "a.txt", data)) == [("新码头启用", [FIRST]), ("老桥重修", [SECOND])]


def test_a_word_file_without_headings_is_read_as_lines(tmp_path: Path) -> None:
    (report,) = read(tmp_path, "a.docx", docx(paragraph("新码头启用"), paragraph(FIRST))).reports
    assert (report.lines, report.placements) == (("新码头启用", FIRST), ())


@web
def test_the_documents_of_a_book_are_read_in_its_order(tmp_path: Path) -> None:
    chapter = "<html><body><h1>{}</h1><p>{}</p></body></html>"
    data = packed(
        {
            "META-INF/container.xml": '<container><rootfile full-path="O/b.opf"/></container>',
            "O/b.opf": '<package><item id="x" href="x.xhtml"/><item id="y" href="y.xhtml"/>'
            '<itemref idref="y"/><itemref idref="x"/></package>',
            "O/x.xhtml": chapter.format("老桥重修", SECOND),
            "O/y.xhtml": chapter.format("新码头启用", FIRST),
        }
    )
    contents = read(tmp_path, "a.epub", data)
    assert [report.name for report in contents.reports] == ["a.epub#1", "a.epub#2"]
    assert told(contents) == [("新码头启用", [FIRST]), ("老桥重修", [SECOND])]


CSV = f"""标题,作者,发布时间,正文
新码头启用,秦岭,2024-04-12 08:00,{FIRST}
老桥重修,李红,2024/4/13,{SECOND}
"""
ROWS = [
    {"title": "新码头启用", "author": "秦岭", "date": "20240412", "content": FIRST},
    {"title": "老桥重修", "author": "李红", "date": "2024.4.13", "content": SECOND},
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.csv", CSV, id="csv"),
        pytest.param("a.csv", CSV.encode("gbk"), id="csv in gbk"),
        pytest.param("a.tsv", CSV.replace(",", "\t"), id="tsv"),
        pytest.param("a.json", json.dumps(ROWS), id="json"),
        pytest.param("a.json", json.dumps({"total": 2, "items": ROWS}), id="wrapped json"),
        pytest.param("a.jsonl", "\n".join(map(json.dumps, ROWS)), id="json lines"),
    ],
)
def test_each_row_of_a_crawler_is_an_article(tmp_path: Path, name: str, data: str | bytes) -> None:
    contents = read(tmp_path, name, data)
    assert [(a.headline, a.byline, a.paragraphs[-1].text) for a in articles(contents)] == [
        ("新码头启用", ("秦岭",), FIRST),
        ("老桥重修", ("李红",), SECOND),
    ]
    assert [r.imprint.date for r in contents.reports] == ["2024-04-12", "2024-04-13"]


def test_html_in_a_row_is_read_as_its_paragraphs(tmp_path: Path) -> None:
    body = f"<p>\u3000{FIRST}</p><p class=x>{SECOND}</p><script>a()</script>工期&nbsp;三年。<br/>"
    row = {
        "headline": "新码头<b>启用</b>",
        "byline": "秦岭",
        "pubDate": "2024-04-12",
        "articleBody": body,
        "publisher": {"name": "青石日报"},
    }
    contents = read(tmp_path, "a.json", json.dumps(row))
    (article,) = articles(contents)
    assert (article.headline, article.byline) == ("新码头启用", ("秦岭",))
    texts = [p for p in article.paragraphs if p.role is Role.BODY]
    assert [p.text for p in texts] == [FIRST, SECOND, "工期 三年。"]
    assert not any(p.lost_before or p.lost_after for p in texts)
    (report,) = contents.reports
    assert (report.imprint.paper, report.imprint.date) == ("青石日报", "2024-04-12")


def test_marks_of_arithmetic_are_no_html(tmp_path: Path) -> None:
    text = "码头沉降小于设计值，即a<b且c>d，沉降<3毫米。"
    (article,) = articles(read(tmp_path, "a.json", json.dumps({"title": "验收", "text": text})))
    assert article.paragraphs[-1].text == text


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"title": "码头停电", "author": "李红"}', "row 2 has no text"),
        ('{"title": "码头停电", "content": "昨', "2: JSON file, damaged"),
    ],
)
def test_a_row_that_can_not_be_read_is_named_and_the_others_are_kept(
    tmp_path: Path, bad: str, reason: str
) -> None:
    first, last = map(json.dumps, ROWS)
    contents = read(tmp_path, "a.jsonl", f"{first}\n{bad}\n{last}\n")
    assert [a.headline for a in articles(contents)] == ["新码头启用", "老桥重修"]
    (failure,) = contents.failures
    assert reason in str(failure)


def test_the_files_of_an_archive_are_read_by_their_kinds_and_the_others_named(
    tmp_path: Path,
) -> None:
    data = packed(
        {
            "四月/1.txt": f"新码头启用\n\n{FIRST}",
            "2.csv": CSV,
            "3.rar": b"Rar!\x1a\x07\x00",
            "4.zip": packed({"a": "b"}),
        }
    )
    contents = read(tmp_path, "all.zip", data)
    assert [report.name for report in contents.reports] == [
        "all.zip/四月/1.txt",
        "all.zip/2.csv#1",
        "all.zip/2.csv#2",
    ]
    assert [Path(failure.path).name for failure in contents.failures] == ["3.rar", "4.zip"]


def test_an_archive_that_grows_without_end_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_archive, "MEMBER_BYTES", 1000)
    data = packed({"bomb.txt": b"0" * 100_000, "good.txt": f"新码头启用\n\n{FIRST}"})
    contents = read(tmp_path, "all.zip", data)
    assert [report.name for report in contents.reports] == ["all.zip/good.txt"]
    assert "ZIP file that holds more than is read" in str(contents.failures[0])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("settings.json", '{"a": 1}'),
        ("page.xml", "<?xml version='1.0'?><a/>"),
        ("script.py", "print(1)"),
        ("table.csv", "a,b\n1,2\n"),
    ],
)
def test_text_that_holds_no_reports_is_named(tmp_path: Path, name: str, data: str) -> None:
    with pytest.raises(ReportFormatError, match="file in which no reports are found"):
        read(tmp_path, name, data)


@pytest.mark.parametrize("size", [40, 200])
def test_half_an_archive_is_named(tmp_path: Path, size: int) -> None:
    with pytest.raises(ReportFormatError, match="ZIP file, damaged or not whole"):
        read(tmp_path, "a.docx", docx(paragraph(FIRST))[:size])
