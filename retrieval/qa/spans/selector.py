"""Select the sentence that answers and its likeliest words; `certainty` decides what is shown."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from retrieval.qa.linear import Weights, weighed
from retrieval.qa.ranking.passage_features import RetrievedPassage
from retrieval.qa.ranking.sentence_features import Scored, score_sentences
from retrieval.qa.result import Span
from retrieval.qa.spans.candidates import Candidate, candidates
from retrieval.qa.spans.extractors import Sentence
from retrieval.qa.spans.person_roles import description
from retrieval.qa.spans.span_features import Alignment, features, is_whole
from retrieval.query import Question
from retrieval.query.wordlists import Lexicon
from retrieval.text import Analyzer

# sentences of a passage that are searched for words, the best first
_SEARCHED = 6
# words that are likelier than not tell which sentence answers
LIKELY = 0.5
# and this likely at least are words around which a statement has all of the question
_WHOLE = 0.9
_KEPT = 4096  # sentences that are cut
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Mark:
    """The sentence and words of a passage that answer, as slices of its text, if it answers.

    `answer` are the likeliest words and `likelihood` (0 to 1) how likely they are right;
    the features are those of the sentence and of the words.
    """

    sentence: Span | None = None
    answer: Span | None = None
    likelihood: float = 0.0
    sentence_features: Mapping[str, float] | None = None
    answer_features: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class SpanOption:
    """A candidate in a passage's plain text, with its features; `is_whole` as in span_features."""

    start: int
    end: int
    features: Mapping[str, float]
    is_whole: bool = False

    def words(self, text: str) -> str:
        """The candidate's words in the plain text."""
        return text[self.start : self.end]


@dataclass(frozen=True)
class Marker:
    """Marks passages by fitted weights."""

    weights: Weights
    lexicon: Lexicon
    analyzer: Analyzer

    def mark(self, question: Question, retrieved: RetrievedPassage, *, words: bool = True) -> Mark:
        """Mark a passage; words are sought only if asked for."""
        found = self.sentences(question, retrieved, words=words)
        if not found:
            return Mark()
        best = max(found, key=lambda one: one.score)
        text = retrieved.view.text
        option, likelihood = self._likeliest(question, text, found) if words else (None, 0.0)
        if option is not None and likelihood >= LIKELY:
            best = next(one for one in found if option.start < one.end)
        blanks = _blanks(retrieved.view.passage.text, text)
        return Mark(
            sentence=_raw(blanks, best.start, best.end),
            answer=_raw(blanks, option.start, option.end) if option else None,
            likelihood=likelihood,
            sentence_features=best.features,
            answer_features=option.features if option else None,
        )

    def sentences(
        self, question: Question, retrieved: RetrievedPassage, *, words: bool = True
    ) -> list[Scored]:
        """The sentences of a passage in order; none for a question without concepts.

        Candidates are sought only if words are asked for.
        """
        if not question.concepts:
            return []

        def find(sentence: str) -> list[Candidate]:
            if not words:
                return []
            return candidates(question, self._sentence(sentence))

        return score_sentences(question, retrieved.view.sentences, self.weights.sentence, find)

    @cached_property
    def _sentence(self) -> Callable[[str], Sentence]:
        """Cut a sentence; those cut lately are at hand."""
        return lru_cache(_KEPT)(lambda text: Sentence(text, self.lexicon, self.analyzer))

    def options(self, question: Question, retrieved: RetrievedPassage) -> list[SpanOption]:
        """Every candidate of the passage's best sentences."""
        return self._options(question, self.sentences(question, retrieved))

    def _options(self, question: Question, found: Sequence[Scored]) -> list[SpanOption]:
        ranked = sorted(found, key=lambda one: (-one.score, one.start))
        return [
            option
            for one in ranked[:_SEARCHED]
            for option in self._options_in(question, one, one.score - ranked[0].score)
        ]

    def _options_in(
        self, question: Question, sentence: Scored, behind: float
    ) -> Iterator[SpanOption]:
        alignment = Alignment(question, sentence.text, self.lexicon)
        for one in sentence.candidates:
            rivals = _rivals(one, sentence.candidates)
            own = features(alignment, one, rivals) | {"sentence": behind}
            whole = behind == 0.0 and is_whole(alignment, one, rivals)
            yield SpanOption(sentence.start + one.start, sentence.start + one.end, own, whole)

    def _likeliest(
        self, question: Question, text: str, found: Sequence[Scored]
    ) -> tuple[SpanOption | None, float]:
        """Choose the likeliest words of a text's sentences, and tell how likely they are."""
        if question.described:
            place = description(text, question.described, self.lexicon)
            return (SpanOption(*place, {}), _WHOLE) if place else (None, 0.0)
        options = self._options(question, found)
        likelihoods = self._likelihoods(options, text)
        whole = [option for option in options if option.is_whole]
        if whole and len({option.words(text) for option in whole}) == 1:
            return whole[0], max(_WHOLE, likelihoods[whole[0].words(text)])
        best = max(options, key=lambda option: likelihoods[option.words(text)], default=None)
        return best, likelihoods[best.words(text)] if best else 0.0

    def _likelihoods(self, options: Sequence[SpanOption], text: str) -> dict[str, float]:
        """The likelihood of each answer text, wherever it stands; some is left for no answer."""
        odds = [math.exp(weighed(self.weights.span, option.features)) for option in options]
        total = 1.0 + sum(odds)
        found: dict[str, float] = {}
        for option, own in zip(options, odds, strict=True):
            words = option.words(text)
            found[words] = found.get(words, 0.0) + own / total
        return found


def _rivals(candidate: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """The others of a form, elsewhere in the sentence."""
    return [
        other
        for other in found
        if other.form == candidate.form
        and (other.end <= candidate.start or candidate.end <= other.start)
    ]


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
