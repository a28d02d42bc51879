"""Names in plain sentences, by form alone: people, places, and things whose names end as asked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate

from retrieval.qa.spans.clauses import Slice, clauses
from retrieval.query.wordlists import Lexicon
from retrieval.text import Analyzer
from retrieval.text.characters import ALL_HAN, CLAUSE_MARKS, HAN
from retrieval.text.jieba_source import part_of_speech

_HAN = re.compile(f"[{ALL_HAN}]+")
_DOTS = "·・•‧"
_DOTTED = re.compile(f"[{HAN}][{_DOTS}][{HAN}]")
_LEAST_FOREIGN = 3  # characters of a foreign name without dots
_LONGEST_PART = 8  # characters of a part of a foreign name
_NAME_RARITY = 0.85
_LONGEST_NAME = 20
_APPOINTED = re.compile(rf"(?<=[{HAN}])[为是:：](?P<name>[{ALL_HAN}]{{2,4}})(?![\w·・])")
PLACE_TAG = "ns"  # jieba's
_QUOTED = re.compile(r"《[^《》]{1,40}》|[“「『][^“”「」『』]{1,40}[”」』]")
_KEPT_BACK = re.compile(f"[{HAN}]某[某甲乙丙丁]?(?!些|个|种|人|地)")
_OBJECT_OF = re.compile("[在为对向给被把由与和跟、]")
_STOP = re.compile(r"[^\w“”《》·・\-]")
_PLACE_STOP = re.compile(f"[{CLAUSE_MARKS}()]")


@dataclass(frozen=True)
class Sentence:
    """A plain sentence cut into words."""

    text: str
    lexicon: Lexicon
    analyzer: Analyzer

    @cached_property
    def words(self) -> Sequence[str]:
        return self.analyzer.words(self.text)

    @cached_property
    def edges(self) -> Sequence[int]:
        """The places between words, the two ends among them."""
        return list(accumulate(map(len, self.words), initial=0))

    @cached_property
    def persons(self) -> "Sequence[Slice]":
        """Names of people, each whole: none lies within another."""
        return _outermost(
            [*_chinese_names(self), *_foreign_names(self), *_appointed(self), *_unnamed(self)]
        )

    @cached_property
    def subjects(self) -> "Sequence[tuple[int, int, bool]]":
        """Names of people and places with which clauses begin; the last is true of a person."""
        return sorted(_subjects(self))

    def is_edge(self, place: int) -> bool:
        at = bisect_left(self.edges, place)
        return at < len(self.edges) and self.edges[at] == place

    def word_end(self, place: int) -> int:
        """The end of the word that a place is inside of or ends."""
        return self.edges[bisect_left(self.edges, place)]

    def word_start(self, place: int) -> int:
        """The start of the word that a place is inside of or begins."""
        return self.edges[bisect_right(self.edges, place) - 1]


def _chinese_names(sentence: Sentence) -> Iterator[Slice]:
    text, lexicon = sentence.text, sentence.lexicon
    for start in range(len(text) - 1):
        surname = 2 if text[start : start + 2] in lexicon.surnames else 1
        if surname == 1 and text[start] not in lexicon.surnames:
            continue
        ends = (start + surname + 2, start + surname + 1)
        yield from ((start, end) for end in ends if _is_name(sentence, start, end, surname))


def _unnamed(sentence: Sentence) -> Iterator[Slice]:
    """Names that are kept back, as in reports from court: 骆某, 王某某."""
    for match in _KEPT_BACK.finditer(sentence.text):
        if match[0][0] in sentence.lexicon.surnames:
            yield match.span()


def _appointed(sentence: Sentence) -> Iterator[Slice]:
    """Unknown words that end a clause behind 主讲人为 or 教师是, whatever the surname."""
    for match in _APPOINTED.finditer(sentence.text):
        start, end = match.span("name")
        if sentence.text[: match.start()].endswith(sentence.lexicon.posts):
            is_common = sentence.analyzer.count(match["name"]) > 0
            if not is_common and match["name"] in sentence.words:
                yield start, end


def _is_name(sentence: Sentence, start: int, end: int, surname: int) -> bool:
    """True of a name: behind a post and followed by another word, or else in whole words."""
    text, lexicon, cues = sentence.text, sentence.lexicon, sentence.lexicon.answer_cues
    name, before = text[start:end], text[:start].rstrip("”’』」")
    if end > len(text) or not _HAN.fullmatch(name):
        return False
    is_linked = text[start] in cues["before_name"] and before[-1:].isalnum()
    if is_linked or name[surname:].endswith(cues["ends_no_name"]):
        return False
    if name[surname:].endswith(lexicon.posts):
        return False
    if before.endswith(lexicon.posts):
        return _is_name_behind_post(sentence, name, start, end)
    if sentence.analyzer.count(name) > 0:
        return False
    if not (sentence.is_edge(start) and sentence.is_edge(end)):
        return False
    is_apart, is_ended = not before[-1:].isalnum(), _is_ended(sentence, end)
    if name[:surname] in lexicon.weak_surnames:
        return text.startswith(cues["speech"], end) or (is_ended and is_apart)
    return is_ended or is_apart or before.endswith(cues["before_name"])


def _is_name_behind_post(sentence: Sentence, name: str, start: int, end: int) -> bool:
    count = sentence.analyzer.count
    is_rare = count(name) == 0 or sentence.analyzer.rarity(name) >= _NAME_RARITY
    is_word = count(name) == 0 and sentence.is_edge(start) and sentence.is_edge(end)
    return is_rare and (
        is_word or _is_ended(sentence, end) or count(sentence.text[end : end + 2]) > 0
    )


def _is_ended(sentence: Sentence, end: int) -> bool:
    """True if a name can end here: before a mark or a character that follows names."""
    after = sentence.text[end : end + 1]
    return not after.isalnum() or after in sentence.lexicon.answer_cues["behind_name"]


def _foreign_names(sentence: Sentence) -> Iterator[Slice]:
    text, chars = sentence.text, sentence.lexicon.transliteration
    end = 0
    for match in _DOTTED.finditer(text):
        if match.start() < end:
            continue
        start, end = match.span()
        while start > 0 and text[start - 1] in chars and match.start() - start < _LONGEST_PART:
            start -= 1
        while end < len(text) and (text[end] in chars or text[end] in _DOTS):
            end += 1
        yield start if text[start] in chars else sentence.word_start(start), sentence.word_end(end)
    for match in _runs_of(chars).finditer(text):
        is_word = sentence.analyzer.count(match[0]) > 0
        if not is_word and all(map(sentence.is_edge, match.span())):
            yield match.span()


@cache
def _runs_of(chars: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"[{''.join(sorted(chars))}]{{{_LEAST_FOREIGN},}}")


def places(sentence: Sentence) -> list[Slice]:
    """Names of places, and what stands behind 在 and the like."""
    found = [*_behind_prepositions(sentence), *ending_in(sentence, sentence.lexicon.place_ends)]
    return list(dict.fromkeys(found))


def _behind_prepositions(sentence: Sentence) -> Iterator[Slice]:
    text, cues = sentence.text, sentence.lexicon.answer_cues
    either = "|".join(map(re.escape, cues["before_place"]))
    for match in re.finditer(either, text):
        start = match.end()
        if not (sentence.is_edge(start) and sentence.is_edge(match.start())):
            continue
        stop = _PLACE_STOP.search(text, start)
        last = stop.start() if stop else len(text)
        ends = (edge for edge in sentence.edges if start < edge <= last)
        end = next(
            (e for e in ends if e == last or text.startswith(cues["behind_place"], e)), start
        )
        of = text.find("的", start, end)
        if of >= 0 and not text[of + 1 : end].endswith(sentence.lexicon.place_ends):
            end = of
        if 1 < end - start <= _LONGEST_NAME and text[start] not in "的了着":
            yield start, end


def ending_in(sentence: Sentence, ends: Sequence[str]) -> Iterator[Slice]:
    """Names that end so: from the end back to a word that no name has."""
    text, words, edges = sentence.text, sentence.words, sentence.edges
    if "》" in ends:
        yield from (match.span() for match in _QUOTED.finditer(text) if match[0][0] == "《")
    for number, word in enumerate(words):
        if not word.endswith(tuple(ends)) or not word[-1].isalnum():
            continue
        first = number
        while first > 0 and _may_belong(sentence, words[first - 1]):
            first -= 1
        start, end = edges[first], edges[number + 1]
        if 1 < end - start <= _LONGEST_NAME:
            yield start, end


def _may_belong(sentence: Sentence, word: str) -> bool:
    lexicon = sentence.lexicon
    if _STOP.search(word) or word in lexicon.stop_words:
        return False
    cues = lexicon.answer_cues
    return word not in cues["before_place"] and not (len(word) == 1 and word in cues["behind_name"])


def _subjects(sentence: Sentence) -> Iterator[tuple[int, int, bool]]:
    starts = dict(clauses(sentence.text))
    for start, end in sentence.persons:
        clause = max((at for at in starts if at <= start), default=start)
        before = sentence.text[clause:start]
        if len(before) <= _LONGEST_NAME and not _OBJECT_OF.search(before):
            yield start, end, True
    for word, start in zip(sentence.words, sentence.edges, strict=False):
        if start in starts and part_of_speech(word) == PLACE_TAG:
            yield start, start + len(word), False


def _outermost(slices: Sequence[Slice]) -> list[Slice]:
    kept = dict.fromkeys(slices)
    return [
        (start, end)
        for start, end in kept
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in kept)
    ]
