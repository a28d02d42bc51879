"""Notes in a folder: newspaper, date and page by patterns, and columns of tables."""

import json
from pathlib import Path

import pytest

from retrieval.documents import Imprint, find_report_files
from retrieval.documents.folder_notes import notes_of
from retrieval.documents.readers.reading import read_file
from retrieval.layout.restoration import restore

TEXT = "新码头启用\n\n近日，青石镇新码头正式启用，货船靠岸装卸快了一倍。\n"


def imprint_of(folder: Path, name: str, text: str = TEXT) -> Imprint:
    """The imprint of the first page of a file that is written into a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    (report, *_) = read_file(path, name=name).reports
    return restore(report)[0].imprint


def write_notes(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reports.toml").write_text(text, encoding="utf-8")


def test_a_pattern_tells_newspaper_date_and_page_by_a_files_name(tmp_path: Path) -> None:
    write_notes(tmp_path, '[[pages]]\nfiles = "{paper}/x{date}_{page}.*"\nsection = "要闻"')
    imprint = imprint_of(tmp_path, "青石/x870607_3.txt")
    assert imprint == Imprint()  # no date of eight digits
    imprint = imprint_of(tmp_path, "青石/x19870607_a03.txt")
    assert (imprint.paper, imprint.date, imprint.page, imprint.section) == (
        "青石",
        "1987-06-07",
        "A03",
        "要闻",
    )
    assert dict(imprint.learned) == dict.fromkeys(("date", "page", "paper", "section"), "user")


def test_what_people_say_counts_more_than_the_page(tmp_path: Path) -> None:
    text = f"青石日报 2024年4月2日 第3版\n\n{TEXT}"
    write_notes(tmp_path, '[[pages]]\nfiles = "*"\ndate = 1987-06-07')
    imprint = imprint_of(tmp_path, "01.txt", text)
    assert (imprint.paper, imprint.date, imprint.page) == ("青石日报", "1987-06-07", "3")
    assert dict(imprint.learned) == {"date": "user", "page": "page", "paper": "page"}


def test_inner_notes_count_more_and_their_names_begin_in_their_folder(tmp_path: Path) -> None:
    write_notes(tmp_path, '[[pages]]\nfiles = "**"\npaper = "青石日报"\nsection = "要闻"')
    write_notes(tmp_path / "west", '[[pages]]\nfiles = "{page}.txt"\npaper = "西山报"')
    imprint = imprint_of(tmp_path, "west/07.txt")
    assert (imprint.paper, imprint.page, imprint.section) == ("西山报", "7", "要闻")


def test_a_hash_is_the_number_of_the_page_in_its_file(tmp_path: Path) -> None:
    write_notes(tmp_path, '[[pages]]\nfiles = "{date}.json"\npage = "#"')
    rows = [{"标题": "一", "正文": "第一篇。"}, {"标题": "二", "正文": "第二篇。"}]
    path = tmp_path / "2024-04-02.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    reports = read_file(path, name=path.name).reports
    assert [(r.imprint.date, r.imprint.page) for r in reports] == [
        ("2024-04-02", "1"),
        ("2024-04-02", "2"),
    ]


def test_columns_of_a_table_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("biaoti,neirong\n新码头启用,近日新码头启用。\n", encoding="utf-8")
    write_notes(tmp_path, '[columns]\ntitle = "biaoti"\nbody = ["nei_rong"]')
    (report,) = read_file(path).reports
    assert report.lines == ("新码头启用", "近日新码头启用。")


def test_a_files_time_and_digest_follow_its_notes(tmp_path: Path) -> None:
    imprint_of(tmp_path, "in/01.txt")
    (before,) = find_report_files(tmp_path)
    plain = read_file(before.path, name=before.name).digest
    write_notes(tmp_path, '[[pages]]\nfiles = "*"\npaper = "青石日报"')
    (after,) = find_report_files(tmp_path)
    assert after.modified > before.modified
    contents = read_file(after.path, name=after.name)
    assert contents.digest != plain
    assert contents.digest == notes_of(after.place, after.name).file_digest(plain)
    assert contents.reports[0].digest == plain  # the ids of its articles stay


@pytest.mark.parametrize(
    ("notes", "error"),
    [
        ("pages = [", "Invalid value (at end of document)"),
        ('[[pages]]\nfile = "x"', "files = …"),
        ('[[pages]]\nfiles = "x"\nheadline = "y"', "headline?"),
        ('[[pages]]\nfiles = "x"\ndate = "gestern"', "date = gestern"),
        ("[columns]\nwriter = 'x'", "writer?"),
    ],
)
def test_notes_that_are_not_understood_are_named_and_the_pages_read(
    tmp_path: Path, notes: str, error: str
) -> None:
    imprint_of(tmp_path, "01.txt")
    write_notes(tmp_path, notes)
    page, faulty = find_report_files(tmp_path)
    assert page.read().reports[0].imprint == Imprint()
    assert str(faulty.fault) == (
        f"reports.toml: not understood ({error}); the README tells what may stand in it"
    )
