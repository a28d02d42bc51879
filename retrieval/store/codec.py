"""Articles, their paragraphs and their views as bytes.

Articles are MessagePack of what differs from the defaults: fields that are added to the records
later need nothing here. A paragraph's text is not kept: its report has it. A view is kept as it is
compared, without compression, as every question reads some sixty of them.
"""

import zlib
from collections.abc import Sequence
from dataclasses import MISSING, fields, replace
from typing import Any

import msgspec

from retrieval.documents import (
    Article,
    ArticleView,
    Box,
    Imprint,
    Label,
    Paragraph,
    Placement,
    Report,
    Role,
)
from retrieval.documents.article import TITLE_ROLES, with_boxes
from retrieval.documents.report import UNKNOWN

# kept elsewhere in the store: in a record of their own, or found by comparing articles
_KEPT_ELSEWHERE = frozenset({"paragraphs", "headings", "also_in", "text", "boxes", "reading"})
_ROLES = tuple(Role)
# two bytes a character, and quicker to read than UTF-8
_VIEW_ENCODING = "utf-16-le"
_article_decoder = msgspec.msgpack.Decoder(Article)
_imprint_decoder = msgspec.msgpack.Decoder(Imprint)
_placement_decoder = msgspec.msgpack.Decoder(
    tuple[
        tuple[Box | None, ...],
        tuple[float | None, ...],
        tuple[float, ...],
        tuple[int | None, ...],
        tuple[Label | None, ...],
    ]
)
_view_decoder = msgspec.msgpack.Decoder(
    tuple[str, str, str, bytes, tuple[tuple[int, ...], ...], tuple[int, ...]]
)


def encode_article(article: Article) -> bytes:
    """An article without its paragraphs."""
    return msgspec.msgpack.encode(_telling_fields(article))


def encode_paragraphs(paragraphs: Sequence[Paragraph]) -> bytes:
    """The paragraphs and lines of titles of an article, but for their texts."""
    return zlib.compress(msgspec.msgpack.encode([_telling_fields(p) for p in paragraphs]), 6)


def decode_article(
    record: bytes, paragraphs: bytes, report: Report, *, also_in: tuple[str, ...] = ()
) -> Article:
    """The article with its paragraphs. Raises IndexError if the report lacks one of its lines."""
    lines = report.lines
    stored = msgspec.msgpack.decode(zlib.decompress(paragraphs))
    for paragraph in stored:
        pieces = [lines[p["line"] - 1][p["start"] : p["end"]] for p in paragraph["pieces"]]
        paragraph["text"] = "".join(pieces)
    searched = msgspec.convert(stored, tuple[Paragraph, ...])
    article = replace(
        decode_titles(record),
        paragraphs=tuple(p for p in searched if p.role not in TITLE_ROLES),
        headings=tuple(p for p in searched if p.role in TITLE_ROLES),
        also_in=also_in,
    )
    return with_boxes(article, report)


def decode_titles(record: bytes) -> Article:
    """The article without its paragraphs."""
    return _article_decoder.decode(record)


def encode_placements(placements: Sequence[Placement]) -> bytes | None:
    """The placements of a report's lines, by fields; None if there are none."""
    if not placements:
        return None
    columns = [[getattr(p, f.name) for p in placements] for f in fields(Placement)]
    return zlib.compress(msgspec.msgpack.encode(columns), 6)


def decode_placements(data: bytes | None) -> tuple[Placement, ...]:
    """The placements as they were encoded."""
    if data is None:
        return ()
    boxes, sizes, confidences, regions, labels = _placement_decoder.decode(zlib.decompress(data))
    return tuple(map(Placement, boxes, sizes, confidences, regions, labels))


def encode_imprint(imprint: Imprint) -> bytes | None:
    """Decode what is known of a page; None if nothing is."""
    return msgspec.msgpack.encode(_telling_fields(imprint)) if imprint != UNKNOWN else None


def decode_imprint(data: bytes | None) -> Imprint:
    """The imprint as it was encoded."""
    return _imprint_decoder.decode(data) if data is not None else UNKNOWN


def encode_view(view: ArticleView) -> bytes:
    """The view of an article."""
    text = view.text.encode(_VIEW_ENCODING)
    roles = [_ROLES.index(role) for role in view.roles]
    parts = (view.article_id, view.report, view.titles, text, view.sentences, roles)
    return msgspec.msgpack.encode(parts)


def decode_view(data: bytes) -> ArticleView:
    """The view as it was encoded."""
    article_id, report, titles, text, sentences, roles = _view_decoder.decode(data)
    return ArticleView(
        article_id=article_id,
        report=report,
        titles=titles,
        text=text.decode(_VIEW_ENCODING),
        sentences=sentences,
        roles=tuple(_ROLES[role] for role in roles),
    )


def _telling_fields(record: Any) -> dict[str, Any]:
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    defaults = {f.name: f.default for f in fields(record) if f.default is not MISSING}
    return {
        name: value
        for name, value in values.items()
        if name not in _KEPT_ELSEWHERE and (name not in defaults or value != defaults[name])
    }
