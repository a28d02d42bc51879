"""Numbers made one, however they are written: 八 = 8, 三成 = 30%, 2.5亿 = 250000000."""

import re
from fractions import Fraction

from retrieval.text.characters import NUMERAL_CHARS

_DIGITS = dict(zip("零〇一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)) | {
    "两": 2
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
# 百合 and 千秋 are no numbers: some digit must stand in one
_DIGIT = "零〇一二两三四五六七八九十"
_NUMERAL = rf"[{NUMERAL_CHARS}]*[{_DIGIT}][{NUMERAL_CHARS}]*"
_ARABIC = r"(?:(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# 三点五亿; 三点五 alone may be a time of day
_POINT = "点[零〇一二三四五六七八九]+"
_NUMBER = rf"(?:[{NUMERAL_CHARS}]+(?:{_POINT})?|{_ARABIC})"

NUMERALS = frozenset(NUMERAL_CHARS)
# what a number may hold but digits: 三成, 三分之一
NUMERAL_CHARACTERS = NUMERALS | frozenset("分之成点")

# the first character is looked at alone: most are of no numeral
NUMERAL = re.compile(
    rf"(?=[{NUMERAL_CHARS}\d])(?:百分之(?P<percent>{_NUMBER})|(?P<below>{_NUMBER})分之(?P<above>{_NUMBER})"
    rf"|(?P<tenths>[{NUMERAL_CHARS}]|\d)成(?![为立员长功本果就都绩千上万交熟品人])"
    rf"|(?P<number>{_ARABIC}(?:\s*%|\s*[十百千万亿]+(?:{_ARABIC}[十百千万亿]+)*)?"
    rf"|[{_DIGIT}]+{_POINT}(?:[万亿]+|(?=[倍米公吨度元平]))|{_NUMERAL}))",
    re.ASCII,
)
_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")


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
    """A number of digits or of Chinese numerals, in digits: 0575 stays, 05 is 5."""
    plain = text.replace(" ", "").replace(",", "")
    if plain.endswith("%"):
        return plain
    if plain.isascii():
        return plain.removeprefix("0") if len(plain) == 2 and plain.isdigit() else plain
    whole, point, rest = plain.partition("点")
    if point:
        digits = re.match(rf"[{_DIGIT}]+", rest)
        assert digits is not None
        decimals = "".join(str(_DIGITS[char]) for char in digits[0])
        plain = f"{number(whole)}.{decimals}{rest[digits.end() :]}"
        if plain.isascii():
            return plain
    if not any(char in _UNITS or char in _LARGE for char in plain):
        return "".join(str(_DIGITS[char]) for char in plain)
    return _written(_value(plain))


def _written(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6f}".rstrip("0")


def _value(text: str) -> Fraction:
    total = section = digit = Fraction(0)
    for token in _TOKEN.findall(text):
        if token in _UNITS:
            section += (digit or 1) * _UNITS[token]
            digit = Fraction(0)
        elif factor := _LARGE.get(token):
            part = section + digit
            # 三万五千亿 scales all before it, the 万 of 一亿二千万 only what follows 亿
            total = (
                (total + part or Fraction(1)) * factor
                if total < factor
                else (total + part * factor)
            )
            section = digit = Fraction(0)
        else:
            digit = Fraction(_DIGITS[token]) if token in _DIGITS else Fraction(token)
    return total + section + digit
