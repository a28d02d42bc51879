"""Containment: all articles that contain a string, exactly, not only the best hits.

What a posting proves is taken from the postings alone: a word that is a term, a pair of characters.
What is longer is looked for in the articles that have all of its pairs, and only there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.documents import ArticleView
from retrieval.index.protocol import FIELDS, Index, Numbers
from retrieval.text.bigrams import BIGRAM, bigrams
from retrieval.text.numerals import NUMERAL_CHARACTERS
from retrieval.text.values import SPELT

_NONE: Numbers = np.empty(0, dtype=np.uint32)
# articles that are read at once where one that contains a string is enough
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Containing:
    """The articles that contain a string, by the numbers of their first passages, and the passages
    that may, of these articles and of others; both ascending.
    """

    articles: Numbers
    passages: Numbers


def containing(wanted: str, index: Index) -> Containing:
    """All articles that contain a plain string, in their titles or their text."""
    sure, likely = _passages(wanted, index)
    passages = union([sure, likely])
    found = union([index.locations(sure).articles])
    others = _others(likely, found, index)
    has = [_has(wanted, *one, passages) for one in _read(others, index)]
    return Containing(union([found, others[np.array(has, dtype=bool)]]), passages)


def occurs(wanted: str, index: Index) -> bool:
    """Tell whether any line of any report contains a plain string."""
    if any(map(index.weight, _terms_proving(wanted, index))):
        return True
    _, likely = _passages(wanted, index)
    others = _others(likely, _NONE, index)
    chunks = (others[start : start + _AT_ONCE] for start in range(0, len(others), _AT_ONCE))
    return any(_has(wanted, *one, likely) for chunk in chunks for one in _read(chunk, index))


def place_in(wanted: str, view: ArticleView, first: int, passages: Numbers) -> int | None:
    """The position of the first of some passages of an article whose text has the plain string."""
    paragraphs = view.text.split("\n")
    ends = np.array([first, first + len(view.roles)], dtype=passages.dtype)
    start, end = passages.searchsorted(ends)
    positions = (passages[start:end] - first).tolist()
    return next((at for at in positions if wanted in paragraphs[at]), None)


def union(parts: Iterable[Numbers]) -> Numbers:
    """Unite ascending numbers, each once."""
    ordered = np.sort(np.concatenate([_NONE, *parts]), kind="stable")  # merges what is in order
    is_first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


def common(one: Numbers, other: Numbers) -> Numbers:
    """Intersect two ascending arrays of numbers."""
    return one[np.isin(one, other, assume_unique=True)]


def _others(likely: Numbers, found: Numbers, index: Index) -> Numbers:
    articles = union([index.locations(likely).articles])
    return articles[~np.isin(articles, found, assume_unique=True)]


def _read(articles: Numbers, index: Index) -> Iterator[tuple[ArticleView, int]]:
    return zip(index.article_views(articles), articles.tolist(), strict=True)


def _has(wanted: str, view: ArticleView, first: int, passages: Numbers) -> bool:
    return wanted in view.titles or place_in(wanted, view, first, passages) is not None


def _passages(wanted: str, index: Index) -> tuple[Numbers, Numbers]:
    """The passages whose postings prove that their text or titles have the plain string, and others
    that may have it.
    """
    sure = _holding(_terms_proving(wanted, index), FIELDS, index)
    if _is_told(wanted):
        return sure, _NONE
    if free := [pair for pair in bigrams(wanted) if not _may_join(pair[1:])]:
        has_all = all(index.weights(free))
        each = [[pair] for pair in free]
        return sure, index.holding(*each, field="pairs") if has_all else _NONE
    return sure, _holding(_terms_around(wanted, index), FIELDS, index)


def _terms_proving(wanted: str, index: Index) -> list[str]:
    """The terms each of which proves that a string stands where it does."""
    if not _is_told(wanted):
        return [wanted]
    return _terms_around(wanted, index) if len(wanted) == 1 else [wanted, BIGRAM + wanted]


def _is_told(wanted: str) -> bool:
    """Tell whether postings tell of each place where a string stands: of one character or two."""
    if len(wanted) == 1:
        return not _may_join(wanted) and not bigrams(wanted)
    # numbers are made one in pairs: a digit there may have been another numeral
    is_kept = wanted.isalnum() and not any(map(str.isdigit, wanted))
    return bigrams(wanted) == [BIGRAM + wanted] and is_kept and not _may_join(wanted)


def _may_join(pair: str) -> bool:
    """Tell whether a pair may be cut otherwise beside others, which make a number or a
    Latin word with it.
    """
    return any(char.isascii() or char in NUMERAL_CHARACTERS for char in pair)


def _terms_around(wanted: str, index: Index) -> list[str]:
    """The terms of which one stands wherever a string does that has no pair to tell by."""
    # the rarest of its characters; of Latin letters and digits all, which are one word
    apart = [char for char in wanted if not _may_join(char)]
    if apart:
        # beside others it is in a pair with them, and by itself a word
        char = max(apart, key=index.weight)
        return [char, *index.terms_starting(BIGRAM + char), *index.terms_ending(char)]
    part = wanted if wanted.isascii() else max(wanted, key=index.weight)
    # the key of a value stands in no text
    return [term for term in index.terms_with(part) if part in term.rpartition(SPELT)[2]]


def _holding(terms: Sequence[str], fields: Iterable[str], index: Index) -> Numbers:
    """The passages that hold one of the terms in one of the fields."""
    return union([index.holding(terms, field=field) for field in fields if terms])
