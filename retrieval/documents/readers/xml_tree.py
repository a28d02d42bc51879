"""XML of any origin parsed safely: without entities that grow, and by local names."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from retrieval.documents.readers.source_file import SourceFile


def parse(data: bytes, source: SourceFile, kind: str) -> ET.Element:
    """The root of an XML file. Raises ReportFormatError, also if it declares entities."""
    if b"<!ENTITY" in data:
        raise source.damaged(kind, "<!ENTITY")
    try:
        return ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as err:
        raise source.damaged(kind, err) from err


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def each(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """The elements of that name below an element, in document order."""
    return (element for element in root.iter() if local(element) == name)


def text_of(element: ET.Element) -> str:
    """All text in an element, white space made single."""
    return " ".join("".join(element.itertext()).split())
