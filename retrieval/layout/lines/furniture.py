"""Lines that belong to the page, not to its articles: folios, dates, hotlines, lines read twice."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from retrieval.layout.lines.imprint import is_running_head, is_section_line
from retrieval.layout.lines.page_lines import TextLine
from retrieval.layout.page_words import PageWords

LONGEST = 80  # characters
LONGEST_NAME = 8  # characters of whoever is reached under a number or address
READ_TWICE = 12  # characters; shorter lines may be repeated on purpose
WATERMARK = 3  # times a short line stands on a page
EDGE = 4  # lines at the top and the bottom of a page, where a date alone is the page's

_NUMERAL = "[0-9０-９一二三四五六七八九十百零〇○]"
_DATE = rf"(?:{_NUMERAL}{{2,4}}年)?\s*{_NUMERAL}{{1,3}}\s*月\s*{_NUMERAL}{{1,3}}\s*日"
_CONTACTS = (
    r"(?:\d{3,4}[-—])\d{5,}(?:[-—转]\d+)*|(?<!\d)\d{7,11}(?![\d\u3400-\u9fff])",
    r"(?:https?://|www\.)\S+|[\w.]+@[\w.]+|[\w-]+\.(?:com|cn|net|org)\S*",
)
_TOKENS = (
    *_CONTACTS,
    _DATE,
    r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}",
    rf"(?:总|今日|本期)?\s*(?:第\s*)?{_NUMERAL}+\s*(?:版|期|号|面)(?![\u3400-\u9fff])",
    r"(?<![A-Za-z])[A-Z]{1,2}\s?\d{1,3}(?!\w)",
    r"(?:CN|ISSN)\s*[\d\-/ ]+",
    r"\d+(?:\.\d+)?\s*元",
    r"\d{1,6}",
)
_CONTACT = re.compile("|".join(_CONTACTS))
_RULE = re.compile(r"[-=*_~#·—]{3,}")
_DATE_ALONE = re.compile(rf"\W*{_DATE}\W*")
_NUMBER_ALONE = re.compile(r"\W*[A-Z]?\d{1,3}\W*")
_PEOPLE = r"(?:[:：、\s]*[\u3400-\u9fff·]{2,4}(?![\u3400-\u9fff]))*"


@dataclass(frozen=True, slots=True)
class Furniture:
    """Finds the lines of a page that are no part of its articles, by a wording."""

    _parts: re.Pattern[str]
    _remains: re.Pattern[str]

    @classmethod
    @cache
    def of(cls, wording: PageWords) -> "Furniture":
        """The patterns of a wording."""
        free = [word.rstrip("*") for word in wording.furniture if word.endswith("*")]
        keys = [word for word in wording.furniture if not word.endswith("*")]
        parts = (
            rf"(?:{_either(free)})\S*",
            rf"(?:本[报版刊期])?(?:{_either(wording.editors)})(?=[:：\s]|$){_PEOPLE}",
            rf"[\u3400-\u9fff]{{2,10}}(?:{_either(wording.publishers)})(?![\u3400-\u9fff])",
            rf"(?:{_either(keys)})(?:\s*[:：]\s*\S*|(?=[\s\d（(]|$))",
            rf"(?:{_either(wording.pointers)})\s*(?:今日|本报)?(?:第\s*)?[A-Z]?{_NUMERAL}+\s*版",
            *_TOKENS,
        )
        names = rf"[\u3400-\u9fff]{{1,6}}(?:{_either(wording.mastheads)})"
        return cls(
            _parts=re.compile("|".join(parts)),
            _remains=re.compile(rf"(?:{names}|{_either(wording.banners)}){{0,3}}"),
        )

    def is_furniture(self, text: str) -> bool:
        """Tell whether nothing is left of a text without dates, page numbers and addresses.

        The name of a newspaper or of a section may stand beside them.
        """
        if len(text) > LONGEST or text[-1] in "。！？!?；;，,、":
            return False
        if _RULE.fullmatch(text):
            return True
        rest, count = self._parts.subn(" ", text)
        left = re.sub(r"\W+", "", rest)
        if len(left) <= LONGEST_NAME and _CONTACT.search(text):
            return True
        return count > 0 and self._remains.fullmatch(left) is not None

    def is_name(self, text: str) -> bool:
        """Tell whether a text is the name of a newspaper or of a section, and no more."""
        bare = re.sub(r"\W+", "", text)
        return bool(bare) and self._remains.fullmatch(bare) is not None

    def part(self, lines: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
        """The lines of articles, and those that are the page's own."""
        found = self._among(lines)
        articles = [line for at, line in enumerate(lines) if at not in found]
        return articles, [lines[at] for at in sorted(found)]

    def _is_own(self, text: str) -> bool:
        return is_running_head(text) or self.is_furniture(text)

    def _among(self, lines: Sequence[TextLine]) -> set[int]:
        found = {at for at, line in enumerate(lines) if self._is_own(line.text)}
        if any(re.search(_DATE, lines[at].text) for at in found if at < EDGE):
            head = enumerate(lines[:EDGE])
            found |= {at for at, line in head if is_section_line(line.text)}
        found -= set(_dated_heads(found, lines)) | set(_cells(found, lines))
        return found | set(_read_twice(lines))


def _dated_heads(found: Iterable[int], lines: Sequence[TextLine]) -> Iterable[int]:
    """Dates alone amid a page, which head what follows."""
    inner = range(EDGE, len(lines) - EDGE)
    return [at for at in found if at in inner and _DATE_ALONE.fullmatch(lines[at].text)]


def _cells(found: Iterable[int], lines: Sequence[TextLine]) -> Iterable[int]:
    """Numbers alone, one under the other: the cells of a table."""
    numbers = sorted(at for at in found if _NUMBER_ALONE.fullmatch(lines[at].text))
    return [at for pair in pairwise(numbers) if pair[1] == pair[0] + 1 for at in pair]


def _read_twice(lines: Sequence[TextLine]) -> Iterable[int]:
    """Lines that stand on the page before, and short ones that stand on it again and again."""
    times = Counter(line.text for line in lines)
    seen: set[str] = set()
    for at, line in enumerate(lines):
        if (line.text in seen and len(line.text) >= READ_TWICE) or times[line.text] >= WATERMARK:
            yield at
        seen.add(line.text)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
