"""Candidates for the words that answer: whole units of the kind that is asked for."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from retrieval.qa.spans.asides import is_aside
from retrieval.qa.spans.clauses import Slice, clauses, dateline_end, definitions, objects, reasons
from retrieval.qa.spans.extractors import Sentence, ending_in, persons, places
from retrieval.qa.spans.lexical_type import asked_ends, is_name
from retrieval.query import Kind, Question
from retrieval.query.wordlists import Lexicon
from retrieval.text import Analyzer
from retrieval.text.quantities import (
    Quantity,
    contacts,
    dates,
    measure_at,
    quantities,
    units_of,
)


class Form(StrEnum):
    """What a candidate is by its form."""

    AMOUNT = "amount"
    DATE = "date"
    CONTACT = "contact"
    PERSON = "person"
    PLACE = "place"
    NAME = "name"
    OBJECT = "object"
    DEFINITION = "definition"
    REASON = "reason"
    CLAUSE = "clause"


_OBJECT_KINDS = (Kind.PLACE, Kind.WHAT, Kind.LIST)
_ASKING = re.compile(r"[哪吗]|什么|怎么|多少")
_ASKS_YEAR = ("哪年", "哪一年", "几年", "年份")
_POINTS_BACK = ("当", "同", "次", "翌")
_LEAST_BARE = 3  # digits of a number without a unit that answers


class Candidate(NamedTuple):
    """A slice of a plain sentence that may answer."""

    start: int
    end: int
    form: Form


def candidates(
    question: Question, sentence: str, *, lexicon: Lexicon, analyzer: Analyzer
) -> list[Candidate]:
    """Find what may answer a question in a plain sentence; its dateline doesn't, nor what the
    question itself has.
    """
    after = dateline_end(sentence)
    cut = Sentence(sentence, lexicon, analyzer)
    found = dict.fromkeys(
        Candidate(start, end, form)
        for form, slices in _by_form(question, cut)
        for start, end in slices
        if after <= start < end
    )
    asked = question.understood.replace(" ", "")
    return [
        one
        for one in found
        if sentence[one.start : one.end] not in asked
        and not is_aside(question, sentence, one.start, one.end)
    ]


def _by_form(question: Question, sentence: Sentence) -> Iterator[tuple[Form, Iterable[Slice]]]:
    """The slices of a sentence that may answer by their form."""
    text, slot = sentence.text, question.slot
    if question.asks_person:
        yield Form.PERSON, _holders(question, sentence)
        return
    match question.kind:
        case Kind.NUMBER:
            yield Form.AMOUNT, _amounts(question, sentence)
        case Kind.DATE:
            yield Form.DATE, _dates(question, text)
        case Kind.CLOCK:
            yield Form.DATE, [q[:2] for q in dates(text) if q.form == "clock"]
        case Kind.CONTACT:
            yield Form.CONTACT, [q[:2] for q in contacts(text)]
        case Kind.PLACE:
            yield Form.PLACE, _named(question, sentence) or _places(sentence)
        case Kind.WHY:
            yield Form.REASON, reasons(text, sentence.lexicon)
        case Kind.YES_NO:
            yield Form.CLAUSE, clauses(text)
        case Kind.DEFINITION:
            yield Form.DEFINITION, definitions(text, slot, sentence.lexicon)
        case Kind.NAME | Kind.WHAT | Kind.LIST:
            yield Form.NAME, _named(question, sentence)
    if question.kind in _OBJECT_KINDS:
        yield Form.OBJECT, _objects(question, sentence)


def _holders(question: Question, sentence: Sentence) -> list[Slice]:
    """The people named, those that hold an office if one is asked for."""
    found = persons(sentence)
    if question.office is None:
        return found
    return [(s, e) for s, e in found if question.office.is_held(sentence.text, s, e)]


def _amounts(question: Question, sentence: Sentence) -> list[Slice]:
    """Amounts in the units that are asked for, best in the very unit of the question."""
    text = sentence.text
    found = [q for q in quantities(text) if text[q.start] != "几"]
    units_by_place = {q: units_of(text[q.start : q.end]) for q in found}
    literal = measure_at(question.understood.replace(" ", "")[len(question.slot.before) :])
    units = question.units or frozenset({literal} - {""})
    if any(literal in own for own in units_by_place.values()):
        units = frozenset({literal})
    if units:
        found = [q for q in found if not units_by_place[q].isdisjoint(units)]
    else:
        found = [q for q in found if _is_amount(q, sentence)]
    return [(q.start, q.end) for q in found]


def _is_amount(quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a slice surely tells an amount: 十分 and 一起 do not, nor does a bare 3."""
    words = sentence.text[quantity.start : quantity.end]
    is_bare = quantity.form == "amount" and words.isdigit() and len(words) < _LEAST_BARE
    is_word = len(words) == 2 and not words[0].isdigit() and sentence.analyzer.count(words) > 0
    return not (is_bare or is_word)


def _dates(question: Question, text: str) -> Iterator[Slice]:
    """Dates; years where a year is asked for, none that points to another date."""
    asks_year = any(word in question.understood for word in _ASKS_YEAR)
    for start, end, _ in dates(text):
        words = text[start:end]
        has_year = "年" in words or "世纪" in words
        if not words.startswith(_POINTS_BACK) and (has_year or not asks_year):
            yield start, end


def _places(sentence: Sentence) -> list[Slice]:
    """Places; what begins or ends with a date is none: 在2018年."""
    taken = [(start, end) for start, end, _ in dates(sentence.text)]
    return [
        (start, end)
        for start, end in places(sentence)
        if not any(a < end and start < b for a, b in taken)
    ]


def _objects(question: Question, sentence: Sentence) -> list[Slice]:
    """What a statement has in the cue's place, in whole words."""
    text, slot = sentence.text, question.slot
    if slot.after.rstrip("了的呢啊吗呀") and question.kind is not Kind.PLACE:
        return []
    asked = question.understood.replace(" ", "")
    cue = asked[len(slot.before) : len(asked) - len(slot.after)]
    return [
        (start, end)
        for start, end in objects(text, slot, cue)
        if end - start > 1
        and sentence.is_edge(start)
        and sentence.is_edge(end)
        and not _ASKING.search(text, start, end)
    ]


def _named(question: Question, sentence: Sentence) -> list[Slice]:
    """Names that end as those of the sort of thing that is asked for."""
    ends = asked_ends(question, sentence.lexicon.sorts)
    found = ending_in(sentence, ends) if ends else ()
    return [(s, e) for s, e in found if is_name(sentence.text[s:e], ends, sentence.analyzer)]
