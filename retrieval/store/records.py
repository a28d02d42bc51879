"""Articles and paragraphs as bytes: MessagePack of the fields that differ from their defaults.

Fields that are added to the records later need nothing here.
"""

from dataclasses import MISSING, fields
from typing import Any

import msgspec

from retrieval.articles import Article, Paragraph

# kept elsewhere in the store: in rows of their own, or found by comparing articles
_KEPT_ELSEWHERE = frozenset({"paragraphs", "also_in"})
_article_decoder = msgspec.msgpack.Decoder(Article)
_paragraph_decoder = msgspec.msgpack.Decoder(Paragraph)


def encode_article(article: Article) -> bytes:
    """An article without its paragraphs."""
    return _encode(article)


def decode_article(record: bytes) -> Article:
    """The article, without paragraphs."""
    return _article_decoder.decode(record)


def encode_paragraph(paragraph: Paragraph) -> bytes:
    return _encode(paragraph)


def decode_paragraph(record: bytes) -> Paragraph:
    return _paragraph_decoder.decode(record)


def _encode(record: Any) -> bytes:
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    defaults = {f.name: f.default for f in fields(record) if f.default is not MISSING}
    return msgspec.msgpack.encode(
        {
            name: value
            for name, value in values.items()
            if name not in _KEPT_ELSEWHERE and (name not in defaults or value != defaults[name])
        }
    )
