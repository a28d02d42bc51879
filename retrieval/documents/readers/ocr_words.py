"""Words put together to lines, parted where an OCR program read over a gap between columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.documents.report import Placement

APART = 1.3  # times the height of type; words that are farther from each other are two lines


@dataclass(slots=True)
class Word:
    """A word of a line: left, top, right and bottom of its box; how surely it was read."""

    text: str
    box: tuple[float, float, float, float] | None = None
    confidence: float = 1.0


def lines_of_words(
    words: Sequence[Word],
    box: tuple[float, float, float, float] | None,
    *,
    size: float | None = None,
) -> Iterator[tuple[str, Placement]]:
    """The lines that the words of one line make, with their placements.

    `box` is that of the whole line; the type is as high as its shorter side where no size is given.
    """
    words = [word for word in words if word.text.strip()]
    if not words:
        return
    boxes = [word.box for word in words]
    height = size or (min(box[2] - box[0], box[3] - box[1]) if box else None)
    if height is None or any(of is None for of in boxes):
        if box is not None:
            yield _line(words, box, size)
        return
    groups = [[words[0]]]
    for left, right in pairwise(words):
        if left.box and right.box and right.box[0] - left.box[2] > APART * height:
            groups.append([])
        groups[-1].append(right)
    if len(groups) == 1 and box is not None:
        yield _line(words, box, size)
        return
    for group in groups:
        yield _line(group, _around([word.box for word in group if word.box]), size)


def _line(
    words: Sequence[Word], box: tuple[float, float, float, float], size: float | None
) -> tuple[str, Placement]:
    sure = sum(word.confidence for word in words) / len(words)
    return joined_words(words), placement_around(box, size=size, confidence=sure)


def _around(
    boxes: Sequence[tuple[float, float, float, float]],
) -> tuple[float, float, float, float]:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def joined_words(words: Sequence[Word]) -> str:
    """The text of words, with a blank only between two of scripts that have blanks."""
    line = ""
    for word in words:
        text = "".join(word.text.split())
        if line and text and line[-1].isascii() and text[0].isascii():
            line += " "
        line += text
    return line


def placement_around(
    box: tuple[float, float, float, float], *, size: float | None = None, confidence: float = 1.0
) -> Placement:
    """The placement of a line by its left, top, right and bottom.

    Its type is as high as the shorter side of the box, where no size is given.
    """
    left, top, right, bottom = box
    return Placement(
        box=(round(left), round(top), round(right), round(bottom)),
        size=round(size if size is not None else min(right - left, bottom - top), 1),
        confidence=round(confidence, 3),
    )
