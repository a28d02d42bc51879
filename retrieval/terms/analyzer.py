"""Text cut into terms. The only module that imports jieba."""

import logging
import marshal
import math
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.terms.folding import fold

if "pkg_resources" not in sys.modules:
    # jieba takes 80 ms to import pkg_resources and does as well without it
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    import jieba

    del sys.modules["pkg_resources"]
else:
    import jieba

logger = logging.getLogger(__name__)
jieba.setLogLevel(logging.WARNING)

# -log of the share of all words: of a word like 做, and of one like 装表
_COMMON = 6.0
_RARE = 13.0


@dataclass(frozen=True, slots=True)
class Term:
    """A folded word and the slice of the text it stands for."""

    text: str
    start: int
    end: int


class Analyzer:
    """Cuts text into terms: jieba's words and the dictionary's words inside them, folded.

    Marks, white space and stop words are no terms. `cache_dir` keeps jieba's dictionary in a
    form that loads four times as fast; without one it is read from jieba's text file.
    """

    def __init__(
        self, *, stop_words: frozenset[str] = frozenset(), cache_dir: Path | None = None
    ) -> None:
        self._stop_words = frozenset(fold(word) for word in stop_words)
        self._tokenizer = _Tokenizer(cache_dir)

    def terms(self, text: str) -> list[Term]:
        """The terms of a text, in order; a word comes after the shorter ones inside it."""
        return list(self._cut(text))

    def rarity(self, word: str) -> float:
        """How rare a word is in general Chinese: 0 for the commonest, 1 for an unknown one.

        By its frequency in jieba's dictionary, on a logarithmic scale.
        """
        count = self._tokenizer.count(word)
        surprise = math.log(self._tokenizer.total_count / count) if count else math.inf
        return min(1.0, max(0.0, (surprise - _COMMON) / (_RARE - _COMMON)))

    def count(self, word: str) -> int:
        """How often a word stands in the texts that jieba's dictionary was made of."""
        return self._tokenizer.count(word)

    def _cut(self, text: str) -> Iterator[Term]:
        folded = fold(text)
        for word, start, end in self._tokenizer.tokenize(folded, mode="search"):
            if word[0].isalnum() and word not in self._stop_words:
                yield Term(word, start, end)


class _Tokenizer(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's tokenizer with its dictionary read by `marshal.loads`.

    jieba itself reads its cache by `marshal.load` from an open file, which takes four times as
    long, and keeps it in the temporary folder, where anybody may have put it.
    """

    def __init__(self, cache_dir: Path | None) -> None:
        super().__init__()
        self.initialized = False
        self._cache_path = cache_dir / f"jieba-{jieba.__version__}.dict" if cache_dir else None

    @property
    def total_count(self) -> int:
        self.initialize()
        return self.total

    def count(self, word: str) -> int:
        """How often a word stands in the texts that the dictionary was made of; 0 if in none."""
        self.initialize()
        return self.FREQ.get(word) or 0

    def initialize(self, dictionary: Any = None) -> None:
        with self.lock:
            if not self.initialized:
                self.FREQ, self.total = self._load_cache() or self._build()
                self.initialized = True

    def _load_cache(self) -> tuple[dict[str, int], int] | None:
        if self._cache_path is None:
            return None
        try:
            freq, total = marshal.loads(self._cache_path.read_bytes())
        except (OSError, ValueError, EOFError, TypeError):
            return None
        return freq, total

    def _build(self) -> tuple[dict[str, int], int]:
        freq, total = self.gen_pfdict(self.get_dict_file())
        if self._cache_path is not None:
            try:
                _write_whole(self._cache_path, marshal.dumps((freq, total)))
            except OSError as err:
                logger.warning("the dictionary could not be kept for next time: %s", err)
        return freq, total


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file so that another process sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
