"""Text with styles, as Telegram takes it: a string and entities, never markup.

Since no markup is written, none can be forged or broken: a `<` in a report stays a `<`. The
entities are counted in UTF-16 units, here and nowhere else.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache

from msgspec import Struct
from telegram import MessageEntity
from telegram.constants import MessageLimit

ENTITY_LIMIT = int(MessageLimit.MESSAGE_ENTITIES)
TEXT_LIMIT = int(MessageLimit.MAX_TEXT_LENGTH)
# joiners make emoji and Indic letters; tags make flags
_KEPT_FORMATS = {0x200C, 0x200D, *range(0xE0020, 0xE0080)}
# Telegram drops these marks above and below letters
_DROPPED_MARKS = (0x030A, 0x0333, 0x033F)


class Style(StrEnum):
    """The style of a piece of text."""

    LINK = MessageEntity.TEXT_LINK
    FOLDED = MessageEntity.EXPANDABLE_BLOCKQUOTE
    QUOTE = MessageEntity.BLOCKQUOTE
    BOLD = MessageEntity.BOLD
    UNDERLINE = MessageEntity.UNDERLINE
    ITALIC = MessageEntity.ITALIC


_PRIORITY = {style: rank for rank, style in enumerate(Style)}


class TextStyle(Struct, frozen=True, gc=False):
    """A styled slice; offsets count characters."""

    start: int
    end: int
    style: Style
    url: str | None = None


class RichText(Struct, frozen=True, gc=False):
    """A text and its styled slices."""

    text: str = ""
    marks: tuple[TextStyle, ...] = ()

    def __add__(self, other: "RichText | str") -> "RichText":
        after = other if isinstance(other, RichText) else plain(other)
        return RichText(self.text + after.text, self.marks + _moved(after.marks, len(self.text)))

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def units(self) -> int:
        """Its length as Telegram counts it, in UTF-16 units."""
        return utf16_length(self.text)

    def slice(self, start: int, end: int) -> "RichText":
        """The characters from `start` to `end` with what of the styles covers them."""
        cut = (
            TextStyle(max(m.start, start) - start, min(m.end, end) - start, m.style, m.url)
            for m in self.marks
        )
        return RichText(self.text[start:end], tuple(m for m in cut if m.start < m.end))

    def stripped(self) -> "RichText":
        """Without blanks at its ends, which Telegram takes away."""
        if self.text.strip() == self.text:
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))

    def entities(self) -> list[MessageEntity]:
        """As the Bot API takes them, at most 100; links and quotes before bold and underlined."""
        kept = sorted(self.marks, key=lambda m: (_PRIORITY[m.style], m.start))[:ENTITY_LIMIT]
        kept.sort(key=lambda m: (m.start, -m.end, _PRIORITY[m.style]))
        is_narrow = self.units == len(self.text)
        wide = [] if is_narrow else [i for i, char in enumerate(self.text) if char > "\uffff"]

        def units(offset: int) -> int:
            return offset + bisect_right(wide, offset - 1)

        return [
            MessageEntity(m.style, units(m.start), units(m.end) - units(m.start), url=m.url)
            for m in kept
        ]


def plain(text: str) -> RichText:
    """A text as it can be read, without a style."""
    return RichText(legible(text))


def styled(text: "RichText | str", *styles: Style, url: str | None = None) -> RichText:
    """A text with styles around it, the outermost first."""
    inner = text if isinstance(text, RichText) else plain(text)
    if not inner:
        return inner
    around = tuple(
        TextStyle(0, len(inner.text), style, url if style is Style.LINK else None)
        for style in styles
    )
    return RichText(inner.text, around + inner.marks)


def joined(parts: Iterable["RichText | str"], separator: str = "") -> RichText:
    """The parts that aren't empty, with the separator between them."""
    texts: list[str] = []
    marks: list[TextStyle] = []
    length = 0
    for part in parts:
        marked = part if isinstance(part, RichText) else plain(part)
        if not marked:
            continue
        if texts and separator:
            texts.append(separator)
            length += len(separator)
        texts.append(marked.text)
        marks += _moved(marked.marks, length)
        length += len(marked.text)
    return RichText("".join(texts), tuple(marks))


def legible(text: str) -> str:
    """The text without what can't be seen or would turn the reading order.

    Line ends become `\\n`; control characters blanks; half characters `\\ufffd`. Telegram would
    drop or change most of these silently; every character a reader can see stays as it is.
    """
    if (text.isascii() and text.isprintable()) or not _some_unseen().search(text):
        return text
    return text.replace("\r\n", "\n").translate(_unseen())


def utf16_length(text: str) -> int:
    """Count the UTF-16 units of a text."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _moved(marks: Sequence[TextStyle], by: int) -> tuple[TextStyle, ...]:
    if not by:
        return tuple(marks)
    return tuple([TextStyle(m.start + by, m.end + by, m.style, m.url) for m in marks])


@cache
def _some_unseen() -> re.Pattern[str]:
    """Finds out whether there is anything to mend in a text, as there seldom is."""
    return re.compile(f"[{re.escape(''.join(map(chr, _unseen())))}]")


@cache
def _unseen() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(_DROPPED_MARKS)
    for code in (*range(0x110), *range(0x600, 0x2100), *range(0xD800, 0x11000), *_LATE_FORMATS):
        category = unicodedata.category(chr(code))
        if category == "Cs":
            table[code] = "\ufffd"
        elif category in ("Zl", "Zp") or code in (0x0B, 0x0C, 0x0D, 0x85):
            table[code] = "\n"
        elif category == "Cc" and code != 0x0A:
            table[code] = " "
        elif category == "Cf" and code not in _KEPT_FORMATS:
            table[code] = None
    return table


_LATE_FORMATS = (*range(0x11000, 0x14000), *range(0x1B000, 0x1D200), *range(0xE0000, 0xE0200))
