"""jieba's dictionary, read as far as a text needs it.

Whole, it takes as long to read as everything else until the first answer. Every look-up that
cutting makes begins with a character of the text, so the file keeps the words by their first
characters: a question reads a few dozen of 12,000 parts, and a long run all that occur.
"""

import marshal
import mmap
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_LENGTH = 8  # bytes that hold the header's length


class Dictionary:
    """How often each word stands in the texts that jieba's dictionary was made of.

    `counts` also holds the beginnings of words, with 0. It is filled by `read`.
    """

    def __init__(self, total: int, parts: Mapping[str, tuple[int, int]], data: Any) -> None:
        self.total = total
        self.counts: dict[str, int] = {}
        self._parts = parts
        self._data = data
        self._known: set[str] = set()

    def read(self, text: str) -> None:
        """Read every word that begins with a character of the text."""
        if self._known.issuperset(text):
            return
        for first in set(text) - self._known:
            if first in self._parts:
                start, end = self._parts[first]
                self.counts.update(marshal.loads(self._data[start:end]))
            self._known.add(first)


def write_dictionary(path: Path, counts: Mapping[str, int], total: int) -> None:
    """Write a dictionary's file, so that another process sees all of it or nothing."""
    by_first: dict[str, dict[str, int]] = {}
    for word, count in counts.items():
        by_first.setdefault(word[0], {})[word] = count
    parts, blobs, end = {}, [], 0
    for first, words in by_first.items():
        blobs.append(marshal.dumps(words))
        parts[first] = (end, end + len(blobs[-1]))
        end += len(blobs[-1])
    header = marshal.dumps((total, parts))
    _write_whole(path, [len(header).to_bytes(_LENGTH, "little"), header, *blobs])


def open_dictionary(path: Path) -> Dictionary:
    """Open a dictionary's file. Raises OSError, or ValueError if it is no such file."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
    try:
        total, parts = marshal.loads(data[_LENGTH:start])
    except (EOFError, TypeError) as err:
        raise ValueError(f"{path}: not a dictionary") from err
    return Dictionary(total, parts, memoryview(data)[start:])


def _write_whole(path: Path, data: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
