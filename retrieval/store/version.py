"""A name for the way an index is made, so that one made another way is noticed."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def recipe_of(root: Path, parts: Iterable[str], *, cutter: str) -> str:
    """The digest of these files and folders of the program, and of the library that cuts."""
    digest = hashlib.sha256(cutter.encode())
    for part in parts:
        for name in sorted(_files(root, part)):
            digest.update(name.encode())
            digest.update((root / name).read_bytes())
    return digest.hexdigest()


def _files(root: Path, part: str) -> Iterator[str]:
    """The files of a folder, or a file itself, by their paths from the root."""
    if not (root / part).is_dir():
        yield part
        return
    with os.scandir(root / part) as entries:
        for entry in entries:
            if entry.is_file():
                yield f"{part}/{entry.name}"
            elif entry.name != "__pycache__":
                yield from _files(root, f"{part}/{entry.name}")
