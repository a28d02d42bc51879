"""PAGE: layout and text in XML, as Transkribus, eScriptorium and OCR-D write it."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from retrieval.documents.readers.ocr_json import placement_of
from retrieval.documents.readers.source_file import Found, Page, SourceFile
from retrieval.documents.readers.xml_tree import each, local, parse
from retrieval.documents.report import Placement


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is PAGE XML."""
    return b"<PcGts" in source.data[:4096] or b"primaresearch.org/PAGE" in source.data[:4096]


def read(source: SourceFile) -> Iterator[Found]:
    """The pages of a file, their regions in the reading order it gives. Raises ReportFormatError"""
    root = parse(source.data, source, "PAGE XML")
    for number, page in enumerate(each(root, "Page"), start=1):
        lines = [line for region in _regions(page) for line in _lines(region)]
        yield Page([text for text, _ in lines], [place for _, place in lines], number=number)


def _regions(page: ET.Element) -> list[ET.Element]:
    regions = list(each(page, "TextRegion"))
    given: Mapping[str, int] = {
        ref.get("regionRef", ""): at for at, ref in enumerate(each(page, "RegionRefIndexed"))
    }
    return sorted(regions, key=lambda region: given.get(region.get("id", ""), len(given)))


def _lines(region: ET.Element) -> Iterator[tuple[str, Placement]]:
    for line in (child for child in region if local(child) == "TextLine"):
        text = _text(line)
        coords = next((child for child in line if local(child) == "Coords"), None)
        points = _points(coords) if coords is not None else []
        if text:
            yield text, placement_of(points)


def _text(line: ET.Element) -> str:
    equivalent = next((child for child in line if local(child) == "TextEquiv"), None)
    found = equivalent if equivalent is not None else line
    return " ".join(next((e.text or "" for e in each(found, "Unicode")), "").split())


def _points(coords: ET.Element) -> list[float]:
    try:
        return [float(n) for point in coords.get("points", "").split() for n in point.split(",")]
    except ValueError:
        return []
