"""One change of an index in a cluster, as it is kept there for the readers' replicas."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article's row, its report's, its place there, and its passages; `first` is None if another
    report's copy of it is indexed.
    """

    row: int
    report: int
    position: int
    first: int | None
    passage_count: int
    digest: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report's row, the digest of its bytes, and what lists are narrowed down by."""

    row: int
    name: str
    digest: str
    date: str | None
    paper: str | None
    page: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """The terms that passages hold more or fewer of, and the rows that come and go.

    `terms` are texts with the number of passages by which each field's count goes up or down,
    `after` is the key of the state before.
    """

    after: str = ""
    terms: Sequence[tuple[str, int, int]] = ()
    added_articles: Sequence[ArticleRow] = ()
    removed_articles: Sequence[ArticleRow] = ()
    added_reports: Sequence[ReportRow] = ()
    removed_reports: Sequence[int] = ()
    removed_failures: Sequence[int] = ()

    @property
    def removed_ids(self) -> list[str]:
        """The documents that no reader of the state after the change asks for."""
        passages = (
            f"p{number}"
            for article in self.removed_articles
            if article.first is not None
            for number in range(article.first, article.first + article.passage_count)
        )
        rows = [f"a{article.row}" for article in self.removed_articles]
        reports = [f"r{row}" for row in self.removed_reports]
        return [*rows, *reports, *(f"f{row}" for row in self.removed_failures), *passages]


@dataclass(frozen=True, slots=True)
class IndexState:
    """The state of an index: what its documents say together, and what was given out last.

    `key` is made up anew for each generation: those of an index that was restored from a back-up
    are others. `lengths` are the terms of all passages by field, `lowest_averages` the least
    average length that any impact was worked out for. `base` is the generation up to which changes
    are kept as one, in so many `base_parts`.
    """

    format: int
    fingerprint: str
    key: str = ""
    generation: int = 0
    passages: int = 0
    lengths: dict[str, int] = field(default_factory=dict)
    lowest_averages: dict[str, float] = field(default_factory=dict)
    next_row: int = 1
    next_passage: int = 1
    base: int = 0
    base_parts: int = 0

    def average_length(self, name: str) -> float:
        """The average length of passages in a field."""
        total = self.lengths.get(name, 0)
        return total / self.passages if total else 1.0


def change_of(data: object) -> Change:
    """The change as it was packed."""
    return msgspec.convert(data, Change)


def state_of(source: object) -> IndexState:
    """The state as it was written."""
    return msgspec.convert(source, IndexState)
