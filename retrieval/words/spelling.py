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
_KEPT = 1024  # characters whose like are

Knows = Callable[[str], bool]
# those of some pairs of characters that stand side by side in the reports
KnowsPairs = Callable[[Iterable[str]], Set[str]]


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
        self._alike = lru_cache(_KEPT)(self._find_alike)

    def corrections(
        self,
        text: str,
        known_pairs: KnowsPairs,
        *,
        is_word: Knows,
        is_sound: Callable[[str, int], bool] = lambda text, place: False,
        may_mean: Knows = lambda meant: True,
    ) -> list[Correction]:
        """What may be meant by characters of a text that form no known pair with a neighbour.

        `known_pairs` tells which pairs of characters stand in the reports, `is_word` whether a
        word does, `is_sound` whether a character of a text belongs to a common word, `may_mean`
        whether characters can be what was meant. At most one correction for each character, left
        to right.
        """
        found = []
        pairs = known_pairs([a + b for a, b in pairwise(text)])
        for place in range(len(text)):
            if not _is_han(text[place]) or NUMERAL.match(text, place):
                continue
            known = [pair in pairs for pair in _pairs_at(text, place)]
            if all(known) or (any(known) and is_sound(text, place)):
                continue
            # one known neighbour is outweighed only by two
            alike = self._alike_between if any(known) else self._alike_beside
            options = self._options(text, place, alike(text, place, known_pairs), is_word)
            possible = (option for option in options if may_mean(option.meant))
            if best := max(possible, key=_strength, default=None):
                found.append(best)
        return _without_overlaps(found)

    def hanzi(self, pinyin: str, known_pairs: KnowsPairs, *, most: int = 4) -> list[str]:
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

    def _alike_between(
        self, text: str, place: int, known_pairs: KnowsPairs
    ) -> Iterable[tuple[str, bool, bool, bool]]:
        """The characters that sound alike and form known pairs with both neighbours; see below."""
        before, after = _neighbours(text, place)
        if before and after:
            alike, _ = self._alike(text[place])
            left = known_pairs([before + other for other in alike])
            heard = [other for other in alike if before + other in left]
            right = known_pairs([other + after for other in heard])
            yield from ((other, True, True, True) for other in heard if other + after in right)

    def _alike_beside(
        self, text: str, place: int, known_pairs: KnowsPairs
    ) -> Iterable[tuple[str, bool, bool, bool]]:
        """The characters alike that form a known pair with a neighbour: each with whether it
        sounds so, and whether the pair is that with the left, with the right neighbour.
        """
        before, after = _neighbours(text, place)
        heard, seen = self._alike(text[place])
        left = known_pairs([before + other for other in heard + seen] if before else ())
        right = known_pairs([other + after for other in heard + seen] if after else ())
        for number, other in enumerate(heard + seen):
            is_left, is_right = before + other in left, other + after in right
            if is_left or is_right:
                yield other, number < len(heard), is_left, is_right

    def _options(
        self, text: str, place: int, alike: Iterable[tuple[str, bool, bool, bool]], is_word: Knows
    ) -> Iterable[Correction]:
        for other, by_sound, left, right in alike:
            changed = text[:place] + other + text[place + 1 :]
            start, end = place - 1 if left else place, place + 2 if right else place + 1
            if left and right and is_word(changed[start : place + 1]):
                end = place + 1
            elif left and right and is_word(changed[place:end]):
                start = place
            yield Correction(
                start, end, text[start:end], changed[start:end], by_sound, left and right
            )

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


def _neighbours(text: str, place: int) -> tuple[str, str]:
    """The characters beside one, the left one if it is Chinese; empty where there is none."""
    before = text[place - 1] if place and _is_han(text[place - 1]) else ""
    return before, text[place + 1 : place + 2]


def _strength(correction: Correction) -> tuple[bool, bool, int]:
    return correction.is_sure, correction.by_sound, correction.end - correction.start


def _without_overlaps(found: Iterable[Correction]) -> list[Correction]:
    kept: list[Correction] = []
    for correction in sorted(found, key=_strength, reverse=True):
        if all(correction.end <= k.start or k.end <= correction.start for k in kept):
            kept.append(correction)
    return sorted(kept, key=lambda correction: correction.start)
