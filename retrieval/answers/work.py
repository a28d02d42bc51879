"""An answer as it is worked out: what was found, and what was judged of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answers.answer import Listing
from retrieval.answers.judging import Verdict
from retrieval.answers.marking import Mark
from retrieval.answers.ranking import Ranked
from retrieval.questions import Question


@dataclass(frozen=True, slots=True)
class Marked:
    """A ranked passage and what in it answers."""

    ranked: Ranked
    mark: Mark

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
    sides: tuple[str, ...] = ()
    untold_sides: tuple[str, ...] = ()
