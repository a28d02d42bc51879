"""Text cut into terms, as jieba cuts it."""

import logging
import math
import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from retrieval.text import jieba_source
from retrieval.text.characters import JIEBA_HAN
from retrieval.text.hmm import UnknownWords
from retrieval.text.jieba_dictionary import Dictionary, open_dictionary, write_dictionary
from retrieval.text.normalize import fold

logger = logging.getLogger(__name__)

# the blocks that jieba cuts into words, and what it keeps whole between them
_BLOCK = re.compile(rf"([{JIEBA_HAN}a-zA-Z0-9+#&\._%\-]+)")
_BLANK = re.compile(r"(\r\n|\s)")

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
        self._tokenizer.open()

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
        """Rarity of a word in general Chinese: 0 for the commonest, 1 for an unknown one.

        By its frequency in jieba's dictionary, on a logarithmic scale.
        """
        count = self._tokenizer.count(word)
        surprise = math.log(self._tokenizer.total_count / count) if count else math.inf
        return min(1.0, max(0.0, (surprise - _COMMON) / (_RARE - _COMMON)))

    def count(self, word: str) -> int:
        """Count of a word in the texts that jieba's dictionary was made of."""
        return self._tokenizer.count(word)

    def _kept_words(self, words: Iterable[str]) -> list[str]:
        return [word for word in words if word[0].isalnum() and word not in self._stop_words]

    def _cut(self, text: str) -> Iterator[Term]:
        folded = fold(text)
        for word, start, end in self._tokenizer.tokenize(folded):
            if word[0].isalnum() and word not in self._stop_words:
                yield Term(word, start, end)


def cutter() -> str:
    """Name and version of the tokenizer; another version may cut otherwise."""
    return f"jieba {jieba_source.version()}"


class _Tokenizer:
    """Cuts as jieba's tokenizer does, over a dictionary that is read as far as it is needed.

    jieba keeps its cache in the temporary folder, where anybody may have put it, and reads all of
    it at once; it also looks every word up twice, and its logarithm once more.
    """

    def __init__(self, cache_dir: Path | None) -> None:
        self._cache_dir = cache_dir
        self._dictionary: Dictionary | None = None
        self._lock = threading.Lock()

    @cached_property
    def _unknown(self) -> UnknownWords:
        dictionary = self.open()
        return UnknownWords(dictionary.model, dictionary.chances)

    @property
    def total_count(self) -> int:
        return self.open().total

    def count(self, word: str) -> int:
        """Count of a word in the texts that the dictionary was made of; 0 if unknown."""
        dictionary = self.open()
        dictionary.read(word[:1])
        return dictionary.counts.get(word) or 0

    def cut(self, sentence: str) -> list[str]:
        """The words of a text, and what stands between them."""
        words: list[str] = []
        for block in _BLOCK.split(sentence):
            if _BLOCK.match(block):
                self._cut_block(block, words)
            else:
                for part in _BLANK.split(block):
                    words += [part] if _BLANK.match(part) else part
        return words

    def cut_for_search(self, sentence: str) -> list[str]:
        """The words, each after the dictionary's words of two and three characters inside it."""
        found: list[str] = []
        for word in self.cut(sentence):
            if len(word) > 2:
                count_of = self.open().counts.get
                found += [part for _, part in inner_parts(word) if count_of(part)]
            found.append(word)
        return found

    def tokenize(self, sentence: str) -> Iterator[tuple[str, int, int]]:
        """The words as they are cut for search, with their slices of the text."""
        start = 0
        for word in self.cut(sentence):
            if len(word) > 2:
                count_of = self.open().counts.get
                for at, part in inner_parts(word):
                    if count_of(part):
                        yield part, start + at, start + at + len(part)
            yield word, start, start + len(word)
            start += len(word)

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
        if len(run) == 1 or self.open().counts.get(run):
            words += run
        else:
            words += self._unknown.words(run)

    def _word_ends(self, block: str) -> list[int]:
        """Find the ends of the words: the cut whose frequencies have the greatest product.

        Of two equal cuts the one with the longer word counts, as in jieba.
        """
        dictionary = self.open()
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

    def open(self) -> Dictionary:
        """The dictionary."""
        if self._dictionary is None:
            with self._lock:
                self._dictionary = self._dictionary or self._open()
        return self._dictionary

    def _open(self) -> Dictionary:
        if self._cache_dir is None:
            return jieba_source.read_dictionary()
        path = self._cache_dir / f"jieba-{jieba_source.version()}.words"
        try:
            return open_dictionary(path)
        except (OSError, ValueError):
            whole = jieba_source.read_dictionary()
        try:
            write_dictionary(path, whole)
        except OSError as err:
            logger.info("the dictionary could not be kept for next time: %s", err)
        return whole


def inner_parts(word: str) -> list[tuple[int, str]]:
    """Yield the pairs and threes of characters of a long word that are words too, with places.

    As jieba lists them for search.
    """
    size = len(word)
    parts = [(at, word[at : at + 2]) for at in range(size - 1)] if size > 2 else []
    if size > 3:
        parts += [(at, word[at : at + 3]) for at in range(size - 2)]
    return parts
