"""Text made harmless for a terminal and a log."""

import re

# characters that a terminal obeys instead of showing, and invisible ones that reorder or hide text
_HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_REPLACEMENT = "\ufffd"


def shown(text: str) -> str:
    """Replace control, bidi and other invisible characters; offsets stay the same."""
    return _HIDDEN.sub(_visible, text)


def _visible(found: re.Match[str]) -> str:
    return " " if found[0] == "\t" else _REPLACEMENT
