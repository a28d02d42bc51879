"""Which articles mention something: an exact count from the whole index, not from the best hits.

What a posting proves is counted from the postings alone: a word that is a term, a pair of
characters. What is longer is looked for in the articles that have all of its pairs, and only there.
"""

import re
from collections.abc import Iterable, Sequence
from functools import reduce

import numpy as np

from retrieval.answers.answer import Listing
from retrieval.answers.evidence import gather
from retrieval.answers.ranking import Ranked
from retrieval.articles import Article
from retrieval.index import FIELDS, Index, Numbers
from retrieval.passages import ArticleView, View, plain
from retrieval.questions import Concept, Form, Kind, Question, Source
from retrieval.terms import BIGRAM, NUMERAL_CHARACTERS, bigrams

# so many articles are listed, if as many are found, however few passages are wanted
LISTED = 100
_JOINT = re.compile("以及|[和与跟及、]")
_PAIRED_FIELDS = ("pairs", "titles")


def mentions(word: str, index: Index, *, top_k: int) -> tuple[Listing, list[Ranked]]:
    """How many articles have the word in their titles or text, the first of them, at least `top_k`
    if there are so many, and of the first `top_k` a passage that has it.

    Spelled as asked but for width, case, script and white space. Of 甲和乙, which stands nowhere
    as such, the articles that have both.
    """
    words = [plain(word)]
    found = _articles(words[0], index)
    if not len(found) and len(parts := _JOINT.split(words[0])) > 1:
        found = reduce(np.intersect1d, [_articles(part, index) for part in parts])
        words = parts if len(found) else words
    views = _first(found, index, wanted=words[0], count=max(top_k, LISTED))
    question = _question(words)
    gathered = gather(question, views[:top_k], search=[1.0] * len(views[:top_k]))
    ranked = [Ranked(question, evidence, 1.0) for evidence in gathered.evidence]
    articles = tuple(view.passage.article for view in views)
    return Listing(word, articles, len(found)), ranked


def _articles(wanted: str, index: Index) -> Numbers:
    """The articles that have the plain words, by the numbers of their first passages, ascending."""
    sure, likely = _passages(wanted, index)
    found = np.unique(index.places(sure).articles)
    others = np.setdiff1d(index.places(likely).articles, found)
    has = [wanted in v.text or wanted in v.titles for v in index.article_views(others)]
    return np.union1d(found, others[np.array(has, dtype=bool)])


def _passages(wanted: str, index: Index) -> tuple[Numbers, Numbers]:
    """The passages whose postings prove that their text or titles have the plain words; others
    that may have them too.
    """
    # numbers are made one in pairs: there a digit may have been another numeral
    is_kept = wanted.isalnum() and not any(map(str.isdigit, wanted))
    if len(wanted) == 1:
        # a character alone is a word in some passages and part of one in others
        pairs = index.terms_with(wanted)
        words = [term for term in pairs if is_kept or not term.startswith(BIGRAM)]
        return _holding(words, FIELDS, index), _holding(pairs, _PAIRED_FIELDS, index)
    pairs = bigrams(wanted)
    if not all(index.weights(pairs)):
        return _holding((), (), index), _holding((), (), index)
    if not pairs or (pairs == [BIGRAM + wanted] and is_kept):
        return _holding([wanted, *pairs], FIELDS, index), _holding((), (), index)
    return _holding([wanted], FIELDS, index), _holding_all(_standing(pairs, index), index)


def _standing(pairs: Sequence[str], index: Index) -> list[str]:
    """The rarest of a word's pairs, and those that stand wherever the word does: not those that
    may be cut otherwise beside other characters, in a number or a Latin word.
    """
    rarest = max(pairs, key=index.weight)
    is_free = {
        pair: not any(c.isascii() or c in NUMERAL_CHARACTERS for c in pair[1:]) for pair in pairs
    }
    return [rarest, *(pair for pair in pairs if is_free[pair] and pair != rarest)]


def _holding(terms: Sequence[str], fields: Iterable[str], index: Index) -> Numbers:
    """The passages that hold one of the terms in one of the fields."""
    held = [index.holding(terms, field=field) for field in fields if terms]
    return np.concatenate([np.empty(0, dtype=np.uint32), *held])


def _holding_all(terms: Sequence[str], index: Index) -> Numbers:
    """The passages that hold all of some pairs of characters, in their text or in their titles."""
    fields = [[_holding([term], [field], index) for term in terms] for field in _PAIRED_FIELDS]
    return np.concatenate([reduce(np.intersect1d, held) for held in fields])


def _first(articles: Numbers, index: Index, *, wanted: str, count: int) -> list[View]:
    """So many of the first articles, in page order: of each the first passage whose text has the
    words, or else, as its titles have them, its first.
    """
    reports = index.places(articles).reports
    if len(articles) > count:
        # reports are taken whole: which of a page's articles goes first, its lines tell
        is_first = reports <= np.partition(reports, count - 1)[count - 1]
        articles = articles[is_first]
    places = [_place(view, wanted) for view in index.article_views(articles)]
    views = index.views([first + at for first, at in zip(articles.tolist(), places, strict=True)])
    views.sort(key=lambda view: (view.article.report, _first_line(view.passage.article)))
    return views[:count]


def _place(view: ArticleView, wanted: str) -> int:
    """The position of the first paragraph that has the plain words; 0 if none has."""
    paragraphs = view.text.split("\n")
    return next((at for at, text in enumerate(paragraphs) if wanted in text), 0)


def _first_line(article: Article) -> int:
    return min((*article.title_lines, *(n for p in article.paragraphs for n in p.lines)), default=0)


def _question(words: Sequence[str]) -> Question:
    concepts = tuple(
        Concept(word, 1.0, (Form(word, 1.0, Source.TYPED),), is_focus=True) for word in words
    )
    return Question(" ".join(words), " ".join(words), Kind.TOPIC, concepts)
