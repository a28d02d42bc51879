"""Line breaking by the rules of Chinese typesetting; rich breaks only at spaces."""

import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text
from uniseg.linebreak import line_break_units

_OPTION_DASHES = re.compile(r"(?:^|[^\w-])--?$")


def wrap(text: Text, *, width: int, indent: str = "") -> Text:
    """Break the text into lines of at most `width` cells, each after `indent`.

    No line begins with a closing mark or ends with an opening one (Unicode's UAX 14).
    """
    room = max(width - cell_len(indent), 2)
    lines = [
        line
        for part in text.split("\n", allow_blank=True)
        for line in part.divide(list(_breaks(part.plain, room)))
    ]
    for line in lines:
        line.rstrip()
    return Text("\n").join(Text(indent) + line for line in lines)


def _breaks(text: str, room: int) -> Iterable[int]:
    """Yield the offsets at which new lines begin."""
    offset = used = 0
    for unit in _units(text):
        size = cell_len(unit.rstrip())
        if used and used + size > room:
            yield offset
            used = 0
        offset += len(unit)
        used += cell_len(unit)


def _units(text: str) -> Iterable[str]:
    """Yield what no line may part: Unicode's units, and a flag with its dashes."""
    unit = ""
    for piece in line_break_units(text):
        unit += piece
        if not _OPTION_DASHES.search(unit):
            yield unit
            unit = ""
    if unit:
        yield unit
