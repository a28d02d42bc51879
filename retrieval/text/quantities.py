"""Quantities and points in time in plain text, each whole: sign, bounds, number, unit and range.

Every pattern expects folded text without white space.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from retrieval.text.characters import HAN
from retrieval.text.jieba_source import part_of_speech

_MEASURES_FILE = Path(__file__).parent / "data" / "measures.txt"
_KEPT = 512  # sentences looked through lately

_DIGIT = "零〇一二两三四五六七八九"
_HAN = f"[{HAN}]"
_ARABIC = r"(?<![\d.])\d+(?:,\d{3}(?!\d))*(?:\.\d+)?(?:[万亿]\d+)?"
_CHINESE = rf"[十百千万亿]*[{_DIGIT}十][{_DIGIT}十百千万亿]*(?:点[{_DIGIT}]+)?[万亿]*"
_ROUND = r"[十百千万亿]+"
_SMALL = rf"(?:(?<![\d.])\d{{1,2}}|[{_DIGIT}十]{{1,3}})"
_TO = r"(?:到|至|~|-|—+|–)"

# around a number
_SIGN = rf"(?:(?:nt|us|hk)?[$¥￥€£]|零下|负|±|(?<![\w)\]”])[-−](?=\d)|(?<={_HAN})[-−](?=\d))"
_ABOUT = (
    r"(?:不超过|不少于|不低于|不高于|不多于|不足|不到|不满|超过|多于|高于|少于|低于|至少|至多|最多|最少"
    r"|最高|大约|大概|约为|将近|接近|(?<![纽合节预条公签契大])约|(?<![最附靠临邻远])近"
    r"|(?<![中英西德意法])超|逾|每(?![天年月日]))"
)
_MORE = rf"(?:[多余几来](?:{_ROUND})?|{_ROUND}[多余]?)?"
_HALF = r"(?:半(?!决)|[多余](?!\d))?"
_BOUND = r"(?:以上|以下|以内|以外|左右|上下|之间|有余|开外)?"
_SHARE = (
    rf"(?:[百千万]分之(?:{_ARABIC}|{_CHINESE})|(?:\d+|{_CHINESE})分之(?:\d+|{_CHINESE})"
    r"|(?<![\d/])\d+/\d+(?![\d/])|[一二两三四五六七八九]成[一二三四五六七八九半]?"
    r"(?![为立员长功本果就都绩千上万交熟品人效天]))"
)

# points in time
_ERA = r"[民光康乾嘉道同咸雍顺万洪永昭平大明贞开][国绪熙隆庆光治丰正历武乐和成观元]"
_YEAR = (
    rf"(?:公元前?\d{{1,4}}年|{_ERA}(?:\d+|[元{_DIGIT}十]+)年|\d{{4}}{_TO}\d{{4}}年"
    r"|(?<!\d)\d{3,4}年(?![级度])度?(?:代(?:初期?|末期?|中期|后期|中叶)?)?"
    r"|[零〇一二三四五六七八九]{4}年|[今去明前后同当本次翌]年(?![级度轻龄])|上年)"
)
_PART = (
    r"(?:年?[初底末](?!步|层|部)|中旬|上旬|下旬|前三季度|[前上下]半[年月]"
    r"|第?[一二三四1-4]季度|[春夏秋冬][季天]?)"
)
_DAY_PART = r"(?:[上中下]午|早上|早晨|清晨|凌晨|晚上?|晚间|深夜|夜间|午夜|傍晚)"
_CLOCK = (
    rf"{_DAY_PART}?(?:{_SMALL}(?:点钟?|时)(?![间期代候尚刻评])(?:{_SMALL}分?|半|整|许)?"
    r"|(?<![\d:])\d{1,2}:\d{2}(?![\d:]))(?:左右|许)?"
)
_TIME = rf"{_DAY_PART}?(?:{_CLOCK})?"
_DAY = rf"(?<!第){_SMALL}[日号](?![线楼院])"
_MONTH = rf"{_SMALL}月份?"
_WEEKDAY = r"[每本上下这]?(?:周|星期|礼拜)[一二三四五六日天末](?:至周?[一二三四五六日天])?"
_FEAST = (
    r"(?:(?:国庆|春|中秋|端午|清明|重阳|元宵|劳动|五一|圣诞|儿童|妇女|教师|护士|记者|植树|丰收)节"
    r"|元旦|除夕)(?:假期|当天)?"
)
_IN_YEAR = (
    rf"(?:{_MONTH}(?:{_DAY}|{_SMALL}(?![\d{HAN}]))?|{_FEAST})"
    rf"(?:初[{_DIGIT}十])?(?:\({_WEEKDAY}\))?{_PART}?"
)
_CENTURY = (
    rf"(?:公元前?)?(?:\d{{1,2}}|[一二十]{{1,3}})世纪"
    rf"(?:[初末]|中叶|中期|后期|(?:\d+|[{_DIGIT}十]+)年代[初末]?)?|\d{{2}}年代(?:[初末中]期?)?"
)
_AGO = (
    rf"(?:{_ARABIC}|{_CHINESE}){_MORE}(?:年|个月|天|周|个?小时)"
    r"(?:前|后|以前|以后|之前|之后|以来)(?![提往续])"
)
_DATE = (
    rf"(?:(?:当地时间|每年|农历|公历)*(?:{_YEAR}(?:的(?=\d))?)?(?:农历)?(?:{_IN_YEAR}|{_DAY}){_TIME}"
    rf"|{_YEAR}(?:的(?={_PART}))?{_PART}?|(?:[昨今明前当同次翌]天|[昨今明当同次翌][日晚晨]|今早){_TIME}"
    rf"|{_WEEKDAY}{_TIME}|{_CLOCK}|[上下]个?(?:月|周|星期)(?:{_DAY}|[一二三四五六日末初底])?"
    rf"|{_CENTURY}|每年[春夏秋冬][季天]|{_AGO})"
)
_AROUND = (
    r"(?:前夕|前后|以前|以后|之前|之后|期间|以来|后(?!期|续|卫|来)|起(?![义来步])"
    r"|前(?![三半期\d提往]))?"
)

_CODE = (
    rf"[(〔\[]\d{{4}}[)〕\]]{_HAN}{{0,4}}\d*{_HAN}{{0,6}}\d+号(?:之[{_DIGIT}十]+)?"
    rf"|{_HAN}{{2,5}}[〔\[]\d{{4}}[〕\]]第?\d+号"
)
_CONTACT = re.compile(
    r"(?<![\d.])(?:0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4}|\d{7,12})(?![\d.万亿])"
    r"|https?://[\w./?=&%-]+|www\.[\w./-]+|[\w.]+@[\w.]+"
)
# characters with which a quantity begins: most places of a text need no further look
_FIRST = rf"[\d{_DIGIT}十百千万亿数几上成过近逾超约不多高少低至最大将接每零负±\-−半第nuh$¥￥€£]"
_FIRST_OF_DATE = (
    rf"[\d{_DIGIT}十百千万每农公当上下早清凌晚深夜午傍今去明前后同本次翌昨周星礼国春中端重元劳五圣儿妇教护记植丰除"
    r"民光康乾嘉道咸雍顺洪永昭平大贞开]"
)


class Quantity(NamedTuple):
    """A slice of a plain text; `form` is amount, ratio, ordinal, code, date, clock or contact."""

    start: int
    end: int
    form: str


@cache
def measures() -> tuple[str, ...]:
    """Measure words and units, longest first."""
    lines = _MEASURES_FILE.read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def one_of(words: Iterable[str]) -> str:
    """A pattern of the longest of some words that stands at a place: those that begin alike share
    a branch.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        rests.setdefault(word[0], []).append(word[1:])
    alone = "".join(map(re.escape, (first for first, ends in rests.items() if ends == [""])))
    longer = [
        f"{re.escape(first)}(?:{'|'.join(map(re.escape, ends))})"
        for first, ends in rests.items()
        if ends != [""]
    ]
    return "|".join(longer + [f"[{alone}]"] * bool(alone))


