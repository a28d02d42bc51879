"""Read the lines of a page that have text (stage 1).

A `TextLine` is what OCR took for one paragraph: a line of the file or, where lines are broken at
the width of a column, the lines of one paragraph (`wrapping`). Lines and blocks are named as in
ALTO, the field's format for pages.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from retrieval.documents import Piece, Report
from retrieval.text.punctuation import is_closed

INDENT = 4  # columns, of which a Chinese space takes two
FEWEST_UPRIGHT = 3  # lines of one character each
LONGEST_TITLE = 44  # characters; longer lines are text


_HAN = "[\u3400-\u9fff]"
_SPREAD_HAN = re.compile(f"{_HAN}[ \u3000](?={_HAN})")
_CLOSE_HAN = re.compile(f"{_HAN}(?={_HAN})")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class TextLine:
    """Text of one or more whole lines, without the white space around it.

    `blanks` counts the blank lines above it; `indented` says that it starts as paragraphs do,
    `is_row` that it is a row of a table; `odds` are those of its joins.
    """

    text: str
    pieces: tuple[Piece, ...]
    blanks: int
    indented: bool
    is_row: bool = False
    odds: float = math.inf

    @property
    def number(self) -> int:
        """The number of its first line."""
        return self.pieces[0].line


def lines_of(report: Report) -> list[TextLine]:
    """The non-blank lines of a report, in order."""
    spread = _is_spread(report.lines)
    lines = []
    blanks = 0
    for number, raw in enumerate(report.lines, start=1):
        if not raw.strip():
            blanks += 1
            continue
        spans = list(_spans(raw, spread=spread))
        pieces = tuple(Piece(number, start, end) for start, end in spans)
        text = "".join([raw[start:end] for start, end in spans])
        indent = raw[: spans[0][0]].expandtabs().replace("\u3000", "  ").count(" ")
        lines.append(TextLine(text, pieces, blanks, indent >= INDENT))
        blanks = 0
    lines = _upright(lines)
    return lines if _tells_indents(lines) else [replace(s, indented=False) for s in lines]


def _upright(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those of one character each put together, as a vertical headline is read."""
    found: list[TextLine] = []
    for is_char, group in groupby(lines, key=lambda line: len(line.text) == 1):
        run = list(group)
        for first, end in _runs(run) if is_char and len(run) >= FEWEST_UPRIGHT else ():
            found.append(joined(run[first:end]))
        found += [] if is_char and len(run) >= FEWEST_UPRIGHT else run
    return found


def _runs(lines: Sequence[TextLine]) -> Iterator[tuple[int, int]]:
    """Yield where runs of lines without blank lines between them begin and end."""
    starts = [0, *(at for at in range(1, len(lines)) if lines[at].blanks), len(lines)]
    return pairwise(starts)


def joined(lines: Sequence[TextLine], odds: float = math.inf) -> TextLine:
    """Some lines as one; `odds` are those of the join."""
    if len(lines) == 1:
        return lines[0]
    return replace(
        lines[0],
        text="".join([line.text for line in lines]),
        pieces=tuple(piece for line in lines for piece in line.pieces),
        odds=min(odds, *(line.odds for line in lines)),
    )


def _is_spread(lines: Sequence[str]) -> bool:
    """Tell whether nearly all Chinese characters have a space between them, as OCR may do."""
    text = "\n".join(lines)
    return len(_SPREAD_HAN.findall(text)) > len(_CLOSE_HAN.findall(text))


def _spans(raw: str, *, spread: bool) -> Iterator[tuple[int, int]]:
    """The slices of a line that are its text: without the space around it or, if the page is
    spread, without single spaces between characters.
    """
    words = [match.span() for match in _WORD.finditer(raw)] if spread else []
    if not words:
        start = len(raw) - len(raw.lstrip())
        yield start, start + len(raw.strip())
        return
    first, last = words[0]
    for start, end in words[1:]:
        single = start - last == 1 and not _is_latin_gap(raw, first, last, start, end)
        if single:
            yield first, last
            first = start
        elif start - last > 1:
            yield first, last + 1
            first = start
        last = end
    yield first, last


def _is_latin_gap(raw: str, first: int, last: int, start: int, end: int) -> bool:
    """Tell whether a space parts two words of a script that has spaces."""
    apart = raw[last - 1].isascii() and raw[start].isascii()
    return apart and not (end - start == 1 and (last - first == 1 or raw[last - 2] == " "))


def _tells_indents(lines: Sequence[TextLine]) -> bool:
    """Tell whether lines that go on after an open one are seldom indented on this page."""
    rests = [y for x, y in pairwise(lines) if len(x.text) > LONGEST_TITLE and not is_closed(x.text)]
    return sum(line.indented for line in rests) <= len(rests) * 0.3
