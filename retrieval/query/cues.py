"""A question read: chat noise taken out, its kind and units found, its cues masked."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.query.model import Kind
from retrieval.query.wordlists import Cue, Lexicon
from retrieval.text import fold
from retrieval.text.characters import HAN
from retrieval.text.quantities import begins_noun

_MARKS = re.compile(r"[^\w%+<>=#&℃/.·\-~～:：、“”\"'《》]+")
_LINK = re.compile(r"(?:https?://|www\.)[!-~]+")
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DATE = re.compile(r"(?<!\d)(\d{4})([-/.])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?!\d)")
_TONES = re.compile("[à-üāēīōūǎěǐǒǔǖǘǚǜńňǹ]")
_LATIN = re.compile(r"[a-z]")
_HAN = re.compile(f"[{HAN}]")
# cues that say what is asked whatever else is: 手机号是多少
_PRECISE = (Kind.CONTACT, Kind.CLOCK)
_VAGUE = (Kind.YES_NO, Kind.WHAT)  # cues that other words in the question make precise
# how far behind the cue the unit may stand
_UNIT_REACH = 4
# marks and particles at the end of a question
_ENDINGS = " ?呢呀啊吗嘛"
_UNIT_LENGTH = 4
_ANY_UNIT = "个"
# what may stand between what is counted and the cue
_LINKING = re.compile(
    r"(?:[ 的是有为共约占各达到了]|数量|总数|大概|大约|总共|一共|分别|到底|究竟|目前|现在)*$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question's folded text without noise, the same with its cues blanked, and its kind."""

    text: str
    content: str
    kind: Kind
    units: frozenset[str]
    cue: str = ""
    cue_start: int = -1
    is_noise: bool = False  # nothing but chat: 谢谢, hello

    @property
    def is_english(self) -> bool:
        """True if the question has Latin words and no Chinese."""
        return bool(_LATIN.search(self.text)) and not _HAN.search(self.text)

    def corrected(self, content: str) -> "Reading":
        """The reading with the characters of a corrected content, which is as long as before."""
        pairs = zip(self.text, self.content, content, strict=True)
        text = "".join(char if old == new else new for char, old, new in pairs)
        return replace(self, text=text, content=content)


def clean(typed: str, lexicon: Lexicon) -> str:
    """The question folded, without emoji, mentions, politeness and chat noise."""
    text = _usual(typed, lexicon)
    # a question that is nothing but noise is taken as it stands
    return _without_noise(text, lexicon) or _without_marks(text)


def without_emoji(typed: str, lexicon: Lexicon) -> str:
    """The question folded, without emoji and links; chat noise is left in."""
    return _without_marks(_usual(typed, lexicon))


def _usual(typed: str, lexicon: Lexicon) -> str:
    text = _DATE.sub(_plain_date, _SEPARATOR.sub("", _LINK.sub(" ", _toneless(fold(typed)))))
    for written, usual in lexicon.variants.items():
        text = text.replace(written, usual)
    return text


def _toneless(text: str) -> str:
    """The text with pinyin as it is typed, without marks of tones."""
    if text.isascii() or not _TONES.search(text):
        return text
    bare = (unicodedata.normalize("NFD", char.replace("ü", "v"))[0] for char in text)
    return "".join(new if new.isascii() else old for old, new in zip(text, bare, strict=True))


def _plain_date(found: re.Match[str]) -> str:
    return f"{found[1]}年{int(found[3])}月{int(found[4])}日"


def _without_noise(text: str, lexicon: Lexicon) -> str:
    return _without_marks(lexicon.noise.sub(" ", text))


def _without_marks(text: str) -> str:
    return re.sub(r"\s+", " ", _MARKS.sub(" ", text)).strip()


def read(
    typed: str, lexicon: Lexicon, *, is_person: Callable[[str], bool] = lambda _: False
) -> Reading:
    """Find what a question asks for; `is_person` says whether a word is a person's name."""
    usual = _usual(typed, lexicon)
    whole = _without_marks(usual)
    bare = _without_noise(usual, lexicon)
    if not any(map(str.isalnum, bare)) or lexicon.remark.fullmatch(whole):
        return Reading(whole, whole, Kind.TOPIC, frozenset(), is_noise=True)
    for text in (whole, bare):
        if rephrased := _rephrased(text, lexicon, is_person):
            return _read(rephrased, lexicon)
    return _read(bare, lexicon)


def _rephrased(text: str, lexicon: Lexicon, is_person: Callable[[str], bool]) -> str | None:
    core = text.rstrip(_ENDINGS)
    found = (way.rephrased(core, is_person) for way in lexicon.rephrasings)
    return next(filter(None, found), None)


