"""Files locked, cut short, huge, empty or named wrongly: read, or named in one sentence."""

import base64
import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from retrieval.documents.optional_parts import installed_parts
from retrieval.documents.readers import zip_archive
from retrieval.documents.readers.reading import FileContents, read_file
from retrieval.errors import ReportFormatError
from retrieval.layout.restoration import restore
from retrieval.store.codec import decode_placements, encode_placements
from tests.retrieval.documents.pdf_files import pdf

pytest.importorskip("pypdfium2")
Image = pytest.importorskip("PIL.Image")
PARTS = installed_parts()
scans = pytest.mark.skipif("scans" not in PARTS, reason="the part 'scans' is not installed")
web = pytest.mark.skipif("web" not in PARTS, reason="the part 'web' is not installed")

LINE = "BT /F1 20 Tf 50 700 Td (Harbour2024) Tj ET"
# a page locked with a password
LOCKED = zlib.decompress(
    base64.b85decode(
        "c-oCpJ#W-N5bc+S9x2-9qzDPT-?pXG75O-U0OfQCX%JG@yR*lk!;b6?B((elegG|h0YnWYLKM^x(NN|WFm{s52"
        "~%KurS+RPZ)TomFxeU3;<qIk{5<{gjd03nRXiiZAxR#d90E<YZM4g3PLhe8Lqi1;reriCQ2LfAdI=qmB=;7+p^"
        "vF-`Sb}%wyUEuQofcd|C!nrssX9zm68YG7j~;UMlFV~VT@*YP;pvC8-X&sK~o*o4%=(B#ua9F7f#h>yZB)XWkl"
        "tM>c56iy-r#UlFW{Z*!{L3C&`v=pi@uo!14veg|lladQIg%l=JwM%CwC)u?G8`yu5M!&HK}hcQCv;{`@I^|M6i"
        "noc&(@`r5qRe|@%baBcJB<e(M1;9tm^HQ9YMFqu-ZDxh%s2~{Fjxk*Kif$?G)p{B_!+S1$FlVpz$LEFp=lcj~v"
        "J#!)C$`q+}S_jQp#=Q&7b8fU&P8Gow%xX}|1e1eRnMLy+(V-BjU^2+e=3b=|6r{$X0C=AH!V6`YDY!SOWCpUrG"
        "o4#sIHpprGY-XQ&8*`Z0%0^IZ1qqqFEtHxg>kgBi<DQGQ9X<c*~5h4Jxt0zrg(OR#o8{GP<K|(7Ow!?!!4_DZO"
        "?b{?hbC@kOf}YEDsJRc0T0*kOifM4O+OA@zMWKaDR78SDze4YA(02iMEcNF-8h980_wi$sh0|{EY"
    )
)
ROWS = '[{"title": "' + "码头" * 20 + '", "content": "' + "近日码头启用。" * 20 + '"}]'
HTML = f"<!DOCTYPE html><html><body><article><p>{'近日码头启用。' * 30}</p></article></body></html>"


def read(folder: Path, name: str, data: str | bytes, **options: Any) -> FileContents:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(path, **options)


def drawn() -> Any:
    """A picture with one line of text."""
    from PIL import ImageDraw, ImageFont

    picture = Image.new("RGB", (360, 200), "white")
    font = ImageFont.load_default(40)
    ImageDraw.Draw(picture).text((20, 20), "Harbour2024", "black", font)
    return picture


