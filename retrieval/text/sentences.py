"""A passage's sentences, as slices of its text."""

import re

from retrieval.text.characters import SENTENCE_ENDS

_ENDS = rf"{SENTENCE_ENDS}；;\n"
# an ellipsis or a row of marks ends one sentence; a closing quote or bracket belongs to it
_SENTENCE = re.compile(rf"[^{_ENDS}]*(?:[{_ENDS}]+[”’」』）)》\"']*|$)")


def sentences(text: str) -> list[str]:
    """The sentences of a text; together they are the whole text."""
    return [match[0] for match in _SENTENCE.finditer(text) if match[0]]
