"""The questions of a conversation."""

from collections.abc import Sequence


def earlier_turns(turns: Sequence[str], question: str) -> Sequence[str]:
    """The turns before a question, whether or not the question itself is the last of them."""
    return turns[:-1] if turns and turns[-1].strip() == question.strip() else turns
