"""Passages framed on the picture of their page."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from retrieval.documents.readers.page_pictures import PagePictures
from retrieval.documents.readers.reading import read_file
from retrieval.errors import ReportAccessError
from tests.retrieval.documents.pdf_files import pdf

pytest.importorskip("pypdfium2")
Image = pytest.importorskip("PIL.Image")

FRAME = (208, 0, 0)
LINES = "BT /F1 10 Tf 50 700 Td (First line) Tj 0 -300 Td (Second line) Tj ET"


def framed(png: bytes) -> tuple[tuple[int, int], tuple[int, int, int, int]]:
    """The size of a picture, and the box that its frame takes."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    ys, xs = np.nonzero((np.asarray(picture) == FRAME).all(axis=2))
    return picture.size, (xs.min(), ys.min(), xs.max(), ys.max())


def test_the_frame_of_a_pdf_stands_around_its_line(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(pdf(LINES))
    (report,) = read_file(tmp_path / "paper.pdf").reports
    box = report.placements[1].box
    assert box is not None
    (width, height), (left, top, right, bottom) = framed(PagePictures(tmp_path).crop(report, [box]))
    assert (right - left, bottom - top) == pytest.approx(
        (box[2] - box[0], box[3] - box[1]), abs=0.8 * (box[3] - box[1])
    )
    assert width <= 3.1 * height  # some of the page above and below


def test_lines_of_two_columns_have_two_frames(tmp_path: Path) -> None:
    (tmp_path / "01.json").write_text(
        '[{"text": "左", "box": [10, 10, 60, 20]}, {"text": "右", "box": [110, 10, 160, 20]}]'
    )
    Image.new("RGB", (200, 100), "white").save(tmp_path / "01.png")
    (report,) = read_file(tmp_path / "01.json").reports
    boxes = [placement.box for placement in report.placements if placement.box]
    png = PagePictures(tmp_path).crop(report, boxes)
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    row = (np.asarray(picture)[15] == FRAME).all(axis=1)
    assert np.count_nonzero(row[1:] & ~row[:-1]) == 4  # the left and right of each


def test_a_page_of_a_pdf_in_an_archive_is_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("june/paper.pdf", pdf("BT /F1 10 Tf 50 700 Td (One) Tj ET", LINES))
    reports = read_file(tmp_path / "all.zip").reports
    assert [report.name for report in reports][1] == "all.zip/june/paper.pdf#2"
    box = reports[1].placements[0].box
    assert box is not None
    assert PagePictures(tmp_path).crop(reports[1], [box]).startswith(b"\x89PNG")


def test_a_file_that_has_changed_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(LINES))
    (report,) = read_file(path).reports
    path.write_bytes(pdf(LINES.replace("First", "Other")))
    with pytest.raises(ReportAccessError, match="no longer what was read"):
        PagePictures(tmp_path).crop(report, [(0, 0, 10, 10)])


@pytest.mark.parametrize("picture", [None, (100, 50)])
def test_without_a_picture_that_fits_the_boxes_nothing_is_shown(
    tmp_path: Path, picture: tuple[int, int] | None
) -> None:
    (tmp_path / "01.json").write_text('[{"text": "左", "box": [10, 10, 600, 20]}]')
    if picture is not None:
        Image.new("RGB", picture, "white").save(tmp_path / "01.png")
    (report,) = read_file(tmp_path / "01.json").reports
    with pytest.raises(ReportAccessError, match="no picture of this page"):
        PagePictures(tmp_path).crop(report, [(10, 10, 600, 20)])
