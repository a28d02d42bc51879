"""Words that occur nowhere, and what was meant: by sound (pypinyin's table) and by shape.

No list of words is needed: a character is replaced by those that sound or look like it, and what
results must stand in the reports as a pair of characters with its neighbour.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, pairwise, product
from pathlib import Path

from retrieval.text.characters import is_han
from retrieval.text.numerals import NUMERAL

_DATA = Path(__file__).parent / "data"
_LOOK_ALIKES = _DATA / "look_alikes.txt"
_SOUNDS = _DATA / "sounds.txt"
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:i[aou]ng?|iao|ian|iang|uang|uai|uan|ang|eng|ing|ong"
    r"|ai|ei|ao|ou|an|en|in|un|ie|iu|ui|uo|ua|ia|ue|ve|er|[aeiouv])"
)
# sounds that many speakers don't tell apart
_ALIKE_STARTS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_ALIKE_ENDS = (("ing", "in"), ("eng", "en"), ("ang", "an"))
_KEPT = 1024  # characters whose like are

Knows = Callable[[str], bool]
# those of some pairs of characters that stand side by side in the reports
KnowsPairs = Callable[[Iterable[str]], Set[str]]


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A character that may be wrong, its neighbours, and what sounds and what looks like it.

    If it fits one neighbour, what is meant fits both.
    """

    place: int
    before: str
    after: str
    heard: str
    seen: str
    fits_one: bool

    def pairs(self) -> Iterable[str]:
        """The pairs with the neighbours that those alike would form."""
        alike = self.heard + self.seen
        if self.before:
            yield from [self.before + other for other in alike]
        if self.after:
            yield from [other + self.after for other in alike]


@dataclass(frozen=True, slots=True)
class Correction:
    """Characters `start` to `end` of a text, and what was meant by them."""

    start: int
    end: int
    typed: str
    meant: str
    by_sound: bool
    is_sure: bool  # both neighbours fit


def corrected(text: str, corrections: Iterable[Correction]) -> str:
    """The text with what was meant in it; as long as before."""
    for correction in corrections:
        text = text[: correction.start] + correction.meant + text[correction.end :]
    return text


class Spelling:
    """Corrects what is known in no report; its tables are read when first needed."""

    def __init__(self) -> None:
        self._alike = lru_cache(_KEPT)(self._find_alike)

    def corrections(
        self,
        text: str,
        known_pairs: KnowsPairs,
        *,
        is_word: Knows,
        is_right: Knows = lambda char: False,
        is_sound: Callable[[str, int], bool] = lambda text, place: False,
        may_mean: Knows = lambda meant: True,
    ) -> list[Correction]:
        """Correct the characters of a text that form no known pair with a neighbour.

        `known_pairs` tells which pairs of characters stand in the reports, `is_word` whether a
        word does, `is_right` whether a character is always meant, `is_sound` whether one of a text
        belongs to a common word, `may_mean` whether characters can be what was meant. At most one
        correction for each character, left to right.
        """
        doubts = self._doubts(text, known_pairs, is_right, is_sound)
        pairs = known_pairs([pair for doubt in doubts for pair in doubt.pairs()])
        found = []
        for doubt in doubts:
            options = _options(text, doubt, pairs, is_word)
            possible = (option for option in options if may_mean(option.meant))
            if best := max(possible, key=lambda c: (_strength(c), is_word(c.meant)), default=None):
                found.append(best)
        return _without_overlaps(found)

    def _doubts(
        self,
        text: str,
        known_pairs: KnowsPairs,
        is_right: Knows,
        is_sound: Callable[[str, int], bool],
    ) -> list["_Doubt"]:
        """The characters of a text that may be wrong."""
        pairs = known_pairs([a + b for a, b in pairwise(text)])
        doubts = []
        for place, char in enumerate(text):
            if not is_han(char) or is_right(char) or NUMERAL.match(text, place):
                continue
            known = [pair in pairs for pair in _pairs_at(text, place)]
            if not all(known) and not (any(known) and is_sound(text, place)):
                doubts.append(self._doubt(text, place, fits_one=any(known)))
        return doubts

    def _doubt(self, text: str, place: int, *, fits_one: bool) -> "_Doubt":
        before, after = _neighbours(text, place)
        heard, seen = self._alike(text[place])
        return _Doubt(place, before, after, heard, "" if fits_one else seen, fits_one)

    def heard_as(self, char: str) -> str:
        """The other characters that sound like one."""
        return self._alike(char)[0]

    def sounding(self, syllable: str) -> str:
        """The common characters that are pronounced so; empty if it is no syllable."""
        return self._by_sound.get(syllable, "")

    def hanzi(self, pinyin: str, known_pairs: KnowsPairs, *, most: int = 32) -> list[str]:
        """Words of two to four characters that are pronounced so and stand in the reports."""
        syllables = _SYLLABLE.findall(pinyin)
        if "".join(syllables) != pinyin or not 2 <= len(syllables) <= 4:
            return []
        chars = [self._by_sound.get(syllable, "") for syllable in syllables]
        pairs = known_pairs([a + b for left in pairwise(chars) for a, b in product(*left)])
        words = [a + b for a, b in product(chars[0], chars[1]) if a + b in pairs]
        for options in chars[2:]:
            words = [w + c for w, c in product(words, options) if w[-1] + c in pairs]
        return list(islice(words, most))

    def _find_alike(self, char: str) -> tuple[str, str]:
        """The characters that sound like one, and those that only look like it."""
        heard = self._heard_as(char)
        seen = dict.fromkeys(self._looking_as(char))
        return "".join(sorted(heard - {char})), "".join(c for c in seen if c not in heard)

    def _heard_as(self, char: str) -> set[str]:
        """The characters that sound like one, itself too."""
        sounds = {self._alike_sounds[s] for s, chars in self._by_sound.items() if char in chars}
        alike = (s for s, sound in self._alike_sounds.items() if sound in sounds)
        return {other for syllable in alike for other in self._by_sound[syllable]}

    def _looking_as(self, char: str) -> Iterable[str]:
        """The characters that look like one, by the lines that begin with it or hold it."""
        lines, place = self._look_alikes, self._look_alikes.find(char)
        while place >= 0:
            start = lines.rfind("\n", 0, place) + 1
            if start == place:
                yield from lines[place + 2 : lines.index("\n", place)]
            else:
                yield lines[start]
            place = lines.find(char, place + 1)

    @cached_property
    def _by_sound(self) -> Mapping[str, str]:
        """The common characters by their sounds, without tones."""
        lines = _SOUNDS.read_text(encoding="utf-8").splitlines()
        return dict(line.split(" ") for line in lines if not line.startswith("#"))

    @cached_property
    def _alike_sounds(self) -> Mapping[str, str]:
        return {sound: _alike_sound(sound) for sound in self._by_sound}

    @cached_property
    def _look_alikes(self) -> str:
        return _LOOK_ALIKES.read_text(encoding="utf-8")


