"""A passage's sentences, as slices of its text."""

import re

# an ellipsis or a row of marks ends one sentence; a closing quote or bracket belongs to it
_SENTENCE = re.compile(r"[^。！？!?；;…\n]*(?:[。！？!?；;…\n]+[”’」』）)》\"']*|$)")


def sentences(text: str) -> list[str]:
    """The sentences of a text; together they are the whole text."""
    return [match[0] for match in _SENTENCE.finditer(text) if match[0]]
