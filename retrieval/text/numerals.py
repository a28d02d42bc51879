"""Numbers made one, however they are written: 八 = 8, 三成 = 30%, 百分之十 = 10%."""

import math
import re

_DIGITS = dict(zip("零〇一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)) | {
    "两": 2
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_CHINESE = "零〇一二两三四五六七八九十百千万亿"
# 百合 and 千秋 are no numbers: some digit must stand in one
_DIGIT = "零〇一二两三四五六七八九十"
_NUMERAL = rf"[{_CHINESE}]*[{_DIGIT}][{_CHINESE}]*"
_NUMBER = rf"(?:[{_CHINESE}]+|\d+(?:\.\d+)?)"

NUMERALS = frozenset(_CHINESE)
# what a number may hold but digits: 三成, 三分之一
NUMERAL_CHARACTERS = NUMERALS | frozenset("分之成")

# the first character is looked at alone: most are of no numeral
NUMERAL = re.compile(
    rf"(?=[{_CHINESE}\d])(?:百分之(?P<percent>{_NUMBER})|(?P<below>{_NUMBER})分之(?P<above>{_NUMBER})"
    rf"|(?P<tenths>[{_CHINESE}]|\d)成(?![为立员长功本果就都绩千上万交熟品人])"
    rf"|(?P<number>\d+(?:\.\d+)?\s*(?:%|[万亿]+)?|{_NUMERAL}))"
)


def canonical(match: re.Match[str]) -> str:
    """The number that NUMERAL found, in digits: `30%`, `1/3`, `54`; as it stands if it is none."""
    if percent := match["percent"]:
        return f"{number(percent)}%"
    if match["below"]:
        return f"{number(match['above'])}/{number(match['below'])}"
    if tenths := match["tenths"]:
        return f"{number(tenths)}0%"
    return number(match["number"])


def number(text: str) -> str:
    """A number of digits or of Chinese numerals, in digits."""
    if text[0].isdigit():
        return _scaled(text.replace(" ", ""))
    if not any(char in _UNITS or char in _LARGE for char in text):
        return "".join(str(_DIGITS[char]) for char in text)
    return str(_value(text))


def _scaled(text: str) -> str:
    digits = text.rstrip("万亿")
    factor = math.prod(_LARGE[char] for char in text[len(digits) :])
    return digits if factor == 1 else f"{float(digits) * factor:.0f}"


def _value(text: str) -> int:
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            factor, part = _LARGE[char], section + digit
            # 三万五千亿 scales all before it, the 万 of 一亿二千万 only what follows 亿
            total = (total + part or 1) * factor if total < factor else total + part * factor
            section = digit = 0
    return total + section + digit


def spellings(digits: str) -> tuple[str, ...]:
    """The ways in which a small whole number is also written: 8 → 八; 2 → 二, 两; 30% → 三成."""
    if digits.endswith("%"):
        whole = digits[:-1]
        forms = [f"百分之{chinese}" for chinese in spellings(whole)]
        if whole.endswith("0") and len(whole) == 2:
            forms += [f"{digit}成" for digit in spellings(whole[0])]
        return tuple(forms)
    if not digits.isdigit() or not 0 < int(digits) < 100:
        return ()
    tens, ones = divmod(int(digits), 10)
    chars = "零一二三四五六七八九"
    head = "" if not tens else ("" if tens == 1 else chars[tens]) + "十"
    forms = [head + (chars[ones] if ones else "")]
    return (*forms, "两") if digits == "2" else tuple(forms)
