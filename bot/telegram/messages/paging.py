"""Long texts cut into pages that Telegram takes, where a reader would pause."""

import re
import unicodedata
from collections.abc import Iterator

from bot.telegram.messages.rich_text import TEXT_LIMIT, RichText, legible, utf16_length

# from the best place for a cut to the worst; a page holds at least half of what it could
_PAUSES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\n\s*\n",
        r"\n",
        r"(?:[。！？!?…]|\.(?=\s))+[”’」』》）)\]]*",
        r"[；;，,、：:]",
        r"\s",
    )
)
_JOINERS = "\u200d"
_CLUSTER_LIMIT = 64


def split(marked: RichText, limit: int = TEXT_LIMIT) -> list[RichText]:
    """Pages of at most `limit` UTF-16 units; put together they hold every character but the
    blanks around a cut. A blank text has no page.
    """
    pages = (marked.slice(start, end).stripped() for start, end in cuts(marked.text, limit))
    return [page for page in pages if page]


def shortened(text: str, limit: int) -> str:
    """A text on one line in at most `limit` UTF-16 units; … stands for what is left out."""
    line = " ".join(legible(text[: 4 * limit]).split())
    end = _fitting(line, 0, limit)
    return line if end == len(line) else line[: _whole_character(line, 0, end - 1)] + "…"


def cuts(text: str, limit: int = TEXT_LIMIT) -> Iterator[tuple[int, int]]:
    """Find the starts and ends of a text's pages, one behind the other."""
    start = 0
    while start < len(text):
        end = _end_of_page(text, start, limit)
        yield start, end
        start = end


def _end_of_page(text: str, start: int, limit: int) -> int:
    farthest = _fitting(text, start, limit)
    if farthest == len(text):
        return farthest
    nearest = start + (farthest - start) // 2
    for pause in _PAUSES:
        ends = [m.end() for m in pause.finditer(text, nearest, farthest)]
        if ends:
            return _whole_character(text, start, ends[-1])
    return _whole_character(text, start, farthest)


def _fitting(text: str, start: int, limit: int) -> int:
    """The farthest end so that the slice from `start` takes at most `limit` units."""
    end = min(len(text), start + limit)
    excess = utf16_length(text[start:end]) - limit
    while excess > 0:
        end -= 1
        excess -= 2 if text[end] > "\uffff" else 1
    return end


def _whole_character(text: str, start: int, end: int) -> int:
    """Not between a letter and its accents, nor inside an emoji of several characters."""
    for earlier in range(end, max(start, end - _CLUSTER_LIMIT), -1):
        if earlier == len(text) or not (_leans(text[earlier]) or text[earlier - 1] in _JOINERS):
            return earlier
    return end


def _leans(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char).startswith("M")
