"""A passage that was found."""

from dataclasses import dataclass

from retrieval.passages import Passage, View


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that shares terms with a query; `rank` counts from 1, best first."""

    rank: int
    score: float
    view: View

    @property
    def passage(self) -> Passage:
        """The passage as it is quoted."""
        return self.view.passage
