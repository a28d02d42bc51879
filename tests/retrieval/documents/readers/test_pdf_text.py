"""PDF files: their text with places, or what is wrong with them."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from retrieval.documents.readers import pdf_text
from retrieval.documents.readers.reading import read_file
from retrieval.errors import ReportFormatError
from tests.retrieval.documents.pdf_files import pdf

pytest.importorskip("pypdfium2")


TWO_COLUMNS = "BT /F1 10 Tf 50 700 Td (Left column) Tj 250 0 Td (Right column) Tj ET"


def test_the_text_of_a_page_is_parted_where_it_stands_apart(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(TWO_COLUMNS))
    (report,) = read_file(path).reports
    assert (report.name, report.lines) == ("paper.pdf", ("Left column", "Right column"))
    left, right = (placement.box for placement in report.placements)
    assert left is not None
    assert right is not None
    assert (left[0], right[0]) == pytest.approx((50 * 4, 300 * 4), abs=8)


@pytest.mark.slow
def test_pages_are_counted_and_one_without_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"  # by content, whatever the ending says
    path.write_bytes(pdf(TWO_COLUMNS, "", TWO_COLUMNS))
    contents = read_file(path)
    assert [report.name for report in contents.reports] == ["paper.txt#1", "paper.txt#3"]
    assert len({report.digest for report in contents.reports}) == 2
    why = (
        "PDF file in which no text was found, by OCR neither"
        if find_spec("rapidocr")
        else "PDF file; to read it run: pip install 'wenbao[scans]'"
    )
    assert [str(failure) for failure in contents.failures] == [f"{path}#2: {why}"]


def test_half_a_pdf_is_named(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Ty")
    with pytest.raises(ReportFormatError, match="PDF file, damaged or not whole"):
        read_file(path)


def test_without_its_part_a_pdf_names_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_text, "installed_parts", tuple)
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(TWO_COLUMNS))
    with pytest.raises(ReportFormatError, match=r"to read it run: pip install 'wenbao\[pdf\]'"):
        read_file(path)


def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf("BT /F1 10 Tf 0 1 -1 0 90 50 Tm (Sideways line) Tj ET", rotate=90))
    (report,) = read_file(path).reports
    assert report.lines == ("Sideways line",)
    assert report.placements[0].box == pytest.approx((50 * 4, 82 * 4, 112 * 4, 92 * 4), abs=12)


def test_characters_below_each_other_are_one_line_and_two_of_columns_are_not(
    tmp_path: Path,
) -> None:
    path = tmp_path / "paper.pdf"
    downwards = "BT /F1 20 Tf 20 TL 50 700 Td (H) Tj T* (U) Tj T* (N) Tj T* (D) Tj ET"
    two = "BT /F1 20 Tf 20 TL 250 700 Td (A) Tj T* (B) Tj ET"
    path.write_bytes(pdf(f"{downwards} {two}"))
    (report,) = read_file(path).reports
    assert report.lines == ("HUND", "A", "B")


def test_a_character_that_reaches_over_the_end_of_the_last_goes_on_with_the_line(
    tmp_path: Path,
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf("BT /F1 20 Tf 50 700 Td -15 Tc (WW) Tj 0 Tc (W.5) Tj ET"))
    assert read_file(path).reports[0].lines == ("WWW.5",)


def test_a_character_with_little_ink_fills_its_square_in_a_line_that_runs_downwards(
    tmp_path: Path,
) -> None:
    path = tmp_path / "paper.pdf"
    downwards = "BT /F2 20 Tf 20 TL 50 700 Td (a) Tj T* (b) Tj T* (a) Tj T* (a) Tj ET"
    path.write_bytes(pdf(downwards))
    (report,) = read_file(path).reports
    assert report.lines == ("一、一一",)
    (placement,) = report.placements
    assert placement.size == pytest.approx(20 * 4, abs=1)
    assert placement.box == pytest.approx((200, 330, 280, 650), abs=4)


@pytest.mark.parametrize("gap", [0, 20])
def test_letters_on_their_side_and_a_blank_go_on_in_a_line_that_runs_downwards(
    tmp_path: Path, gap: int
) -> None:
    path = tmp_path / "paper.pdf"
    above = "BT /F2 20 Tf 20 TL 50 700 Td (a) Tj T* (a) Tj T* (a) Tj ET"
    y = 657 - gap
    letters = f"BT /F1 20 Tf 0 -1 1 0 53 {y} Tm (UFO) Tj ET"
    below = f"BT /F2 20 Tf 20 TL 50 {y - 62} Td (a) Tj T* (b) Tj ET"
    path.write_bytes(pdf(f"{above} {letters} {below}"))
    assert read_file(path).reports[0].lines == ("一一一UFO一、",)


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "-1 0 0 -1", "0 -1 1 0"])
def test_a_line_that_runs_another_way_than_its_page_is_one_line(
    tmp_path: Path, matrix: str
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(f"{TWO_COLUMNS} BT /F1 10 Tf {matrix} 300 400 Tm (Sideways line) Tj ET"))
    lines = read_file(path).reports[0].lines
    assert lines == ("Left column", "Right column", "Sideways line")
