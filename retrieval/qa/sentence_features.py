"""What sentences of passages hold of a question: named figures, worked out for all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from retrieval.qa.answer_types import has_kind
from retrieval.qa.linear import Figures, added, weights_of
from retrieval.query import Concept, Question

# in the order in which they are weighed and added up
FIGURES = (
    *("typed", "bridged", "count", "focus", "characters", "pairs", "slot_before", "slot_after"),
    *("kind", "first", "before", "length", "alone"),
)
_LONG = 150  # characters of a sentence, from which on it is long
_RUN = 8  # characters in a row that tell all that they can


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of passages, those of each passage together, their figures and scores.

    `starts` are places in the plain text of the passage; the sentences of passage i go from
    `bounds[i]` to `bounds[i + 1]`; `table` has a row for each of FIGURES, `scores` are the
    weighted sums.
    """

    texts: Sequence[str]
    starts: Sequence[int]
    bounds: Sequence[int]
    table: Figures
    scores: Sequence[float]

    def of(self, passage: int) -> range:
        """The numbers of a passage's sentences."""
        return range(self.bounds[passage], self.bounds[passage + 1])

    def ranked(self, passage: int) -> list[int]:
        """The same, those that hold most of the question first."""
        return sorted(self.of(passage), key=lambda number: -self.scores[number])

    def end(self, number: int) -> int:
        """Where a sentence ends in the plain text of its passage."""
        return self.starts[number] + len(self.texts[number])

    def figures(self, number: int) -> dict[str, float]:
        """A sentence's figures by their names."""
        return dict(zip(FIGURES, self.table[:, number].tolist(), strict=True))


def hold(
    question: Question, passages: Sequence[Sequence[str]], weights: Mapping[str, float]
) -> Sentences:
    """Hold the sentences of passages against a question that has concepts.

    Empty sentences are left out.
    """
    texts: list[str] = []
    starts: list[int] = []
    bounds = [0]
    is_first: list[bool] = []
    for sentences in passages:
        end = 0
        for number, sentence in enumerate(sentences):
            if sentence:
                texts.append(sentence)
                starts.append(end)
                is_first.append(number == 0)
            end += len(sentence)
        bounds.append(len(texts))
    if not texts:
        return Sentences(texts, starts, bounds, np.empty((len(FIGURES), 0)), ())
    table = _table(question, texts, [at for at, end in pairwise(bounds) if at < end], is_first)
    scores = added(weights_of(weights, FIGURES)[:, None] * table)
    return Sentences(texts, starts, bounds, table, scores.tolist())


def _table(
    question: Question, texts: Sequence[str], begins: Sequence[int], is_first: Sequence[bool]
) -> Figures:
    """The rows of FIGURES; `begins` are the first sentences of the passages."""
    figures = {
        **_concept_figures(question.concepts, texts, begins),
        **_letter_figures(question, texts),
        "kind": [has_kind(question, text) for text in texts],
        "first": is_first,
        "length": [min(1.0, len(text) / _LONG) for text in texts],
    }
    return np.array([figures[name] for name in FIGURES], dtype=np.float64)


def _concept_figures(
    concepts: Sequence[Concept], texts: Sequence[str], begins: Sequence[int]
) -> dict[str, Figures]:
    """How much of the question's weight stands in each sentence, in the one before, in no other."""
    weights = np.array([[concept.weight] for concept in concepts])
    shares = weights / (sum(weights[:, 0].tolist()) or 1.0)
    sure = np.array([[concept.surest(text) for text in texts] for concept in concepts])
    typed, bridged = added(shares * (sure == 1.0)), added(shares * sure * (sure < 1.0))
    before = np.zeros(len(texts))
    before[1:] = (typed + bridged)[:-1]
    before[begins] = 0.0
    focused = [number for number, concept in enumerate(concepts) if concept.is_focus]
    return {
        "typed": typed,
        "bridged": bridged,
        "count": added(sure > 0.0) / len(concepts),
        "focus": sure[focused].max(axis=0, initial=0.0),
        "before": before,
        "alone": added(shares * _lead(sure, begins)),
    }


def _lead(sure: Figures, begins: Sequence[int]) -> Figures:
    """How much more surely each concept stands in a sentence than in any other of its passage."""
    counts = np.diff([*begins, sure.shape[1]])

    def most(values: Figures) -> Figures:
        of_passages: Figures = np.maximum.reduceat(values, begins, axis=1)
        return of_passages.repeat(counts, axis=1)

    is_most = sure == most(sure)
    has_rival = np.add.reduceat(is_most, begins, axis=1, dtype=np.intp).repeat(counts, axis=1) > 1
    second = most(np.where(is_most, 0.0, sure))
    lead: Figures = (sure - second) * (is_most & ~has_rival)
    return lead


def _letter_figures(question: Question, texts: Sequence[str]) -> dict[str, Sequence[float]]:
    """How much of the question's letters, pairs of letters and longer runs sentences have."""
    characters, pairs = _characters(question).items(), _pairs(question)
    before, after = _runs(question.slot.before), _runs(question.slot.after)
    return {
        "characters": [sum([w for c, w in characters if c in text]) for text in texts],
        "pairs": [
            [pair in text for pair in pairs].count(True) / (len(pairs) or 1) for text in texts
        ],
        "slot_before": [_longest(before, text) for text in texts],
        "slot_after": [_longest(after, text) for text in texts],
    }


def _characters(question: Question) -> dict[str, float]:
    """What each character of the question tells, all of them together 1."""
    weights: dict[str, float] = {}
    for concept in question.concepts:
        for char in concept.text:
            weights[char] = max(weights.get(char, 0.0), concept.weight / len(concept.text))
    total = sum(weights.values()) or 1.0
    return {char: weight / total for char, weight in weights.items()}


def _pairs(question: Question) -> set[str]:
    """The question's pairs of neighbouring characters."""
    asked = question.slot.before + "|" + question.slot.after
    return {asked[i : i + 2] for i in range(len(asked) - 1)}


def _runs(asked: str) -> list[list[str]]:
    """Of each place on one side of the cue the runs from there, the shortest first."""
    return [
        [asked[start:end] for end in range(start + 1, min(start + _RUN, len(asked)) + 1)]
        for start in range(len(asked))
    ]


def _longest(runs: Sequence[Sequence[str]], sentence: str) -> float:
    """How long the longest of some runs is that a sentence has."""
    longest = 0
    for own in runs:
        while longest < len(own) and own[longest] in sentence:
            longest += 1
    return longest / _RUN
