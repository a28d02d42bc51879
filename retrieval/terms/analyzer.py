"""Text cut into terms. The only module that imports jieba."""

import logging
import math
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.terms.dictionary import Dictionary, open_dictionary, write_dictionary
from retrieval.terms.folding import fold
from retrieval.terms.unknown import UnknownWords

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

    def prepare(self) -> None:
        """Open the dictionary, and make its cache if there is none."""
        self._tokenizer.initialize()

    def texts(self, text: str) -> list[str]:
        """The texts of the terms of a text; quicker than `terms`."""
        return self._kept_words(self._tokenizer.cut_for_search(fold(text)))

    def words(self, text: str) -> list[str]:
        """A folded text cut into words; joined they are the text, marks and blanks among them."""
        return list(self._tokenizer.cut(text))

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

    def _kept_words(self, words: Iterable[str]) -> list[str]:
        return [word for word in words if word[0].isalnum() and word not in self._stop_words]

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
        self._unknown = UnknownWords(jieba.finalseg)

    @property
    def total_count(self) -> int:
        return self._opened().total

    def count(self, word: str) -> int:
        """How often a word stands in the texts that the dictionary was made of; 0 if in none."""
        dictionary = self._opened()
        dictionary.read(word[:1])
        return dictionary.counts.get(word) or 0

    def cut(self, sentence: str, *_: Any, **__: Any) -> list[str]:
        """jieba's cut with its model for unknown words, the one way in which it is called here."""
        words: list[str] = []
        for block in jieba.re_han_default.split(sentence):
            if jieba.re_han_default.match(block):
                self._cut_block(block, words)
            else:
                for part in jieba.re_skip_default.split(block):
                    words += [part] if jieba.re_skip_default.match(part) else part
        return words

    def cut_for_search(self, sentence: str, *_: Any, **__: Any) -> list[str]:
        """The words, each after the dictionary's words of two and three characters inside it."""
        found: list[str] = []
        for word in self.cut(sentence):
            size = len(word)
            if size > 2:
                count_of = self._opened().counts.get
                parts = [word[at : at + 2] for at in range(size - 1)]
                if size > 3:
                    parts += [word[at : at + 3] for at in range(size - 2)]
                found += [part for part in parts if count_of(part)]
            found.append(word)
        return found

    def unknown(self, run: str) -> tuple[str, ...]:
        """The words of characters that are no word of the dictionary together."""
        return self._unknown.words(run)

    def _cut_block(self, block: str, words: list[str]) -> None:
        """Single characters between words are words of the dictionary together, or unknown."""
        start = single_from = 0
        for end in self._word_ends(block):
            if end - start > 1:
                if single_from < start:
                    self._cut_singles(block[single_from:start], words)
                words.append(block[start:end])
                single_from = end
            start = end
        if single_from < start:
            self._cut_singles(block[single_from:], words)

    def _cut_singles(self, run: str, words: list[str]) -> None:
        if len(run) == 1 or self._opened().counts.get(run):
            words += run
        else:
            words += self._unknown.words(run)

    def _word_ends(self, block: str) -> list[int]:
        """Where the words end: of the words in the dictionary, those whose frequencies have the
        greatest product; the longer word where two cuts are alike. jieba's formula.
        """
        dictionary = self._opened()
        dictionary.read(block)
        count_of, log_total, log = dictionary.counts.get, math.log(dictionary.total), math.log
        size = len(block)
        scores = [0.0] * (size + 1)
        ends = [0] * size
        for start in range(size - 1, -1, -1):
            count = count_of(block[start])
            best = log(count) - log_total + scores[start + 1] if count else -math.inf
            last, end = start + 1, start + 2
            while count is not None and end <= size:
                count = count_of(block[start:end])
                if count and (score := log(count) - log_total + scores[end]) >= best:
                    best, last = score, end
                end += 1
            if best == -math.inf:
                best = -log_total + scores[start + 1]
            scores[start], ends[start] = best, last
        found, at = [], 0
        while at < size:
            at = ends[at]
            found.append(at)
        return found

    def initialize(self, dictionary: Any = None) -> None:
        self._opened()

    def _opened(self) -> Dictionary:
        if self._dictionary is None:
            with self.lock:
                self._dictionary = self._dictionary or self._open()
                # what jieba's own methods look up has been read by `_word_ends` before
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
