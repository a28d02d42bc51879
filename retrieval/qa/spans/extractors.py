"""Words in a text that may answer: amounts, dates, names, places, lists, quotes, clauses.

Each extractor finds candidates in a plain text (folded, without white space) by form alone.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from retrieval.query.wordlists import Lexicon
from retrieval.text import Analyzer
from retrieval.text.quantities import amount_pattern

HAN = r"\u4e00-\u9fff"


class Category(StrEnum):
    """What a candidate is by its form."""

    AMOUNT = "amount"
    DATE = "date"
    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    LIST = "list"
    QUOTE = "quote"
    CLAUSE = "clause"
    OBJECT = "object"
    PHRASE = "phrase"


class Candidate(NamedTuple):
    """A slice of a plain text that may answer."""

    start: int
    end: int
    category: Category


_Span = tuple[int, int]

_DATE = (
    r"(?:(?:\d{4}|今|去|明|前|同|当)年(?:的)?)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})?(?:日|号)?"
    r"(?:初|底|末|中旬|上旬|下旬)?(?:[上中下]午|晚|凌晨)?"
    r"|(?:公元前?)?\d{3,4}年(?:初|底|末|代)?|[今去明前]年(?:[“”\"\w]{0,8}(?:期间|前夕))?|\d{1,2}世纪(?:\d+年代)?"
    r"|[一二两三四五六七八九十\d]+(?:多|余)?(?:年|个多?月|周|天|小时)(?:内|后|前|以来)"
    r"|[“”\"一-龥]{1,8}节(?:前夕|期间)|近日|日前|前不久|目前"
)
# a name in marks that has more before a month
_NAME_OPENING = r"[“《「『‘][^“”《》「」『』‘’，,。]{1,8}$"
_NAME_CLOSING = r"[^“”《》「」『』‘’，,。]{0,12}[”》」』’]"
_YEAR = r"\d{4}年"
_HAN_ONLY = rf"[{HAN}]+"
_ORGANIZATION_START = r"^|由|是|被|与|和|向"
_NAME_RARITY = 0.85
_SPEECH = "说表介告讲称坦透指回谈认摄"
_BEHIND_NAME = frozenset(_SPEECH + "在向为的和与从以是参走获等")
_NAMELESS = _BEHIND_NAME | frozenset("于由对被把将也都又就到")  # no name ends in them
_QUOTE = r"[“《「『]([^“”《》「」『』]{1,40})[”》」』]"
_CLAUSE_END = "，,。；;：:！!？?…"
_LIST = r"[^，,。；;：:！!？?…、（）()]{1,24}(?:、[^，,。；;：:！!？?…、（）()]{1,24})+"
_LIST_OPENING = (
    r"包括|分别是|分别为|分别|提供|开展了?|推出了?|设计了?|围绕|加入了?|涵盖|具有|拥有|通过|进行|包含|设有|来自|配置了?"
    r"|促进|存在的|办理|安排了?|兑换|拓展|整合了?|为|是|有|在|由|与|向|从|对|以|把|将|了|的"
)
_LIST_CLOSING = (
    r"等|的|[一二三四五六七八九十0-9]+|参加|(?:联合|共同)?(?:主办|承办|举办)|同时|签订|开展|介绍|说"
)
_MOST_OPENINGS = 5
_ORGANIZATION = (
    r"[^，,。；;：:！!？?…“”（）()]{0,24}?(?:总工会|工会|公司|集团|委员会|人民政府|县委|市委|区委|省委|局|厅|部门|协会|联盟"
    r"|中心|大队|医院|学校|大学|学院|银行|分行|支行|联合会|社区|书店|公社|队|馆|院|会|团|部)"
)
_NICKNAME = r"[小老](?P<a>[\u4e00-\u9fff])|(?P<b>[\u4e00-\u9fff])(?:某某?|师傅|先生|女士|大姐|阿姨)"
DOTS = frozenset("·・•")  # between the parts of foreign names
_FOREIGN = rf"[{HAN}]{{1,8}}(?:[·・•][{HAN}]{{1,8}})+"
_AFTER_IN = (
    r"(?:(?<![存现正实所旨])在|于|到|至|赴|位于|来到|走进|来自)(?![的了着])"
    r"(?P<place>[^，,。；;：:！!？?]{2,36}?)"
    r"(?=举行|举办|举|召开|成立|签|拉开|开展|开幕|进行|参|设|做|建|开|的|里|内|上|观|正式|诞|出生|去世|，|,|。|；|内|期间|、|$)"
)
_BEFORE_PLACE = r"^|[，,。；;：:、”“（(]|在|于|到|至|赴|走进|的|由|给|与|从|自|是"
_PLACE_RUN = rf"[{HAN}·—]{{2,26}}(?:“[^”]{{1,12}}”)?[{HAN}]{{0,4}}"
_OBJECT = (
    r"(?:是|为|叫做?|即|指|名为|称为|简称|又称|任|担任|从事|作了?|获得?|获评|题为|主题是|以)"
    r"(?P<object>[^，,。；;：:！!？?（）()]{2,30})"
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Most questions need few of the patterns, a start none."""
    return re.compile(pattern)


