"""Features of candidates: their place beside the words of the question."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from retrieval.qa.spans.candidates import Candidate, CandidateForm
from retrieval.qa.spans.clauses import aligned, clauses
from retrieval.query import Question
from retrieval.query.wordlists import Lexicon
from retrieval.text.substring_search import occurrences

_APART = 4.0  # a clause between is so many characters
_REACH = 6  # characters from an amount to what it counts
_MOST_RIVALS = 3
_DENIAL = re.compile("[不没未无非]")
_SAME = 0.85  # how sure a form is that means the same
_BY_FORM = frozenset({CandidateForm.AMOUNT, CandidateForm.DATE, CandidateForm.PERSON})
_CLAUSES = frozenset({CandidateForm.REASON, CandidateForm.DEFINITION, CandidateForm.CLAUSE})


@dataclass(frozen=True)
class Alignment:
    """A plain sentence beside a question, worked out once for all candidates in it."""

    question: Question
    text: str
    lexicon: Lexicon

    @cached_property
    def spots(self) -> Sequence[Sequence[tuple[int, int]]]:
        """The slices where each concept stands, in any of its forms."""
        return [
            [
                (place, place + len(form.text))
                for form in concept.forms
                for place in occurrences(form.text, self.text)
            ]
            for concept in self.question.concepts
        ]

    @cached_property
    def shares(self) -> Sequence[float]:
        """Each concept's share of the question's weight."""
        weights = [concept.weight for concept in self.question.concepts]
        total = sum(weights) or 1.0
        return [weight / total for weight in weights]

    @cached_property
    def breaks(self) -> Sequence[int]:
        return [end for _, end in clauses(self.text)]

    def clause(self, place: int) -> tuple[int, int]:
        """The clause that a place stands in."""
        found = (span for span in clauses(self.text) if span[0] <= place < span[1])
        return next(found, (0, len(self.text)))

    def distance(self, number: int, candidate: Candidate) -> float:
        """Characters from a slice to where a concept stands; a clause between counts more."""
        start, end = candidate.start, candidate.end
        return min(
            (self._between(spot, start, end) for spot in self.spots[number]), default=math.inf
        )

    def _between(self, spot: tuple[int, int], start: int, end: int) -> float:
        left, right = (spot[1], start) if spot[1] <= start else (end, spot[0])
        if left > right:
            return 0.0
        return right - left + _APART * sum(left <= place < right for place in self.breaks)


def features(
    alignment: Alignment, candidate: Candidate, rivals: Sequence[Candidate]
) -> dict[str, float]:
    """The features of a candidate, each from 0 to 1; `rivals` are others of its form."""
    question, text = alignment.question, alignment.text
    start, end, form = candidate
    clause = alignment.clause(start)
    beside = sum(clause[0] <= rival.start < clause[1] for rival in rivals)
    behind, _ = aligned(text, question.slot, start, end)
    found = {
        f"form:{form.value}": 1.0,
        "owned": _owned(alignment, candidate, rivals),
        "counted": _counted(alignment, candidate),
        "focus": _focus(alignment, clause),
        "behind": behind,
        "rivals": min(beside, _MOST_RIVALS) / _MOST_RIVALS,
        "cue": _cue(alignment, candidate),
    }
    return {name: value for name, value in found.items() if value}


def is_whole(alignment: Alignment, candidate: Candidate, rivals: Sequence[Candidate]) -> bool:
    """True if all of the question stands beside a candidate, which then surely answers.

    It stands right around the candidate or, for a reason, in the next clause. A clause that denies
    what is asked has all of it but the subject.
    """
    question, text = alignment.question, alignment.text
    start, end, form = candidate
    if form is CandidateForm.REASON:
        beside = (text[a:b] for a, b in clauses(text) if b + 1 == start or a == end + 1)
        return any(all(c.surest(words) == 1.0 for c in question.concepts) for words in beside)
    if form is CandidateForm.CLAUSE:
        has_all = all(c.surest(text) == 1.0 for c in question.concepts)
        is_told = all(c.surest(text[start:end]) for c in question.concepts[1:])
        return has_all and is_told and bool(_DENIAL.search(text, start, end))
    if form is CandidateForm.PERSON and question.office is not None:
        return True  # of people only those who hold the office are candidates
    if form is CandidateForm.DEFINITION or aligned(text, question.slot, start, end)[1]:
        return True
    return form in _BY_FORM and _is_alone(alignment, candidate, rivals)


def _is_alone(alignment: Alignment, candidate: Candidate, rivals: Sequence[Candidate]) -> bool:
    """True if a clause has all of the question and one candidate."""
    begin, end = alignment.clause(candidate.start)
    if candidate.end > end or any(begin <= rival.start < end for rival in rivals):
        return False
    clause = alignment.text[begin:end]
    return all(concept.surest(clause) >= _SAME for concept in alignment.question.concepts)


def _owned(alignment: Alignment, candidate: Candidate, rivals: Sequence[Candidate]) -> float:
    """The share of the question that stands nearer to a candidate than to its rivals.

    For a clause that affirms or denies it is the share inside it; for other clauses, outside.
    """
    if candidate.form in _CLAUSES:
        outside = _outside(alignment, candidate)
        return 1.0 - outside if candidate.form is CandidateForm.CLAUSE else outside
    owned = 0.0
    for number, share in enumerate(alignment.shares):
        own = alignment.distance(number, candidate)
        if own < math.inf and all(alignment.distance(number, rival) > own for rival in rivals):
            owned += share
    return owned


def _outside(alignment: Alignment, candidate: Candidate) -> float:
    """The share of the question that stands in the sentence outside of a candidate."""
    return sum(
        share
        for spots, share in zip(alignment.spots, alignment.shares, strict=True)
        if any(end <= candidate.start or candidate.end <= start for start, end in spots)
    )


def _counted(alignment: Alignment, candidate: Candidate) -> float:
    """1 if the focus stands right beside a candidate, else 0."""
    concepts = enumerate(alignment.question.concepts)
    distances = (alignment.distance(n, candidate) for n, concept in concepts if concept.is_focus)
    return float(any(distance <= _REACH for distance in distances))


def _focus(alignment: Alignment, clause: tuple[int, int]) -> float:
    """The weight of the surest form of the focus in the clause."""
    words = alignment.text[slice(*clause)]
    return max((c.surest(words) for c in alignment.question.concepts if c.is_focus), default=0.0)


def _cue(alignment: Alignment, candidate: Candidate) -> float:
    """1 if words beside a candidate show that it is a person or a place, else 0."""
    text, cues = alignment.text, alignment.lexicon.answer_cues
    if candidate.form is CandidateForm.PERSON:
        before = text[: candidate.start].rstrip("”’")
        return float(
            before.endswith(alignment.lexicon.posts)
            or text.startswith(cues["speech"], candidate.end)
        )
    if candidate.form is CandidateForm.PLACE:
        return float(text[: candidate.start].endswith(cues["before_place"]))
    return 0.0
