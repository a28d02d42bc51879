"""Texts that hold HTML, as crawlers copy them from web pages, as plain lines."""

import re
from html.parser import HTMLParser

_LINE = (  # elements that start a line
    "address|article|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr"
    "|li|ol|p|pre|section|table|tr|ul"
)
_HIDDEN = frozenset(("script", "style"))
_MARKUP = re.compile(
    rf"</?(?:{_LINE}|script|style|a|b|em|font|i|img|span|strong|t[dh]|u)(?:\s[^<>]*)?/?>"
    r"|&(?:#\d+|#x[\da-f]+|[a-z]+);",
    re.IGNORECASE,
)


def plain_text(text: str) -> str:
    """The text with each paragraph on a line, if it has tags or entities; else as it is."""
    if _MARKUP.search(text) is None:
        return text.strip()
    parser = _Text()
    parser.feed(text)
    parser.close()
    return "".join(parser.parts).strip()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden = tag in _HIDDEN
        self._end_line(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False
        self._end_line(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

    def _end_line(self, tag: str) -> None:
        if re.fullmatch(_LINE, tag):
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" ")