def _read(text: str, lexicon: Lexicon) -> Reading:
    found = _find_cues(text, lexicon)
    if any(cue.kind is not Kind.TOPIC for _, cue in found):
        found = [(start, cue) for start, cue in found if cue.kind is not Kind.TOPIC]
    asked = [(start, cue) for start, cue in found if cue.kind]
    main = _main(asked) if asked else None
    content = text
    for start, cue in found:
        # the 项目 of 多少项目 is what is counted
        if not cue.is_last or main is None or cue.kind is main[1].kind:
            content = content[:start] + " " * len(cue.text) + content[start + len(cue.text) :]
    if main is None:
        return Reading(text, content, Kind.TOPIC, frozenset())
    start, cue = main
    kind = cue.kind or Kind.TOPIC
    units = _units(text, start, cue, lexicon) if kind is Kind.NUMBER else frozenset[str]()
    measure = start + len(cue.text)
    if kind is Kind.NUMBER and text[measure : measure + 1] in units:
        # the 家 of 几家工会 counts, and says nothing
        content = content[:measure] + " " + content[measure + 1 :]
    return Reading(text, content, kind, units, cue.text, start)


def _main(asked: Sequence[tuple[int, Cue]]) -> tuple[int, Cue]:
    """The cue that counts: in Chinese the last, in English the first; by how precise they are.

    The 项目 of 多少项目, a cue only at the end, counts if there is no other.
    """
    if asked[0][1].text.isascii():
        return asked[0]
    return max(
        asked,
        key=lambda pair: (
            pair[1].kind in _PRECISE,
            pair[1].kind not in _VAGUE,
            not pair[1].is_last,
            pair[0],
        ),
    )


def _find_cues(text: str, lexicon: Lexicon) -> list[tuple[int, Cue]]:
    """The cues in order; of those that share characters the longer, then the kind listed first.

    在哪|哪一年 asks for a year, not for a place.
    """
    longest = max(map(len, lexicon.cues))
    found = [
        (place, cue)
        for place in range(len(text))
        for cue in _cues_at(text, place, longest, lexicon)
    ]
    kept: list[tuple[int, Cue]] = []
    order = {kind: number for number, kind in enumerate((None, *lexicon.kinds))}
    for place, cue in sorted(
        found, key=lambda pair: (-len(pair[1].text), order[pair[1].kind], pair[0])
    ):
        end = place + len(cue.text)
        if all(end <= other or place >= other + len(c.text) for other, c in kept):
            kept.append((place, cue))
    return sorted(((place, cue) for place, cue in kept if cue.kind), key=lambda pair: pair[0])


def _cues_at(text: str, place: int, longest: int, lexicon: Lexicon) -> Iterator[Cue]:
    for length in range(min(longest, len(text) - place), 0, -1):
        cue = lexicon.cues.get(text[place : place + length])
        if cue is None or (cue.is_last and not _may_ask(text, place, place + length)):
            continue
        if not cue.text.isascii() or _is_whole_word(text, place, length):
            yield cue


def _may_ask(text: str, start: int, end: int) -> bool:
    """True of a cue at the end of a question; the 热线 of 12345热线 is told, not asked for."""
    return end >= len(text.rstrip(" ?呢呀啊的")) and not text[:start][-1:].isdigit()


def _is_whole_word(text: str, place: int, length: int) -> bool:
    before, after = text[:place][-1:], text[place + length :][:1]
    return not (before.isalnum() or after.isalnum())


def _unit_at(text: str, place: int, lexicon: Lexicon) -> str:
    """The longest word of the list of units at a place, or none."""
    words = (text[place : place + length] for length in range(_UNIT_LENGTH, 0, -1))
    return next((word for word in words if word in lexicon.units), "")


def _units(text: str, start: int, cue: Cue, lexicon: Lexicon) -> frozenset[str]:
    """The units of the longest word in the cue (多久), behind it, or, failing these, before it."""
    within = [word for word in lexicon.units if cue.text.endswith(word)]
    if within:
        return lexicon.units[max(within, key=len)]
    end = start + len(cue.text)
    for place in range(end, min(end + _UNIT_REACH, len(text))):
        unit = _unit_at(text, place, lexicon)
        if unit and not begins_noun(text, place, unit):
            # 几个钟头 are hours: 个 says less than the word behind it
            noun = _unit_at(text, place + 1, lexicon) if unit == _ANY_UNIT else ""
            is_noun = noun and not begins_noun(text, place + 1, noun)
            return lexicon.units[noun if is_noun else unit]
    if any(map(str.isalnum, text[end:].rstrip(" ?呢了的吗啊呀"))):
        return frozenset()
    # of 工资增幅达到多少 the 增幅 is asked for; the 公司 of 公司亏了多少 is not counted
    before = _LINKING.sub("", text[:start])
    words = [word for word in lexicon.units if len(word) > 1 and before.endswith(word)]
    return lexicon.units.get(max(words, key=len, default=""), frozenset())
