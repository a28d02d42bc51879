"""Of a passage the sentence that answers and the words that answer."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.answers.amounts import unit_pattern
from retrieval.answers.answer import Span
from retrieval.answers.evidence import Evidence, has_kind
from retrieval.answers.extracting import Candidate, Category, extract
from retrieval.answers.sentences import sentences
from retrieval.answers.weights import Weights, weighed
from retrieval.questions import Concept, Kind, Lexicon, Question
from retrieval.terms import Analyzer, fold

# kinds whose answer has a form by which it is known
_TYPED = frozenset({Kind.NUMBER, Kind.DATE, Kind.PERSON, Kind.PLACE, Kind.LIST, Kind.NAME})
_C = Category
_WANTED: dict[Kind, frozenset[Category]] = {
    Kind.CONTACT: frozenset({_C.AMOUNT}),
    Kind.CLOCK: frozenset({_C.AMOUNT, _C.DATE}),
    Kind.NUMBER: frozenset({_C.AMOUNT}),
    Kind.DATE: frozenset({_C.DATE}),
    Kind.PERSON: frozenset({_C.PERSON, _C.ORGANIZATION, _C.LIST}),
    Kind.PLACE: frozenset({_C.PLACE, _C.ORGANIZATION, _C.QUOTE, _C.LIST}),
    Kind.WHY: frozenset({_C.CLAUSE, _C.LIST, _C.QUOTE, _C.OBJECT}),
    Kind.HOW: frozenset({_C.CLAUSE, _C.LIST, _C.QUOTE, _C.OBJECT}),
    Kind.LIST: frozenset({_C.LIST, _C.QUOTE, _C.CLAUSE, _C.OBJECT, _C.ORGANIZATION}),
    Kind.YES_NO: frozenset({_C.CLAUSE, _C.QUOTE}),
    Kind.DEFINITION: frozenset({_C.OBJECT, _C.CLAUSE, _C.QUOTE, _C.LIST}),
    Kind.NAME: frozenset(_C) - {_C.CLAUSE},
    Kind.WHAT: frozenset({_C.QUOTE, _C.OBJECT, _C.CLAUSE, _C.LIST, _C.ORGANIZATION, _C.PLACE}),
    Kind.TOPIC: frozenset(_C) - {_C.CLAUSE},
}
# words are marked if they are at least this likely, among all candidates, to be the ones
LEAST_LIKELY = 0.3
_NEAR = 12.0
# the best sentences are searched for words that answer
_SENTENCES = 3
_CLAUSE_MARKS = re.compile(r"[，,。；;：:！!？?…]")


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
class MarkOption:
    """A candidate with its figures."""

    candidate: Candidate
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SentenceOption:
    """A sentence as a slice of the plain text, with its figures."""

    start: int
    end: int
    figures: Mapping[str, float]


@dataclass(frozen=True)
class Marker:
    """Marks passages by fitted weights."""

    weights: Weights
    lexicon: Lexicon
    analyzer: Analyzer

    def mark(self, question: Question, evidence: Evidence, *, words: bool = True) -> Mark:
        """The mark of a passage; no words are marked rather than unlikely ones, or none at all."""
        text = evidence.view.passage.text
        offsets = _offsets(text)
        options = self.sentences(question, evidence, offsets)
        if not options or not question.concepts:
            return Mark()
        scores = [weighed(self.weights.sentence, option.figures) for option in options]
        best = max(range(len(options)), key=lambda i: scores[i])
        spans = self.spans(question, evidence, options, scores) if words else []
        chosen, likelihood, score = self._choose(spans)
        if chosen is not None and _is_typed(question):
            place = chosen.candidate.start
            best = next(i for i, o in enumerate(options) if o.start <= place < o.end)
        sentence = options[best]
        if chosen is not None and not (
            sentence.start <= chosen.candidate.start < sentence.end and likelihood >= LEAST_LIKELY
        ):
            chosen = None
        return Mark(
            sentence=_raw(offsets, sentence.start, sentence.end),
            answer=_raw(offsets, chosen.candidate.start, chosen.candidate.end) if chosen else None,
            likelihood=likelihood,
            score=score,
            sentence_figures=sentence.figures,
            answer_figures=chosen.figures if chosen else None,
        )

    def sentences(
        self, question: Question, evidence: Evidence, offsets: Sequence[int]
    ) -> list[SentenceOption]:
        """The passage's sentences with their figures."""
        text, passage = evidence.view.text, evidence.view.passage.text
        place_of = {raw: place for place, raw in enumerate(offsets)}
        total = sum(c.weight for c in question.concepts) or 1.0
        options: list[SentenceOption] = []
        before = 0.0
        for number, span in enumerate(sentences(passage)):
            inside = [place_of[i] for i in range(span.start, span.end) if i in place_of]
            if not inside:
                continue
            start, end = inside[0], inside[-1] + 1
            sentence = text[start:end]
            typed = bridged = focus = 0.0
            for concept, form, sure in evidence.matched:
                if form in sentence:
                    typed += concept.weight / total * (sure == 1.0)
                    bridged += concept.weight / total * sure * (sure < 1.0)
                    focus = max(focus, sure * concept.is_focus)
            figures = {
                "typed": typed,
                "bridged": bridged,
                "focus": focus,
                "characters": _shared(question, sentence),
                "kind": float(has_kind(question, sentence)),
                "first": float(number == 0),
                "before": before,
                "length": min(1.0, len(sentence) / 150),
            }
            before = typed + bridged
            options.append(SentenceOption(start, end, figures))
        return options

    def spans(
        self,
        question: Question,
        evidence: Evidence,
        options: Sequence[SentenceOption],
        scores: Sequence[float],
    ) -> list[MarkOption]:
        """The candidates of the best sentences with their figures."""
        text = evidence.view.text
        top = max(scores)
        kind = Kind.PERSON if question.asks_person else question.kind
        asked = fold(question.typed).replace(" ", "")
        found = []
        ranked = sorted(range(len(options)), key=lambda i: -scores[i])[:_SENTENCES]
        for number in sorted(ranked):
            option = options[number]
            sentence = text[option.start : option.end]
            places = _places(evidence.matched, sentence)
            for candidate in extract(
                sentence, _WANTED[kind], lexicon=self.lexicon, analyzer=self.analyzer
            ):
                figures = _figures(question, kind, asked, sentence, candidate, places)
                figures["sentence"] = scores[number] - top
                moved = Candidate(
                    candidate.start + option.start, candidate.end + option.start, candidate.category
                )
                found.append(MarkOption(moved, figures))
        return found

    def _choose(self, spans: Sequence[MarkOption]) -> tuple[MarkOption | None, float, float]:
        if not spans:
            return None, 0.0, 0.0
        scores = [weighed(self.weights.span, option.figures) for option in spans]
        top = max(scores)
        shares = [math.exp(score - top) for score in scores]
        best = scores.index(top)
        near = sum(
            share
            for share, option in zip(shares, spans, strict=True)
            if _overlap(option.candidate, spans[best].candidate)
        )
        return spans[best], near / sum(shares), top


