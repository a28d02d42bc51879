"""Tests, by form alone, for something of the kind that a question asks for."""

import re

from retrieval.query import Kind, Question
from retrieval.text.quantities import has_quantity

_KNOWN_BY_FORM = frozenset({Kind.NUMBER, Kind.DATE, Kind.PERSON})
_PATTERNS = {
    Kind.DATE: re.compile(
        r"\d{4}年|\d+月\d*|\d+日|[今去明前]年|[上下]半年|月初|月底|年底|星期|周[一二三四五六日]|上午|下午"
        r"|早|晚|节|前夕|期间|旺季|世纪|年代|年初|[一二两三四五六七八九十\d](?:年(?!度)|小时|分钟|秒|天|个月)"
    ),
    Kind.CLOCK: re.compile(
        r"\d[:：]\d{2}|(?:\d|[早晚午晨夜][零一二三四五六七八九十]{1,3})(?:点|时(?![间期代]))"
        r"|[零一二三四五六七八九十](?:点[钟半整]|时整)"
    ),
    Kind.CONTACT: re.compile(
        r"\d{3,4}-?\d{7,8}|1[3-9]\d{9}|https?:|www\.|\w@\w|[路街道]\d+号|热线\d|电话[:：]?\d"
    ),
    Kind.WHY: re.compile(
        r"因|由于|(?<![成作认称以视变])为(?![主止例期])|原因|目的|旨在|以便|所以|面临|威胁|预防|让|难题|问题|缺"
    ),
    Kind.PLACE: re.compile(r"在|于|位于|来到|赴|地处|前往|至|到"),
    Kind.LIST: re.compile("、"),
}


def is_known_by_form(question: Question) -> bool:
    """True if an answer is known by its form, as an amount, a date or a name is.

    A text without that form then has no answer.
    """
    return question.asks_person or question.kind in _KNOWN_BY_FORM


def has_kind(question: Question, text: str) -> bool:
    """True if a plain text has something of the kind that is asked for."""
    if question.asks_person:
        return True
    if question.kind is Kind.NUMBER:
        return has_quantity(text, question.units)
    pattern = _PATTERNS.get(question.kind)
    return pattern is None or pattern.search(text) is not None
