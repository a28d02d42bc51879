"""Analysis: the terms that passages are indexed by and questions are searched by."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from retrieval.documents import Passage
from retrieval.index.protocol import IndexedPassage
from retrieval.lexicon.word_files import read_words
from retrieval.progress import Progress, unseen
from retrieval.text import Analyzer, bigrams
from retrieval.text.values import value_terms

# no pair of characters across two titles
_BETWEEN = "。"


@cache  # without a folder to keep it in, reading the dictionary takes half a second
def default_analyzer(cache_dir: Path | None = None) -> Analyzer:
    """Make the analyzer with the shipped stop words; `cache_dir` keeps jieba's dictionary."""
    return Analyzer(stop_words=frozenset(read_words("stop_words")), cache_dir=cache_dir)


def analyze_passages(
    passages: Sequence[Passage], analyzer: Analyzer, *, on_progress: Progress = unseen
) -> Iterator[IndexedPassage]:
    """Yield each passage with the terms of its fields: words, and pairs of characters with values.

    Each passage has its article's titles too: a word that stands in both counts little more.
    """
    article_id = ""
    words: list[str] = []
    pairs: list[str] = []
    for done, passage in enumerate(passages, start=1):
        article = passage.article
        if article.article_id != article_id:
            article_id = article.article_id
            titles = _BETWEEN.join((*article.titles, *article.banners))
            words, pairs = analyzer.texts(titles), _pairs(titles)
        yield IndexedPassage(
            passage,
            {
                "words": [*words, *analyzer.texts(passage.text)],
                "pairs": [*pairs, *_pairs(passage.text)],
            },
        )
        on_progress("index", done, len(passages))


def _pairs(text: str) -> list[str]:
    return [*bigrams(text), *value_terms(text)]
