"""The lines of a PDF's page, by the places, sizes and directions of its characters.

Loads pypdfium2, which is an optional part.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from retrieval.documents.report import Placement

SCALE = 4  # units of a box in a point, which is a 72nd of an inch
DESCENT = 0.12  # of a full character's height, below the line it stands on
DOWN = 1  # turns of a line that runs from top to bottom
_PAIRED = "—…"
_FAR = 1000  # points

# left, top, right and bottom of a character, in points from the page's top left corner
_Place = tuple[float, float, float, float]
# x and y on the page as it is shown
_Vector = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Char:
    """A character whose line runs to the right, or elsewhere after `turns` quarters clockwise."""

    text: str
    box: _Place
    size: float
    turns: int
    after_blank: bool


@dataclass(slots=True)
class PlacedText:
    """Characters that stand side by side as they are turned or, if `downwards`, upright in a pile.

    Latin letters in such a pile may lie on their side.
    """

    text: str
    box: _Place
    size: float
    turns: int
    last: _Char
    downwards: bool = False

    @classmethod
    def of(cls, char: _Char) -> "PlacedText":
        return cls(char.text, char.box, char.size, char.turns, char)

    def add(self, char: _Char) -> None:
        # pdfium puts a blank of its own between upright characters and letters on their side
        blank = " " if char.after_blank and char.turns == self.last.turns else ""
        self.text += blank + char.text
        self.last = char
        self.box = _around(self.box, char.box)
        self.size = max(self.size, char.size)

    @property
    def placement(self) -> Placement:
        left, top, right, bottom = (round(SCALE * value) for value in self.box)
        return Placement(box=(left, top, right, bottom), size=round(SCALE * self.size, 1))


def _around(box: _Place, other: _Place) -> _Place:
    left, top, right, bottom = box
    return (
        min(left, other[0]),
        min(top, other[1]),
        max(right, other[2]),
        max(bottom, other[3]),
    )


def lines_of(page: Any) -> Iterator[PlacedText]:
    """The runs of characters as the file has them, broken where one is not beside the last."""
    line: PlacedText | None = None
    chars = list(_chars(page))
    for at, char in enumerate(chars):
        if line is not None and not line.downwards and _goes_right(line, char):
            line.add(char)
        elif line is not None and _goes_down(line, char) and _stays_down(line, chars, at):
            line.downwards = True
            line.add(char)
        else:
            if line is not None:
                yield line
            line = PlacedText.of(char)
    if line is not None:
        yield line


def _chars(page: Any) -> Iterator[_Char]:
    """The characters of a page in the file's order."""
    text = page.get_textpage()
    shown = _Shown.of(page)
    blank = False
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, at)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not char or char in "\r\n\ufffe\uffff\u00ad" or ord(char) < 32:
            continue
        if char.isspace():
            blank = True
            continue
        yield _char(text, at, char, shown, after_blank=blank)
        blank = False


def _char(text: Any, at: int, char: str, shown: "_Shown", *, after_blank: bool) -> _Char:
    """A character with its box, which is at least the square that a full character fills.

    Some files tell of each character only where it has ink.
    """
    rect, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(text.raw, at, rect)
    box = shown.box((rect.left, rect.bottom), (rect.right, rect.top))
    if not pdfium.FPDFText_GetMatrix(text.raw, at, matrix):
        return _Char(char, box, _size(char, box), 0, after_blank)
    across, down = shown.vector(matrix.a, matrix.b)
    turns = round(math.atan2(down, across) / (math.pi / 2)) % 4
    if _is_full(char) and pdfium.FPDFText_GetCharOrigin(text.raw, at, x, y):
        em = pdfium.FPDFText_GetFontSize(text.raw, at)
        low, high = -DESCENT * em, (1 - DESCENT) * em
        ends = (
            (x.value + low * matrix.c, y.value + low * matrix.d),
            (
                x.value + em * matrix.a + high * matrix.c,
                y.value + em * matrix.b + high * matrix.d,
            ),
        )
        box = _around(box, shown.box(*ends))
    return _Char(char, box, _size(char, _turned(box, turns)), turns, after_blank)


@dataclass(frozen=True, slots=True)
class _Shown:
    """The origin of a PDF's page and its two axes, on the page as it is shown: maybe turned."""

    origin: _Vector
    right: _Vector
    up: _Vector

    @classmethod
    def of(cls, page: Any) -> "_Shown":
        width, height = page.get_size()
        x, y = ctypes.c_int(), ctypes.c_int()
        points = []
        for point in ((0, 0), (_FAR, 0), (0, _FAR)):
            size = round(100 * width), round(100 * height)
            pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, *point, x, y)
            points.append((x.value / 100, y.value / 100))
        origin, *ends = points
        axes = [((end[0] - origin[0]) / _FAR, (end[1] - origin[1]) / _FAR) for end in ends]
        return cls(origin, *axes)

    def vector(self, right: float, up: float) -> _Vector:
        """A direction on the page as it is shown."""
        return (
            self.right[0] * right + self.up[0] * up,
            self.right[1] * right + self.up[1] * up,
        )

    def box(self, *corners: _Vector) -> _Place:
        """The box of two corners on the page as it is shown."""
        moved = [self.vector(*corner) for corner in corners]
        xs, ys = zip(*moved, strict=True)
        x, y = self.origin
        return x + min(xs), y + min(ys), x + max(xs), y + max(ys)


def _turned(box: _Place, turns: int) -> _Place:
    """A box after so many quarters against the clock."""
    left, top, right, bottom = box
    for _ in range(turns):
        left, top, right, bottom = top, -right, bottom, -left
    return left, top, right, bottom


def _is_full(char: str) -> bool:
    return ord(char) >= 0x2E80


def _size(char: str, box: _Place) -> float:
    """The height of type: a full character is as wide as it is high, whatever the font says."""
    return box[2] - box[0] if _is_full(char) else 0.7 * (box[3] - box[1])


def _goes_right(line: PlacedText, char: _Char) -> bool:
    """Tell whether a character stands right of the last one, over whose end it may reach.

    The two halves of a dash or of dots may both have the box of the whole.
    """
    if char.turns != line.turns:
        return False
    own, last = _turned(char.box, char.turns), _turned(line.last.box, line.turns)
    _, top, right, bottom = _turned(line.box, line.turns)
    step = own[0] - last[0]
    is_half = char.text in _PAIRED and line.text.endswith(char.text)
    is_second = is_half and abs(step) < 0.3 * line.size
    beside = min(bottom, own[3]) - max(top, own[1]) > 0.5 * min(bottom - top, own[3] - own[1])
    return beside and (step > 0.1 * line.size or is_second) and own[0] - right < 0.9 * line.size


def _goes_down(line: PlacedText, char: _Char) -> bool:
    """Tell whether a character stands right below a line that has one, or goes downwards."""
    if not (line.downwards or len(line.text) == 1 or line.turns == DOWN):
        return False
    left, _, right, bottom = line.box
    aside = abs((left + right) - (char.box[0] + char.box[2])) / 2
    gap = (char.box[1] - bottom) / line.size
    return aside < 0.3 * line.size and -0.5 < gap < (1.3 if line.downwards else 0.4)


def _stays_down(line: PlacedText, chars: Sequence[_Char], at: int) -> bool:
    """Tell whether a third character stands below: two may be the last lines of columns."""
    if line.downwards or line.turns == DOWN:
        return True
    return at + 1 < len(chars) and _goes_down(PlacedText.of(chars[at]), chars[at + 1])
