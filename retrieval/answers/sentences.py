"""A passage's sentences, as spans of its text."""

import re

from retrieval.answers.answer import Span

# an ellipsis or a row of marks ends one sentence; a closing quote or bracket belongs to it
_SENTENCE = re.compile(r"[^。！？!?；;…\n]*(?:[。！？!?；;…\n]+[”’」』）)》\"']*|$)")


def sentences(text: str) -> list[Span]:
    """The sentences of a text; together they are the whole text."""
    return [Span(*match.span()) for match in _SENTENCE.finditer(text) if match[0]]
