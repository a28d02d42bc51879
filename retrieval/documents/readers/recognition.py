"""Recognize the lines of a picture by RapidOCR; a result is kept by the picture's pixels."""

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np

from retrieval.documents.readers.vertical_lines import ALIKE, likeness, set_in_a_row, with_marks

# another value where the same picture would be read otherwise
ENGINE = "rapidocr-3-ppocrv6-small-3200-marks"
LONGEST_SIDE = 3200  # pixels; larger pictures are read at this size
THINNEST = 150  # times as long as wide; no picture of text is
TALL = 1.5  # times as high as wide; such a line runs from top to bottom
SURE_TURN = 0.9  # how surely the classifier must say which way a line stands
MOST_TURNED = 0.8  # of the lines that it is sure of, in a page that is upside down
SAMPLE = 8  # lines that tell whether a page is set vertically

# corners of a line in turn, its text, how surely it was read
RecognizedLine = tuple[list[float], str, float]


@dataclass(frozen=True, slots=True)
class Recognition:
    """The lines of a picture as it stands after `quarters` turns to the left, of 90° each."""

    quarters: int
    lines: list[RecognizedLine]


def recognize(picture: Any, folder: Path | None) -> Recognition:
    """The lines of a picture (of PIL), from a folder of results where they are kept there."""
    key = hashlib.sha256(f"{ENGINE}{picture.size}".encode() + picture.tobytes()).hexdigest()
    return _kept(folder, key, lambda: _recognized(picture))


def _kept(folder: Path | None, key: str, make: Callable[[], Recognition]) -> Recognition:
    """A result as it was kept; made and kept where it was not."""
    if folder is None:
        return make()
    path = folder / key[:2] / f"{key}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Recognition(int(kept["quarters"]), [(c, t, s) for c, t, s in kept["lines"]])
    made = make()
    with suppress(OSError):  # a full disk costs the time of reading again, no more
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            json.dump({"quarters": made.quarters, "lines": made.lines}, file, ensure_ascii=False)
        Path(file.name).replace(path)
    return made


def _recognized(picture: Any) -> Recognition:
    from rapidocr.main import RapidOCRError
    from rapidocr.utils.process_img import map_boxes_to_original

    if max(picture.size) > THINNEST * min(picture.size):
        return Recognition(0, [])  # nothing of it would be left at a size that can be read
    engine = _engine()
    pixels = np.asarray(picture)[:, :, ::-1]  # it takes blue first
    shrunk, record = engine.preprocess_img(pixels)
    try:
        crops, found = engine.detect_and_crop(shrunk, record)
    except RapidOCRError:  # no line at all
        return Recognition(0, [])
    corners = map_boxes_to_original(found.boxes, record, *pixels.shape[:2]).reshape(-1, 8).tolist()
    runs_down = 2 * sum(map(_is_tall, corners)) > len(corners)
    quarters, read = _read_down(crops, engine) if runs_down else _read_across(crops, engine)
    lines = [
        (place, text, round(float(sure), 3))
        for place, (text, sure) in zip(corners, read, strict=True)
        if text.strip() and sure >= engine.text_score
    ]
    height, width = pixels.shape[:2]
    # the way in which lines run downwards, and that in which they run to the right
    down, across = (quarters, quarters + 1) if runs_down else (quarters + 3, quarters)
    standing = _turned(lines, down, width, height)
    if _is_set_vertically(standing, np.rot90(pixels, down), engine):
        marked = _with_marks(standing, np.rot90(pixels, down), engine)
        return Recognition(down % 4, marked)
    return Recognition(across % 4, _turned(lines, across, width, height))


def _read(crops: Sequence[Any], engine: Any) -> list[tuple[str, float]]:
    """The texts of pictures of lines, and how surely each was read."""
    read = engine.recognize_txt([np.ascontiguousarray(crop) for crop in crops])
    return list(zip(read.txts, map(float, read.scores), strict=True))


def _upside_down(crops: Sequence[Any]) -> list[Any]:
    return [np.rot90(crop, 2) for crop in crops]


