"""Of passages the sentence that answers and the words that answer."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import chain, repeat

import numpy as np

from retrieval.qa.answer_types import is_known_by_form
from retrieval.qa.linear import Figures, Weights
from retrieval.qa.passage_features import Evidence
from retrieval.qa.result import Span
from retrieval.qa.sentence_features import Sentences, hold
from retrieval.qa.spans.candidates import CandidateFinder
from retrieval.qa.spans.extractors import Candidate, Category
from retrieval.qa.spans.lexical_type import asked_ends, is_name
from retrieval.qa.spans.person_roles import description
from retrieval.qa.spans.phrases import Phraser
from retrieval.qa.spans.span_features import Fits, Searched, fit, weights_by_form
from retrieval.query import Kind, Question
from retrieval.query.wordlists import Lexicon
from retrieval.text import Analyzer

# words of the sort asked for are taken if all of them together are at least this likely
_LEAST_NAMED = 0.05


def choose(
    starts: Figures, ends: Figures, scores: Figures, named: Sequence[int]
) -> tuple[int, float]:
    """The number of the likeliest words, and how likely they are with all that overlap them.

    `scores` are weighed figures; `named` are the numbers of those of the sort asked for: one of
    them is chosen if any may be. Raises ValueError if there are none at all.
    """
    shares = np.exp(scores - scores.max())
    among = np.arange(len(scores))
    if shares[named].sum() > _LEAST_NAMED * shares.sum():
        among = np.array(named)
    best, shares = among[scores[among].argmax()], shares[among]
    overlaps = (starts[among] < ends[best]) & (starts[best] < ends[among])
    return int(best), float(shares[overlaps].sum() / shares.sum())


# words are marked if they are at least this likely, among all candidates, to be the ones
LEAST_LIKELY = 0.3
# the best sentences are searched for words that answer
_SENTENCES = 3
# and fewer of them for phrases, which every sentence has
_PHRASED = 1
_REASONS = frozenset({Kind.WHY, Kind.HOW})
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Mark:
    """Slices of a passage's text, and why: the figures of the sentence and of the words."""

    sentence: Span | None = None
    answer: Span | None = None
    likelihood: float = 0.0
    score: float = 0.0
    sentence_figures: Mapping[str, float] | None = None
    answer_figures: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class SentenceOption:
    """A sentence as a slice of the plain text, with its figures."""

    start: int
    end: int
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MarkOption:
    """A candidate with its figures."""

    candidate: Candidate
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Choice:
    """The likeliest words of a passage, how likely they are, and their score; none of none."""

    words: MarkOption | None = None
    likelihood: float = 0.0
    score: float = 0.0


