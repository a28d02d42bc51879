"""The protocol of answerers."""

from collections.abc import Sequence
from typing import Protocol

from retrieval.qa.explanation import Explanation
from retrieval.qa.result import Answer
from retrieval.query.scope import Scope


class Answers(Protocol):
    """Anything that answers questions; it may be called on any thread."""

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        """Answer a question; `turns` are the earlier questions of the conversation.

        Raises VerbatimError if a passage is not what its report says.
        """
        ...


class Answering(Answers, Protocol):
    """Anything that answers questions and explains its answers."""

    def explain(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Explanation:
        """Answer a question and say why so."""
        ...

    def within(self, scope: Scope) -> "Answering":
        """Answer from a part of the archive alone."""
        ...