def saved(picture: Any, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def packed(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@scans
@pytest.mark.slow
def test_each_picture_of_a_file_is_a_page_whatever_the_format(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    tiff = saved(drawn(), "TIFF", save_all=True, append_images=[drawn()])
    reports = read(tmp_path, "page.tif", tiff, cache=cache).reports
    assert [(r.name, r.lines) for r in reports] == [
        ("page.tif#1", ("Harbour2024",)),
        ("page.tif#2", ("Harbour2024",)),
    ]
    for kind, options in (("WEBP", {"lossless": True}), ("PNG", {})):
        (report,) = read(tmp_path, "page.x", saved(drawn(), kind, **options), cache=cache).reports
        assert report.lines == ("Harbour2024",)


@scans
@pytest.mark.slow
def test_a_page_of_a_pdf_without_text_is_read_as_a_picture(tmp_path: Path) -> None:
    (report,) = read(tmp_path, "page.pdf", saved(drawn(), "PDF")).reports
    assert report.lines == ("Harbour2024",)


@scans
@pytest.mark.slow
def test_a_picture_of_forty_megapixels_is_read(tmp_path: Path) -> None:
    white = saved(Image.new("1", (8000, 5000), 1), "PNG")
    with pytest.raises(ReportFormatError, match="PNG file in which no text was found"):
        read(tmp_path, "page.png", white)


@scans
def test_a_picture_that_unpacks_to_gigabytes_is_named_before_it_does(tmp_path: Path) -> None:
    small = saved(Image.new("1", (1, 1), 1), "PNG")
    header = b"IHDR" + (30_000).to_bytes(4) * 2 + small[24:29]
    bomb = small[:12] + header + zlib.crc32(header).to_bytes(4) + small[33:]
    with pytest.raises(ReportFormatError, match=r"more than is read \(200 Mpx\)"):
        read(tmp_path, "page.png", bomb)


@scans
@pytest.mark.slow
def test_each_picture_of_a_file_without_any_text_is_named(tmp_path: Path) -> None:
    blank = Image.new("L", (200, 100), 255)
    contents = read(
        tmp_path, "page.tif", saved(blank, "TIFF", save_all=True, append_images=[blank])
    )
    assert contents.reports == ()
    assert [failure.reason for failure in contents.failures] == ["no-text"] * 2
    assert [str(failure.path)[-10:] for failure in contents.failures] == [
        "page.tif#1",
        "page.tif#2",
    ]


@scans
@pytest.mark.slow
def test_of_a_file_of_pictures_cut_short_the_whole_ones_are_read(tmp_path: Path) -> None:
    tiff = saved(drawn(), "TIFF", save_all=True, append_images=[drawn()], compression="jpeg")
    second = tiff.rindex(b"\xff\xd8\xff")
    contents = read(tmp_path, "page.tif", tiff[:second] + bytes(200) + tiff[second + 200 :])
    assert [report.name for report in contents.reports] == ["page.tif"]
    assert [failure.reason for failure in contents.failures] == ["damaged"]


@scans
@pytest.mark.parametrize("size", [(20_000, 3), (3, 20_000), (1, 1)])
def test_a_picture_too_thin_for_text_is_named(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(ReportFormatError, match="PNG file in which no text was found"):
        read(tmp_path, "page.png", saved(Image.new("L", size, 255), "PNG"))


def test_a_locked_pdf_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportFormatError, match="PDF file, locked with a password"):
        read(tmp_path, "page.pdf", LOCKED)


def test_five_hundred_pages_are_five_hundred_reports_in_order(tmp_path: Path) -> None:
    reports = read(tmp_path, "book.pdf", pdf(*[LINE] * 500)).reports
    assert [report.name for report in reports] == [f"book.pdf#{n}" for n in range(1, 501)]


def test_a_file_in_an_archive_that_unpacks_to_too_much_is_named_and_the_others_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_archive, "MEMBER_BYTES", 1_000_000)
    bomb = packed(bomb=bytes(5_000_000), page=b"Harbour opened.\n", inner=packed(a=b"b"))
    contents = read(tmp_path, "all.zip", bomb)
    assert [report.lines for report in contents.reports] == [("Harbour opened.", "")]
    assert [str(failure).rpartition("all.zip")[2] for failure in contents.failures] == [
        "/bomb: ZIP file that holds more than is read (0 MiB); split it",
        "/inner: ZIP file, which can't be read; save it as text (.txt)",
    ]


def test_an_archive_that_unpacks_to_too_much_ends_where_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_archive, "MOST_BYTES", 30)
    contents = read(tmp_path, "all.zip", packed(a=b"Harbour opened.\n", b=b"x" * 30, c=b"z\n"))
    assert [report.name for report in contents.reports] == ["all.zip/a"]
    assert [failure.reason for failure in contents.failures] == ["too-much"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pdf(LINE), id="pdf"),
        pytest.param(packed(a=b"Harbour" * 100), id="zip"),
        pytest.param(ROWS.encode(), id="json"),
        pytest.param(saved(drawn(), "PNG"), id="png", marks=scans),
        pytest.param(saved(drawn(), "WEBP"), id="webp", marks=scans),
        pytest.param(b"<?xml version='1.0'?><alto><Layout><Page/></Layout></alto>", id="alto"),
        pytest.param(HTML.encode(), id="html", marks=web),
    ],
)
def test_a_file_cut_short_is_read_as_far_as_it_goes_or_named(tmp_path: Path, data: bytes) -> None:
    for share in (0.3, 0.6, 0.95):
        try:
            contents = read(tmp_path, "page.x", data[: int(share * len(data))])
        except ReportFormatError as err:
            assert err.reason in ("damaged", "no-text", "no-content", "encoding")  # noqa: PT017
        else:
            assert contents.reports


