"""Near-duplicates: one passage that was printed, or read by OCR, twice."""

from retrieval.text import NUMERALS

# shorter ones, captions and section heads, may be alike by chance
_LEAST = 20
# one character in so many may differ
_SAME_PER_DIFFERENCE = 20
# so many must be the same between two that differ: a word that is another is no misreading
_SAME_BETWEEN = 4
# a character that was replaced, dropped or added: how far each text is behind it
_STEPS = ((1, 1), (0, 1), (1, 0))
# numerals and negations: where one of them differs the meaning does
_MEANING = NUMERALS | frozenset("不未没无非勿")


def is_copy(one: str, other: str) -> bool:
    """True if plain texts differ by a few single characters only, no numerals or negations."""
    size = min(len(one), len(other))
    most = size // _SAME_PER_DIFFERENCE
    if size < _LEAST or abs(len(one) - len(other)) > most:
        return False
    at = beside = _same(one, other, 0, 0)
    differences = 0
    while at < len(one) or beside < len(other):
        step = _step(one, other, at, beside)
        differences += 1
        if step is None or differences > most:
            return False
        behind, behind_other = at + step[0], beside + step[1]
        if any(c.isdigit() or c in _MEANING for c in one[at:behind] + other[beside:behind_other]):
            return False
        same = _same(one, other, behind, behind_other)
        at, beside = behind + same, behind_other + same
    return True


def _step(one: str, other: str, at: int, beside: int) -> tuple[int, int] | None:
    """Characters to step over in each text so that both go on alike; None if they don't."""
    for step, step_other in _STEPS:
        behind, behind_other = at + step, beside + step_other
        is_there = behind <= len(one) and behind_other <= len(other)
        following = one[behind : behind + _SAME_BETWEEN]
        if is_there and following == other[behind_other : behind_other + _SAME_BETWEEN]:
            return step, step_other
    return None


def _same(one: str, other: str, at: int, beside: int) -> int:
    """Count the characters that are the same in both texts from two places on."""
    end = min(len(one) - at, len(other) - beside)
    return next((n for n in range(end) if one[at + n] != other[beside + n]), end)
