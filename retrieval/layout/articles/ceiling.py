"""Paragraphs of bounded length: long ones are parted at the ends of sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.documents import Piece
from retrieval.documents.article import Paragraph
from retrieval.text.sentences import sentences

CEILING = 600  # characters
_CLAUSE = re.compile(r"[^，,、：:\s]*(?:[，,、：:\s]+|$)")


def parts_of(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield the paragraph, or its parts of at most `CEILING` characters in order."""
    if len(paragraph.text) <= CEILING:
        yield paragraph
        return
    cuts = [0, *_cuts(paragraph.text)]
    for start, end in pairwise(cuts):
        yield replace(
            paragraph,
            text=paragraph.text[start:end],
            pieces=_within(paragraph.pieces, start, end),
            lost_before=paragraph.lost_before and start == 0,
            lost_after=paragraph.lost_after and end == cuts[-1],
            continues=start > 0,
        )


def _cuts(text: str) -> Iterator[int]:
    """Yield where the parts end: as many whole sentences as fit, else clauses, else characters."""
    start = at = 0
    for unit in _units(text):
        if at + len(unit) - start > CEILING and at > start:
            yield at
            start = at
        at += len(unit)
    yield at


def _units(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        if len(sentence) <= CEILING:
            yield sentence
            continue
        for clause in filter(None, _CLAUSE.findall(sentence)):
            yield from (clause[at : at + CEILING] for at in range(0, len(clause), CEILING))


def _within(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """The slices of the pieces that make a slice of their text."""
    found = []
    at = 0
    for piece in pieces:
        size = piece.end - piece.start
        first, last = max(start - at, 0), min(end - at, size)
        if first < last:
            found.append(Piece(piece.line, piece.start + first, piece.start + last))
        at += size
    return tuple(found)
