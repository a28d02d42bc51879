"""Stage 1. The lines of a page, and wrapped lines put back into strips.

A strip is what OCR took for one paragraph: a line, or, in a file whose lines are all broken at
the same width, the lines of one paragraph.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.documents import Piece, Report
from retrieval.layout.bylines import Bylines
from retrieval.text.punctuation import is_closed

WRAPPED_SHARE = 0.5  # of all lines stand close together and are equally wide: the file is wrapped
NARROWEST_WRAP = 16  # columns, two a Chinese character; narrower lines are titles or tables


@dataclass(frozen=True, slots=True)
class Strip:
    """Text of one or more whole lines, without the white space around it.

    `blanks` counts the blank lines above it; `indented` says that it starts as paragraphs do,
    `is_row` that it is a row of a table.
    """

    text: str
    pieces: tuple[Piece, ...]
    blanks: int
    indented: bool
    is_row: bool = False

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.pieces[0].line


def lines_of(report: Report) -> list[Strip]:
    """The non-blank lines of a report."""
    strips = []
    blanks = 0
    for number, raw in enumerate(report.lines, start=1):
        text = raw.strip()
        if not text:
            blanks += 1
            continue
        start = len(raw) - len(raw.lstrip())
        piece = Piece(number, start, start + len(text))
        indented = raw[:start].expandtabs().replace("\u3000", "  ").count(" ") >= 4
        strips.append(Strip(text, (piece,), blanks, indented))
        blanks = 0
    return strips


def strips_of(lines: Sequence[Strip], bylines: Bylines) -> list[Strip]:
    """The lines in order, wrapped ones joined."""
    width = _wrapping_width(lines)
    return list(lines) if width is None else _unwrap(lines, width, bylines)


def display_width(text: str) -> int:
    """Columns the text takes in print, two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _wrapping_width(lines: Sequence[Strip]) -> int | None:
    """The width at which the file's lines were broken, or None if paragraphs have a line each."""
    followed = [line for line, after in pairwise(lines) if not after.blanks]
    if len(followed) < 3 or len(followed) < WRAPPED_SHARE * len(lines):
        return None
    open_widths = Counter(display_width(line.text) for line in followed if not is_closed(line.text))
    if not open_widths:
        return None
    width, _ = max(open_widths.items(), key=lambda item: (item[1], item[0]))
    # a line ends a column early when a mark or a number would not fit
    near = sum(count for other, count in open_widths.items() if -4 <= other - width <= 4)
    wide = near >= 3 and near >= WRAPPED_SHARE * len(followed)
    return width if wide and width >= NARROWEST_WRAP else None


def _unwrap(lines: Sequence[Strip], width: int, bylines: Bylines) -> list[Strip]:
    any_indented = any(line.indented for line in lines)
    groups: list[list[Strip]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        continues = (
            last is not None
            and _is_full(last, width)
            and not line.blanks
            and not line.indented
            and not (line.is_row or last.is_row)
            and (any_indented or not is_closed(last.text))
            and _may_touch(last.text, line.text)
            and bylines.lead(line.text) is None
        )
        if continues:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_joined(group) for group in groups]


def _is_full(line: Strip, width: int) -> bool:
    return display_width(line.text) + (4 if line.indented else 0) >= width - 4


def _joined(group: Sequence[Strip]) -> Strip:
    return replace(
        group[0],
        text="".join(line.text for line in group),
        pieces=tuple(piece for line in group for piece in line.pieces),
    )


def _may_touch(left: str, right: str) -> bool:
    """Words of a script with spaces can't be joined without one, which no line holds."""
    return not (left[-1].isascii() and left[-1].isalpha() and right[0].isascii())
