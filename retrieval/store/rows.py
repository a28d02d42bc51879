"""Rows of the database as records."""

import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from retrieval.index.postings import Numbers, Source, dead_counts
from retrieval.reports import Report
from retrieval.store.errors import StoreDamagedError

# takes every character there is, and a fifth less room than UTF-8 when compressed
LINES_ENCODING = "gb18030"


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A segment in use: its file, which of its documents are dead, and what the others hold.

    `lengths` are the numbers of terms of the living documents, by field; `dead_counts`, by field,
    the terms that dead documents hold and how many of them hold each.
    """

    file: str
    size: int
    alive: int
    lengths: Mapping[str, int]
    dead: Numbers
    dead_counts: Mapping[str, tuple[Numbers, Numbers]]
    checksum: str


def segment_rows(connection: sqlite3.Connection) -> list[SegmentRow]:
    """The segments in use, in the order of their passages' numbers."""
    rows = connection.execute(
        "SELECT file, size, alive, lengths, dead, checksum FROM segments ORDER BY first_passage"
    )
    return [_segment_row(*row) for row in rows]


def lengths_of(source: Source) -> dict[str, int]:
    """How many terms the living documents have, by field."""
    alive = source.alive
    return {
        name: int(postings.lengths[alive].sum(dtype=np.int64))
        for name, postings in source.fields.items()
    }


def encode_lengths(source: Source) -> bytes:
    return msgspec.msgpack.encode(lengths_of(source))


def encode_dead(source: Source) -> bytes:
    """What a segment's row says of its dead documents."""
    by_field = {name: dead_counts(source, name) for name in source.fields}
    fields = {name: [terms.tobytes(), n.tobytes()] for name, (terms, n) in by_field.items()}
    return msgspec.msgpack.encode({"documents": source.dead.tobytes(), "fields": fields})


def read_report(connection: sqlite3.Connection, name: str) -> Report | None:
    """A report as it is stored; None if there is none of that name."""
    row = connection.execute(
        "SELECT digest, encoding, lines FROM reports WHERE name = ?", (name,)
    ).fetchone()
    if row is None:
        return None
    digest, encoding, lines = row
    text = zlib.decompress(lines).decode(LINES_ENCODING)
    return Report(name, tuple(text.split("\n")), digest, encoding)


def require_report(connection: sqlite3.Connection, name: str) -> Report:
    """A report that other rows name."""
    report = read_report(connection, name)
    if report is None:
        raise StoreDamagedError(f"{name}: missing from the index; run: wenbao index --rebuild")
    return report


def _segment_row(
    file: str, size: int, alive: int, lengths: bytes, dead: bytes, checksum: str
) -> SegmentRow:
    gone: dict[str, Any] = msgspec.msgpack.decode(dead)
    return SegmentRow(
        file,
        size,
        alive,
        msgspec.msgpack.decode(lengths),
        _numbers(gone["documents"]),
        {name: (_numbers(t), _numbers(n)) for name, (t, n) in gone["fields"].items()},
        checksum,
    )


def _numbers(data: bytes) -> Numbers:
    return np.frombuffer(data, dtype=np.uint32)
