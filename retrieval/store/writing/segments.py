"""The segments of a build: added, merged, marked where documents are dead."""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from retrieval.index.postings import Segment, SegmentSource, write_segment
from retrieval.index.protocol import Field, Numbers
from retrieval.store.queries import (
    SegmentRow,
    encode_dead,
    encode_lengths,
    lengths_of,
    segment_rows,
)

# segments are merged so that each is this many times as large as all the later ones together
GROWTH = 4
# a segment with a larger part of dead documents is written anew
MOST_DEAD = 0.25
_SUFFIX = ".segment"


class SegmentList:
    """The segments in use, changed within the transactions of a connection."""

    def __init__(
        self, connection: sqlite3.Connection, build: Path, *, fields: Mapping[str, Field]
    ) -> None:
        self._connection = connection
        self._build = build
        self._fields = fields

    def half_deleted(self) -> list[SegmentRow]:
        """The segments that should be written anew."""
        rows = segment_rows(self._connection)
        return [row for row in rows if row.alive < row.size * (1 - MOST_DEAD)]

    def small(self) -> Sequence[SegmentRow]:
        """The segments at the end that have grown too many for their size."""
        return _small_tail(segment_rows(self._connection))

    def add(self, sources: Sequence[SegmentSource]) -> None:
        """Write the postings of new passages."""
        self._write(sources, replaced=[])

    def remove_orphans(self) -> None:
        """Remove the files that are not in use."""
        used = {row.file for row in segment_rows(self._connection)}
        for path in self._build.glob(f"*{_SUFFIX}"):
            if path.name not in used:
                path.unlink(missing_ok=True)

    def delete(self, passages: Iterable[int]) -> None:
        """Mark the documents of deleted passages dead."""
        gone = np.array(list(passages), dtype=np.uint32)
        for row in segment_rows(self._connection) if len(gone) else []:
            segment = Segment(self._build / row.file)
            dead = np.flatnonzero(np.isin(segment.passages, gone)).astype(np.uint32)
            if len(dead):
                self._mark_dead(row, segment, np.union1d(row.dead, dead))

    def _mark_dead(self, row: SegmentRow, segment: Segment, dead: Numbers) -> None:
        if len(dead) == len(segment):
            self._connection.execute("DELETE FROM segments WHERE file = ?", (row.file,))
            return
        source = segment.source(dead)
        self._connection.execute(
            "UPDATE segments SET alive = ?, lengths = ?, dead = ? WHERE file = ?",
            (len(segment) - len(dead), encode_lengths(source), encode_dead(source), row.file),
        )

    def rewrite(self, rows: Sequence[SegmentRow]) -> None:
        """Write segments that follow each other as one, without what is dead in them."""
        sources = [Segment(self._build / row.file).source(row.dead) for row in rows]
        self._write(sources, replaced=rows)

    def _write(self, sources: Sequence[SegmentSource], *, replaced: Sequence[SegmentRow]) -> None:
        path = self._build / f"{secrets.token_hex(8)}{_SUFFIX}"
        averages = self._average_lengths(sources if not replaced else [])
        write_segment(path, sources, fields=self._fields, average_lengths=averages)
        for row in replaced:
            self._connection.execute("DELETE FROM segments WHERE file = ?", (row.file,))
        whole = Segment(path).source(np.empty(0, dtype=np.uint32))
        size = len(whole.passages)
        self._connection.execute(
            "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(path.name, int(whole.passages[0]), size, size),
                *(encode_lengths(whole), encode_dead(whole), checksum(path)),
            ),
        )

    def _average_lengths(self, added: Iterable[SegmentSource]) -> dict[str, float]:
        """The fields' average lengths once `added` are part of the index."""
        rows = segment_rows(self._connection)
        sums = [row.lengths for row in rows] + [lengths_of(source) for source in added]
        count = sum(row.alive for row in rows) + sum(int(s.alive.sum()) for s in added)
        totals = {name: sum(lengths[name] for lengths in sums) for name in self._fields}
        return {name: total / count if total else 1.0 for name, total in totals.items()}


def _small_tail(rows: Sequence[SegmentRow]) -> Sequence[SegmentRow]:
    """The segments at the end that have grown too many for their size."""
    later = sum(row.alive for row in rows)
    for at, row in enumerate(rows):
        later -= row.alive
        if row.alive < GROWTH * later:
            return rows[at:]
    return ()


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
