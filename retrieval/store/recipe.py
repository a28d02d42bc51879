"""A name for the way an index is made, so that one made another way is noticed."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

# libraries that decide how text is restored and cut
_LIBRARIES = ("jieba", "opencc")


def recipe_of(root: Path, folders: Iterable[str]) -> str:
    """The digest of the files in these folders of the program, and of the libraries' versions."""
    digest = hashlib.sha256()
    for folder in folders:
        files = (p for p in (root / folder).rglob("*") if p.suffix not in (".pyc", ""))
        for path in sorted(files):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()
