"""Of a passage the sentence that answers and the words that answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from retrieval.answers.answer import Span
from retrieval.answers.choosing import MarkOption, choose
from retrieval.answers.edges import NUMERIC, on_words
from retrieval.answers.evidence import Evidence
from retrieval.answers.extracting import Candidate, Category, extract
from retrieval.answers.fitting import candidate_figures
from retrieval.answers.kinds import has_kind, is_known_by_form
from retrieval.answers.phrasing import NO_BOUNDARIES, Phraser, group_of
from retrieval.answers.setting import Setting, held
from retrieval.answers.sorts import asked_ends, is_name
from retrieval.answers.weights import Weights, weighed
from retrieval.questions import Kind, Lexicon, Question
from retrieval.terms import Analyzer, fold

_C = Category
_WANTED: dict[Kind, frozenset[Category]] = {
    Kind.CONTACT: frozenset({_C.AMOUNT}),
    Kind.CLOCK: frozenset({_C.AMOUNT, _C.DATE}),
    Kind.NUMBER: frozenset({_C.AMOUNT}),
    Kind.DATE: frozenset({_C.DATE}),
    Kind.PERSON: frozenset({_C.PERSON, _C.ORGANIZATION, _C.LIST, _C.PHRASE}),
    Kind.PLACE: frozenset({_C.PLACE, _C.ORGANIZATION, _C.QUOTE, _C.LIST, _C.PHRASE}),
    Kind.WHY: frozenset({_C.CLAUSE, _C.LIST, _C.QUOTE, _C.OBJECT, _C.PHRASE}),
    Kind.HOW: frozenset({_C.CLAUSE, _C.LIST, _C.QUOTE, _C.OBJECT, _C.PHRASE}),
    Kind.LIST: frozenset({_C.LIST, _C.QUOTE, _C.CLAUSE, _C.OBJECT, _C.ORGANIZATION, _C.PHRASE}),
    Kind.YES_NO: frozenset({_C.CLAUSE, _C.QUOTE, _C.PHRASE}),
    Kind.DEFINITION: frozenset({_C.OBJECT, _C.CLAUSE, _C.QUOTE, _C.LIST, _C.PHRASE}),
    Kind.NAME: frozenset(_C) - {_C.CLAUSE},
    Kind.WHAT: frozenset(
        {_C.QUOTE, _C.OBJECT, _C.CLAUSE, _C.LIST, _C.ORGANIZATION, _C.PLACE, _C.PHRASE}
    ),
    Kind.TOPIC: frozenset(_C) - {_C.CLAUSE},
}
# words are marked if they are at least this likely, among all candidates, to be the ones
LEAST_LIKELY = 0.3
# the best sentences are searched for words that answer
_SENTENCES = 3
# and fewer of them for phrases, which every sentence has
_PHRASED = 1
_REASONS = frozenset({Kind.WHY, Kind.HOW})
_KEPT = 1024  # sentences whose candidates are


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
    figures: dict[str, float]


@dataclass(frozen=True)
class Marker:
    """Marks passages by fitted weights."""

    weights: Weights
    lexicon: Lexicon
    analyzer: Analyzer

    @cached_property
    def forms(self) -> Callable[[str, frozenset[Category]], list[Candidate]]:
        """The candidates of a sentence by their form; of sentences seen lately they are kept."""
        return lru_cache(_KEPT)(self._forms)

    def _forms(self, sentence: str, wanted: frozenset[Category]) -> list[Candidate]:
        found = extract(sentence, wanted, lexicon=self.lexicon, analyzer=self.analyzer)
        if wanted <= NUMERIC:
            return found
        return list(dict.fromkeys(on_words(found, self.phraser.words(sentence), self.analyzer)))

    @cached_property
    def phraser(self) -> Phraser:
        """Finds phrases by the weights of the words around them."""
        return Phraser(self.analyzer, self.weights.boundary)

    @staticmethod
    def kind(question: Question) -> Kind:
        """The kind of words that answer a question."""
        return Kind.PERSON if question.asks_person else question.kind

    def mark(self, question: Question, evidence: Evidence, *, words: bool = True) -> Mark:
        """The mark of a passage; no words are marked rather than unlikely ones, or none at all."""
        options = self.sentences(question, evidence)
        if not options or not question.concepts:
            return Mark()
        scores = [weighed(self.weights.sentence, option.figures) for option in options]
        best = max(range(len(options)), key=lambda i: scores[i])
        spans = self.spans(question, evidence, options, scores) if words else []
        chosen, likelihood, score = choose(
            spans,
            [weighed(self.weights.span, option.figures) for option in spans],
            self._of_sort(question, evidence.view.text, spans),
        )
        # words that are marked, or known by their form, tell the sentence
        if chosen is not None and (likelihood >= LEAST_LIKELY or is_known_by_form(question)):
            place = chosen.candidate.start
            best = next(i for i, o in enumerate(options) if o.start <= place < o.end)
        sentence = options[best]
        if chosen is not None and not (
            sentence.start <= chosen.candidate.start < sentence.end and likelihood >= LEAST_LIKELY
        ):
            chosen = None
        offsets = _offsets(evidence.view.passage.text, evidence.view.text)
        return Mark(
            sentence=_raw(offsets, sentence.start, sentence.end),
            answer=_raw(offsets, chosen.candidate.start, chosen.candidate.end) if chosen else None,
            likelihood=likelihood,
            score=score,
            sentence_figures=sentence.figures,
            answer_figures=chosen.figures if chosen else None,
        )

    def _of_sort(self, question: Question, text: str, spans: Sequence[MarkOption]) -> Sequence[int]:
        """The numbers of those that end as names of the sort of thing asked for, if one is."""
        if self.kind(question) in _REASONS:  # 为什么学校…
            return ()
        ends = asked_ends(question, self.lexicon.sorts)
        words = [text[o.candidate.start : o.candidate.end] for o in spans] if ends else []
        return [i for i, name in enumerate(words) if is_name(name, ends, self.analyzer)]

    def candidates(self, question: Question, evidence: Evidence) -> list[MarkOption]:
        """Every candidate for the words that answer, the likeliest first."""
        options = self.sentences(question, evidence)
        if not options or not question.concepts:
            return []
        scores = [weighed(self.weights.sentence, option.figures) for option in options]
        spans = self.spans(question, evidence, options, scores)
        return sorted(spans, key=lambda o: -weighed(self.weights.span, o.figures))

    def sentences(self, question: Question, evidence: Evidence) -> list[SentenceOption]:
        """The passage's sentences with their figures."""
        total = sum(c.weight for c in question.concepts) or 1.0
        found = held(question, evidence.view.text)
        characters, pairs = _characters(question), _pairs(question)
        options: list[SentenceOption] = []
        sures: list[list[float]] = []
        before = 0.0
        end = 0
        for number, sentence in enumerate(evidence.view.sentences):
            start, end = end, end + len(sentence)
            if not sentence:
                continue
            typed = bridged = focus = 0.0
            sures.append([])
            for concept, forms in found:
                sure = next((form.weight for form in forms if form.text in sentence), 0.0)
                sures[-1].append(sure)
                if sure:
                    typed += concept.weight / total * (sure == 1.0)
                    bridged += concept.weight / total * sure * (sure < 1.0)
                    focus = max(focus, sure * concept.is_focus)
            figures = {
                "typed": typed,
                "bridged": bridged,
                "count": sum(map(bool, sures[-1])) / (len(question.concepts) or 1),
                "focus": focus,
                "characters": sum([w for c, w in characters.items() if c in sentence]),
                "pairs": sum([pair in sentence for pair in pairs]) / (len(pairs) or 1),
                "slot_before": _run(question.slot.before, sentence),
                "slot_after": _run(question.slot.after, sentence),
                "kind": float(has_kind(question, sentence)),
                "first": float(number == 0),
                "before": before,
                "length": min(1.0, len(sentence) / 150),
            }
            before = typed + bridged
            options.append(SentenceOption(start, end, figures))
        weights = [concept.weight / total for concept, _ in found]
        for option, alone in zip(options, _alone(sures, weights), strict=True):
            option.figures["alone"] = alone
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
        kind = self.kind(question)
        asked = fold(question.typed).replace(" ", "")
        found = []
        forms = held(question, text)
        ranked = sorted(range(len(options)), key=lambda i: -scores[i])[:_SENTENCES]
        for rank, number in enumerate(ranked):
            option = options[number]
            place = Setting(question, kind, asked, forms, text[option.start : option.end])
            for candidate, opening, closing in self._candidates(place, phrases=rank < _PHRASED):
                figures = candidate_figures(place, candidate, opening, closing)
                figures["sentence"] = scores[number] - top
                moved = Candidate(
                    candidate.start + option.start, candidate.end + option.start, candidate.category
                )
                found.append(MarkOption(moved, figures))
        return found

    def _candidates(
        self, place: Setting, *, phrases: bool
    ) -> Iterator[tuple[Candidate, float, float]]:
        """A sentence's candidates, each slice once, with how well they begin and end."""
        sentence, group = place.sentence, group_of(place.kind)
        wanted = _WANTED[place.kind]
        office = place.question.office
        has_phrases = _C.PHRASE in wanted
        # an amount or a date is known by its form, whatever stands beside it
        boundaries = self.phraser.boundaries(sentence, group) if has_phrases else NO_BOUNDARIES
        seen = set()
        for candidate in self.forms(sentence, wanted):
            start, end = candidate.start, candidate.end
            seen.add((start, end))
            if not office or office.is_held(sentence, start, end):
                yield candidate, *boundaries.ends(start, end)
        if not has_phrases or not phrases or office:  # a holder is known by the form of a name
            return
        for phrase in self.phraser.phrases(sentence, group):
            start, end = phrase.start, phrase.end
            if (start, end) not in seen:
                yield Candidate(start, end, _C.PHRASE), phrase.opening, phrase.closing


def _alone(sures: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    """Of each sentence the weight of what no other says as surely; `sures` by sentence, concept."""
    most = [sorted(column)[-2:] for column in zip(*sures, strict=True)]
    nexts = [(top[-1], top[0] if len(top) > 1 else 0.0) for top in most]
    return [
        sum(
            weight * (sure - second)
            for sure, weight, (first, second) in zip(row, weights, nexts, strict=True)
            if sure == first
        )
        for row in sures
    ]


def _offsets(text: str, plain: str) -> Sequence[int]:
    """Of each character of the plain text its place in the passage's text."""
    if len(plain) == len(text):
        return range(len(text))
    return [place for place, char in enumerate(text) if not char.isspace()]


def _raw(offsets: Sequence[int], start: int, end: int) -> Span:
    return Span(offsets[start], offsets[end - 1] + 1)


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


def _run(asked: str, sentence: str) -> float:
    """The longest run of characters that one side of the cue shares with a sentence."""
    longest = 0
    for start in range(len(asked)):
        while asked[start : start + longest + 1] in sentence and start + longest < len(asked):
            longest += 1
    return min(1.0, longest / 8)
