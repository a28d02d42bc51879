"""Characters as terms: an analysis that needs no dictionary."""

from collections.abc import Iterable, Sequence

from retrieval.documents import Passage
from retrieval.index import FIELDS, IndexedPassage
from retrieval.store.writing.ingest import Analysis
from retrieval.store.writing.sync import IndexingPlan


def by_character(passages: Sequence[Passage]) -> Iterable[IndexedPassage]:
    """Each letter of a passage and of its titles is a term."""
    for passage in passages:
        letters = {"titles": "".join(passage.article.titles)}
        terms = {name: list(letters.get(name, passage.text)) for name in FIELDS}
        yield IndexedPassage(passage, terms)


def make_analysis() -> Analysis:
    """As a worker process makes it."""
    return by_character


PLAN = IndexingPlan(fingerprint="by character", make_analysis=make_analysis)
