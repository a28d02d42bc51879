"""How much stands beside words of a sentence as it does beside the cue of a question."""

from collections.abc import Iterator, Sequence

import numpy as np

from retrieval.answers.occurrences import occurrences
from retrieval.answers.weights import Figures
from retrieval.questions import Slot

# what may stand between what is asked about and the cue: X是谁, X的是什么
_LINKS = "是的在"
HEAD = 4  # characters of the word behind the cue that the answer may end in
_ALIGNED = 4  # characters on a side that are as in the question and tell all that they can


def beside(slot: Slot, sentences: Sequence[str]) -> Figures:
    """Of each place of the sentences how much stands before it, and how much behind it, as it does
    beside the cue, from 0 to 1: a table of side, sentence and place.
    """
    table = np.zeros((2, len(sentences), max(map(len, sentences), default=0) + 1))
    for number, sentence in enumerate(sentences):
        for row, found in enumerate(
            (_before(sentence, slot.before), _behind(sentence, slot.after))
        ):
            for place, length in found:
                table[row, number, place] = max(table[row, number, place], length / _ALIGNED)
    return table


def _before(sentence: str, asked: str) -> Iterator[tuple[int, int]]:
    """The places before which a sentence reads as before the cue, and for how many characters."""
    for tail in {asked[-_ALIGNED:], asked.rstrip(_LINKS)[-_ALIGNED:]} - {""}:
        for place in occurrences(tail[-1], sentence):
            before = sentence[max(0, place + 1 - len(tail)) : place + 1]
            yield place + 1, _common(before[::-1], tail[::-1])


def _behind(sentence: str, asked: str) -> Iterator[tuple[int, int]]:
    """The same behind places; the words before one may have the head of what follows the cue."""
    asked = asked[: HEAD + _ALIGNED]
    for start in occurrences(asked[0], sentence) if asked else ():
        length = _common(sentence[start : start + len(asked)], asked)
        for head in range(min(HEAD + 1, length)):
            yield start + head, min(length - head, _ALIGNED)


def _common(left: str, right: str) -> int:
    """How many characters two texts begin with alike."""
    most = min(len(left), len(right))
    return next((i for i in range(most) if left[i] != right[i]), most)
