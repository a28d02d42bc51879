"""Candidates for the words that answer: whole units of the kind that is asked for."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from enum import StrEnum
from typing import NamedTuple

from retrieval.qa.spans.asides import is_aside
from retrieval.qa.spans.clauses import Slice, clauses, dateline_end, definitions, objects, reasons
from retrieval.qa.spans.extractors import Sentence, ending_in, places
from retrieval.qa.spans.lexical_type import asked_ends, is_name
from retrieval.query import Kind, Question
from retrieval.text.quantities import (
    Quantity,
    contacts,
    dates,
    measure_at,
    quantities,
    units_of,
)


class CandidateForm(StrEnum):
    """The forms of candidates."""

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
_ASKS_SCORE = re.compile("(?:几|多少)比(?:几|多少)")
_ASKS_YEAR = ("哪年", "哪一年", "几年", "年份")
_POINTS_BACK = ("当", "同", "次", "翌")
_REPORTING = ("报道", "电", "讯")  # behind the date of a report
# what is counted with one of these is counted with another too: 人 and 名, but not % and 百分点
_GENERAL_MEASURES = frozenset("人名位个家")
_LEAST_BARE = 3  # digits of a number without a unit that answers
_LONGEST_DEFINITION = 60
_NO_AMOUNT = re.compile(r"几.*|一[个种名位项家座场条份张次]")  # the 一个 of 一个缩影
_UNNAMED = re.compile(r"[这那其该本此每某各另]|[一两三几][个家座名位场条所]|现场|当地|全国")
_AND = ("、", "和", "与", "及")
_REPORTERS = ("记者", "通讯员", "编辑")
_ASKS_REPORTER = re.compile(r"记者|通讯员|编辑|报道|[写拍摄]")


class Candidate(NamedTuple):
    """A slice of a plain sentence that may answer."""

    start: int
    end: int
    form: CandidateForm


def candidates(question: Question, sentence: Sentence) -> list[Candidate]:
    """Find the candidates for a question in a plain sentence.

    The dateline has none, and the question's own words are none.
    """
    after = dateline_end(sentence.text)
    found = dict.fromkeys(
        Candidate(start, end, form)
        for form, slices in _by_form(question, sentence)
        for start, end in slices
        if after <= start < end
    )
    asked = question.understood.replace(" ", "")
    return [
        one
        for one in found
        if sentence.text[one.start : one.end] not in asked
        and not is_aside(question, sentence, one.start, one.end)
    ]


def _by_form(
    question: Question, sentence: Sentence
) -> Iterator[tuple[CandidateForm, Iterable[Slice]]]:
    """The slices of a sentence that may answer by their form."""
    if question.asks_person:
        yield CandidateForm.PERSON, _holders(question, sentence)
        return
    if question.kind in _BY_KIND:
        form, find = _BY_KIND[question.kind]
        yield form, find(question, sentence)
    if question.kind in _OBJECT_KINDS:
        yield CandidateForm.OBJECT, _objects(question, sentence)


def _holders(question: Question, sentence: Sentence) -> Sequence[Slice]:
    """The people named, those that hold an office if one is asked for."""
    found, asked = sentence.persons, question.understood.replace(" ", "")
    if not _ASKS_REPORTER.search(question.understood):
        found = [(s, e) for s, e in found if not sentence.text[:s].endswith(_REPORTERS)]
    rows = _rows(sentence.text, [one for one in found if sentence.text[slice(*one)] not in asked])
    if question.office is None:
        return rows
    return [(s, e) for s, e in rows if question.office.is_held(sentence.text, s, e)]


def _rows(text: str, slices: Iterable[Slice]) -> list[Slice]:
    """Slices with those that stand in a row joined: 王平、李林."""
    rows: list[Slice] = []
    for start, end in sorted(slices):
        if rows and text[rows[-1][1] : start] in _AND:
            start = rows.pop()[0]
        rows.append((start, end))
    return rows


def _amounts(question: Question, sentence: Sentence) -> Sequence[Slice]:
    """Amounts in the units asked for: in the question's own unit alone, if any amount has it."""
    text = sentence.text
    asked_form = _asked_form(question)
    found = [
        q
        for q in quantities(text)
        if not _NO_AMOUNT.fullmatch(text, q.start, q.end)
        and asked_form in (q.form, "" if q.form != "ordinal" else None)
    ]
    units_of_each = {q: units_of(text[q.start : q.end]) for q in found}
    asked = _asked_units(question, frozenset().union(*units_of_each.values()))
    fitting = [q[:2] for q, own in units_of_each.items() if not own.isdisjoint(asked)]
    return fitting or [
        q[:2] for q, own in units_of_each.items() if _is_amount(q, sentence) and not (asked and own)
    ]


