"""Rows of tables and results, told by their cells and by the rows beside them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from retrieval.layout.lines.page_lines import TextLine

LONGEST_CELL = 14  # characters
_TABLE = re.compile(r"\t|\|.*\||\S\s{3,}\S.*\S\s{3,}\S")
_SENTENCE = re.compile("[。！？!?；;，,、“”]")
_NUMBER = re.compile(
    r"[+\-－±↑↓]?\d[\d.,]*(?:[:：\-－—~～/比]\d[\d.,]*)*(?:%|％|℃|°C?|[\u3400-\u9fff/]{0,4})"
    r"(?:[~～/\-－—]\d[\d.]*(?:%|％|℃|°C?|[\u3400-\u9fff]{0,3}))?"
)
_MEASURE = re.compile(r"[+\-－]?\d[\d.,]*(?:%|％|℃|[\u3400-\u9fff/]{1,4})|[+\-－]?\d+\.\d+")


def mark_rows(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those marked that are rows of a table."""
    rows = _rows_among(lines)
    return [replace(line, is_row=True) if at in rows else line for at, line in enumerate(lines)]


def _rows_among(lines: Sequence[TextLine]) -> set[int]:
    cells = [_cells(line.text) for line in lines]
    numbers = [_numbers(row) for row in cells]
    found = {at for at, line in enumerate(lines) if _TABLE.search(line.text)}
    found |= {
        at
        for at in range(len(lines))
        if numbers[at] and any(_is_like(cells, numbers, at, other) for other in (at - 1, at + 1))
    }
    return found | set(_heads(cells, found))


def _cells(text: str) -> list[str]:
    """The cells of a row; none if the text has the marks of sentences or long words."""
    if _SENTENCE.search(text):
        return []
    cells = text.split()
    return cells if all(len(cell) <= LONGEST_CELL for cell in cells) else []


def _numbers(cells: Sequence[str]) -> int:
    """Count the cells that are numbers; a lone one amid words, as titles may have, is none."""
    found = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    if len(found) == 1 and found[0].isdigit() and cells[-1] != found[0]:
        return 0
    return len(found)


def _is_like(cells: Sequence[Sequence[str]], numbers: Sequence[int], at: int, other: int) -> bool:
    """Tell whether two lines have as many cells, two or more, and as many numbers.

    Rows of two cells have a number with its unit in the second.
    """
    if not 0 <= other < len(cells) or len(cells[at]) != len(cells[other]) or len(cells[at]) < 2:
        return False
    if len(cells[at]) == 2 and not all(_MEASURE.fullmatch(cells[row][1]) for row in (at, other)):
        return False
    return numbers[at] == numbers[other]


def _heads(cells: Sequence[Sequence[str]], rows: Iterable[int]) -> Iterable[int]:
    """The lines over first rows that have as many cells."""
    rows = set(rows)
    for at in rows:
        if at and at - 1 not in rows and len(cells[at]) == len(cells[at - 1]) >= 3:
            yield at - 1
