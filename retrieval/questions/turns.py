"""The questions of a conversation."""

from collections.abc import Sequence

# characters of a question; the time to cut it grows with their square
LONGEST = 10_000


def earlier_turns(turns: Sequence[str], question: str) -> Sequence[str]:
    """The turns before a question, whether or not the question itself is the last of them."""
    return turns[:-1] if turns and turns[-1].strip() == question.strip() else turns