@pytest.mark.parametrize("ending", ["pdf", "png", "docx", "html", "json", "csv", "zip", "epub"])
def test_an_empty_file_of_another_kind_than_text_is_named(tmp_path: Path, ending: str) -> None:
    with pytest.raises(ReportFormatError, match="in which no reports are found"):
        read(tmp_path, f"page.{ending}", b"")


@pytest.mark.parametrize("ending", ["txt", "png", "docx", "html", "json", "zip"])
def test_a_file_is_read_as_what_it_is_whatever_its_ending(tmp_path: Path, ending: str) -> None:
    assert read(tmp_path, f"page.{ending}", pdf(LINE)).reports[0].lines == ("Harbour2024",)


FAR = "9" * 30


@pytest.mark.parametrize(
    "data",
    [
        '{"rec_texts": ["甲镇", "乙镇"], "rec_boxes": [[NaN, 1, 2, Infinity], [0, 0, 40, 20]]}',
        '[{"text": "甲镇", "box": [1, 2, 3, 1e300]}, {"text": "乙镇", "box": [0, 0, 40, 20]}]',
        '[{"text": "甲镇", "box": "?", "score": "?"}, {"text": "乙镇", "box": [0, 0, 40, 20]}]',
        "<html><div class='ocr_page'><span class='ocr_line' title='bbox a b'>甲镇</span>"
        f"<span class='ocr_line' title='bbox 0 0 {FAR} 5'>乙镇</span></div>",
        '<alto><Page><TextLine><String CONTENT="甲镇" WC="?"/></TextLine>'
        f'<TextLine HPOS="0" VPOS="0" WIDTH="{FAR}" HEIGHT="9"><String CONTENT="乙镇"/></TextLine>'
        "</Page></alto>",
        "<PcGts><Page><TextRegion>"
        "<TextLine><TextEquiv><Unicode>甲镇</Unicode></TextEquiv></TextLine>"
        f'<TextLine><Coords points="0,0 {FAR},9"/><TextEquiv><Unicode>乙镇</Unicode></TextEquiv>'
        "</TextLine></TextRegion></Page></PcGts>",
    ],
    ids=["lists", "far", "no-box", "hocr", "alto", "page-xml"],
)
def test_a_line_whose_box_cannot_be_on_a_page_is_kept_without_it(tmp_path: Path, data: str) -> None:
    (report,) = read(tmp_path, "page.x", data).reports
    assert report.lines == ("甲镇", "乙镇")
    assert decode_placements(encode_placements(report.placements)) == report.placements
    articles = restore(report)
    found = [piece.line for a in articles for p in a.paragraphs for piece in p.pieces]
    assert sorted([*found, *(n for a in articles for n in a.title_lines)]) == [1, 2]
