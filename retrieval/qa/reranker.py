"""Candidates put in order: a weighted sum of the evidence, its weights fitted (benchmarks/)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.documents import Passage
from retrieval.documents.article import TITLE_ROLES
from retrieval.index import Index
from retrieval.qa.dedup import is_copy
from retrieval.qa.passage_features import Evidence, Gathered, gather
from retrieval.query import Question, Source
from retrieval.text import word_bigrams
from retrieval.text.values import value_at, value_prefix

CANDIDATES = 60
# a pair of characters tells less than a word, a form less than what was typed
PAIR = 0.25
_LEAST_WEIGHT = 0.02


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate for a question and its score: the weighted sum of its evidence."""

    question: Question
    evidence: Evidence
    score: float

    @property
    def passage(self) -> Passage:
        return self.evidence.view.passage


@dataclass(frozen=True)
class Ranker:
    """Searches and ranks; `weights` are those of the evidence's figures."""

    index: Index
    weights: Mapping[str, float]
    candidates: int = CANDIDATES

    def rank(self, question: Question) -> list[Ranked]:
        """The candidates for a question, best first; ties keep the order of the search."""
        return self.sorted(self.gather(question))

    def sorted(self, gathered: Gathered) -> list[Ranked]:
        """Candidates by the weighted sums of their figures, best first."""
        scores = gathered.scores(self.weights)
        found = zip(gathered.evidence, scores.tolist(), strict=True)
        ranked = [Ranked(gathered.question, evidence, score) for evidence, score in found]
        return sorted(ranked, key=lambda found: -found.score)

    def gather(self, question: Question) -> Gathered:
        """The evidence of every candidate, in the order of the search."""
        hits = self.index.search(terms(question, self.index), top_k=self.candidates)
        # a line of titles may have more than any paragraph
        best = next((hit.score for hit in hits if hit.view.role not in TITLE_ROLES), 1.0)
        return gather(
            question, [hit.view for hit in hits], search=[hit.score / best for hit in hits]
        )


def terms(question: Question, index: Index) -> dict[str, float]:
    """The terms that candidates are searched by, and their weights."""
    found: dict[str, float] = {}
    concepts = [concept for concept in question.concepts if concept.weight >= _LEAST_WEIGHT]
    texts = [form.text for concept in concepts for form in concept.forms]
    weights = dict(zip(texts, index.weights(texts), strict=True))
    for concept in concepts:
        for form in concept.forms:
            for term, share in _terms_of(form.text, is_term=weights[form.text] > 0):
                weight = concept.weight * form.weight * share
                found[term] = max(weight, found.get(term, 0.0))
        if any(form.source is Source.TYPED for form in concept.forms):
            for pair in word_bigrams(concept.text):
                found[pair] = max(PAIR * concept.weight, found.get(pair, 0.0))
    return found


def _terms_of(text: str, *, is_term: bool) -> Sequence[tuple[str, float]]:
    """A form as a term, or, if it is none of the index, as its pairs of characters; a value as its
    terms.
    """
    if is_term:
        return [(text, 1.0)]
    if (value := value_at(text, 0)) and value.end == len(text):
        return [(value_prefix(key) + text, 1.0) for key in value.keys]
    pairs = word_bigrams(text)
    return [(pair, 1 / len(pairs)) for pair in pairs]


def without_repeats(ranked: Iterable[Ranked], *, most: int) -> list[Ranked]:
    """The first, but of a passage and a longer one that holds it the longer, wherever it stands;
    a copy on another page, a few characters apart, is no other passage.
    """
    kept: list[Ranked] = []
    texts: list[str] = []
    for candidate in ranked:
        text = candidate.evidence.view.text
        place = _place_of_repeat(text, texts)
        if place is None:
            if len(kept) < most and not any(_is_copy(candidate, other) for other in kept):
                kept.append(candidate)
                texts.append(text)
        elif len(text) > len(texts[place]):
            kept[place], texts[place] = candidate, text
    return kept


def _is_copy(one: Ranked, other: Ranked) -> bool:
    view, beside = one.evidence.view, other.evidence.view
    return view.article.report != beside.article.report and is_copy(view.text, beside.text)


def _place_of_repeat(text: str, texts: Sequence[str]) -> int | None:
    """Where the first text is that holds this one or is held by it."""
    size = len(text)
    for place, other in enumerate(texts):
        if text in other if len(other) >= size else other in text:
            return place
    return None
