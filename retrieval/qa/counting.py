"""Which articles mention something: an exact count from the whole index, not from the best hits.

What a posting proves is counted from the postings alone: a word that is a term, a pair of
characters. What is longer is looked for in the articles that have all of its pairs, and only there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from retrieval.documents import Article, ArticleView, View, plain
from retrieval.index import FIELDS, Index, Numbers
from retrieval.qa.passage_features import gather
from retrieval.qa.reranker import Ranked
from retrieval.qa.result import Listing
from retrieval.query import Concept, Form, Kind, Question, Source
from retrieval.text import BIGRAM, NUMERAL_CHARACTERS, bigrams

# so many articles are listed, if as many are found, however few passages are wanted
LISTED = 100
_JOINT = re.compile("以及|[和与跟及、]")
_PAIRED_FIELDS = ("pairs", "titles")
_NONE: Numbers = np.empty(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class _Mentions:
    """The articles that have some words, by the numbers of their first passages, and the passages
    that may have them, of these articles and of others; both ascending.
    """

    articles: Numbers
    passages: Numbers


def mentions(word: str, index: Index, *, top_k: int) -> tuple[Listing, list[Ranked]]:
    """How many articles have the word in their titles or text, the first of them, at least `top_k`
    if there are so many, and of the first `top_k` a passage that has it.

    Spelled as asked but for width, case, script and white space. Of 甲和乙, which stands nowhere
    as such, the articles that have both.
    """
    words = [plain(word)]
    found = _find(words[0], index)
    parts = [part for part in _JOINT.split(words[0]) if part]  # 甲、乙和丙, 甲、乙、和丙
    if not len(found.articles) and len(parts) > 1:
        found, *others = [_find(part, index) for part in parts]
        both = reduce(_common, [found.articles, *(other.articles for other in others)])
        found = _Mentions(both, found.passages)
        words = parts if len(both) else words
    views = _first(found, words[0], index, count=max(top_k, LISTED))
    shown = views[:top_k]
    question = _question(words)
    gathered = gather(question, shown, search=[1.0] * len(shown))
    ranked = [Ranked(question, evidence, 1.0) for evidence in gathered.evidence]
    articles = tuple(view.passage.article for view in views)
    return Listing(word, articles, len(found.articles)), ranked


def _find(wanted: str, index: Index) -> _Mentions:
    """Where the plain words stand."""
    sure, likely = _passages(wanted, index)
    passages = _union([sure, likely])
    found = _union([index.locations(sure).articles])
    others = _union([index.locations(likely).articles])
    others = others[~np.isin(others, found, assume_unique=True)]
    has = [
        wanted in view.titles or _place(wanted, view, first, passages) is not None
        for first, view in zip(others.tolist(), index.article_views(others), strict=True)
    ]
    return _Mentions(_union([found, others[np.array(has, dtype=bool)]]), passages)


def _passages(wanted: str, index: Index) -> tuple[Numbers, Numbers]:
    """The passages whose postings prove that their text or titles have the plain words, and others
    that may have them.
    """
    # numbers are made one in pairs: a digit there may have been another numeral
    is_kept = wanted.isalnum() and not any(map(str.isdigit, wanted))
    if len(wanted) == 1:
        # a character alone is a word in some passages and part of one in others
        terms = index.terms_with(wanted)
        words = [term for term in terms if is_kept or not term.startswith(BIGRAM)]
        made = [term for term in terms if not is_kept and term.startswith(BIGRAM)]
        return _holding(words, FIELDS, index), _holding(made, _PAIRED_FIELDS, index)
    pairs = bigrams(wanted)
    if not all(index.weights(pairs)):
        return _NONE, _NONE
    if not pairs or (pairs == [BIGRAM + wanted] and is_kept):
        return _holding([wanted, *pairs], FIELDS, index), _NONE
    return _holding([wanted], FIELDS, index), _holding_all(_standing(pairs, index), index)


def _standing(pairs: Sequence[str], index: Index) -> list[str]:
    """Those of a word's pairs that stand wherever the word does, not cut otherwise beside others
    that make a number or a Latin word with them; the rarest pair if none does surely.
    """
    free = [p for p in pairs if not any(c.isascii() or c in NUMERAL_CHARACTERS for c in p[1:])]
    return free or [max(pairs, key=index.weight)]


def _holding(terms: Sequence[str], fields: Iterable[str], index: Index) -> Numbers:
    """The passages that hold one of the terms in one of the fields."""
    return _union([index.holding(terms, field=field) for field in fields if terms])


def _holding_all(terms: Sequence[str], index: Index) -> Numbers:
    """The passages that hold all of some pairs of characters, in their text or in their titles."""
    fields = [[index.holding([term], field=name) for term in terms] for name in _PAIRED_FIELDS]
    return _union([reduce(_common, held) for held in fields])


def _union(parts: Iterable[Numbers]) -> Numbers:
    """What stands in one of some ascending parts, each number once."""
    ordered = np.sort(np.concatenate([_NONE, *parts]), kind="stable")  # merges what is in order
    is_first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


def _common(one: Numbers, other: Numbers) -> Numbers:
    """What stands in both of two ascending parts."""
    return one[np.isin(one, other, assume_unique=True)]


def _first(found: _Mentions, wanted: str, index: Index, *, count: int) -> list[View]:
    """So many of the first articles, in page order: of each the first passage whose text has the
    words, or else, as its titles have them, its first.
    """
    articles = found.articles
    if len(articles) > count:
        # reports are taken whole: which of a page's articles goes first, its lines tell
        reports = index.locations(articles).reports
        articles = articles[reports <= np.partition(reports, count - 1)[count - 1]]
    passages = [
        first + (_place(wanted, view, first, found.passages) or 0)
        for first, view in zip(articles.tolist(), index.article_views(articles), strict=True)
    ]
    views = index.views(passages)
    views.sort(key=lambda view: (view.article.report, _first_line(view.passage.article)))
    return views[:count]


def _place(wanted: str, view: ArticleView, first: int, passages: Numbers) -> int | None:
    """The position of the first of some passages of an article whose text has the plain words."""
    paragraphs = view.text.split("\n")
    ends = np.array([first, first + len(view.roles)], dtype=passages.dtype)
    start, end = passages.searchsorted(ends)
    positions = (passages[start:end] - first).tolist()
    return next((at for at in positions if wanted in paragraphs[at]), None)


def _first_line(article: Article) -> int:
    return min((*article.title_lines, *(n for p in article.paragraphs for n in p.lines)), default=0)


def _question(words: Sequence[str]) -> Question:
    concepts = tuple(
        Concept(word, 1.0, (Form(word, 1.0, Source.TYPED),), is_focus=True) for word in words
    )
    return Question(" ".join(words), " ".join(words), Kind.TOPIC, concepts)
