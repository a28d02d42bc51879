"""Analysis: the terms that passages are indexed by and questions are searched by."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from retrieval.documents import Passage
from retrieval.index.protocol import IndexedPassage
from retrieval.lexicon.word_files import read_words
from retrieval.progress import Progress, unseen
from retrieval.text import Analyzer, bigrams
from retrieval.text.values import value_terms


def default_analyzer(cache_dir: Path | None = None) -> Analyzer:
    """Make the analyzer with the shipped stop words; `cache_dir` keeps jieba's dictionary."""
    return Analyzer(stop_words=frozenset(read_words("stop_words")), cache_dir=cache_dir)


def analyze_passages(
    passages: Sequence[Passage], analyzer: Analyzer, *, on_progress: Progress = unseen
) -> Iterator[IndexedPassage]:
    """Yield each passage with the terms of its fields: body, titles, pairs of characters."""
    titles: dict[str, list[str]] = {}
    for done, passage in enumerate(passages, start=1):
        article = passage.article
        if article.article_id not in titles:
            text = " ".join((*article.titles, *article.banners))
            titles[article.article_id] = [
                *analyzer.texts(text),
                *bigrams(text),
                *value_terms(text),
            ]
        yield IndexedPassage(
            passage,
            {
                "body": analyzer.texts(passage.text),
                "titles": titles[article.article_id],
                "pairs": [*bigrams(passage.text), *value_terms(passage.text)],
            },
        )
        on_progress("index", done, len(passages))
