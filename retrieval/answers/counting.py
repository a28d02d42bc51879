"""Which articles mention something: an exact count from the whole index, not from the best hits."""

import re
from collections.abc import Iterable, Sequence

from retrieval.answers.answer import Listing
from retrieval.answers.evidence import gather
from retrieval.answers.ranking import Ranked
from retrieval.articles import Article
from retrieval.index import Index
from retrieval.passages import View, plain
from retrieval.questions import Concept, Form, Kind, Question, Source
from retrieval.terms import bigrams

_JOINT = re.compile("以及|[和与跟及、]")


def mentions(word: str, index: Index, *, top_k: int) -> tuple[Listing, list[Ranked]]:
    """Every article that has the word in its titles or text, and of the first `top_k` a passage
    that has it.

    Spelled as asked but for width, case, script and white space. Of 甲和乙, which stands nowhere
    as such, the articles that have both.
    """
    first = _views(plain(word), index)
    if not first and len(parts := _JOINT.split(plain(word))) > 1:
        own = [_views(part, index) for part in parts]
        first = {key: view for key, view in own[0].items() if all(key in one for one in own)}
    found = sorted(
        ((view.passage.article, view) for view in first.values()),
        key=lambda pair: (pair[0].report, _first_line(pair[0])),
    )
    question = _question(_JOINT.split(plain(word)) if first else [plain(word)])
    views = [view for _, view in found[:top_k]]
    gathered = gather(question, views, search=[1.0] * len(views))
    ranked = [Ranked(question, evidence, 1.0) for evidence in gathered.evidence]
    return Listing(word, tuple(article for article, _ in found)), ranked


def _views(wanted: str, index: Index) -> dict[str, View]:
    """By the id of each article that has the plain words, its first passage that has them."""
    first: dict[str, View] = {}
    for view in _candidates(wanted, index):
        if wanted in view.text or wanted in view.titles:
            best = first.setdefault(view.article.article_id, view)
            if _order(view, wanted) < _order(best, wanted):
                first[view.article.article_id] = view
    return first


def _order(view: View, wanted: str) -> tuple[bool, int]:
    """A passage that has the word goes before one whose titles have it, the first before others."""
    return wanted not in view.text, view.position


def _first_line(article: Article) -> int:
    return min((*article.title_lines, *(n for p in article.paragraphs for n in p.lines)), default=0)


def _candidates(wanted: str, index: Index) -> Iterable[View]:
    """The passages that may have the word: those with the rarest pair of its characters."""
    terms = list(bigrams(wanted)) or [wanted]
    if len(wanted) == 1:
        # a character alone is a word in some passages and part of one in others
        terms = [term for term in index.vocabulary() if wanted in term]
    elif not all(map(index.weight, terms)):
        return []
    else:
        terms = [max(terms, key=index.weight)]
    query = dict.fromkeys(terms, 1.0)
    return [hit.view for hit in index.search(query, top_k=max(1, len(index)))] if query else []


def _question(words: Sequence[str]) -> Question:
    concepts = tuple(
        Concept(word, 1.0, (Form(word, 1.0, Source.TYPED),), is_focus=True) for word in words
    )
    return Question(" ".join(words), " ".join(words), Kind.TOPIC, concepts)
