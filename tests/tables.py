"""The tables of characters that the program ships, as the libraries know them.

    python -m tests.tables

writes them anew; the tests hold them to what the installed libraries say.
"""

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import opencc
from pypinyin.constants import PINYIN_DICT

RETRIEVAL = Path(__file__).parent.parent / "retrieval"
SIMPLIFIED = RETRIEVAL / "text" / "data" / "simplified.txt"
SOUNDS = RETRIEVAL / "lexicon" / "data" / "sounds.txt"
_FIRST_EASTERN = 0x2E80
_HAN = range(0x4E00, 0x9FA6)


def simplified() -> Iterator[str]:
    """The lines of SIMPLIFIED."""
    yield "# Characters and what they are in Simplified Chinese. Derived from OpenCC 1.4.2: t2s,"
    yield "# and hk2s and tw2s for variants that are no Simplified characters themselves."
    converters = [opencc.OpenCC(name).convert for name in ("t2s", "hk2s", "tw2s")]
    for char in map(chr, range(_FIRST_EASTERN, sys.maxunicode + 1)):
        if unicodedata.category(char) == "Cs":  # half of a surrogate pair
            continue
        forms = [str(convert(char)) for convert in converters[: 1 if _is_common(char) else None]]
        other = next((form for form in forms if form != char), char)
        if other != char and len(other) == 1:
            yield char + other


def sounds() -> Iterator[str]:
    """The lines of SOUNDS."""
    yield "# Syllables without their tones, and the common characters that are read so in one of"
    yield "# their first two readings. Derived from pypinyin 0.55.0."
    found: dict[str, str] = {}
    for code in _HAN:
        if code in PINYIN_DICT and _is_common(chr(code)):
            readings = PINYIN_DICT[code].split(",")[:2]
            for syllable in dict.fromkeys(map(_without_tone, readings)):
                found[syllable] = found.get(syllable, "") + chr(code)
    for syllable, chars in sorted(found.items()):
        yield f"{syllable} {chars}"


def _without_tone(reading: str) -> str:
    """A syllable without its tone: lǜ → lv."""
    parted = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    bare = "".join(char for char in parted if not unicodedata.combining(char) or char == "\u0308")
    return bare.replace("u\u0308", "v").replace("\u0308", "")


def _is_common(char: str) -> bool:
    try:
        return len(char.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def main() -> None:
    for path, lines in ((SIMPLIFIED, simplified()), (SOUNDS, sounds())):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
