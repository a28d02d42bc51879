"""The same page printed in other ways: another script, wrapped, spaced, columns interleaved.

Each function takes the lines of a page in page order with their truth, and returns new ones; all
chance comes from the generator handed in.
"""

import random
from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby, zip_longest
from pathlib import Path

import retrieval.text.normalize as folding
from retrieval.documents import Report
from tests.retrieval.layout.pages import Line, Page

Change = Callable[[list[Line], random.Random], list[Line]]
TITLES = ("headline", "kicker", "subhead", "running-head", "section-head")
NEVER_FIRST = "，。、；：？！”’）》,;:?!)"


def printed(page: Page, change: Change, seed: int = 0) -> Page:
    """The page with its lines changed and numbered anew."""
    lines = change(_linked(page.lines), random.Random(seed))
    text: list[str] = []
    for line in lines:
        text += [""] * line.blanks + [line.text]
        line.number = len(text)
    report = Report(page.report.name, tuple(text), page.report.digest)
    return Page(report, page.articles, lines)


def _linked(lines: Sequence[Line]) -> list[Line]:
    """Copies of lines, joined to the copies of those they continue."""
    new = {id(line): copied(line) for line in lines}
    for line in new.values():
        line.joins = new[id(line.joins)] if line.joins is not None else None
    return list(new.values())


def copied(line: Line, text: str | None = None) -> Line:
    """A line like this one, with another text if given."""
    return Line(
        line.text if text is None else text,
        line.article,
        line.role,
        line.order,
        line.joins,
        line.lost_before,
        line.lost_after,
        line.blanks,
    )


def same(lines: list[Line], chance: random.Random) -> list[Line]:
    return lines


def traditional(lines: list[Line], chance: random.Random) -> list[Line]:
    for line in lines:
        line.text = line.text.translate(_to_traditional())
    return lines


def spaced(lines: list[Line], chance: random.Random) -> list[Line]:
    """A space between all characters."""
    for line in lines:
        line.text = " ".join(line.text)
    return lines


def indented(lines: list[Line], chance: random.Random) -> list[Line]:
    for line in lines:
        line.text = f"\u3000\u3000{line.text}"
    return lines


def without_blanks(lines: list[Line], chance: random.Random) -> list[Line]:
    for line in lines:
        line.blanks = 0
    return lines


def random_blanks(lines: list[Line], chance: random.Random) -> list[Line]:
    for line in lines:
        line.blanks = chance.choice((0, 0, 0, 1, 1, 2))
    return lines


def wrapped(width: int, *, blanks: int = 0, indent: bool = False) -> Change:
    """Lines of at most so many characters; `blanks` after each."""

    def change(lines: list[Line], chance: random.Random) -> list[Line]:
        found = [part for line in _wrap_all(lines, width, indent=indent) for part in line]
        for line in found:
            line.blanks = blanks
        return found

    return change


def wrapped_in_paragraphs(width: int) -> Change:
    """Lines of at most so many characters; blank lines between what were lines before."""

    def change(lines: list[Line], chance: random.Random) -> list[Line]:
        return [part for line in _wrap_all(lines, width) for part in line]

    return change


def letter_titles(lines: list[Line], chance: random.Random) -> list[Line]:
    """Headlines one character a line, as vertical ones are read."""
    found: list[Line] = []
    for line in lines:
        if line.role == "headline" and len(line.text) < 14:
            found += _pieces(line, list(line.text.replace(" ", "")))
        else:
            found.append(line)
    return found


def interleaved(
    columns: int, *, regular: bool = True, runs: bool = False, blanks: int = 0
) -> Change:
    """Articles set in columns, and the columns read across, row by row.

    Irregular: a row leaves a column out now and then, and columns start at different rows; `runs`:
    one to three lines of a column at a time.
    """

    def change(lines: list[Line], chance: random.Random) -> list[Line]:
        groups = [list(group) for _, group in groupby(lines, key=lambda line: line.article)]
        width = chance.randrange(11, 22)
        texts: list[list[Line]] = [[] for _ in range(columns)]
        for at, group in enumerate(groups):
            parts = [part for line in _wrap_all(group, width) for part in line]
            texts[at * columns // max(columns, len(groups))] += parts
        if runs:
            rows = _in_runs(texts, chance)
        else:
            rows = _even(texts) if regular else _uneven(texts, chance)
        found = [line for row in rows for line in row]
        for line in found:
            line.blanks = blanks
        return found

    return change


def _even(texts: list[list[Line]]) -> list[list[Line]]:
    return [[line for line in row if line is not None] for row in zip_longest(*texts)]


def _in_runs(texts: list[list[Line]], chance: random.Random) -> list[list[Line]]:
    left = [list(text) for text in texts]
    rows = []
    while any(left):
        row = []
        for text in left:
            size = chance.choice((1, 1, 2, 3))
            row += text[:size]
            del text[:size]
        rows.append(row)
    return rows


def _uneven(texts: list[list[Line]], chance: random.Random) -> list[list[Line]]:
    left = [list(text) for text in texts]
    starts = [chance.randrange(0, 4) for _ in texts]
    rows = []
    while any(left):
        row = []
        for at, text in enumerate(left):
            if starts[at] > 0:
                starts[at] -= 1
            elif text and chance.random() > 0.12:
                row.append(text.pop(0))
        rows.append(row)
    return rows


def _wrap_all(lines: list[Line], width: int, *, indent: bool = False) -> list[list[Line]]:
    """Each line wrapped; what continued it continues its last part."""
    last: dict[int, Line] = {}
    found = []
    for line in lines:
        first = 2 if indent and line.role not in TITLES and line.joins is None else 0
        parts = _pieces(line, _wrap("\u3000" * first + line.text, width))
        last[id(line)] = parts[-1]
        found.append(parts)
    for parts in found:
        if parts[0].joins is not None:
            parts[0].joins = last.get(id(parts[0].joins))
    return found


def _pieces(line: Line, texts: Sequence[str]) -> list[Line]:
    parts = [copied(line, text) for text in texts]
    for at, part in enumerate(parts[1:], start=1):
        part.joins, part.blanks, part.lost_before = parts[at - 1], 0, False
        parts[at - 1].lost_after = False
    return parts


def _wrap(text: str, width: int) -> list[str]:
    """Marks that can't begin a line hang over the end of the one before."""
    parts = []
    while text:
        end = width
        while end < len(text) and text[end] in NEVER_FIRST:
            end += 1
        parts.append(text[:end])
        text = text[end:]
    return [part for part in parts if part.strip()]


@cache
def _to_traditional() -> dict[int, str]:
    path = Path(folding.__file__).parent / "data" / "simplified.txt"
    found: dict[int, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if len(line) == 2 and line[0] != line[1]:
            found.setdefault(ord(line[1]), line[0])
    return found
