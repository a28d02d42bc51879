"""Pictures of pages: read once, kept, or named with what is missing."""

from pathlib import Path
from typing import Any

import pytest

from retrieval.documents.optional_parts import installed_parts
from retrieval.documents.readers import image_scan
from retrieval.documents.readers.reading import read_file
from retrieval.documents.readers.source_file import SourceFile
from retrieval.errors import ReportFormatError

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"

scans = pytest.mark.skipif(
    "scans" not in installed_parts(), reason="the optional part 'scans' is not installed"
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
    ],
)
def test_without_its_part_a_picture_names_the_command_whatever_the_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, kind: str
) -> None:
    monkeypatch.setattr(image_scan, "installed_parts", tuple)
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    with pytest.raises(ReportFormatError, match=rf"{kind} file; to read it run: pip .*scans\]'"):
        read_file(path)


def drawn() -> Any:
    """A picture with one line of text."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (360, 200), "white")
    font = ImageFont.load_default(40)
    ImageDraw.Draw(picture).text((20, 20), "Harbour2024", "black", font)
    return picture


@scans
def test_half_a_picture_is_named(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(PNG)
    with pytest.raises(ReportFormatError, match="PNG file, damaged or not whole"):
        read_file(path)


@scans
def test_a_picture_is_read_and_kept_and_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from retrieval.documents.readers import recognition

    path = tmp_path / "page.png"
    drawn().save(path)
    (report,) = read_file(path, cache=tmp_path / "cache").reports
    assert "".join(report.lines).replace(" ", "") == "Harbour2024"
    assert report.placements[0].box is not None
    monkeypatch.setattr(recognition, "_recognized", lambda _: pytest.fail("read again"))
    assert read_file(path, cache=tmp_path / "cache").reports == (report,)


@scans
@pytest.mark.slow
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_picture_is_read_upright_and_shown_so(tmp_path: Path, degrees: int) -> None:
    path = tmp_path / "page.png"
    drawn().rotate(degrees, expand=True).save(path)
    (report,) = read_file(path, cache=tmp_path / "cache").reports
    assert "".join(report.lines).replace(" ", "") == "Harbour2024"
    (left, top, right, bottom), *_ = [p.box for p in report.placements if p.box]
    assert 0 <= left < 30 < 250 < right <= 360
    assert 0 <= top < bottom <= 80
    source = SourceFile("page.png", str(path), path.read_bytes(), tmp_path / "cache")
    assert image_scan.picture_of(source, 1).size == (360, 200)
