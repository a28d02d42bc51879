"""Which articles mention something: an exact count from the whole index, not from the best hits."""

from collections.abc import Iterable

from retrieval.answers.answer import Listing
from retrieval.answers.evidence import gather
from retrieval.answers.ranking import Ranked
from retrieval.answers.view import Views, plain
from retrieval.articles import Article
from retrieval.index import Index
from retrieval.passages import Passage
from retrieval.questions import Concept, Form, Kind, Question, Source
from retrieval.terms import bigrams


def mentions(word: str, index: Index, views: Views) -> tuple[Listing, list[Ranked]]:
    """Every article that has the word in its titles or text, and a passage of each that has it.

    Spelled as asked but for width, case, script and white space.
    """
    wanted = plain(word)
    first: dict[str, Passage] = {}
    for passage in _candidates(wanted, index):
        view = views.of(passage)
        if wanted not in view.text and wanted not in view.titles:
            continue
        key = passage.article.article_id
        best = first.get(key)
        if best is None or _order(passage, wanted, views) < _order(best, wanted, views):
            first[key] = passage
    passages = sorted(first.values(), key=lambda p: (p.article.report, _first_line(p.article)))
    question = _question(wanted)
    ranked = [Ranked(question, gather(question, views.of(p), search=1.0), 1.0) for p in passages]
    return Listing(word, tuple(p.article for p in passages)), ranked


def _order(passage: Passage, wanted: str, views: Views) -> tuple[bool, int]:
    """A passage that has the word goes before one whose titles have it, the first before others."""
    return wanted not in views.of(passage).text, passage.position


def _first_line(article: Article) -> int:
    return min((*article.title_lines, *(n for p in article.paragraphs for n in p.lines)), default=0)


def _candidates(wanted: str, index: Index) -> Iterable[Passage]:
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
    return [hit.passage for hit in index.search(query, top_k=max(1, len(index)))] if query else []


def _question(wanted: str) -> Question:
    concept = Concept(wanted, 1.0, (Form(wanted, 1.0, Source.TYPED),), is_focus=True)
    return Question(wanted, wanted, Kind.TOPIC, (concept,))
