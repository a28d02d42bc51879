"""Amounts beside the one asked for, which do not answer.

They are its value before a change, a value it is compared with, a part or the whole of it, or the
same amount at another time, of another person, place or thing, or of the opposite.
"""

import re

from retrieval.qa.spans.clauses import WITHIN, Slice, clauses, dateline_end
from retrieval.qa.spans.extractors import PLACE_TAG, Sentence
from retrieval.query import Concept, FormSource, Kind, Question
from retrieval.text.jieba_source import part_of_speech

_CHANGE = (
    "(?:提高|提升|上升|增加|增长|扩大|下降|降低|减少|缩短|缩减|压缩|压减|调整|升|降|增|减|涨|跌|扩)"
)
_FROM = re.compile(rf"(?:从|由){WITHIN}{{0,8}}$")
_BECOMES = re.compile(rf"{WITHIN}{{0,6}}?{_CHANGE}{WITHIN}{{0,4}}?[到至为]")
_BECAME = re.compile(rf"(?:从|由){WITHIN}*?{_CHANGE}{WITHIN}{{0,4}}[到至为]$")
_ASKS_BEFORE = re.compile("原|此前|之前|以前")
_ASKS_FROM = re.compile("从|由|原|此前|之前|以前")
_THAN = re.compile(
    rf"(?:比|较){WITHIN}{{1,14}}(?:[多少高低快慢大小长短增降减升涨跌偏超]|提前|推迟){WITHIN}{{0,4}}$"
)
_ASKS_THAN = re.compile(
    "比|较|相差|[多少高低快慢增降减升涨跌超]了?(?:多少|几)|提高|增[长加]|下降|减少|幅"
)
_AWAITED = re.compile(rf"为了?(?:迎接|喜迎|庆祝|纪念|备战|筹备|配合){WITHIN}*")
_AMONG = re.compile("其中|另有|另外")
_OF = "的"
_MEASURED = (Kind.NUMBER, Kind.DATE, Kind.CLOCK)
_UNTOLD = 0.4  # share of a question, by weight, without which an amount is of another thing
_TIMES = (
    re.compile(r"\d{4}年|[今去明前后上]年"),
    re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|上月|本月"),
    re.compile(r"(?<!\d)\d{1,2}[日号]"),
)
# times that a report must name to tell of them
_NOT_NOW = ("去年", "前年", "明年", "后年", "上年", "上月", "昨")


def is_aside(question: Question, cut: Sentence, start: int, end: int) -> bool:
    """True if a slice is beside the amount asked for."""
    sentence = cut.text
    asked, before = question.understood, sentence[:start]
    origin, became = _FROM.search(before), _BECAME.search(before)
    is_before = bool(_BECOMES.match(sentence, end))
    if origin and is_before and not _asks_origin(asked, origin[0], _ASKS_FROM):
        return True
    if became and _asks_origin(asked, became[0], _ASKS_BEFORE):
        return True
    if _THAN.search(before) and not _ASKS_THAN.search(asked):
        return True
    return (
        _is_other_part(question, sentence, start)
        or _is_of_other_time(asked, sentence, start)
        or any(_is_of_other(one, asked, sentence, start) for one in cut.lexicon.contrasts)
        or _is_of_another(question, cut, start)
        or _is_of_the_awaited(question, sentence, start)
        or _is_of_other_thing(question, cut, start, end)
    )


def _asks_origin(asked: str, origin: str, cues: re.Pattern[str]) -> bool:
    """True if the value before a change is asked for, by a cue or its year: 由去年的203公斤降至."""
    return bool(cues.search(asked)) or any(y in asked for y in _TIMES[0].findall(origin))


def _is_of_other_thing(question: Question, cut: Sentence, start: int, end: int) -> bool:
    """True of the 93岁 of 93岁的老人 if no old man is asked about, and of what is told before
    what is asked about is named.
    """
    is_asked = question.asks_person or question.kind in _MEASURED
    first, last = _clause(cut.text, start)
    if not is_asked or _opens(question, cut, start, first):
        return False
    has_owner = any(concept.surest(cut.text[end:last]) for concept in question.concepts)
    is_owned = cut.text.startswith(_OF, end) and not has_owner
    return is_owned or _is_named_behind(question, cut.text[:last], cut.text[last:])


