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

# another value where the same picture would be read otherwise
ENGINE = "rapidocr-3-ppocrv6-small-3200-turned"
LONGEST_SIDE = 3200  # pixels; larger pictures are read at this size
TALL = 1.5  # times as high as wide; such a line runs from top to bottom
SURE_TURN = 0.9  # how surely the classifier must say that a line is upside down
MOST_TURNED = 0.8  # of the lines that it is sure of, in a page that is upside down
CELLS = 24  # characters that tell a page lying on its side from one set vertically

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
    engine = _engine()
    pixels = np.asarray(picture)[:, :, ::-1]  # it takes blue first
    shrunk, record = engine.preprocess_img(pixels)
    found, turns, read, crops = engine.run_ocr_steps(shrunk, record)
    upside_down = _is_upside_down(turns.cls_res or ())
    result = engine.build_final_output(pixels, found, turns, read, crops, record)
    if result.boxes is None or result.txts is None:
        return Recognition(0, [])
    lines: list[RecognizedLine] = [
        ([float(value) for point in box for value in point], text, round(float(sure), 3))
        for box, text, sure in zip(result.boxes, result.txts, result.scores, strict=True)
        if text.strip()
    ]
    quarters = 2 if upside_down else 0
    width, height = picture.size
    lines = _turned(lines, quarters, width, height)
    if _lies_on_its_side(lines, np.rot90(pixels, quarters), engine):
        lines = _turned(lines, 1, width, height)
        quarters += 1
    return Recognition(quarters, lines)


def _is_upside_down(turns: Sequence[tuple[str, float]]) -> bool:
    sure = [label == "180" for label, score in turns if score > SURE_TURN]
    return sum(sure) > MOST_TURNED * len(sure)


def _turned(
    lines: Sequence[RecognizedLine], quarters: int, width: int, height: int
) -> list[RecognizedLine]:
    """The lines of a picture of some size, after so many turns to the left."""
    turned: list[RecognizedLine] = []
    for corners, text, sure in lines:
        points = list(zip(corners[::2], corners[1::2], strict=True))
        if quarters == 1:
            points = [(y, width - x) for x, y in points]
        elif quarters == 2:
            points = [(width - x, height - y) for x, y in points]
        turned.append(([round(value, 1) for point in points for value in point], text, sure))
    return turned


def _lies_on_its_side(lines: Sequence[RecognizedLine], pixels: Any, engine: Any) -> bool:
    """Tell whether the characters of a page whose lines run downwards lie on their left side.

    Of a page that is set vertically they stand upright; the engine reads such lines turned, and
    their characters either way.
    """
    tall = [line for line in lines if _is_tall(line[0])]
    if 2 * sum(len(text) for _, text, _ in tall) <= sum(len(text) for _, text, _ in lines):
        return False
    cells = [cell for line in tall for cell in _cells(line, pixels)]
    if not cells:
        return True  # only East Asian scripts are set vertically
    cells = cells[:: max(1, len(cells) // CELLS)]
    standing = _hits(cells, 0, engine)
    return 2 * standing < _hits(cells, 1, engine)


def _hits(cells: Sequence[tuple[str, Any]], quarters: int, engine: Any) -> int:
    """Count the characters that are read right after so many turns to the left."""
    read = engine.recognize_txt([np.ascontiguousarray(np.rot90(c, quarters)) for _, c in cells])
    return sum(char in text for (char, _), text in zip(cells, read.txts, strict=True))


def _is_tall(corners: Sequence[float]) -> bool:
    xs, ys = corners[::2], corners[1::2]
    return max(ys) - min(ys) > TALL * (max(xs) - min(xs))


def _cells(line: RecognizedLine, pixels: Any) -> list[tuple[str, Any]]:
    """The full characters of a line that runs downwards, each with the square it stands in."""
    corners, text, _ = line
    if text.isascii():
        return []
    left, right = min(corners[::2]), max(corners[::2])
    top, bottom = min(corners[1::2]), max(corners[1::2])
    step, half = (bottom - top) / len(text), (right - left) / 2
    cells = []
    for at, char in enumerate(text):
        middle = top + (at + 0.5) * step
        rows = slice(max(0, round(middle - half)), round(middle + half))
        cell = pixels[rows, max(0, round(left)) : round(right)]
        if cell.size:
            cells.append((char, cell))
    return cells


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
