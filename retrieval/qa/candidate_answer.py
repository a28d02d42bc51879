"""An answer as it is worked out: the passages found, their marks and the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.qa.answerability.classifier import Verdict
from retrieval.qa.ranking.reranker import Ranked
from retrieval.qa.result import Listing
from retrieval.qa.spans.selector import Mark
from retrieval.query import Question


@dataclass(frozen=True, slots=True)
class Marked:
    """A ranked passage and what in it answers."""

    ranked: Ranked
    mark: Mark

    @property
    def question(self) -> Question:
        """The question the passage was found for; in a comparison, that of one side."""
        return self.ranked.question


@dataclass(frozen=True, slots=True)
class Work:
    """The passages for a question, best first, and whether they answer it."""

    question: Question
    found: Sequence[Marked]
    verdict: Verdict
    listing: Listing | None = None
    sides: tuple[str, ...] = ()
    sides_not_found: tuple[str, ...] = ()
