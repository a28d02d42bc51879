"""Punctuation at the ends of a piece of text: is it whole, or was it cut there?"""

import re

from retrieval.text.characters import is_han

END_MARKS = frozenset("。！？!?…．.")
INNER_MARKS = frozenset("，,、；;：:")
NEVER_FIRST = frozenset("，,、；;：:。！？!?”’」』》）)】%％…")

_CLOSING_BRACKET = re.compile(r"(?<=[。！？!?…”])\s*[（(][^（()）]*[)）]\s*$")
_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"), ("（(", "）)"), ("‘", "’"))
_ALL_PAIRED = re.compile("[“”「」『』《》（()）‘’]")
_OPENS = {mark: index for index, (left, _) in enumerate(_PAIRS) for mark in left}
_CLOSES = {mark: index for index, (_, right) in enumerate(_PAIRS) for mark in right}


def is_closed(text: str) -> bool:
    """Tell whether the text ends as a sentence does: an end mark, perhaps closing marks after it.

    A bracket after the end mark, as round a name at the end of an article, counts as well.
    """
    if is_cut_decimal(text):
        return False
    text = _CLOSING_BRACKET.sub("", text) or text
    core = text.rstrip("”’」』》）)】]\"'*_ \u3000")
    return bool(core) and core[-1] in END_MARKS


def is_cut_decimal(text: str) -> bool:
    """Tell whether the text ends in a number and its decimal point."""
    return text[-1:] == "." and text[-2:-1].isdigit() and any(map(is_han, text))


def open_marks(text: str) -> set[int]:
    """The kinds of quotation marks and brackets that the text opens and does not close."""
    depth: dict[int, int] = {}
    for mark in _ALL_PAIRED.findall(text):
        if (kind := _OPENS.get(mark)) is not None:
            depth[kind] = depth.get(kind, 0) + 1
        elif depth.get(_CLOSES[mark], 0) > 0:
            depth[_CLOSES[mark]] -= 1
    return {kind for kind, count in depth.items() if count > 0}


def unmatched_closings(text: str) -> set[int]:
    """The kinds of marks that the text closes without having opened them."""
    depth: dict[int, int] = {}
    found = set()
    for mark in _ALL_PAIRED.findall(text):
        if (kind := _OPENS.get(mark)) is not None:
            depth[kind] = depth.get(kind, 0) + 1
        else:
            kind = _CLOSES[mark]
            if depth.get(kind, 0) > 0:
                depth[kind] -= 1
            else:
                found.add(kind)
    return found
