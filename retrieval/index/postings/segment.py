"""A segment: the postings of some passages, in one file that never changes once it is written.

A file is a magic number, the length of a JSON header, the header and the arrays it lists, each
at a multiple of 64 bytes. Files are memory-mapped: opening one reads its header alone, and
processes that read the same segment share its pages.
"""

import json
import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import PlacedError
from retrieval.index.postings.term_directory import Directory
from retrieval.index.protocol import Numbers

MAGIC = b"WENBAO\x00\x01"
ALIGNMENT = 64
# an impact is kept in steps of 1/255 of the most a term can count
IMPACT_STEPS = 255
FIELD_ARRAYS = ("terms", "starts", "documents", "repeated", "repeats", "lengths")


class SegmentError(PlacedError):
    """A segment's file is no segment, or not the whole of one."""

    advice = "store-damaged"


@dataclass(frozen=True, slots=True)
class Counts:
    """Term frequencies of postings; most are 1, so only the others are kept.

    The postings at the places `repeated` (ascending) count as `repeats` says.
    """

    repeated: NDArray[Any]  # the smallest unsigned type that holds them, as for `repeats`
    repeats: NDArray[Any]

    @classmethod
    def of(cls, counts: NDArray[Any]) -> "Counts":
        """The counts of all postings, kept sparsely."""
        repeated = np.flatnonzero(counts > 1)
        repeats = counts[repeated]
        return cls(smallest(repeated, len(counts)), smallest(repeats, int(repeats.max(initial=0))))

    def between(self, start: int, end: int) -> Numbers:
        """The counts of neighbouring postings."""
        counts = np.ones(end - start, dtype=np.uint32)
        ends = np.array([start, end]).astype(self.repeated.dtype)
        first, last = self.repeated.searchsorted(ends)
        counts[self.repeated[first:last].astype(np.int64) - start] = self.repeats[first:last]
        return counts

    def at(self, places: NDArray[np.integer]) -> Numbers:
        """The counts of postings anywhere."""
        if not len(self.repeated):
            return np.ones(len(places), dtype=np.uint32)
        wanted = places.astype(self.repeated.dtype)
        found = self.repeated.searchsorted(wanted)
        is_repeated = self.repeated.take(found, mode="clip") == wanted
        repeats = self.repeats.take(found, mode="clip").astype(np.uint32)
        return np.where(is_repeated, repeats, np.uint32(1))


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """One field's postings: those of `terms[i]` are `starts[i]:starts[i + 1]` of the flat arrays.

    `terms` (numbers) ascend, and so do `documents` (from 0, within the segment) of each term.
    `counts` says how often the document holds the term, `lengths` how many terms each document
    has in this field.
    """

    terms: Numbers
    starts: NDArray[np.uint64]
    documents: Numbers
    counts: Counts
    lengths: Numbers

    @property
    def amounts(self) -> NDArray[np.int64]:
        """Number of postings of each of `terms`."""
        starts = self.starts.astype(np.int64)
        return starts[1:] - starts[:-1]


@dataclass(frozen=True, slots=True)
class Impacts:
    """Impact of each posting of a field, for the average length at the time of writing.

    `steps` are saturated term counts in IMPACT_STEPS of their limit, rounded up; `bounds` the
    largest of each term's.
    """

    steps: NDArray[np.uint8]
    bounds: NDArray[np.uint8]
    average_length: float


@dataclass(frozen=True, slots=True)
class SegmentSource:
    """Source of a segment: passages' numbers, ascending, and their postings by field.

    Documents in `dead` (ascending) are left out.
    """

    passages: Numbers
    fields: Mapping[str, FieldPostings]
    dead: Numbers

    @property
    def alive(self) -> NDArray[np.bool_]:
        """For each document, whether it is kept."""
        alive = np.ones(len(self.passages), dtype=bool)
        alive[self.dead] = False
        return alive


class Segment:
    """An open segment."""

    def __init__(self, path: Path) -> None:
        """Raises SegmentError if the file is no whole segment, OSError if it can't be read."""
        self.path = path
        with path.open("rb") as file:
            header, data = _open(file, path)
        try:
            # all of the data, so that the arrays of several fields can be read at once
            self.words: Numbers = np.frombuffer(data, dtype="<u4")
            self.bytes: NDArray[np.uint8] = np.frombuffer(data, dtype="u1")
            self._begins = {name: int(at) for name, (_, at, _) in header["arrays"].items()}
            self._arrays = {name: _view(data, *place) for name, place in header["arrays"].items()}
            self.passages: Numbers = self._arrays["passages"]
            self.fields = {name: self._postings(name) for name in header["fields"]}
            self.impacts = {name: self._impacts(name, a) for name, a in header["fields"].items()}
            self._directories = {name: self._directory(name) for name in header["fields"]}
        except (KeyError, TypeError, ValueError, AttributeError) as err:
            raise SegmentError(path, "damaged") from err

    def __len__(self) -> int:
        """Number of documents, dead ones too."""
        return len(self.passages)

    def place_of_term(self, field: str, term: int) -> int | None:
        """The place of a term among those of a field; None if the field has no such term.

        Raises SegmentError if what was read for it is not what was written.
        """
        try:
            return self._directories[field].place_of(term)
        except ValueError as err:
            raise SegmentError(self.path, str(err)) from err

    def source(self, dead: Numbers) -> SegmentSource:
        """This segment as something to write another from."""
        return SegmentSource(self.passages, self.fields, dead)

    def place_of(self, field: str, array: str) -> int:
        """The byte at which an array of a field begins, counted as in `bytes`."""
        return self._begins[f"{field}/{array}"]

    def _postings(self, field: str) -> FieldPostings:
        parts = {name: self._arrays[f"{field}/{name}"] for name in FIELD_ARRAYS}
        return FieldPostings(
            terms=parts["terms"],
            starts=parts["starts"],
            documents=parts["documents"],
            counts=Counts(parts["repeated"], parts["repeats"]),
            lengths=parts["lengths"],
        )

    def _directory(self, field: str) -> Directory:
        names = ("terms", "starts", "bounds", "sums")
        return Directory(*(self._arrays[f"{field}/{name}"] for name in names))

    def _impacts(self, field: str, average: float) -> Impacts:
        return Impacts(self._arrays[f"{field}/steps"], self._arrays[f"{field}/bounds"], average)


def smallest(values: NDArray[Any], largest: int) -> NDArray[Any]:
    """The values in the smallest unsigned type that holds the largest."""
    return values.astype(np.min_scalar_type(largest))


def aligned(offset: int) -> int:
    """The next place at which an array may begin."""
    return -(-offset // ALIGNMENT) * ALIGNMENT


def _open(file: BinaryIO, path: Path) -> tuple[Any, memoryview]:
    """The header, and the bytes that its offsets count from."""
    start = file.read(len(MAGIC) + 8)
    if len(start) < len(MAGIC) + 8 or not start.startswith(MAGIC):
        raise SegmentError(path, "not a segment of an index")
    length = int.from_bytes(start[len(MAGIC) :], "little")
    try:
        header = json.loads(file.read(length))
    except ValueError as err:
        raise SegmentError(path, "damaged") from err
    data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    base = aligned(len(start) + length)
    if not isinstance(header, dict) or len(data) != base + header.get("size", 0):
        raise SegmentError(path, "cut short")
    return header, memoryview(data)[base:]


def _view(data: memoryview, dtype: str, offset: int, count: int) -> NDArray[Any]:
    if not count:
        return np.empty(0, dtype=dtype)
    return np.frombuffer(data, dtype=dtype, count=count, offset=offset)
