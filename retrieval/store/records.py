"""Articles and their paragraphs as bytes: MessagePack of what differs from the defaults.

Fields that are added to the records later need nothing here.
"""

import zlib
from collections.abc import Sequence
from dataclasses import MISSING, fields, replace
from typing import Any

import msgspec

from retrieval.articles import Article, Paragraph

# kept elsewhere in the store: in a record of their own, or found by comparing articles
_KEPT_ELSEWHERE = frozenset({"paragraphs", "also_in"})
_article_decoder = msgspec.msgpack.Decoder(Article)
_paragraphs_decoder = msgspec.msgpack.Decoder(tuple[Paragraph, ...])


def encode_article(article: Article) -> bytes:
    """An article without its paragraphs."""
    return msgspec.msgpack.encode(_telling_fields(article))


def encode_paragraphs(paragraphs: Sequence[Paragraph]) -> bytes:
    """The paragraphs of an article; together they take two thirds of what each alone would."""
    return zlib.compress(msgspec.msgpack.encode([_telling_fields(p) for p in paragraphs]), 6)


def decode_article(record: bytes, paragraphs: bytes, *, also_in: tuple[str, ...] = ()) -> Article:
    """The article with its paragraphs."""
    return replace(
        decode_titles(record),
        paragraphs=_paragraphs_decoder.decode(zlib.decompress(paragraphs)),
        also_in=also_in,
    )


def decode_titles(record: bytes) -> Article:
    """The article without its paragraphs."""
    return _article_decoder.decode(record)


def _telling_fields(record: Any) -> dict[str, Any]:
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    defaults = {f.name: f.default for f in fields(record) if f.default is not MISSING}
    return {
        name: value
        for name, value in values.items()
        if name not in _KEPT_ELSEWHERE and (name not in defaults or value != defaults[name])
    }