def _asked_form(question: Question) -> str:
    """The form of quantity asked for: a rank by 第, a score by 几比几; empty for any amount."""
    if "第" in question.understood:
        return "ordinal"
    before = question.understood.replace(" ", "")[len(question.slot.before) :]
    return "ratio" if _ASKS_SCORE.match(before) or "比分" in question.understood else ""


def _asked_units(question: Question, present: Set[str]) -> Set[str]:
    """The units asked for; only the question's own measure word if it is present and precise."""
    literal = measure_at(question.understood.replace(" ", "")[len(question.slot.before) :])
    if literal in present and literal not in _GENERAL_MEASURES:
        return {literal}
    return question.units or {literal} - {""}


def _is_amount(quantity: Quantity, sentence: Sentence) -> bool:
    """True of a sure amount; 十分, 一起 and a bare 3 are none."""
    words = sentence.text[quantity.start : quantity.end]
    is_bare = quantity.form == "amount" and words.isdigit() and len(words) < _LEAST_BARE
    is_word = len(words) == 2 and not words[0].isdigit() and sentence.analyzer.count(words) > 0
    return not (is_bare or is_word)


def _dates(question: Question, sentence: Sentence) -> Iterator[Slice]:
    """Dates; years where a year is asked for, none that points to another date."""
    if "第几" in question.understood:
        return
    asks_year = any(word in question.understood for word in _ASKS_YEAR)
    asked = [question.understood[d.start : d.end] for d in dates(question.understood)]
    text = sentence.text
    for start, end, _ in dates(text):
        words = text[start:end]
        has_year = "年" in words or "世纪" in words
        is_told = not words.startswith(_POINTS_BACK) and not text.startswith(_REPORTING, end)
        if is_told and (has_year or not asks_year) and not any(d in words for d in asked):
            yield start, end


def _places(question: Question, sentence: Sentence) -> Iterator[Slice]:
    """Yield places, up to the words that follow the cue in the question.

    Dates (在2018年) and things without a name (这场比赛) are left out.
    """
    text, after = sentence.text, question.slot.after[:2]
    taken = [(start, end) for start, end, _ in dates(text)]
    for start, end in places(sentence):
        stop = text.find(after, start + 1, end) if len(after) > 1 else -1
        last = stop if stop > 0 else end
        is_date = any(a < last and start < b for a, b in taken)
        if not is_date and last - start > 1 and not _UNNAMED.match(text, start):
            yield start, last


def _objects(question: Question, sentence: Sentence) -> list[Slice]:
    """Slices in the place of the question's cue, in whole words."""
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


def _clocks(_: Question, sentence: Sentence) -> list[Slice]:
    """Times of day."""
    return [found[:2] for found in dates(sentence.text) if found.form == "clock"]


def _contacts(_: Question, sentence: Sentence) -> list[Slice]:
    """Telephone numbers and addresses of the web."""
    return [found[:2] for found in contacts(sentence.text)]


def _definitions(question: Question, sentence: Sentence) -> list[Slice]:
    """Statements of what the thing asked about is, unless they are long."""
    found = definitions(sentence.text, question.slot, sentence.lexicon)
    return [(start, end) for start, end in found if end - start <= _LONGEST_DEFINITION]


def _named(question: Question, sentence: Sentence) -> list[Slice]:
    """Names that end as those of the sort of thing that is asked for."""
    ends = asked_ends(question, sentence.lexicon.sorts)
    found = ending_in(sentence, ends) if ends else ()
    return [
        (start, end)
        for start, end in found
        if is_name(sentence.text[start:end], ends, sentence.analyzer)
        and not _UNNAMED.match(sentence.text, start)
    ]


# the form of what answers a kind of question, and what finds it
_BY_KIND: Mapping[Kind, tuple[CandidateForm, Callable[[Question, Sentence], Iterable[Slice]]]] = {
    Kind.NUMBER: (CandidateForm.AMOUNT, _amounts),
    Kind.DATE: (CandidateForm.DATE, _dates),
    Kind.CLOCK: (CandidateForm.DATE, _clocks),
    Kind.CONTACT: (CandidateForm.CONTACT, _contacts),
    Kind.PLACE: (CandidateForm.PLACE, lambda q, s: _named(q, s) or _places(q, s)),
    Kind.WHY: (CandidateForm.REASON, lambda _, s: reasons(s.text, s.lexicon)),
    Kind.YES_NO: (CandidateForm.CLAUSE, lambda _, s: clauses(s.text)),
    Kind.DEFINITION: (CandidateForm.DEFINITION, _definitions),
    Kind.NAME: (CandidateForm.NAME, _named),
    Kind.WHAT: (CandidateForm.NAME, _named),
    Kind.LIST: (CandidateForm.NAME, _named),
}
