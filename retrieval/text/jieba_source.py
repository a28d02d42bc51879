"""jieba's dictionary and its model of unknown words, as it ships them.

The only module that imports jieba, and only where its data are read whole: importing it takes
12 ms, as long as finding the passages that answer a question.
"""

import mmap
import re
import sys
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from retrieval.text.jieba_dictionary import Chances, Dictionary, Model

_VERSION = re.compile(r"__version__ = '([^']+)'")
_FIRST_HAN = "一"
# words whose tags are kept
_TAGS = 1 << 12
_STATES = "BMES"
# the states before and after
_STEPS = tuple(map(tuple, ("EB", "SB", "BM", "MM", "BE", "ME", "ES", "SS")))


@cache
def version() -> str:
    """The version of jieba; read from its text."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    found = _VERSION.search(Path(spec.origin).read_text(encoding="utf-8"))
    return found[1] if found else ""


@lru_cache(_TAGS)
def part_of_speech(word: str) -> str:
    """The tag of a word in jieba's dictionary, such as n or vn; empty if it has no such word."""
    text = _dictionary_text()
    line = f"\n{word} ".encode()
    place = text.find(line, 0, _han_start())
    if place < 0 and word >= _FIRST_HAN:
        place = text.find(line, *_lines_of(word[0]))
    return text[place + 1 : text.find(b"\n", place + 1)].split()[-1].decode() if place >= 0 else ""


@cache
def _han_start() -> int:
    """The start of the words in order of their first characters; a few hundred others precede."""
    return _dictionary_text().find(f"\n{_FIRST_HAN} ".encode())


def _lines_of(char: str) -> tuple[int, int]:
    """The start and end of the lines of the words with a first character."""
    text, first = _dictionary_text(), char.encode()

    def begins(place: int) -> bytes:
        start = text.rfind(b"\n", 0, place) + 1
        return text[start : start + len(first)]

    places = range(_han_start() + 1, len(text))
    start, end = (bisect(places, first, key=begins) for bisect in (bisect_left, bisect_right))
    return places[0] + start - 1, places[0] + end


@cache
def _dictionary_text() -> mmap.mmap:
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    with (Path(spec.origin).parent / "dict.txt").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def read_dictionary() -> Dictionary:
    """All of the dictionary, from jieba's text file."""
    tokenizer = _jieba().Tokenizer()
    counts, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return Dictionary.whole(total, counts, *read_model())


def read_model() -> tuple[Model, dict[str, Chances]]:
    """The model of unknown words, and the chances of all characters that it has."""
    model = _jieba().finalseg
    start = tuple(model.start_P[state] for state in _STATES)
    steps = tuple(model.trans_P[before][state] for before, state in _STEPS)
    seen = [model.emit_P[state] for state in _STATES]
    chars = dict.fromkeys(char for chances in seen for char in chances)
    chances = {char: tuple(c.get(char, model.MIN_FLOAT) for c in seen) for char in chars}
    return Model(start, steps, (model.MIN_FLOAT,) * len(seen)), chances


@cache
def _jieba() -> Any:
    if "pkg_resources" in sys.modules:
        import jieba
    else:
        # jieba takes 80 ms to import pkg_resources and does as well without it
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
        try:
            import jieba
        finally:
            del sys.modules["pkg_resources"]
    return jieba