def extract(
    text: str, wanted: frozenset[Category], *, lexicon: Lexicon, analyzer: Analyzer
) -> list[Candidate]:
    """The candidates of the wanted categories in a plain text, each slice and category once."""
    return [
        Candidate(start, end, category)
        for category in Category
        if category in wanted
        for start, end in dict.fromkeys(_of_category(category, text, lexicon, analyzer))
        if start < end
    ]


def _of_category(
    category: Category, text: str, lexicon: Lexicon, analyzer: Analyzer
) -> Iterable[_Span]:
    match category:
        case Category.AMOUNT:
            return _amounts(text)
        case Category.DATE:
            return _dates(text, analyzer)
        case Category.PERSON:
            return _persons(text, lexicon, analyzer)
        case Category.ORGANIZATION:
            return _organizations(text)
        case Category.PLACE:
            return _places(text, lexicon)
        case Category.LIST:
            return _lists(text)
        case Category.QUOTE:
            return (match.span(1) for match in _compiled(_QUOTE).finditer(text))
        case Category.CLAUSE:
            return _clauses(text)
        case Category.PHRASE:
            return ()
        case Category.OBJECT:
            return (match.span("object") for match in _compiled(_OBJECT).finditer(text))


def _amounts(text: str) -> Iterator[_Span]:
    for match in amount_pattern().finditer(text):
        if not _compiled(_YEAR).fullmatch(match[0]):
            yield match.start(), match.end()


def _dates(text: str, analyzer: Analyzer) -> Iterator[_Span]:
    """Dates; the 五月 of “红五月” is a part of a name."""
    for match in _compiled(_DATE).finditer(text):
        if not (match[0].endswith("月") and _is_in_name(text, *match.span(), analyzer)):
            yield match.span()


def _is_in_name(text: str, start: int, end: int, analyzer: Analyzer) -> bool:
    """Whether a slice stands in a name in marks, where a word has more before it."""
    opening = _compiled(_NAME_OPENING).search(text, 0, start)
    if not opening or not _compiled(_NAME_CLOSING).match(text, end):
        return False
    words = analyzer.words(text[opening.start() : end])
    return len(words[-1]) > end - start


def _persons(text: str, lexicon: Lexicon, analyzer: Analyzer) -> Iterator[_Span]:
    openings = (*lexicon.roles, "、", "由")
    for start in range(len(text) - 1):
        if text[start] not in lexicon.surnames and text[start : start + 2] not in lexicon.surnames:
            continue
        for length in (3, 2, 4):
            end = start + length
            name = text[start:end]
            if len(name) == length and _is_name(text, start, end, lexicon, analyzer, openings):
                yield start, end
                break
    for match in _compiled(_NICKNAME).finditer(text):
        if (match["a"] or match["b"]) in lexicon.surnames and not analyzer.count(match[0]):
            yield match.start(), match.end()
    for match in _compiled(_FOREIGN).finditer(text):
        # a slogan is quoted, a name hardly
        if text[match.start() - 1 : match.start()] != "“":
            yield match.start(), match.end()


