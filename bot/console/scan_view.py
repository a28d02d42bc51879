"""Passages on the pictures of their pages: saved, and opened where there is a desktop."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.corpus import Corpus
from retrieval.documents import Passage

if TYPE_CHECKING:  # what reads archives and pictures would take a tenth of a start
    from retrieval.documents.readers.page_pictures import PagePictures


def save_picture(passage: Passage, corpus: Corpus, pictures: "PagePictures", folder: Path) -> Path:
    """Save the part of the page that shows a passage, framed.

    Raises ReportError if there is no picture of the page, OSError if it can't be saved.
    """
    report = corpus.reports[passage.article.report]
    picture = pictures.crop(report, passage.paragraph.boxes)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{passage.passage_id}.png"
    path.write_bytes(picture)
    return path


def open_file(path: Path) -> bool:
    """Open a file with the desktop's own program; False where there is none."""
    program = _opener()
    if program is None:
        return False
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen([program, str(path)], stdin=quiet, stdout=quiet, stderr=quiet)
    except OSError:
        return False
    return True


def _opener() -> str | None:
    if sys.platform == "darwin":
        return shutil.which("open")
    has_desktop = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    return shutil.which("xdg-open") if has_desktop else None
