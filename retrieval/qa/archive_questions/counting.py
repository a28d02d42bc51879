"""Exact counts of the articles that mention something, from the whole index."""

import re
from collections.abc import Sequence
from functools import reduce

import numpy as np

from retrieval.documents import Article, View, plain
from retrieval.index import Index, Numbers
from retrieval.index.containment import Containing, common, containing, place_in, union
from retrieval.qa.ranking.passage_features import extract_features
from retrieval.qa.ranking.reranker import Ranked
from retrieval.qa.result import Listing
from retrieval.query import Concept, Form, FormSource, Kind, Question

# so many articles are listed, if as many are found, however few passages are wanted
LISTED = 100
_MENTION = "(?:提到|提及|提|说到|讲到|写到|谈到|涉及)"
_JOINT = re.compile(f"以及|(?:并且|而且|并|又|也|还)有?{_MENTION}?|[和与跟及、]")
_EITHER = re.compile("或者|或是|或")
_EXCEPT = re.compile(f"[,，、]?(?:但是?|而|却|且|可)?(?:(?:并?没有?|不|并?未){_MENTION}|但?没有)")


def mentions(word: str, index: Index, *, top_k: int) -> tuple[Listing, list[Ranked]]:
    """Count and list the articles that have a word in their titles or text.

    The listing has the count and the first articles, at least `top_k` if there are so many; with it
    comes a passage that has the word for each of the first `top_k`. Width, case, script and white
    space may differ. For 甲和乙, if it stands nowhere as such, articles that have both are counted.
    """
    words, found = find_mentions(plain(word), index)
    views = _first(found, words[0], index, count=max(top_k, LISTED))
    shown = views[:top_k]
    question = _question(words)
    retrieved = extract_features(question, shown, search=[1.0] * len(shown))
    ranked = [Ranked(question, passage, 1.0) for passage in retrieved.passages]
    articles = tuple(view.passage.article for view in views)
    return Listing(word, articles, len(found.articles)), ranked


def find_mentions(wanted: str, index: Index) -> tuple[list[str], Containing]:
    """Find a plain string, or, where it stands nowhere as such, what its parts ask for together.

    甲和乙 asks for both, 甲或乙 for either, 甲但没有提到乙 for the first without the second.
    """
    found = containing(wanted, index)
    if len(found.articles):
        return [wanted], found
    first, without, second = _EXCEPT.sub("\n", wanted, count=1).partition("\n")
    if without and first and second:
        kept, left = find_mentions(_bare(first), index)[1], find_mentions(_bare(second), index)[1]
        own = kept.articles[~np.isin(kept.articles, left.articles, assume_unique=True)]
        return [_bare(first)], Containing(own, kept.passages)
    for joint, combined in ((_EITHER, lambda sets: union(sets)), (_JOINT, _all_of)):
        parts = [bare for part in joint.split(wanted) if (bare := _bare(part))]
        if len(parts) > 1:
            each = [find_mentions(part, index)[1] for part in parts]
            articles = combined([one.articles for one in each])
            if len(articles):
                return parts, Containing(articles, union([one.passages for one in each]))
    return [wanted], found


def _all_of(sets: Sequence[Numbers]) -> Numbers:
    return reduce(common, sets)


def _bare(part: str) -> str:
    return part.strip("“”\"'「」《》,，")


def _first(found: Containing, wanted: str, index: Index, *, count: int) -> list[View]:
    """The first `count` articles in page order, each as one passage.

    That is the first passage with the words, or the article's first if only its titles have them.
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
        Concept(word, 1.0, (Form(word, 1.0, FormSource.TYPED),), is_focus=True) for word in words
    )
    return Question(" ".join(words), " ".join(words), Kind.TOPIC, concepts)
