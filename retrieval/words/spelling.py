"""Words that occur nowhere, and what was meant: by sound (pypinyin's table) and by shape.

No list of words is needed: a character is replaced by those that sound or look like it, and what
results must stand in the reports as a pair of characters with its neighbour.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from pathlib import Path

from retrieval.terms.numerals import NUMERAL

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

Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Correction:
    """Characters `start` to `end` of a text, and what was meant by them."""

    start: int
    end: int
    typed: str
    meant: str
    by_sound: bool
    is_sure: bool  # both neighbours fit


class Spelling:
    """Corrects what is known in no report; its tables are read when first needed."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}

    def corrections(
        self,
        text: str,
        is_pair: Knows,
        *,
        is_word: Knows,
        is_sound: Callable[[str, int], bool] = lambda text, place: False,
    ) -> list[Correction]:
        """What may be meant by characters of a text that form no known pair with a neighbour.

        `is_pair` tells whether two characters stand side by side in the reports, `is_word`
        whether a word does, `is_sound` whether a character of a text belongs to a common word.
        At most one correction for each character, left to right.
        """
        found = []
        for place in range(len(text)):
            if not _is_han(text[place]) or NUMERAL.match(text, place):
                continue
            known = [is_pair(pair) for pair in _pairs_at(text, place)]
            if all(known) or (any(known) and is_sound(text, place)):
                continue
            options = [
                option
                for option in self._options(text, place, is_pair, is_word)
                # one known neighbour is outweighed only by two
                if not any(known) or (option.is_sure and option.by_sound)
            ]
            if options:
                found.append(max(options, key=_strength))
        return _without_overlaps(found)

    def hanzi(self, pinyin: str, is_pair: Knows, *, most: int = 4) -> list[str]:
        """Words of two to four characters that are pronounced so and stand in the reports."""
        syllables = _SYLLABLE.findall(pinyin)
        if "".join(syllables) != pinyin or not 2 <= len(syllables) <= 4:
            return []
        chars = [self._by_sound.get(syllable, "") for syllable in syllables]
        words = [a + b for a, b in product(chars[0], chars[1]) if is_pair(a + b)]
        for options in chars[2:]:
            words = [w + c for w, c in product(words, options) if is_pair(w[-1] + c)]
        return list(islice(words, most))

    def _options(
        self, text: str, place: int, is_pair: Knows, is_word: Knows
    ) -> Iterable[Correction]:
        char = text[place]
        for other, by_sound in self._alike(char):
            changed = text[:place] + other + text[place + 1 :]
            left = (
                place > 0 and _is_han(text[place - 1]) and is_pair(changed[place - 1 : place + 1])
            )
            right = place + 1 < len(text) and is_pair(changed[place : place + 2])
            if not (left or right):
                continue
            start, end = place - 1 if left else place, place + 2 if right else place + 1
            if left and right and is_word(changed[start : place + 1]):
                end = place + 1
            elif left and right and is_word(changed[place:end]):
                start = place
            yield Correction(
                start, end, text[start:end], changed[start:end], by_sound, bool(left and right)
            )

    def _alike(self, char: str) -> Iterable[tuple[str, bool]]:
        if char not in self._known:
            heard = self._heard_as(char)
            seen = "".join(other for other in self._looking_as(char) if other not in heard)
            self._known[char] = "".join(sorted(heard - {char})), seen
        by_sound, by_shape = self._known[char]
        for other in by_sound:
            yield other, True
        for other in by_shape:
            yield other, False

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


def _alike_sound(sound: str) -> str:
    for start, instead in _ALIKE_STARTS:
        if sound.startswith(start):
            sound = instead + sound.removeprefix(start)
    for end, instead in _ALIKE_ENDS:
        if sound.endswith(end):
            sound = sound.removesuffix(end) + instead
    return sound


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _pairs_at(text: str, place: int) -> list[str]:
    pairs = [text[place - 1 : place + 1]] if place else []
    if place + 1 < len(text):
        pairs.append(text[place : place + 2])
    return pairs


def _strength(correction: Correction) -> tuple[bool, bool, int]:
    return correction.is_sure, correction.by_sound, correction.end - correction.start


def _without_overlaps(found: Iterable[Correction]) -> list[Correction]:
    kept: list[Correction] = []
    for correction in sorted(found, key=_strength, reverse=True):
        if all(correction.end <= k.start or k.end <= correction.start for k in kept):
            kept.append(correction)
    return sorted(kept, key=lambda correction: correction.start)