def _options(text: str, doubt: _Doubt, pairs: Set[str], is_word: Knows) -> Iterable[Correction]:
    """Yield corrections of one character: those alike that form known pairs with its neighbours."""
    place = doubt.place
    for number, other in enumerate(doubt.heard + doubt.seen):
        left, right = doubt.before + other in pairs, other + doubt.after in pairs
        is_enough = (left and right) if doubt.fits_one else (left or right)
        if is_enough:
            changed = text[:place] + other + text[place + 1 :]
            start, end = _bounds(changed, place, left=left, right=right, is_word=is_word)
            by_sound = number < len(doubt.heard)
            typed, meant = text[start:end], changed[start:end]
            yield Correction(start, end, typed, meant, by_sound, left and right)


def _bounds(text: str, place: int, *, left: bool, right: bool, is_word: Knows) -> tuple[int, int]:
    """The start and end of what a changed character and the neighbours that it fits make up.

    Of two neighbours that it fits, one with which it is a word is enough.
    """
    start, end = place - left, place + 1 + right
    if left and right and is_word(text[start : place + 1]):
        return start, place + 1
    if left and right and is_word(text[place:end]):
        return place, end
    return start, end


def _alike_sound(sound: str) -> str:
    for start, instead in _ALIKE_STARTS:
        if sound.startswith(start):
            sound = instead + sound.removeprefix(start)
    for end, instead in _ALIKE_ENDS:
        if sound.endswith(end):
            sound = sound.removesuffix(end) + instead
    return sound


def _pairs_at(text: str, place: int) -> list[str]:
    pairs = [text[place - 1 : place + 1]] if place else []
    if place + 1 < len(text):
        pairs.append(text[place : place + 2])
    return pairs


def _neighbours(text: str, place: int) -> tuple[str, str]:
    """The characters beside one, the left one if it is Chinese; empty where there is none."""
    before = text[place - 1] if place and is_han(text[place - 1]) else ""
    return before, text[place + 1 : place + 2]


def _strength(correction: Correction) -> tuple[bool, bool, int]:
    return correction.is_sure, correction.by_sound, correction.end - correction.start


def _without_overlaps(found: Iterable[Correction]) -> list[Correction]:
    kept: list[Correction] = []
    for correction in sorted(found, key=_strength, reverse=True):
        if all(correction.end <= k.start or k.end <= correction.start for k in kept):
            kept.append(correction)
    return sorted(kept, key=lambda correction: correction.start)