def _read_across(crops: Sequence[Any], engine: Any) -> tuple[int, list[tuple[str, float]]]:
    """The quarters by which to turn a page, and what its lines read then.

    A line that seems to stand the other way than its page is read both ways.
    """
    _, turns = engine.cls_and_rotate(crops)
    sure = [(label == "180", score > SURE_TURN) for label, score in turns.cls_res]
    turned = [label for label, is_sure in sure if is_sure]
    is_upside_down = sum(turned) > MOST_TURNED * len(turned)
    upright = _upside_down(crops) if is_upside_down else crops
    read = _read(upright, engine)
    others = [at for at, (label, is_sure) in enumerate(sure) if is_sure and label != is_upside_down]
    if others:
        again = _read(_upside_down([upright[at] for at in others]), engine)
        for at, other in zip(others, again, strict=True):
            read[at] = max(read[at], other, key=lambda line: line[1])
    return (2 if is_upside_down else 0), read


def _read_down(crops: Sequence[Any], engine: Any) -> tuple[int, list[tuple[str, float]]]:
    """The same of a page whose lines run downwards, or upwards; the engine turns them to the left.

    It can't tell of characters on their side which way they stand: all are read both ways.
    """
    ways = {0: _read(crops, engine), 2: _read(_upside_down(crops), engine)}
    return max(ways.items(), key=lambda way: sum(sure for _, sure in way[1]))


def _turned(
    lines: Sequence[RecognizedLine], quarters: int, width: int, height: int
) -> list[RecognizedLine]:
    """The lines of a picture of some size, after so many turns to the left."""
    turned = list(lines)
    for _ in range(quarters):
        turned = [(_turned_once(corners, width), text, sure) for corners, text, sure in turned]
        width, height = height, width
    return turned


def _turned_once(corners: Sequence[float], width: int) -> list[float]:
    points = zip(corners[::2], corners[1::2], strict=True)
    return [round(value, 1) for x, y in points for value in (y, width - x)]


def _is_set_vertically(lines: Sequence[RecognizedLine], pixels: Any, engine: Any) -> bool:
    """Tell whether the characters of lines that run downwards stand upright.

    The engine reads such a line either way, as it turns it. Characters that stand are read alike
    when they are set in a row.
    """
    east_asian = [line for line in lines if _is_tall(line[0]) and not line[1].isascii()]
    some = east_asian[:: max(1, len(east_asian) // SAMPLE)]
    return bool(some) and sum(
        map(likeness, (text for _, text, _ in some), _rows(some, pixels, engine))
    ) > (len(some) * ALIKE)


def _is_tall(corners: Sequence[float]) -> bool:
    xs, ys = corners[::2], corners[1::2]
    return max(ys) - min(ys) > TALL * (max(xs) - min(xs))


def _strip(corners: Sequence[float], pixels: Any) -> Any:
    """The part of a page where a line stands."""
    xs, ys = corners[::2], corners[1::2]
    left, top = max(0, round(min(xs))), max(0, round(min(ys)))
    return pixels[top : round(max(ys)), left : round(max(xs))]


def _rows(lines: Sequence[RecognizedLine], pixels: Any, engine: Any) -> list[str]:
    """Read lines that run downwards, their characters set in a row."""
    strips = [set_in_a_row(_strip(corners, pixels)) for corners, _, _ in lines]
    return [text for text, _ in _read(strips, engine)] if strips else []


def _with_marks(lines: Sequence[RecognizedLine], pixels: Any, engine: Any) -> list[RecognizedLine]:
    """The lines of a page set vertically, with the marks that are seen only as they stand."""
    tall = [line for line in lines if _is_tall(line[0])]
    rest = [line for line in lines if not _is_tall(line[0])]
    rows = _rows(tall, pixels, engine)
    marked = [
        (c, with_marks(text, row), sure) for (c, text, sure), row in zip(tall, rows, strict=True)
    ]
    return [*marked, *rest]


@cache
def _engine() -> Any:
    """The engine; on all cores where it works alone, on one in each of many processes."""
    from importlib.util import find_spec

    from rapidocr import EngineType, RapidOCR

    is_alone = multiprocessing.parent_process() is None
    threads = os.cpu_count() or 1 if is_alone else 1
    params: dict[str, Any] = {
        "Global.log_level": "error",
        "Global.max_side_len": LONGEST_SIDE,
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.openvino.inference_num_threads": threads,
    }
    if find_spec("openvino"):
        params |= {f"{step}.engine_type": EngineType.OPENVINO for step in ("Det", "Cls", "Rec")}
    return RapidOCR(params=params)
