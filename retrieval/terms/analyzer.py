"""Text cut into terms. The only module that imports jieba."""

import logging
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.terms.dictionary import Dictionary, open_dictionary, write_dictionary
from retrieval.terms.folding import fold

if "pkg_resources" not in sys.modules:
    # jieba takes 80 ms to import pkg_resources and does as well without it
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    import jieba

    del sys.modules["pkg_resources"]
else:
    import jieba

# what cuts: another version may cut otherwise
CUTTER = f"jieba {jieba.__version__}"

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
    form of which only what is needed is read; without one it is read from jieba's text file.
    """

    def __init__(
        self, *, stop_words: frozenset[str] = frozenset(), cache_dir: Path | None = None
    ) -> None:
        self._stop_words = frozenset(fold(word) for word in stop_words)
        self._tokenizer = _Tokenizer(cache_dir)

    def texts(self, text: str) -> list[str]:
        """The texts of the terms of a text; quicker than `terms`."""
        words = self._tokenizer.cut_for_search(fold(text))
        return [word for word in words if word[0].isalnum() and word not in self._stop_words]

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
    """jieba's tokenizer over a dictionary that is read as far as it is needed.

    It cuts as jieba does. jieba keeps its cache in the temporary folder, where anybody may have
    put it, and reads all of it at once; it also looks every word up twice, and its logarithm
    once more.
    """

    def __init__(self, cache_dir: Path | None) -> None:
        super().__init__()
        self._cache_path = cache_dir / f"jieba-{jieba.__version__}.words" if cache_dir else None
        self._dictionary: Dictionary | None = None

    @property
    def total_count(self) -> int:
        return self._opened().total

    def count(self, word: str) -> int:
        """How often a word stands in the texts that the dictionary was made of; 0 if in none."""
        dictionary = self._opened()
        dictionary.read(word[:1])
        return dictionary.counts.get(word) or 0

    def get_DAG(self, sentence: str) -> None:  # noqa: N802  jieba's name
        """Nothing: `calc` looks the words up itself."""

    def calc(self, sentence: str, _: None, route: dict[int, tuple[float, int]]) -> None:
        """For each place, the best score from there on and where the word there ends.

        jieba's formula: of the words in the dictionary, those whose frequencies have the
        greatest product; the longer word where two cuts are alike.
        """
        dictionary = self._opened()
        dictionary.read(sentence)
        count_of, log_total = dictionary.counts.get, math.log(dictionary.total)
        size = len(sentence)
        scores = [0.0] * (size + 1)
        for start in range(size - 1, -1, -1):
            best, last = -math.inf, start
            end = start + 1
            while end <= size and (count := count_of(sentence[start:end])) is not None:
                if count and (score := math.log(count) - log_total + scores[end]) >= best:
                    best, last = score, end - 1
                end += 1
            if best == -math.inf:
                best = -log_total + scores[start + 1]
            scores[start] = best
            route[start] = (best, last)

    def initialize(self, dictionary: Any = None) -> None:
        self._opened()

    def _opened(self) -> Dictionary:
        if self._dictionary is None:
            with self.lock:
                self._dictionary = self._dictionary or self._open()
                # what jieba's own methods look up has been read by `calc` before
                self.FREQ, self.total = self._dictionary.counts, self._dictionary.total
                self.initialized = True
        return self._dictionary

    def _open(self) -> Dictionary:
        if self._cache_path is not None:
            try:
                return open_dictionary(self._cache_path)
            except (OSError, ValueError):
                pass
        counts, total = self.gen_pfdict(self.get_dict_file())
        if self._cache_path is not None:
            try:
                write_dictionary(self._cache_path, counts, total)
            except OSError as err:
                logger.warning("the dictionary could not be kept for next time: %s", err)
        whole = Dictionary(total, "", (), b"")
        whole.counts = counts
        return whole