@lru_cache(256)  # asked for again and again for a sentence, or not at all
def _boundaries(text: str, analyzer: Analyzer) -> frozenset[int]:
    terms = analyzer.terms(text)
    return frozenset(t.start for t in terms) | frozenset(t.end for t in terms)


def _is_name(
    text: str,
    start: int,
    end: int,
    lexicon: Lexicon,
    analyzer: Analyzer,
    openings: tuple[str, ...],
) -> bool:
    name = text[start:end]
    if name[-1] in _NAMELESS or not _compiled(_HAN_ONLY).fullmatch(name):
        return False
    if len(name) == 4 and name[:2] not in lexicon.surnames:
        return False
    is_word = analyzer.count(name) > 0
    if is_word and (name[-1] in lexicon.regions or analyzer.rarity(name) < _NAME_RARITY):
        return False
    after, boundaries = text[end : end + 1], _boundaries(text, analyzer)
    ends_well, ends_word = not after.isalnum() or after in _BEHIND_NAME, end in boundaries
    if not (ends_well or ends_word):
        return False
    if text[:start].rstrip("”’』」").endswith(openings):
        return True
    may_be = not is_word and name[0] not in lexicon.weak_surnames
    return may_be and start in boundaries and ends_word and ends_well


def _organizations(text: str) -> Iterator[_Span]:
    """Names of organizations at the head of a clause or after a verb, joined by 、 or not."""
    for start, end in _clause_spans(text):
        clause = text[start:end]
        for match in _compiled(_ORGANIZATION_START).finditer(clause):
            rest = clause[match.end() :]
            until = 0
            for organization in _compiled(_ORGANIZATION).finditer(rest):
                is_joined = organization.start() in (0, until) or (
                    rest[organization.start() - 1] == "、"
                )
                if not is_joined:
                    break
                until = organization.end()
            if until:
                first = start + match.end()
                yield first, first + until


def _places(text: str, lexicon: Lexicon) -> Iterator[_Span]:
    """What stands behind 在 and the like, up to a verb or to a word that ends names of places."""
    endings = tuple(lexicon.places)
    for match in _compiled(_AFTER_IN).finditer(text):
        yield match.span("place")
    starts = {m.end() for m in _compiled(_BEFORE_PLACE).finditer(text)}
    for start in sorted(starts):
        run = _compiled(_PLACE_RUN).match(text, start)
        for end in range(start + 2, (run.end() if run else start) + 1):
            is_end = text[start:end].endswith(endings)
            if is_end and not text[start : end + 1].endswith(endings):
                yield start, end


def _lists(text: str) -> Iterator[_Span]:
    """Words joined by 、: with what stands before them, and without."""
    for match in _compiled(_LIST).finditer(text):
        start, end = match.span()
        first = text.index("、", start)
        last = text.rindex("、", start, end) + 1
        openings = [
            m.end()
            for m in _compiled(_LIST_OPENING).finditer(text, start, first)
            if m.end() < first
        ]
        closings = [
            m.start()
            for m in _compiled(_LIST_CLOSING).finditer(text, last, end)
            if m.start() > last
        ]
        for opening in [start, *openings[-_MOST_OPENINGS:]]:
            for closing in [*closings[:2], end]:
                yield opening, closing


def _clauses(text: str) -> Iterator[_Span]:
    spans = list(_clause_spans(text))
    for start, end in spans:
        yield start, end
    for (start, middle), (after, end) in pairwise(spans):
        if text[middle] in "，," and after - middle <= 1:
            yield start, end


def _clause_spans(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for place, char in enumerate(text + "。"):
        if char in _CLAUSE_END:
            clause = text[start:place]
            inner = clause.strip("“”")
            if inner:
                first = start + clause.index(inner)
                yield first, first + len(inner)
            start = place + 1