def _is_typed(question: Question) -> bool:
    return question.asks_person or question.kind in _TYPED


def _offsets(text: str) -> list[int]:
    """Of each character of the plain text its place in the passage's text."""
    return [place for place, char in enumerate(text) if not char.isspace()]


def _raw(offsets: Sequence[int], start: int, end: int) -> Span:
    return Span(offsets[start], offsets[end - 1] + 1)


def _shared(question: Question, sentence: str) -> float:
    weights: dict[str, float] = {}
    for concept in question.concepts:
        for char in concept.text:
            weights[char] = max(weights.get(char, 0.0), concept.weight / len(concept.text))
    total = sum(weights.values())
    return sum(w for c, w in weights.items() if c in sentence) / total if total else 0.0


def _places(
    matched: Iterable[tuple[Concept, str, float]], sentence: str
) -> list[tuple[int, int, float, bool]]:
    """Where the question's concepts stand in a sentence: start, end, weight, is it the focus."""
    return [
        (m.start(), m.end(), concept.weight * sure, concept.is_focus)
        for concept, form, sure in matched
        for m in re.finditer(re.escape(form), sentence)
    ]


def _figures(
    question: Question,
    kind: Kind,
    asked: str,
    sentence: str,
    candidate: Candidate,
    places: Sequence[tuple[int, int, float, bool]],
) -> dict[str, float]:
    start, end = candidate.start, candidate.end
    words = sentence[start:end]
    total = sum(weight for _, _, weight, _ in places) or 1.0
    outside = [p for p in places if p[1] <= start or p[0] >= end]
    inside = sum(w for s, e, w, _ in places if s >= start and e <= end)
    near = sum(w * math.exp(-_gap(p, start, end) / _NEAR) for p in outside for w in (p[2],)) / total
    focus = max((math.exp(-_gap(p, start, end) / 4) for p in outside if p[3]), default=0.0)
    clause_start = max((m.end() for m in _CLAUSE_MARKS.finditer(sentence, 0, start)), default=0)
    closing = _CLAUSE_MARKS.search(sentence, end)
    clause_end = closing.start() if closing else len(sentence)
    clause = sum(w for s, e, w, _ in places if s >= clause_start and e <= clause_end) / total
    before, after = sentence[:start], sentence[end:]
    unit = 0.0
    if candidate.category is Category.AMOUNT and question.units:
        unit = 1.0 if unit_pattern(question.units).search(words) else -1.0
    return {
        f"{kind.value}:{candidate.category.value}": 1.0,
        "near": near,
        "focus": focus,
        "clause": clause,
        "inside": inside / total,
        "asked": float(words in asked),
        "unit": unit,
        "length": min(1.0, len(words) / 30),
        "follows": float(any(p[1] == start for p in outside)),
        "precedes": float(any(p[0] == end for p in outside)),
        "cue": _cue(kind, sentence, start, words),
        "one": float(candidate.category is Category.AMOUNT and words[:1] == "一"),
        "short": float(candidate.category is Category.CLAUSE and len(words) < 6),
        "opens": float(candidate.category is Category.LIST and before.endswith(_OPENS)),
        "closes": float(candidate.category is Category.LIST and after[:1] in _CLOSES),
        "items": min(1.0, words.count("、") / 4),
        "joined": float(candidate.category is not Category.LIST and "、" in words),
        "after_number": float(candidate.category is Category.PLACE and before[-1:].isdigit()),
        "whole": float(start == clause_start and end == clause_end),
    }


