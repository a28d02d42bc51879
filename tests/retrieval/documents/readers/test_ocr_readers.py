"""OCR results with boxes: lines with their places, whatever program wrote them."""

import json
from pathlib import Path

import pytest

from retrieval.documents import Placement, Report
from retrieval.documents.readers.reading import read_file

BOX = [[10, 20], [110, 20], [110, 40], [10, 40]]
PLACED = Placement(box=(10, 20, 110, 40), size=20.0, confidence=0.9)


def read(folder: Path, text: str) -> tuple[Report, ...]:
    path = folder / "page.txt"  # by content, whatever the ending says
    path.write_text(text, encoding="utf-8")
    return read_file(path).reports


@pytest.mark.parametrize(
    "data",
    [
        pytest.param([{"box": BOX, "txt": "码头启用", "score": 0.9}], id="rapidocr"),
        pytest.param({"boxes": [BOX], "txts": ["码头启用"], "scores": [0.9]}, id="arrays"),
        pytest.param([[[BOX, ["码头启用", 0.9]]]], id="paddleocr 2"),
        pytest.param(
            {"res": {"rec_texts": ["码头启用"], "rec_polys": [BOX], "rec_scores": [0.9]}},
            id="paddleocr 3",
        ),
        pytest.param([[BOX, "码头启用", 0.9]], id="rapidocr lists"),
    ],
)
def test_json_of_any_ocr_program_gives_lines_with_boxes(tmp_path: Path, data: object) -> None:
    (report,) = read(tmp_path, json.dumps(data))
    assert (report.lines, report.placements) == (("码头启用",), (PLACED,))


def test_the_type_of_a_skewed_line_is_as_high_as_its_short_side(tmp_path: Path) -> None:
    quad = [[0, 0], [300, 40], [297, 60], [-3, 20]]
    (report,) = read(tmp_path, json.dumps([{"box": quad, "txt": "码头启用", "score": 1}]))
    assert report.placements[0].size == pytest.approx(20.2, abs=0.1)


HOCR = """<html><body><div class='ocr_page'>
<span class='ocr_line' title="bbox 10 20 110 40; x_size 20">
<span class='ocrx_word' title='bbox 10 20 50 40; x_wconf 80'>码头</span>
<span class='ocrx_word' title='bbox 55 20 110 40; x_wconf 100'>启用</span></span>
<span class='ocr_line' title="bbox 10 50 310 70; x_size 20">
<span class='ocrx_word' title='bbox 10 50 110 70; x_wconf 90'>左栏</span>
<span class='ocrx_word' title='bbox 210 50 310 70; x_wconf 90'>右栏</span></span>
</div><div class='ocr_page'></div></body></html>"""


def hocr_of(rows: int, gutter: tuple[int, int], *, noise: str = "") -> str:
    """A page of lines that were read over a gutter, of words of one character 20 wide."""
    lines = []
    for row in range(rows):
        top = 30 * row
        words = [(x, "左") for x in range(0, gutter[0], 20)]
        words += [(x, "右") for x in range(gutter[1], gutter[1] + 100, 20)]
        spans = "".join(
            f"<span class='ocrx_word' title='bbox {x} {top} {x + 20} {top + 20}'>{char}</span>"
            for x, char in words
        )
        title = f"bbox 0 {top} {gutter[1] + 100} {top + 20}"
        lines.append(f"<span class='ocr_line' title='{title}'>{spans}{noise}</span>")
    return f"<div class='ocr_page'>{''.join(lines)}</div>"


def test_a_narrow_gutter_that_many_rows_share_parts_their_lines(tmp_path: Path) -> None:
    (report,) = read(tmp_path, hocr_of(8, (100, 118)))
    assert report.lines == ("左左左左左", "右右右右右") * 8


def test_a_gap_as_wide_that_few_rows_share_parts_nothing(tmp_path: Path) -> None:
    (report,) = read(tmp_path, hocr_of(3, (100, 118)))
    assert report.lines == ("左左左左左右右右右右",) * 3


def test_dirt_in_a_gutter_hides_it_from_no_line(tmp_path: Path) -> None:
    dirt = "<span class='ocrx_word' title='bbox 101 0 117 20; x_wconf 5'>|</span>"
    (report,) = read(tmp_path, hocr_of(8, (100, 118), noise=dirt))
    assert len(report.lines) == 16
    assert [line.replace("|", "") for line in report.lines] == ["左左左左左", "右右右右右"] * 8


def test_hocr_gives_lines_and_parts_those_read_over_a_gap_between_columns(tmp_path: Path) -> None:
    first, _ = read(tmp_path, HOCR)
    assert (first.name, first.lines) == ("page.txt#1", ("码头启用", "左栏", "右栏"))
    assert first.placements[0] == PLACED
    assert first.placements[2].box == (210, 50, 310, 70)


ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page><PrintSpace>
<TextLine HPOS="10" VPOS="20" WIDTH="100" HEIGHT="20">
<String HPOS="10" VPOS="20" WIDTH="40" HEIGHT="20" WC="0.8" CONTENT="码头"/><SP/>
<String HPOS="55" VPOS="20" WIDTH="55" HEIGHT="20" WC="1.0" CONTENT="启用"/></TextLine>
</PrintSpace></Page></Layout></alto>"""


def test_alto_gives_lines_with_boxes(tmp_path: Path) -> None:
    (report,) = read(tmp_path, ALTO)
    assert (report.lines, report.placements) == (("码头启用",), (PLACED,))


PAGE = """<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page>
<ReadingOrder><OrderedGroup><RegionRefIndexed index="0" regionRef="b"/>
<RegionRefIndexed index="1" regionRef="a"/></OrderedGroup></ReadingOrder>
<TextRegion id="a"><TextLine><Coords points="10,60 110,60 110,80 10,80"/>
<TextEquiv><Unicode>后读</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="b"><TextLine><Coords points="10,20 110,20 110,40 10,40"/>
<Word><TextEquiv><Unicode>码头</Unicode></TextEquiv></Word>
<TextEquiv><Unicode>码头启用</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>"""


def test_page_xml_gives_lines_in_its_reading_order(tmp_path: Path) -> None:
    (report,) = read(tmp_path, PAGE)
    assert report.lines == ("码头启用", "后读")
    assert report.placements[0].box == (10, 20, 110, 40)


@pytest.mark.parametrize(
    "text", ['<alto xmlns="x"><Layout>', '<!DOCTYPE a [<!ENTITY b "c">]><alto/>']
)
def test_broken_or_dangerous_xml_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(Exception, match="ALTO file, damaged or not whole"):
        read(tmp_path, text)
