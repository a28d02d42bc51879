"""The catalogue: every article with its page's name, date, newspaper and number, by columns."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import Imprint

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Column:
    """A value of each page, "" where it is unknown.

    `values` are sorted, `codes` has the place of each page's value among them.
    """

    values: tuple[str, ...]
    codes: NDArray[np.int32]

    def between(self, first: str | None, last: str | None) -> Mask:
        """Tell which pages have a known value within two, both included; None is no bound."""
        start = bisect_left(self.values, first or "0")  # any digit or letter is after ""
        end = bisect_right(self.values, last) if last else len(self.values)
        return (self.codes >= start) & (self.codes < end)

    def among(self, values: Iterable[str]) -> Mask:
        """Tell which pages have one of some values."""
        wanted = set(values)
        return np.array([value in wanted for value in self.values], dtype=bool)[self.codes]

    @property
    def known(self) -> tuple[str, ...]:
        """The values that there are, but for ""."""
        return tuple(filter(None, self.values))


def column(values: Sequence[str | None]) -> Column:
    """Make a column of values, a page each."""
    found = sorted({value or "" for value in values})
    code_of = {value: code for code, value in enumerate(found)}
    codes = np.fromiter((code_of[v or ""] for v in values), dtype=np.int32, count=len(values))
    return Column(tuple(found), codes)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages in the order of their names."""

    names: tuple[str, ...]
    dates: Column
    papers: Column
    numbers: Column


def pages_of(named: Iterable[tuple[str, Imprint]]) -> Pages:
    """Make the columns of pages; they come sorted by name."""
    listed = list(named)
    return Pages(
        names=tuple(name for name, _ in listed),
        dates=column([imprint.date for _, imprint in listed]),
        papers=column([imprint.paper for _, imprint in listed]),
        numbers=column([imprint.page for _, imprint in listed]),
    )


@dataclass(frozen=True, slots=True)
class ArticleCatalogue:
    """Every article of every page, a row each, in page order.

    `keys` are what the archive knows the articles by. An article that stands on several pages has
    a row for each; `numbers` has the number of its first passage in the index, the same for all.
    `places` has the place of the page in `pages`.
    """

    pages: Pages
    keys: Rows
    numbers: Rows
    places: Rows

    def rows_of(self, numbers: Rows | NDArray[np.uint32]) -> Rows:
        """Find the rows of articles by the numbers of their first passages."""
        return np.flatnonzero(np.isin(self.numbers, numbers))

    def once(self, rows: Rows) -> Rows:
        """Keep of each article the first of some rows."""
        _, first = np.unique(self.numbers[rows], return_index=True)
        return rows[np.sort(first)]

    def known(self, rows: Rows, of: Column) -> Mask:
        """Tell which rows have a known value in a column of their pages."""
        return self.values_known(of)[self.places[rows]]

    def values_known(self, of: Column) -> Mask:
        """Tell which pages have a known value."""
        return np.array([bool(value) for value in of.values], dtype=bool)[of.codes]

    def by_date(self, rows: Rows, *, newest_first: bool) -> Rows:
        """Sort rows by date, those of a date in page order, the undated last."""
        codes = self.pages.dates.codes[self.places[rows]].astype(np.int64)
        key = np.where(
            self.known(rows, self.pages.dates), -codes if newest_first else codes, len(rows) + 1e9
        )
        return rows[np.argsort(key, kind="stable")]

    def counts(self, rows: Rows, of: Column) -> Iterator[tuple[str, int]]:
        """Yield each value of a column with the number of the rows that have it, sorted."""
        codes = of.codes[self.places[rows]]
        for code, count in zip(*np.unique(codes, return_counts=True), strict=True):
            yield of.values[code], int(count)

    def others(self, row: int) -> tuple[str, ...]:
        """Name the other pages that carry the article of a row."""
        same = np.flatnonzero(self.numbers == self.numbers[row])
        names = [self.pages.names[self.places[at]] for at in same if at != row]
        return tuple(dict.fromkeys(names))
