"""An answer as it is worked out: what was found, and what was judged of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.answers.answer import Listing
from retrieval.answers.judging import Verdict
from retrieval.answers.marking import Mark
from retrieval.answers.ranking import Ranked
from retrieval.questions import Question


class Marked:
    """A ranked passage and its mark, which is made when it is first looked at.

    `make_marks` gives the marks of some passages that are marked together, this one's the one with
    a number.
    """

    def __init__(
        self, ranked: Ranked, make_marks: Callable[[], Sequence[Mark]], number: int
    ) -> None:
        self.ranked = ranked
        self._make_marks = make_marks
        self._number = number

    @property
    def mark(self) -> Mark:
        """What in the passage answers."""
        return self._make_marks()[self._number]

    @property
    def question(self) -> Question:
        """What the passage was found for: of a comparison one side."""
        return self.ranked.question


@dataclass(frozen=True, slots=True)
class Work:
    """The passages for a question, best first, and whether they answer it."""

    question: Question
    found: Sequence[Marked]
    verdict: Verdict
    listing: Listing | None = None
