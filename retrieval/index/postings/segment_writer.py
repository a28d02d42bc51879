"""Segments written: from what was just analyzed, or from older segments, merged.

The flat arrays are written a few million postings at a time, so that a merge of segments of any
size needs little memory.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from retrieval.index.postings.segment import (
    IMPACT_STEPS,
    MAGIC,
    Counts,
    FieldPostings,
    SegmentSource,
    aligned,
)
from retrieval.index.postings.term_directory import page_count, page_sums
from retrieval.index.protocol import Field, Numbers
from retrieval.index.scoring import K1, saturation

CHUNK = 1 << 22


def write_segment(
    path: Path,
    sources: Sequence[SegmentSource],
    *,
    fields: Mapping[str, Field],
    average_lengths: Mapping[str, float],
) -> None:
    """Write the postings of the sources, in their order, without their dead documents.

    `average_lengths` are the fields' over the whole index; what is written stays right when they
    change, a search is fastest while they are near. Raises OSError, and then leaves no file.
    """
    try:
        with path.open("xb") as file:
            _write(file, [_Part.of(source) for source in sources], fields, average_lengths)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def dead_counts(source: SegmentSource, field: str) -> tuple[Numbers, Numbers]:
    """The terms that dead documents hold in a field, and in how many of them each occurs."""
    postings = source.fields[field]
    found = _dead_per_term(postings, ~source.alive)
    held = np.flatnonzero(found)
    return postings.terms[held], found[held].astype(np.uint32)


def _dead_per_term(postings: FieldPostings, dead: NDArray[np.bool_]) -> NDArray[np.int64]:
    found = np.zeros(len(postings.terms), dtype=np.int64)
    for start in range(0, len(postings.documents), CHUNK):
        at = np.flatnonzero(dead[postings.documents[start : start + CHUNK]]) + start
        term = postings.starts.searchsorted(at.astype(np.uint64), side="right") - 1
        found += np.bincount(term, minlength=len(found))
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """A source with its documents' new numbers within the part; those of dead ones mean nothing."""

    source: SegmentSource
    alive: NDArray[np.bool_]
    renumbered: NDArray[np.int64]

    @classmethod
    def of(cls, source: SegmentSource) -> "_Part":
        alive = source.alive
        return cls(source, alive, np.cumsum(alive) - 1)

    def __len__(self) -> int:
        return len(self.source.passages) - len(self.source.dead)

    def counts_per_term(self, field: str) -> NDArray[np.int64]:
        """For each of the field's terms, in how many living documents it occurs."""
        postings = self.source.fields[field]
        counts = postings.amounts
        return counts - _dead_per_term(postings, ~self.alive) if len(self.source.dead) else counts

    def repeated_count(self, field: str) -> int:
        """Count the postings of living documents with a frequency above 1."""
        postings = self.source.fields[field]
        return int(self.alive[postings.documents[postings.counts.repeated]].sum())


class _FieldPlan:
    """The terms of a field in the new segment and the place of each one's postings."""

    def __init__(self, parts: Sequence[_Part], field: str) -> None:
        self.parts, self.field = parts, field
        held = [(part.source.fields[field].terms, part.counts_per_term(field)) for part in parts]
        present = [terms[counts > 0] for terms, counts in held]
        self.terms: Numbers = np.unique(np.concatenate(present))
        totals = np.zeros(len(self.terms), dtype=np.int64)
        for (_, counts), terms in zip(held, present, strict=True):
            totals[self.terms.searchsorted(terms)] += counts[counts > 0]
        self.starts = np.concatenate(([0], np.cumsum(totals))).astype(np.uint64)
        lengths = [p.source.fields[field].lengths[p.alive] for p in parts]
        self.lengths: Numbers = np.concatenate(lengths)
        self.repeated_type = np.min_scalar_type(int(self.starts[-1]))
        self.repeats_type = np.result_type(
            *(part.source.fields[field].counts.repeats for part in parts)
        )
        self.repeated_count = sum(part.repeated_count(field) for part in parts)

    def chunks(self) -> Iterator[tuple[int, int, Numbers, Numbers]]:
        """Ranges of terms, with the documents and the counts of their postings."""
        first = 0
        while first < len(self.terms):
            limit = self.starts[first] + np.uint64(CHUNK)
            last = max(int(self.starts.searchsorted(limit, side="right")) - 1, first + 1)
            yield first, last, *self._gather(first, last)
            first = last

    def _gather(self, first: int, last: int) -> tuple[Numbers, Numbers]:
        origin = int(self.starts[first])
        size = int(self.starts[last]) - origin
        documents = np.empty(size, dtype=np.uint32)
        counts = np.empty(size, dtype=np.uint32)
        free = self.starts[first:last].astype(np.int64) - origin
        base = 0
        for part in self.parts:
            terms, places, amounts = self._part_postings(part, first, last)
            if len(terms):
                at = (self.terms[first:last]).searchsorted(terms)
                ends = np.cumsum(amounts)
                to = np.repeat(free[at] - (ends - amounts), amounts) + np.arange(ends[-1])
                postings = part.source.fields[self.field]
                documents[to] = part.renumbered[postings.documents[places]] + base
                counts[to] = (
                    postings.counts.between(places.start, places.stop)
                    if isinstance(places, slice)
                    else postings.counts.at(places)
                )
                free[at] += amounts
            base += len(part)
        return documents, counts

    def _part_postings(self, part: _Part, first: int, last: int) -> tuple[Numbers, Any, Any]:
        """The part's terms within the range, the places of their postings and how many each has."""
        postings = part.source.fields[self.field]
        low, high = postings.terms.searchsorted(self.terms[[first, last - 1]])
        high = int(postings.terms.searchsorted(self.terms[last - 1], side="right"))
        starts = postings.starts[low : high + 1].astype(np.int64)
        terms, amounts = postings.terms[low:high], np.diff(starts)
        if not len(terms) or not len(part.source.dead):
            ends = (int(starts[0]), int(starts[-1])) if len(starts) else (0, 0)
            return terms, slice(*ends), amounts
        kept = part.alive[postings.documents[starts[0] : starts[-1]]]
        owner = np.repeat(np.arange(len(terms)), amounts)[kept]
        amounts = np.bincount(owner, minlength=len(terms))
        held = amounts > 0
        return terms[held], np.flatnonzero(kept) + starts[0], amounts[held]


