"""Lines that run from top to bottom: their characters set in a row, and two readings made one.

OCR reads such a line lying on its side; so it knows the characters and loses most marks. Set in a
row they are read as they stand, marks and all, but digits on their side and 三 may be misread.
"""

from difflib import SequenceMatcher
from typing import Any

import numpy as np

MARKS = frozenset("，。、；：！？")
INK = 0.03  # of the width at least, in a row of pixels that belongs to a character
HIGHEST = 0.95  # times the width: parts of a character that are no higher together
ALIKE = 0.5  # readings that have less in common are not of one line


def set_in_a_row(line: Any) -> Any:
    """The characters of an upright picture of a line, each in a square, from left to right."""
    width = line.shape[1]
    light = line.mean(axis=2)
    dark = light < (float(light.max()) + float(light.min())) / 2
    edges = np.flatnonzero(np.diff(dark.sum(axis=1) > INK * width, prepend=False, append=False))
    cells: list[tuple[int, int]] = []
    for top, bottom in edges.reshape(-1, 2).tolist():
        if cells and bottom - cells[-1][0] <= HIGHEST * width and top - cells[-1][1] < width / 4:
            cells[-1] = cells[-1][0], bottom
        else:
            cells.append((top, bottom))
    paper = int(np.median(light))
    squares = [np.full((width, width, 3), paper, dtype=line.dtype) for _ in cells]
    for square, (top, bottom) in zip(squares, cells, strict=True):
        part = line[top : min(bottom, top + width)]
        begin = (width - len(part)) // 2
        square[begin : begin + len(part)] = part
    return np.concatenate(squares, axis=1) if squares else line


def likeness(lying: str, in_a_row: str) -> float:
    """The share of characters that two readings of a line have in common, in their order."""
    return SequenceMatcher(None, lying, in_a_row, autojunk=False).ratio()


def with_marks(lying: str, in_a_row: str) -> str:
    """The characters of the reading of a lying line, with the marks of that of a row."""
    text = lying.replace("’", "，")  # as a comma on its side looks
    matcher = SequenceMatcher(None, text, in_a_row, autojunk=False)
    if matcher.ratio() < ALIKE:
        return text
    read = ""
    for _, begin, end, row_begin, row_end in matcher.get_opcodes():
        part, row = text[begin:end], in_a_row[row_begin:row_end]
        marks = "".join(char for char in row if char in MARKS)
        if part != row and marks:
            part = "".join(char for char in part if char not in MARKS) + marks
        read += part
    return read
