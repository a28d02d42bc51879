"""Amounts: numbers with their units, in digits or Chinese numerals."""

import re
from functools import cache

from retrieval.text.normalize import fold

_HAN_DIGIT = "一二两三四五六七八九十"
_MORE = r"(?:多|余|几|来)?(?:万|亿)?(?:多|余)?"
_MEASURES = (
    "等奖|光年|公尺|英里|英尺|英寸|摄氏度|千瓦|马力|毫升|课时|学时|人次|场次|余人|余名|个月|个百分点|公里|千米|平方米|平方公里|公顷|小时|分钟|百分点|美元|英镑|日元|欧元|港元"
    "|周年|周岁|毫米|厘米|公斤|千克|海里|立方米|度|元|万|亿|家|名|个|人|位|所|项|条|场|次|份|盏|本|件|种|类|岁|年|天|日|月"
    "|期|组|支|队|台|辆|届|亩|米|吨|层|座|户|口|对|架|艘|枚|部|集|首|章|轮|分|号|世纪|株|尊|间|栋|处|样|成|倍|颗|粒|头|只|匹|篇|张|幅|封|款|堂|节|级|站|段|块|套|把|根|门|册|卷|版|页|字|句|笔|宗|起|例|批|步|趟|杯|瓶|箱|袋|片|棵|磅|克|升|米|镇|村|县|市"
)
_HAN_NUMBER = rf"[{_HAN_DIGIT}百千万亿零〇]*[{_HAN_DIGIT}][{_HAN_DIGIT}百千万亿零〇]*"
_ARABIC = rf"\d+(?:,\d{{3}}(?!\d))*(?:\.\d+)?(?:/\d+)?{_MORE}(?:%|{_MEASURES})?"
# a Chinese numeral alone is mostly part of a word: 一起, 三农
_CHINESE = rf"{_HAN_NUMBER}{_MORE}(?:{_MEASURES})"
_ONE = rf"(?:百分之(?:\d+|{_HAN_NUMBER})|{_ARABIC}|{_CHINESE})"
_AMOUNT = (
    # what an amount may begin with: looked at first, most characters need no more
    rf"(?=[第超不至近约逾数共百千\d{_HAN_DIGIT}])(?:第|超过|超|不少于|不低于|至少|近|约|逾|数|共)?{_ONE}(?:(?:到|至|~|-|—)+{_ONE})?(?:以上|以下|左右|之间)?"
)


@cache
def amount_pattern() -> re.Pattern[str]:
    """Matches an amount: compiled when it is first asked for."""
    return re.compile(_AMOUNT)


@cache
def unit_pattern(units: frozenset[str]) -> re.Pattern[str]:
    """Matches a number with one of the units."""
    either = "|".join(re.escape(fold(u)) for u in sorted(units, key=len, reverse=True))
    share = r"|百分之|[一二三四五六七八九]成|\d/\d" if "%" in units else ""
    return re.compile(rf"(?:\d|[{_HAN_DIGIT}百千]){_MORE}(?:{either}){share}")
