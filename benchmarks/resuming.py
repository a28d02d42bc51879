"""Index a folder of 200 mixed files, killed again and again: is any picture read twice?

    python -m benchmarks.resuming [--pictures 20] [--seconds 20]

Needs `wenbao[all]`. What OCR has read is kept a file a picture; none of these may be written again,
neither by the runs after a kill nor by a rebuild.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.retrieval.documents.pdf_files import pdf

TEXT = "近日，青石镇新码头正式启用，货船靠岸装卸快一倍，工人们说这是几代人盼着的事情。"
FILES = 200
MOST_KILLS = 50


def write_files(folder: Path, pictures: int) -> None:
    """Pages of text, PDF, HTML and tables, and pictures of one line."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(40)
    for number in range(FILES):
        path = folder / f"{number:03}"
        if number < pictures:
            picture = Image.new("RGB", (360, 200), "white")
            ImageDraw.Draw(picture).text((20, 20), f"Harbour{number}", "black", font)
            picture.save(path.with_suffix(".png"))
        elif number % 4 == 0:
            line = f"BT /F1 10 Tf 50 700 Td (Harbour {number}) Tj ET"
            path.with_suffix(".pdf").write_bytes(pdf(*[line] * 3))
        elif number % 4 == 1:
            html = (
                f"<!DOCTYPE html><html><body><h1>第{number}号码头</h1><p>{TEXT}</p></body></html>"
            )
            path.with_suffix(".html").write_text(html, encoding="utf-8")
        elif number % 4 == 2:
            rows = [{"title": f"第{number}号码头", "content": TEXT}]
            path.with_suffix(".json").write_text(json.dumps(rows), encoding="utf-8")
        else:
            path.with_suffix(".txt").write_text(f"第{number}号码头\n\n{TEXT}\n", encoding="utf-8")


def kept(data: Path) -> Mapping[Path, int]:
    """The results of OCR that are kept, with the time each was written."""
    return {path: path.stat().st_mtime_ns for path in (data / "cache" / "ocr").rglob("*.json")}


def main() -> None:
    """Print the kills, the pictures read and those read twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        reports, data = Path(place, "reports"), Path(place, "data")
        reports.mkdir()
        write_files(reports, options.pictures)
        where = ("--reports", str(reports), "--data-dir", str(data), "--plain")
        command = [sys.executable, "-m", "bot.cli", "index", *where]
        before: Mapping[Path, int] = {}
        twice = kills = 0
        while kills < MOST_KILLS:
            try:
                subprocess.run(command, timeout=options.seconds, check=True, capture_output=True)
                break
            except subprocess.TimeoutExpired:  # the process was killed
                kills += 1
            finally:
                now = kept(data)
                twice += sum(now.get(path) != time for path, time in before.items())
                print(f"kept {len(now)} of {options.pictures}", flush=True)
                before = now
        subprocess.run([*command, "--rebuild"], check=True, capture_output=True)
        twice += sum(kept(data).get(path) != time for path, time in before.items())
        print(f"{kills} kills, {len(before)} pictures read, {twice} of them twice")


if __name__ == "__main__":
    main()