def _write(
    file: BinaryIO,
    parts: Sequence[_Part],
    fields: Mapping[str, Field],
    average_lengths: Mapping[str, float],
) -> None:
    plans = {name: _FieldPlan(parts, name) for name in fields}
    passages = np.concatenate([part.source.passages[part.alive] for part in parts])
    start, places, size = _layout(plans, len(passages), average_lengths)
    file.truncate(size)
    file.write(start)
    _put(file, places["passages"], passages)
    for name, plan in plans.items():
        _put(file, places[f"{name}/terms"], plan.terms)
        _put(file, places[f"{name}/starts"], plan.starts)
        _put(file, places[f"{name}/lengths"], plan.lengths)
        _write_postings(file, plan, fields[name].b, average_lengths[name], name, places)


def _write_postings(
    file: BinaryIO,
    plan: _FieldPlan,
    b: float,
    average_length: float,
    name: str,
    places: Mapping[str, int],
) -> None:
    bounds = [np.zeros(0, dtype=np.uint8)]
    written = 0
    for first, last, documents, counts in plan.chunks():
        origin = int(plan.starts[first])
        exact = saturation(counts, plan.lengths[documents], average_length=average_length, b=b)
        steps = np.ceil(exact * (IMPACT_STEPS / (K1 + 1))).clip(1, IMPACT_STEPS).astype(np.uint8)
        _put(file, places[f"{name}/documents"] + origin * documents.itemsize, documents)
        _put(file, places[f"{name}/steps"] + origin, steps)
        sparse = Counts.of(counts)
        repeated = (sparse.repeated.astype(np.int64) + origin).astype(plan.repeated_type)
        repeats = sparse.repeats.astype(plan.repeats_type)
        _put(file, places[f"{name}/repeated"] + written * repeated.itemsize, repeated)
        _put(file, places[f"{name}/repeats"] + written * repeats.itemsize, repeats)
        written += len(repeated)
        term_starts = plan.starts[first:last].astype(np.int64) - origin
        bounds.append(np.maximum.reduceat(steps, term_starts))
    whole_bounds = np.concatenate(bounds)
    _put(file, places[f"{name}/bounds"], whole_bounds)
    _put(file, places[f"{name}/sums"], page_sums(plan.terms, plan.starts, whole_bounds))


def _layout(
    plans: Mapping[str, _FieldPlan], passage_count: int, average_lengths: Mapping[str, float]
) -> tuple[bytes, dict[str, int], int]:
    """The file's beginning, the place of each array, and the size of the whole."""
    sizes: dict[str, tuple[np.dtype[Any], int]] = {"passages": (np.dtype("<u4"), passage_count)}
    for name, plan in plans.items():
        postings = int(plan.starts[-1])
        sizes |= {
            f"{name}/terms": (np.dtype("<u4"), len(plan.terms)),
            f"{name}/starts": (np.dtype("<u8"), len(plan.starts)),
            f"{name}/lengths": (np.dtype("<u4"), passage_count),
            f"{name}/bounds": (np.dtype("u1"), len(plan.terms)),
            f"{name}/sums": (np.dtype("<u4"), page_count(len(plan.terms))),
            f"{name}/documents": (np.dtype("<u4"), postings),
            f"{name}/repeated": (plan.repeated_type, plan.repeated_count),
            f"{name}/repeats": (plan.repeats_type, plan.repeated_count),
            f"{name}/steps": (np.dtype("u1"), postings),
        }
    arrays, offset = {}, 0
    for key, (dtype, count) in sizes.items():
        arrays[key] = (dtype.str, offset, count)
        offset = aligned(offset + count * dtype.itemsize)
    averages = {name: average_lengths[name] for name in plans}
    text = json.dumps({"fields": averages, "arrays": arrays, "size": offset}).encode()
    start = MAGIC + len(text).to_bytes(8, "little") + text
    base = aligned(len(start))
    return start, {key: base + place for key, (_, place, _) in arrays.items()}, base + offset


def _put(file: BinaryIO, place: int, values: NDArray[Any]) -> None:
    file.seek(place)
    file.write(np.ascontiguousarray(values).data)
