"""A name for the way an index is made, so that one made another way is noticed."""

import hashlib
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

# libraries that decide how text is restored and cut
_LIBRARIES = ("jieba", "opencc")


def recipe_of(root: Path, parts: Iterable[str]) -> str:
    """The digest of these files and folders of the program, and of the libraries' versions."""
    digest = hashlib.sha256()
    for part in parts:
        for path in sorted(_files(root / part)):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (p for p in path.rglob("*") if p.is_file() and p.suffix != ".pyc")
    else:
        yield path