def _opens(question: Question, cut: Sentence, start: int, clause: int) -> bool:
    """True of a subject or date that opens a clause: it is that of all that follows."""
    if question.asks_person:
        return any(start == subject for subject, _, _ in cut.subjects)
    return question.kind is not Kind.NUMBER and start in (clause, dateline_end(cut.text))


def _is_named_behind(question: Question, told: str, later: str) -> bool:
    """True if much of what is asked about is named later only, or what is done on a date."""
    behind = [c for c in question.concepts if c.surest(later) and not c.surest(told)]
    # 成绩 may be named behind the figure, but nothing is done behind its date
    is_undone = question.kind is not Kind.NUMBER and any(c.is_focus for c in behind)
    share = sum(c.weight for c in behind)
    return is_undone or share > _UNTOLD * sum(c.weight for c in question.concepts)


def _is_of_another(question: Question, sentence: Sentence, start: int) -> bool:
    """True if what is told last before the slice is told of another person or place."""
    names = [c for c in question.concepts if c.is_name]
    if not names or question.asks_person:
        return False
    after = dateline_end(sentence.text)  # of the reporters in it nothing is told
    owner = next((own for own in reversed(sentence.subjects) if after <= own[0] <= start), None)
    if owner is None:
        return False
    first, _, is_person = owner
    told = sentence.text[first:start]
    asked = [c for c in names if _may_be_person(c, sentence) == is_person]
    if is_person:
        return not all(c.surest(told) for c in asked)
    # of 湖州德清县 either will do
    is_named = any(c.surest(sentence.text) for c in asked)
    return is_named and not any(c.surest(told) for c in asked)


def _is_of_the_awaited(question: Question, sentence: str, start: int) -> bool:
    """True if what is asked about is only what something is done for: 茶博会 in 为迎接茶博会."""
    match = _AWAITED.search(sentence)
    if match is None or match.start() <= start < match.end():
        return False
    others = sentence[: match.start()] + sentence[match.end() :]
    awaited = [c for c in question.concepts if c.surest(match[0]) and not c.surest(others)]
    share = sum(c.weight for c in awaited)
    return share > _UNTOLD * sum(c.weight for c in question.concepts)


def _may_be_person(name: Concept, sentence: Sentence) -> bool:
    """True of a name that begins as people's do and is neither a place nor a word with synonyms."""
    if name.text[0] not in sentence.lexicon.surnames or name.text[-1] in sentence.lexicon.regions:
        return False
    is_word = any(form.source is FormSource.SYNONYM for form in name.forms)
    return not is_word and part_of_speech(name.text) != PLACE_TAG


def _is_other_part(question: Question, sentence: str, start: int) -> bool:
    """True if a part is asked for and the slice belongs to the whole, or the other way round."""
    match = _AMONG.search(sentence)
    if match is None:
        return False
    among = match.start()
    whole, part = sentence[:among], sentence[among:]
    asks_part = any(c.surest(part) and not c.surest(whole) for c in question.concepts)
    return asks_part == (start < among)


def _is_of_other_time(asked: str, sentence: str, start: int) -> bool:
    """True if the clause has another year, month or day than the question."""
    is_other = any(_is_of_other(pattern, asked, sentence, start) for pattern in _TIMES)
    _, last = _clause(sentence, start)
    return is_other or any(word in asked and word not in sentence[:last] for word in _NOT_NOW)


def _is_of_other(pattern: re.Pattern[str], asked: str, sentence: str, start: int) -> bool:
    """True if the clause has other words of a pattern than the question: 女 and not 男."""
    wanted = set(pattern.findall(asked))
    if not wanted:
        return False
    first, last = _clause(sentence, start)
    # a clause without any has that of the clause before it
    own = set(pattern.findall(sentence[first:last]) or pattern.findall(sentence[:first])[-1:])
    return bool(own) and wanted.isdisjoint(own)


def _clause(sentence: str, start: int) -> Slice:
    spans = (span for span in clauses(sentence) if span[0] <= start < span[1])
    return next(spans, (0, len(sentence)))