_OPENS = (
    "提供",
    "包括",
    "为",
    "是",
    "有",
    "了",
    "的",
    "与",
    "围绕",
    "在",
    "以",
    "对",
    "：",
    ":",
    "“",
)
_CLOSES = "等，,。；;”"
_WHY_CUE = re.compile(r"因|由于|为了|为(?=[^^]{2,})|针对|以便|导致|使")
_HOW_CUE = re.compile(r"^(?:通过|采取|采用|利用|以|由|用|依托|按照|根据|将)|通过|采取")


def _cue(kind: Kind, sentence: str, start: int, words: str) -> float:
    """Whether words or what stands before them show that they answer such a question."""
    before = sentence[max(0, start - 3) : start]
    if kind is Kind.WHY:
        return float(bool(_WHY_CUE.search(words)) or bool(_WHY_CUE.search(before)))
    if kind is Kind.HOW:
        return float(bool(_HOW_CUE.search(words)) or bool(_HOW_CUE.search(before)))
    if kind is Kind.PLACE:
        return float(before.endswith(("在", "于", "位于", "来到")))
    if kind is Kind.PERSON:
        return float(sentence[start + len(words) : start + len(words) + 1] in "说表介告讲道")
    return 0.0


def _gap(place: tuple[int, int, float, bool], start: int, end: int) -> int:
    return start - place[1] if place[1] <= start else place[0] - end


def _overlap(left: Candidate, right: Candidate) -> bool:
    return left.start < right.end and right.start < left.end