@lru_cache(_KEPT)
def dates(text: str) -> tuple[Quantity, ...]:
    """Find dates and times of day, ranges whole."""
    date, clock = _date_patterns()
    taken = [code[:2] for code in _codes(text)]
    return tuple(
        Quantity(*match.span(), "clock" if clock.fullmatch(match[0]) else "date")
        for match in date.finditer(text)
        if not _overlaps(match.span(), taken)
    )


def quantities(text: str) -> list[Quantity]:
    """Find amounts, ratios, ordinals and case numbers; dates are none."""
    codes = list(_codes(text))
    taken = [found[:2] for found in (*dates(text), *codes)]
    numbers = (
        Quantity(*match.span(), match.lastgroup or "amount")
        for match in _quantity_pattern().finditer(text)
        if not _overlaps(match.span(), taken)
    )
    return sorted((*codes, *numbers))


def contacts(text: str) -> list[Quantity]:
    """Find telephone numbers, web and mail addresses."""
    return [Quantity(*match.span(), "contact") for match in _CONTACT.finditer(text)]


def units_of(words: str) -> frozenset[str]:
    """The units of a quantity: 小时, 分 and 秒 of 1小时45分32秒; % of 三成."""
    found = frozenset(_measure_pattern().findall(words))
    return found | {"%"} if "分之" in words or "成" in words else found


