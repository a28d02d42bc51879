"""jieba's dictionary and its model of unknown words, read as far as a text needs them.

Whole, they take as long to read as everything else until the first answer. Every look-up that
cutting makes begins with a character of the text, so the file keeps the words by their first
characters: a question reads a few dozen of 15,000 parts, and a long run all that occur.
"""

import marshal
import mmap
import os
import tempfile
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

_LENGTH = 8  # bytes that hold the header's length

# log-chances of a character where it begins a word, stands inside one, ends one, is one
Chances = tuple[float, ...]


class Model(NamedTuple):
    """jieba's hidden Markov model but for the characters' own chances; log-chances.

    `start`: of the four states of the first character; `steps`: from one state to the next (EB,
    SB, BM, MM, BE, ME, ES, SS); `never`: those of characters that the model does not have.
    """

    start: Chances
    steps: Chances
    never: Chances


class Dictionary:
    """Counts of words in the texts that jieba's dictionary was made of.

    `counts` also holds the beginnings of words, with 0; `chances` those of single characters in
    unknown words. Both are filled by `read`.
    """

    def __init__(
        self, total: int, model: Model, firsts: str, ends: Sequence[int], data: Any
    ) -> None:
        """Blocks of words: those that begin with `firsts[i]` end before `ends[i]` in the data."""
        self.total = total
        self.model = model
        self.counts: dict[str, int] = {}
        self.chances: dict[str, Chances] = {}
        self._firsts = firsts
        self._ends = ends
        self._data = data
        self._known: set[str] = set()

    @classmethod
    def whole(
        cls, total: int, counts: dict[str, int], model: Model, chances: dict[str, Chances]
    ) -> "Dictionary":
        """A dictionary that is in memory."""
        dictionary = cls(total, model, "", (), b"")
        dictionary.counts, dictionary.chances = counts, chances
        return dictionary

    def read(self, text: str) -> None:
        """Read every word that begins with a character of the text."""
        if self._known.issuperset(text):
            return
        for first in set(text) - self._known:
            if (place := self._firsts.find(first)) >= 0:
                start = self._ends[place - 1] if place else 0
                words, chances = marshal.loads(self._data[start : self._ends[place]])
                self.counts.update(words)
                if chances:
                    self.chances[first] = chances
            self._known.add(first)


def write_dictionary(path: Path, whole: Dictionary) -> None:
    """Write a dictionary's file, so that another process sees all of it or nothing."""
    by_first: dict[str, dict[str, int]] = {first: {} for first in whole.chances}
    for word, count in whole.counts.items():
        by_first.setdefault(word[0], {})[word] = count
    chances = whole.chances.get
    blobs = [marshal.dumps((words, chances(first))) for first, words in by_first.items()]
    ends = array("I", accumulate(map(len, blobs)))
    model = tuple(whole.model)
    header = marshal.dumps((whole.total, model, "".join(by_first), ends.tobytes()))
    _write_whole(path, [len(header).to_bytes(_LENGTH, "little"), header, *blobs])


def open_dictionary(path: Path) -> Dictionary:
    """Open a dictionary's file. Raises OSError, or ValueError if it is no such file."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
    try:
        total, model, firsts, ends = marshal.loads(data[_LENGTH:start])
    except (EOFError, TypeError) as err:
        raise ValueError(f"{path}: not a dictionary") from err
    places = memoryview(ends).cast("I")
    return Dictionary(total, Model(*model), firsts, places, memoryview(data)[start:])


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
