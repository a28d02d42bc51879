"""Articles and reports as documents of a cluster."""

import zlib

from retrieval.cluster.cluster_client import Document
from retrieval.cluster.schema import decode
from retrieval.documents import Article, Report
from retrieval.store.codec import decode_article, decode_imprint, decode_placements
from retrieval.store.queries import LINES_ENCODING


def decode_report(document: Document) -> Report:
    """The report as it was stored."""
    lines = zlib.decompress(decode(document["lines"]) or b"").decode(LINES_ENCODING)
    return Report(
        name=document["name"],
        lines=tuple(lines.split("\n")),
        digest=document["digest"],
        encoding=document["encoding"],
        placements=decode_placements(decode(document["placements"])),
        imprint=decode_imprint(decode(document["imprint"])),
    )


def decode_stored_article(document: Document, report: Report) -> Article:
    """The article with its paragraphs. Raises IndexError if the report lacks one of its lines."""
    return decode_article(
        decode(document["record"]) or b"",
        decode(document["paragraphs"]) or b"",
        report,
        also_in=tuple(document.get("also_in", ())),
    )