def measure_at(asked: str) -> str:
    """The measure with which a question counts: 家 of 多少家, 百分点 of 几个百分点; or none."""
    match = _asked_measure().match(asked)
    return match[1] if match and not begins_noun(asked, match.start(1), match[1]) else ""


def begins_noun(text: str, place: int, measure: str) -> bool:
    """True if a measure of one character begins a noun: 月饼, but not the 人参 of 人参加."""
    pair = text[place : place + 2]
    if len(measure) > 1 or len(pair) < 2 or not part_of_speech(pair).startswith("n"):
        return False
    rest = text[place + 1 : place + 3]
    return len(rest) < 2 or not part_of_speech(rest)


def has_quantity(text: str, units: frozenset[str]) -> bool:
    """Tell whether a text has an amount, in one of some units if there are any; 一个 is none.

    Rougher and faster than `quantities`: for ranking.
    """
    return _counted_pattern(units).search(text) is not None


@lru_cache(64)
def _counted_pattern(units: frozenset[str]) -> re.Pattern[str]:
    """Matches a number with one of some units, or any measure."""
    measure = "|".join(map(re.escape, sorted(units or measures(), key=lambda u: (-len(u), u))))
    share = r"|百分之|[一二三四五六七八九]成|\d/\d" if "%" in units else ""
    number = rf"(?:\d|[二两三四五六七八九十百千万亿]|[{_DIGIT}十百千万亿数几上]{_ROUND})"
    return re.compile(rf"{number}{_MORE}(?:{measure}){share}" + ("" if units else r"|\d"))


def _codes(text: str) -> Iterator[Quantity]:
    """Case and document numbers: （2024）京01民终123号."""
    if "号" in text:
        for match in re.finditer(_CODE, text):
            yield Quantity(*match.span(), "code")


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


@cache
def _measure_pattern() -> re.Pattern[str]:
    # the 所 of 所以 and 所有 measures nothing
    others = [word for word in measures() if word != "所"]
    return re.compile(f"{one_of(others)}|所(?![以有在谓需])")


@cache
def _asked_measure() -> re.Pattern[str]:
    return re.compile(rf"\w{{0,4}}?[几少]({_measure_pattern().pattern})")


@cache
def _date_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of a date or time, and of a time alone."""
    # (?(1)…) stands before each but the first
    date = rf"(?={_FIRST_OF_DATE})(?:(?(1)(?:{_TO}|、|和|与))({_DATE}))+{_AROUND}"
    return re.compile(date), re.compile(rf"(?:(?(1){_TO})({_CLOCK})){{1,2}}{_AROUND}")


@cache
def _quantity_pattern() -> re.Pattern[str]:
    """The pattern of amounts, ratios and ordinals; a Chinese numeral alone is none, as most are
    parts of words.
    """
    measure = f"(?:{_measure_pattern().pattern})"
    per = rf"(?:/{measure})?"
    one = (
        rf"(?:(?:\d+|{_CHINESE})个半(?:小时|月|钟头|世纪)|{_SHARE}|{_ARABIC}[%‰]|\d米\d{{1,2}}"
        rf"|{_ARABIC}{_MORE}(?:{measure}{per})?{_HALF}"
        rf"|(?:成[百千]上[千万]|[数几上]{_ROUND}|几|{_CHINESE}){_MORE}{measure}{per}{_HALF}"
        r"|半(?:个月|个?小时|年|天|数))"
    )
    parts = (
        rf"(?<![a-z])(?<![a-z]-){one}"
        rf"(?:零?(?:\d+|{_CHINESE})(?:个?小时|个月|分钟?|秒钟?|天|角|厘米|米))*"
        r"(?:(?<=秒)\d{1,3})?"
    )
    amount = (
        rf"(?:近|逾|超过?|过|数|几|成){_ROUND}[多余]?{measure}"
        # (?(4)…) stands before the second: 3到5个
        rf"|(?:(?(4){_TO})({_ABOUT}?{_SIGN}?{parts})){{1,2}}{_BOUND}"
    )
    score = rf"(?<![\d.:])\d+(?:\.\d+)?(?:比|:)\d+(?:\.\d+)?(?![\d:])|[{_DIGIT}十]+比[{_DIGIT}十]+"
    ordinal = rf"第(?:\d+|{_CHINESE}){measure}?"
    return re.compile(
        rf"(?={_FIRST})(?:(?P<ratio>{score})|(?P<ordinal>{ordinal})|(?P<amount>{amount}))"
    )
