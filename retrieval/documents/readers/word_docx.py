"""Word files (.docx): paragraphs, headings by their styles, rows of tables."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping

from retrieval.documents.readers.article_lines import headed_lines
from retrieval.documents.readers.source_file import Found, SourceFile
from retrieval.documents.readers.xml_tree import each, local, parse
from retrieval.documents.readers.zip_archive import is_zip, names_in, read_member

KIND = "Word"
_HEADING = re.compile(r"heading (\d)|(title)", re.IGNORECASE)
_DOCUMENT = "word/document.xml"


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is a Word file."""
    return is_zip(source) and _DOCUMENT in names_in(source)


def read(source: SourceFile) -> Iterator[Found]:
    """The one page of a file. Raises ReportFormatError."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            root = parse(read_member(archive, _DOCUMENT, source), source, KIND)
            levels = _levels(archive, source)
    except (zipfile.BadZipFile, OSError, EOFError) as err:
        raise source.damaged(KIND, err) from err
    yield headed_lines(_blocks(root, levels)).page()


def _levels(archive: zipfile.ZipFile, source: SourceFile) -> Mapping[str, int]:
    """The level of each style that is a heading's; the title of the file is the highest."""
    if "word/styles.xml" not in archive.namelist():
        return {}
    levels = {}
    for style in each(
        parse(read_member(archive, "word/styles.xml", source), source, KIND), "style"
    ):
        name = next((_value(e) for e in style if local(e) == "name"), "")
        if found := _HEADING.fullmatch(name):
            styled = next((v for n, v in style.attrib.items() if n.endswith("styleId")), "")
            levels[styled] = int(found[1] or 0)
    return levels


def _blocks(root: ET.Element, levels: Mapping[str, int]) -> Iterator[tuple[int | None, str]]:
    body = next(each(root, "body"), None)
    for element in body if body is not None else ():
        if local(element) == "p":
            style = next((_value(e) for e in each(element, "pStyle")), "")
            yield levels.get(style), _text(element)
        elif local(element) == "tbl":
            for row in each(element, "tr"):
                yield None, " ".join(_text(cell) for cell in row if local(cell) == "tc")
        else:
            for paragraph in each(element, "p"):
                yield None, _text(paragraph)


def _value(element: ET.Element) -> str:
    return next((v for n, v in element.attrib.items() if n.rpartition("}")[2] == "val"), "")


def _text(element: ET.Element) -> str:
    """The text that is shown; what was deleted while changes were tracked is not."""
    parts = {"br": "\n", "cr": "\n", "tab": " "}
    return "".join(
        (e.text or "") if local(e) == "t" else parts.get(local(e), "") for e in element.iter()
    )
