"""PDF files: their text with places, or what is wrong with them."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from retrieval.documents.readers import pdf_text
from retrieval.documents.readers.reading import read_file
from retrieval.errors import ReportFormatError

pytest.importorskip("pypdfium2")


def pdf(*pages: str) -> bytes:
    """A PDF file whose pages have these content streams."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, stream in enumerate(pages):
        bodies.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font"
            f" << /F1 3 0 R >> >> /Contents {5 + 2 * at} 0 R >>"
        )
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    data, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(bodies) + 1
    return (
        f"{data}xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode()


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


def test_pages_are_counted_and_one_without_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"  # by content, whatever the ending says
    path.write_bytes(pdf(TWO_COLUMNS, "", TWO_COLUMNS))
    contents = read_file(path)
    assert [report.name for report in contents.reports] == ["paper.txt#1", "paper.txt#3"]
    assert len({report.digest for report in contents.reports}) == 2
    why = (
        "PDF file without any text; if it is a picture of a page, read it by OCR"
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
