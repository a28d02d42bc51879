"""Clauses of plain sentences: reasons, definitions and other clauses that may answer."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from retrieval.query import Slot
from retrieval.query.wordlists import Lexicon

Slice = tuple[int, int]

_BREAK = re.compile(r"(?<!\d),|,(?!\d)|[，。;；!！?？…]|(?<!\d):|:(?!\d)|—+")
_END = re.compile(r"[。;；!！?？…]")
_DATELINE = re.compile(
    r"(?:本报讯|[^,，。:：]{0,12}[电讯](?=[(（]|本报|记者|通讯员))?[(（]?(?:本报|见习|实习|全媒体)*(?:记者|通讯员)"
    r"[^,，。:：]{2,24}?(?:报道|[)）]|摄影)|本报讯|[^,，。:：]{2,10}\d+月\d+日[电讯](?:[(（][^)）]*[)）])?"
)
# what links a question's words to its cue, and a statement's to what answers
LINKS = '的是在为于有了共达到至由被约叫做“”"《:：'
_ALIGNED = 6  # characters in a row that tell all that they can
_LEAST_ALIGNED = 2
_LEAST_FRAME = 4  # characters of a question that are not repeated by chance
_PARTICLES = "的了呢啊吗呀"
_SUBJECT_REACH = 16  # characters between what is defined and the word that defines it
WITHIN = "[^,，。;；]"  # a character inside a clause
_QUOTES = "[“”《》「」]*"
_KEPT = 2048


@lru_cache(_KEPT)
def clauses(sentence: str) -> tuple[Slice, ...]:
    """The clauses of a sentence, without the marks between them."""
    start, found = dateline_end(sentence), []
    for match in _BREAK.finditer(sentence, start):
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(sentence)))
    return tuple((start, end) for start, end in found if start < end)


def dateline_end(sentence: str) -> int:
    """The end of the dateline and reporters at the start of a sentence; 0 if it has none."""
    match = _DATELINE.match(sentence)
    return match.end() if match else 0


def _to_end(sentence: str, start: int) -> Slice:
    """The slice from a place to where the statement ends."""
    match = _END.search(sentence, start)
    return start, match.start() if match else len(sentence)


def reasons(sentence: str, lexicon: Lexicon) -> Iterator[Slice]:
    """Clauses that tell a cause or an aim."""
    cues = lexicon.answer_cues
    for number, (start, end) in enumerate(clauses(sentence)):
        opening = cues["reason_opening"] if number else cues["reason_opening"] + ("为",)
        is_other = sentence.startswith(cues["no_reason"], start)
        if sentence.startswith(opening, start) and not is_other:
            yield start, end
    for match in _either(cues["reason"]).finditer(sentence):
        yield _to_end(sentence, match.end())


def definitions(sentence: str, slot: Slot, lexicon: Lexicon) -> Iterator[Slice]:
    """Find the definitions of a subject, behind 是指 and the like.

    The subject is what stands before the cue (X是什么) or behind it (什么是X).
    """
    subject = "" if slot.before and slot.after else slot.before or slot.after
    letters = [re.escape(char) for char in subject.strip(LINKS) if char.isalnum()]
    if not letters:
        return
    either = _either(lexicon.answer_cues["definition"]).pattern
    said = rf"{_QUOTES}".join(letters) + rf"{_QUOTES}{WITHIN}{{0,{_SUBJECT_REACH}}}?(?:{either})"
    for match in re.finditer(said, sentence):
        if sentence[match.end() : match.end() + 1].isalnum():
            yield _to_end(sentence, match.end())


def objects(sentence: str, slot: Slot, cue: str) -> Iterator[Slice]:
    """Yield the slices of a statement that stand where the question has its cue.

    A slice ends with the clause, or before the words that follow the cue. Linking words before it,
    such as 在 and 是, must agree with those of the question.
    """
    before = slot.before.rstrip(LINKS)
    link = (slot.before[len(before) :] + cue)[:1]
    after = slot.after.rstrip(_PARTICLES)
    if not before:
        return
    for match in re.finditer(re.escape(before), sentence):
        start = match.end()
        while start < len(sentence) and sentence[start] in LINKS:
            start += 1
        if link in LINKS and link not in sentence[match.end() : start]:
            continue
        end = next((last for first, last in clauses(sentence) if first <= start < last), start)
        yield start, sentence.find(after, start, end) if after else end


def aligned(sentence: str, slot: Slot, start: int, end: int) -> tuple[float, bool]:
    """Compare the words around a slice with those around the question's cue.

    Returns how far, from 0 to 1, they go on alike behind it, and whether the statement has all of
    the question around the slice.
    """
    stated, asked = sentence[:start].replace("至", "到"), slot.before.replace("至", "到")
    before = max(
        _common(stated[::-1], asked[::-1]),
        _common(stated.rstrip(LINKS)[::-1], asked.rstrip(LINKS)[::-1]),
    )
    # the words may end in the head of what follows the cue: 44家 of 多少家
    behind = max(
        _common(sentence[end - head :], slot.after)
        for head in range(3)
        if sentence[end - head : end] == slot.after[:head]
    )
    first, last = len(asked.rstrip(LINKS)), len(slot.after.rstrip(_PARTICLES))
    is_framed = first + last >= _LEAST_FRAME and before >= first and behind >= last
    return min(behind, _ALIGNED) / _ALIGNED, is_framed


def _common(left: str, right: str) -> int:
    """The length of the common start of two texts."""
    most = min(len(left), len(right))
    return next((i for i in range(most) if left[i] != right[i]), most)


@lru_cache(64)
def _either(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))