@dataclass(frozen=True)
class Marker:
    """Marks passages by fitted weights."""

    weights: Weights
    lexicon: Lexicon
    analyzer: Analyzer

    @cached_property
    def finder(self) -> CandidateFinder:
        """Finds what may answer, phrases by the weights of the words around them."""
        return CandidateFinder(self.lexicon, self.analyzer, self.weights.boundary)

    @property
    def phraser(self) -> Phraser:
        """Cuts sentences into words and phrases."""
        return self.finder.phraser

    @cached_property
    def _span_weights(self) -> Callable[[Kind], Figures]:
        return cache(partial(weights_by_form, weights=self.weights.span))

    @staticmethod
    def kind(question: Question) -> Kind:
        """The kind of words that answer a question."""
        return Kind.PERSON if question.asks_person else question.kind

    def mark(self, question: Question, evidence: Evidence) -> Mark:
        """The mark of a passage; no words are marked rather than unlikely ones."""
        (mark,) = self.marks(question, [evidence], words=1)
        return mark

    def marks(self, question: Question, evidence: Sequence[Evidence], *, words: int) -> list[Mark]:
        """The marks of passages, as `mark` makes them; words in the first so many only."""
        if not question.concepts:
            return [Mark()] * len(evidence)
        sentences = self._hold(question, evidence)
        choose_words = self._descriptions if question.described else self._choices
        choices = chain(choose_words(question, evidence[:words], sentences), repeat(_Choice()))
        return [
            _mark(question, found, sentences, sentences.ranked(number), next(choices))
            for number, found in enumerate(evidence)
        ]

    def sentences(self, question: Question, evidence: Evidence) -> list[SentenceOption]:
        """The passage's sentences with their figures; none for a question without concepts."""
        sentences = self._hold(question, [evidence] if question.concepts else [])
        return [
            SentenceOption(start, sentences.end(number), sentences.figures(number))
            for number, start in enumerate(sentences.starts)
        ]

    def candidates(self, question: Question, evidence: Evidence) -> list[MarkOption]:
        """Every candidate for the words that answer, the likeliest first."""
        if not question.concepts:
            return []
        fits = self._fit(question, [evidence], self._hold(question, [evidence]))
        scores = fits.scores(self._span_weights(fits.kind)).tolist()
        ranked = sorted(range(len(scores)), key=lambda number: -scores[number])
        return [MarkOption(fits.candidate(number), fits.figures(number)) for number in ranked]

    def _hold(self, question: Question, evidence: Sequence[Evidence]) -> Sentences:
        return hold(question, [found.view.sentences for found in evidence], self.weights.sentence)

    def _choices(
        self, question: Question, evidence: Sequence[Evidence], sentences: Sentences
    ) -> Iterator[_Choice]:
        """Of each passage the likeliest words, likely or not."""
        fits = self._fit(question, evidence, sentences)
        scores = fits.scores(self._span_weights(fits.kind))
        ends = () if fits.kind in _REASONS else asked_ends(question, self.lexicon.sorts)
        for number in range(len(evidence)):
            own = fits.of(number)
            yield self._choice(fits, own, scores[own], ends) if own.start < own.stop else _Choice()

    def _descriptions(
        self, question: Question, evidence: Sequence[Evidence], _: Sentences
    ) -> Iterator[_Choice]:
        """What each passage says that somebody is."""
        for found in evidence:
            place = description(found.view.text, question.described, self.lexicon.roles)
            words = Candidate(*place, Category.PHRASE) if place else None
            yield _Choice(MarkOption(words, {}), 1.0) if words else _Choice()

    def _choice(self, fits: Fits, own: slice, scores: Figures, ends: Sequence[str]) -> _Choice:
        """The likeliest of some candidates; rather one of the names that end as is asked."""
        words = fits.words[own] if ends else ()
        named = [i for i, name in enumerate(words) if is_name(name, ends, self.analyzer)]
        best, likelihood = choose(fits.starts[own], fits.ends[own], scores, named)
        number = own.start + best
        option = MarkOption(fits.candidate(number), fits.figures(number))
        return _Choice(option, likelihood, float(scores[best]))

    def _fit(self, question: Question, evidence: Sequence[Evidence], sentences: Sentences) -> Fits:
        """The candidates of the passages' best sentences."""
        kind = self.kind(question)
        searched = [
            list(self._searched(question, kind, found.view.text, sentences, number))
            for number, found in enumerate(evidence)
        ]
        return fit(question, kind, searched)

    def _searched(
        self, question: Question, kind: Kind, passage: str, sentences: Sentences, place: int
    ) -> Iterator[Searched]:
        """The best sentences of a passage with their candidates."""
        office, ranked = question.office, sentences.ranked(place)[:_SENTENCES]
        for rank, number in enumerate(ranked):
            text = sentences.texts[number]
            # a holder is known by the form of a name
            has_phrases = rank < _PHRASED and office is None
            candidates = self.finder.find(text, kind, phrases=has_phrases)
            if office is not None:
                candidates = candidates.only(partial(office.is_held, text))
            behind = sentences.scores[number] - sentences.scores[ranked[0]]
            yield Searched(text, sentences.starts[number], passage, behind, candidates)


def _mark(
    question: Question,
    evidence: Evidence,
    sentences: Sentences,
    ranked: Sequence[int],
    choice: _Choice,
) -> Mark:
    """The mark of a passage: of its best sentence, or of that of the words."""
    if not ranked:
        return Mark()
    words, best = choice.words, ranked[0]
    is_likely = choice.likelihood >= LEAST_LIKELY
    # words that are marked, or known by their form, tell the sentence
    if words and (is_likely or is_known_by_form(question)):
        best = next(n for n in sorted(ranked) if words.candidate.start < sentences.end(n))
    marked = words if is_likely else None
    blanks = _blanks(evidence.view.passage.text, evidence.view.text)
    return Mark(
        sentence=_raw(blanks, sentences.starts[best], sentences.end(best)),
        answer=_raw(blanks, marked.candidate.start, marked.candidate.end) if marked else None,
        likelihood=choice.likelihood,
        score=choice.score,
        sentence_figures=sentences.figures(best),
        answer_figures=marked.figures if marked else None,
    )


def _blanks(text: str, plain: str) -> Sequence[int]:
    """The places of what a passage's text has and its plain text has not."""
    if len(plain) == len(text):
        return ()
    return [match.start() for match in _BLANK.finditer(text)]


def _raw(blanks: Sequence[int], start: int, end: int) -> Span:
    """A slice of the plain text as one of the passage's text."""
    return Span(_behind(blanks, start), _behind(blanks, end - 1) + 1)


def _behind(blanks: Sequence[int], place: int) -> int:
    for blank in blanks:
        if blank > place:
            break
        place += 1
    return place
