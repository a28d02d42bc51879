"""The questions of a conversation."""

from collections.abc import Sequence

from retrieval.errors import QuestionLengthError

# characters of a question; the time to cut it grows with their square
LONGEST = 10_000


def check_length(question: str) -> None:
    """Raise QuestionLengthError if a question is longer than any is answered."""
    if len(question) > LONGEST:
        raise QuestionLengthError(len(question), LONGEST)


def earlier_turns(turns: Sequence[str], question: str) -> Sequence[str]:
    """The turns before a question, whether or not the question itself is the last of them."""
    return turns[:-1] if turns and turns[-1].strip() == question.strip() else turns
