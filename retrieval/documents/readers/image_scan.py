"""Pictures of pages, read by RapidOCR; what was read once is kept by the picture's bytes."""

import hashlib
import io
import json
import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from retrieval.documents.optional_parts import installed_parts
from retrieval.documents.readers.ocr_json import placement_of
from retrieval.documents.readers.source_file import Found, Page, SourceFile
from retrieval.errors import ReportFormatError

PART = "scans"
# another value where the same picture would be read otherwise
ENGINE = "rapidocr-3-ppocrv6-small-3200"
LONGEST_SIDE = 3200  # pixels; larger pictures are read at this size
MOST_PIXELS = 200_000_000
MOST_FRAMES = 2000
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}

# corners of a line in turn, its text, how surely it was read
RecognizedLine = tuple[list[float], str, float]


def kind_of(data: bytes) -> str | None:
    """The kind of picture by its first bytes; None of any other file."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    return next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is a picture."""
    return kind_of(source.data) is not None


def read(source: SourceFile) -> Iterator[Found]:
    """A page for each picture in a file. Raises ReportFormatError."""
    kind = kind_of(source.data) or ""
    if PART not in installed_parts():
        raise ReportFormatError(source.path, "part", kind=kind, part=PART)
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(source.data)) as file:
            frames = min(getattr(file, "n_frames", 1), MOST_FRAMES)
            for number in range(1, frames + 1):
                file.seek(number - 1)
                if file.width * file.height > MOST_PIXELS:
                    limit = f"{MOST_PIXELS // 1_000_000} Mpx"
                    yield ReportFormatError(source.path, "too-much", kind=kind, limit=limit)
                    continue
                picture = ImageOps.exif_transpose(file).convert("RGB")
                yield read_picture(picture, number, kind, source)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as err:
        raise source.damaged(kind, err) from err


def read_picture(picture: Any, number: int, kind: str, source: SourceFile) -> Found:
    """The page that a picture (of PIL) shows."""
    key = hashlib.sha256(f"{ENGINE}{picture.size}".encode() + picture.tobytes()).hexdigest()
    lines = _kept(source.cache, key, lambda: _recognized(picture))
    if not lines:
        return ReportFormatError(source.path, "no-text", kind=kind)
    return Page(
        [text for _, text, _ in lines],
        [placement_of(corners, confidence=sure) for corners, _, sure in lines],
        number=number,
    )


def _kept(
    folder: Path | None, key: str, make: Callable[[], list[RecognizedLine]]
) -> list[RecognizedLine]:
    """The lines as they were kept; made and kept where they were not."""
    if folder is None:
        return make()
    path = folder / key[:2] / f"{key}.json"
    with suppress(OSError, ValueError):
        return [(c, t, s) for c, t, s in json.loads(path.read_text(encoding="utf-8"))]
    lines = make()
    with suppress(OSError):  # a full disk costs the time of reading again, no more
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            json.dump(lines, file, ensure_ascii=False)
        Path(file.name).replace(path)
    return lines


def _recognized(picture: Any) -> list[RecognizedLine]:
    import numpy as np

    read = _engine()(np.asarray(picture)[:, :, ::-1])  # it takes blue first
    if read.boxes is None or read.txts is None:
        return []
    return [
        ([round(float(value), 1) for point in box for value in point], text, round(float(sure), 3))
        for box, text, sure in zip(read.boxes, read.txts, read.scores, strict=True)
        if text.strip()
    ]


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
