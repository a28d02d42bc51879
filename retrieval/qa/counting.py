"""Which articles mention something: an exact count from the whole index, not from the best hits."""

import re
from collections.abc import Sequence
from functools import reduce

import numpy as np

from retrieval.documents import Article, View, plain
from retrieval.index import Index
from retrieval.index.containment import Containing, common, containing, place_in
from retrieval.qa.passage_features import gather
from retrieval.qa.reranker import Ranked
from retrieval.qa.result import Listing
from retrieval.query import Concept, Form, Kind, Question, Source

# so many articles are listed, if as many are found, however few passages are wanted
LISTED = 100
_JOINT = re.compile("以及|[和与跟及、]")


def mentions(word: str, index: Index, *, top_k: int) -> tuple[Listing, list[Ranked]]:
    """How many articles have the word in their titles or text, the first of them, at least `top_k`
    if there are so many, and of the first `top_k` a passage that has it.

    Spelled as asked but for width, case, script and white space. Of 甲和乙, which stands nowhere
    as such, the articles that have both.
    """
    words = [plain(word)]
    found = containing(words[0], index)
    parts = [part for part in _JOINT.split(words[0]) if part]  # 甲、乙和丙, 甲、乙、和丙
    if not len(found.articles) and len(parts) > 1:
        found, *others = [containing(part, index) for part in parts]
        both = reduce(common, [found.articles, *(other.articles for other in others)])
        found = Containing(both, found.passages)
        words = parts if len(both) else words
    views = _first(found, words[0], index, count=max(top_k, LISTED))
    shown = views[:top_k]
    question = _question(words)
    gathered = gather(question, shown, search=[1.0] * len(shown))
    ranked = [Ranked(question, evidence, 1.0) for evidence in gathered.evidence]
    articles = tuple(view.passage.article for view in views)
    return Listing(word, articles, len(found.articles)), ranked


def _first(found: Containing, wanted: str, index: Index, *, count: int) -> list[View]:
    """So many of the first articles, in page order: of each the first passage whose text has the
    words, or else, as its titles have them, its first.
    """
    articles = found.articles
    if len(articles) > count:
        # reports are taken whole: which of a page's articles goes first, its lines tell
        reports = index.locations(articles).reports
        articles = articles[reports <= np.partition(reports, count - 1)[count - 1]]
    passages = [
        first + (place_in(wanted, view, first, found.passages) or 0)
        for first, view in zip(articles.tolist(), index.article_views(articles), strict=True)
    ]
    views = index.views(passages)
    views.sort(key=lambda view: (view.article.report, _first_line(view.passage.article)))
    return views[:count]


def _first_line(article: Article) -> int:
    return min((*article.title_lines, *(n for p in article.paragraphs for n in p.lines)), default=0)


def _question(words: Sequence[str]) -> Question:
    concepts = tuple(
        Concept(word, 1.0, (Form(word, 1.0, Source.TYPED),), is_focus=True) for word in words
    )
    return Question(" ".join(words), " ".join(words), Kind.TOPIC, concepts)
