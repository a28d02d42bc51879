"""OCR results in JSON: RapidOCR, PaddleOCR 2 and 3, and others with a box for each line."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from retrieval.documents.readers.source_file import Found, Page, SourceFile
from retrieval.documents.report import Placement

# the names under which OCR programs give the texts, boxes and scores of a page's lines
_TEXTS = ("rec_texts", "txts", "texts")
_BOXES = ("rec_polys", "dt_polys", "rec_boxes", "boxes", "dt_boxes")
_SCORES = ("rec_scores", "scores")
_TEXT = ("txt", "text", "transcription", "rec_text", "words")
_BOX = ("box", "points", "bbox", "poly", "position", "location")
_SCORE = ("score", "confidence", "conf", "probability")

BoxedText = tuple[str, Sequence[float], float]


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is JSON in which lines have boxes."""
    if source.head[:1] not in (b"[", b"{"):
        return False
    try:
        return next(_pages(json.loads(source.text)), None) is not None
    except (ValueError, RecursionError):
        return False


def read(source: SourceFile) -> Iterator[Found]:
    """A page for each in the file."""
    for number, lines in enumerate(_pages(json.loads(source.text)), start=1):
        yield Page(
            [text for text, _, _ in lines],
            [placement_of(quad, confidence=score) for _, quad, score in lines],
            number=number,
        )


def placement_of(quad: Sequence[float], *, confidence: float = 1.0) -> Placement:
    """The placement of a line by its corners, x and y in turn from the top left one on.

    Its type is as high as the shorter sides are, also where the page is skewed.
    """
    corners = list(zip(quad[::2], quad[1::2], strict=False))
    size = None
    if len(corners) == 4:
        sides = [math.dist(a, b) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]
        size = min((sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2)
    return Placement.around(corners, size=size, confidence=confidence)


def _pages(data: Any) -> Iterator[list[BoxedText]]:
    """The lines of each page, however deep they are wrapped."""
    lines = _lines(data)
    if lines:
        yield lines
    elif isinstance(data, list):
        for item in data:
            yield from _pages(item) if isinstance(item, list | dict) else ()
    elif isinstance(data, dict):
        for value in data.values():
            yield from _pages(value) if isinstance(value, list | dict) else ()


def _lines(data: Any) -> list[BoxedText]:
    if isinstance(data, dict):
        texts, boxes = _first(data, _TEXTS), _first(data, _BOXES)
        if not isinstance(texts, list) or not isinstance(boxes, list):
            return []
        scores = _first(data, _SCORES) or []
        rows: list[tuple[Any, Any, Any]] = list(zip_longest(texts, boxes, scores))
    elif isinstance(data, list):
        rows = [row for item in data if (row := _row(item)) is not None]
    else:
        return []
    found = [_line(*row) for row in rows]
    # what has no box is a line nonetheless, among others that have one
    return [x for x in found if x] if any(x and x[1] for x in found) else []


def _row(item: Any) -> tuple[Any, Any, Any] | None:
    if isinstance(item, dict):
        return _first(item, _TEXT), _first(item, _BOX), _first(item, _SCORE)
    if isinstance(item, list) and len(item) == 2 and isinstance(item[1], list | tuple):
        box, said = item  # PaddleOCR 2
        return (said[0], box, said[1]) if len(said) == 2 else None
    if isinstance(item, list) and len(item) == 3 and isinstance(item[1], str):
        return item[1], item[0], item[2]
    return None


def _line(text: Any, box: Any, score: Any) -> BoxedText | None:
    if not isinstance(text, str):
        return None
    try:
        confidence = float(score)
    except (TypeError, ValueError):
        confidence = 1.0
    text = " ".join(text.split())
    return text, _quad(box) or [], confidence / 100 if confidence > 1 else confidence


def _quad(box: Any) -> list[float] | None:
    """The corners of a box: points, or left, top, right and bottom, or these by name."""
    try:
        if isinstance(box, Mapping):
            left, top = float(box["left"]), float(box["top"])
            right, bottom = left + float(box["width"]), top + float(box["height"])
            return [left, top, right, top, right, bottom, left, bottom]
        if len(box) >= 3 and isinstance(box[0], list | tuple):
            return [float(value) for point in box for value in point[:2]]
        if len(box) == 4:
            left, top, right, bottom = map(float, box)
            return [left, top, right, top, right, bottom, left, bottom]
        return [float(value) for value in box] if len(box) == 8 else None
    except (KeyError, TypeError, ValueError):
        return None


def _first(data: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((data[name] for name in names if data.get(name) is not None), None)
