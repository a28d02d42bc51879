"""Features of a passage's sentences, by which the one that answers is chosen."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from retrieval.qa.answer_types import has_kind
from retrieval.qa.linear import weighed
from retrieval.qa.spans.candidates import Candidate
from retrieval.query import Question, Slot

_KEPT = 64  # questions of which the pairs are


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence as a slice of the plain text, with its features and their weighted sum.

    `candidates` are the words of it that may answer.
    """

    text: str
    start: int
    candidates: Sequence[Candidate]
    features: Mapping[str, float]
    score: float

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def score_sentences(
    question: Question,
    sentences: Sequence[str],
    weights: Mapping[str, float],
    find_candidates: Callable[[str], Sequence[Candidate]],
) -> list[Scored]:
    """Score the sentences of a passage in order; empty ones are left out."""
    sure = _surest(question, sentences)
    found, start = [], 0
    for number, text in enumerate(sentences):
        if text:
            candidates = find_candidates(text)
            others = [row for other, row in enumerate(sure) if other != number]
            own = {
                "alone": _alone(question, sure[number], others),
                "pairs": shared_pairs(question, text),
                "kind": float(has_kind(question, text)),
                "focus": _focus(question, sure[number]),
                "candidate": float(bool(candidates)),
            }
            found.append(Scored(text, start, candidates, own, weighed(weights, own)))
        start += len(text)
    return found


def _surest(question: Question, sentences: Sequence[str]) -> list[list[float]]:
    """The weight of each concept's surest form in each sentence."""
    whole = "".join(sentences)
    forms = [[form for form in c.forms if form.text in whole] for c in question.concepts]
    return [
        [next((form.weight for form in own if form.text in text), 0.0) for own in forms]
        for text in sentences
    ]


def _alone(question: Question, sure: Sequence[float], others: Sequence[Sequence[float]]) -> float:
    """The weighted lead, 0 to 1, of a sentence over all others in having the concepts."""
    total = sum(concept.weight for concept in question.concepts) or 1.0
    lead = 0.0
    for number, concept in enumerate(question.concepts):
        rival = max((row[number] for row in others), default=0.0)
        lead += concept.weight * max(0.0, sure[number] - rival)
    return lead / total


def _focus(question: Question, sure: Sequence[float]) -> float:
    """The weight of the surest form of the question's focus in a sentence."""
    concepts = zip(question.concepts, sure, strict=True)
    return max((one for concept, one in concepts if concept.is_focus), default=0.0)


def shared_pairs(question: Question, text: str) -> float:
    """The share of the question's pairs of neighbouring characters that a sentence has."""
    pairs = _pairs(question.slot)
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


@lru_cache(_KEPT)
def _pairs(slot: Slot) -> Set[str]:
    asked = f"{slot.before}|{slot.after}"
    return {a + b for a, b in pairwise(asked) if (a + b).isalnum()}
