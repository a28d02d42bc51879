"""Candidates ranked by a weighted sum of their features, its weights fitted (benchmarks/)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.documents import Passage, View
from retrieval.documents.article import TITLE_ROLES
from retrieval.index import Index
from retrieval.qa.ranking.dedup import is_copy
from retrieval.qa.ranking.passage_features import (
    RetrievedPassage,
    RetrievedPassages,
    extract_features,
)
from retrieval.query import FormSource, Question
from retrieval.text import bigrams, word_bigrams
from retrieval.text.values import value_at, value_prefix

CANDIDATES = 40
# the articles of the first hits, whose other paragraphs are candidates too, and how many of them
_ARTICLES = 5
_PARAGRAPHS = 16


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate for a question and its score: the weighted sum of its features."""

    question: Question
    retrieved: RetrievedPassage
    score: float

    @property
    def passage(self) -> Passage:
        return self.retrieved.view.passage


@dataclass(frozen=True)
class Ranker:
    """Searches and ranks; `weights` are those of the passage features."""

    index: Index
    weights: Mapping[str, float]
    candidates: int = CANDIDATES

    def rank(self, question: Question) -> list[Ranked]:
        """The candidates for a question, best first; ties keep the order of the search."""
        return self.sorted(self.retrieve(question))

    def sorted(self, retrieved: RetrievedPassages) -> list[Ranked]:
        """Sort candidates by the weighted sums of their features, best first."""
        scores = retrieved.scores(self.weights)
        found = zip(retrieved.passages, scores.tolist(), strict=True)
        ranked = [Ranked(retrieved.question, passage, score) for passage, score in found]
        return sorted(ranked, key=lambda found: -found.score)

    def retrieve(self, question: Question) -> RetrievedPassages:
        """Search, and compute the features of every candidate, in the order of the search."""
        hits = self.index.search(terms(question, self.index), top_k=self.candidates)
        scores = {hit.view: hit.score for hit in hits}
        if hits:
            # what is asked may stand in another paragraph of an article that is found by its lead
            for view in _siblings([hit.view for hit in hits]):
                scores.setdefault(view, hits[-1].score)
        return extract_features(question, list(scores), search=list(scores.values()))


def _siblings(views: Sequence[View]) -> Iterator[View]:
    """The first paragraphs of the first articles."""
    articles = {view.article.article_id: view for view in reversed(views)}
    for view in list(reversed(articles.values()))[:_ARTICLES]:
        for position, role in enumerate(view.article.roles[:_PARAGRAPHS]):
            if role not in TITLE_ROLES:
                yield view.beside(position)


def terms(question: Question, index: Index) -> dict[str, float]:
    """Choose the terms that candidates are searched by, and their weights.

    Words weigh as much as they are sure: how rare one is, the index knows. Pairs of characters
    run across the borders of words, so that the order of words counts.
    """
    found = dict.fromkeys(bigrams(question.understood), 1.0)
    texts = [form.text for concept in question.concepts for form in concept.forms]
    weights = dict(zip(texts, index.weights(texts), strict=True))
    for concept in question.concepts:
        for form in concept.forms:
            own = _terms_of(form.text, is_term=weights[form.text] > 0)
            if form.source is FormSource.TYPED:
                own |= dict.fromkeys(word_bigrams(form.text), 1.0)
            for term, share in own.items():
                found[term] = max(form.weight * share, found.get(term, 0.0))
    return found


def _terms_of(text: str, *, is_term: bool) -> dict[str, float]:
    """Give a form as a term, or, if it is none of the index, as its pairs of characters; a value as
    its terms.
    """
    if is_term:
        return {text: 1.0}
    if (value := value_at(text, 0)) and value.end == len(text):
        return {value_prefix(key) + text: 1.0 for key in value.keys}
    pairs = word_bigrams(text)
    return {pair: 1 / len(pairs) for pair in pairs}


def without_repeats(ranked: Iterable[Ranked], *, most: int) -> list[Ranked]:
    """Keep the first `most` passages that repeat no other.

    Of a passage and a longer one that contains it the longer is kept, at the place of the first. A
    copy on another page, a few characters apart, is a repeat too.
    """
    kept: list[Ranked] = []
    texts: list[str] = []
    for candidate in ranked:
        text = candidate.retrieved.view.text
        place = _place_of_repeat(text, texts)
        if place is None:
            if len(kept) < most and not any(_is_copy(candidate, other) for other in kept):
                kept.append(candidate)
                texts.append(text)
        elif len(text) > len(texts[place]):
            kept[place], texts[place] = candidate, text
    return kept


def _is_copy(one: Ranked, other: Ranked) -> bool:
    view, beside = one.retrieved.view, other.retrieved.view
    return view.article.report != beside.article.report and is_copy(view.text, beside.text)


def _place_of_repeat(text: str, texts: Sequence[str]) -> int | None:
    """The place of the first text that contains this one or is contained in it, or None."""
    size = len(text)
    for place, other in enumerate(texts):
        if text in other if len(other) >= size else other in text:
            return place
    return None
