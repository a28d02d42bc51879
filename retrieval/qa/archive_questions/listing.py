"""Lists of articles from the catalogue: found, narrowed down, sorted and counted exactly."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from retrieval.article_catalogue import ArticleCatalogue, Column, Mask, Rows
from retrieval.corpus import Corpus
from retrieval.documents import Article, plain
from retrieval.index import Index
from retrieval.index.containment import containing
from retrieval.index.narrowed import NarrowedIndex
from retrieval.qa.archive_questions.counting import LISTED, find_mentions
from retrieval.qa.result import Group, Listing
from retrieval.query.catalogue_request import By, CatalogueRequest, Wish
from retrieval.query.scope import WHOLE, Order, Scope
from retrieval.query.vocabulary import Vocabulary

# articles are listed under a person's name of so many characters
_NAME_LENGTHS = range(2, 5)
_MONTH = len("2023-06")


@dataclass(frozen=True)
class Lister:
    """Lists articles of one state of the archive."""

    corpus: Corpus
    index: Index
    vocabulary: Vocabulary

    @cached_property
    def catalogue(self) -> ArticleCatalogue:
        """The catalogue of the archive."""
        return self.corpus.catalogue()

    @property
    def _dates(self) -> Column:
        return self.catalogue.pages.dates

    @property
    def newest(self) -> str | None:
        """The date of the newest page."""
        return max(self.catalogue.pages.dates.known, default=None)

    def untold(self, scope: Scope) -> tuple[str, ...]:
        """Name what a scope asks about that no page tells: date, paper, page."""
        pages = self.catalogue.pages
        asked = (
            ("date", pages.dates, scope.has_dates or scope.order),
            ("paper", pages.papers, scope.paper),
            ("page", pages.numbers, scope.page),
        )
        return tuple(name for name, of, is_asked in asked if is_asked and not of.known)

    def narrowed(self, scope: Scope) -> NarrowedIndex:
        """Narrow the index down to the articles of a scope."""
        catalogue = self.catalogue
        rows = self._within_pages(np.arange(len(catalogue.keys)), scope)
        rows = rows[self._dated(rows, scope)]
        return NarrowedIndex(self.index, np.unique(catalogue.numbers[rows]).astype(np.uint32))

    def listing(self, request: CatalogueRequest, *, most: int = LISTED) -> Listing | None:
        """List the first articles asked for; None if the wording asks for something else."""
        if request.wish is Wish.MOST:
            return self._most(request, most)
        if request.wish is Wish.COUNT:
            return self._by_reporter(request.scope)
        by, scope = request.by, request.scope
        if by in (By.DATE, By.MONTH, By.PAPER, By.REPORT):
            return self._groups(by, scope)
        rows = self._rows(request)
        if rows is None:
            return None
        if by in (By.TOPIC, By.TEXT) and scope.order is None and self.newest:
            scope = replace(scope, order=Order.NEWEST)
        shown_by = By.REPORTER if by is By.PHOTOGRAPHER else by
        return self._listed(request.word, rows, scope, shown_by, most)

    def _rows(self, request: CatalogueRequest) -> Rows | None:
        """Find the articles by name, headline or word, wherever they stand."""
        word, by = request.word, request.by
        if by is By.ALL:
            return np.arange(len(self.catalogue.keys))
        if by in (By.REPORTER, By.PHOTOGRAPHER):
            return self._credited(request)
        if by is By.HEADLINE:
            return self._holding(word, lambda article: is_titled(article, word), request.scope)
        if request.needs_known and not self.vocabulary.is_searchable(word):
            return None
        found = self.catalogue.rows_of(find_mentions(plain(word), self.index)[1].articles)
        return None if request.needs_known and not len(found) else found

    def _credited(self, request: CatalogueRequest) -> Rows | None:
        """Find the articles by somebody in a scope; None if the archive knows nobody so called."""
        name, by = request.word, request.by
        if len(name) not in _NAME_LENGTHS or not self.vocabulary.is_searchable(name):
            return None

        def is_by(article: Article) -> bool:
            return plain(name) in _credits(article, by)

        found = self._holding(name, is_by, request.scope)
        is_somebody = not request.needs_known and self.vocabulary.is_person(name)
        if len(found) or is_somebody or len(self._holding(name, is_by, WHOLE)):
            return found
        return None

    def _holding(self, word: str, is_wanted: Callable[[Article], bool], scope: Scope) -> Rows:
        """Find the articles that contain a word and are wanted by their titles and bylines."""
        rows = np.empty(0, dtype=np.int64)
        if plain(word):
            rows = self.catalogue.rows_of(containing(plain(word), self.index).articles)
            rows = self._within_pages(rows, scope)
            # the undated are counted apart
            rows = rows[self._dated(rows, scope) | ~self.catalogue.known(rows, self._dates)]
        wanted = [is_wanted(article) for article in self._titles(rows)]
        kept: Rows = rows[np.array(wanted, dtype=bool)]
        return kept

    def _titles(self, rows: Rows) -> list[Article]:
        return self.corpus.titles_of(self.catalogue.keys[rows].tolist())

    def _listed(self, word: str, rows: Rows, scope: Scope, by: By, most: int) -> Listing:
        inside, undated = self._inside(rows, scope)
        if scope.order is not None:
            inside = self.catalogue.by_date(inside, newest_first=scope.order is Order.NEWEST)
        if scope.is_one:
            inside = self._of_first_date(inside)
        return Listing(
            word=word,
            articles=self.articles(inside[:most]),
            count=len(inside),
            by=by.value,
            scope=scope,
            undated=undated,
        )

    def articles(self, rows: Rows) -> tuple[Article, ...]:
        """Fetch the articles of some rows without their paragraphs, with the pages of reprints."""
        titles = zip(rows.tolist(), self._titles(rows), strict=True)
        return tuple(replace(a, also_in=self.catalogue.others(row)) for row, a in titles)

    def _inside(self, rows: Rows, scope: Scope) -> tuple[Rows, int]:
        """Narrow rows down to a scope, each article once; count those left out as undated."""
        catalogue = self.catalogue
        rows = self._within_pages(rows, scope)
        undated = 0
        if scope.has_dates and catalogue.pages.dates.known:
            undated = len(catalogue.once(rows[~catalogue.known(rows, catalogue.pages.dates)]))
        return catalogue.once(rows[self._dated(rows, scope)]), undated

    def _dated(self, rows: Rows, scope: Scope) -> Mask:
        """Tell which rows are of the days of a scope; all are where no page is dated."""
        dates = self._dates
        if not scope.has_dates or not dates.known:
            return np.ones(len(rows), dtype=bool)
        return dates.between(scope.since, scope.until)[self.catalogue.places[rows]]

    def _within_pages(self, rows: Rows, scope: Scope) -> Rows:
        """Narrow rows down to the newspaper and the pages of a scope."""
        pages = self.catalogue.pages
        masks: list[Mask] = []
        if scope.paper:
            wanted = [name for name in pages.papers.known if plain(name) == plain(scope.paper)]
            masks.append(pages.papers.among(wanted))
        if scope.page:
            wanted = [n for n in pages.numbers.known if _page(n) == _page(scope.page)]
            masks.append(pages.numbers.among(wanted))
        if scope.report:
            names = [name.startswith(scope.report) for name in pages.names]
            masks.append(np.array(names, dtype=bool))
        for mask in masks:
            rows = rows[mask[self.catalogue.places[rows]]]
        return rows

    def _of_first_date(self, rows: Rows) -> Rows:
        codes = self.catalogue.pages.dates.codes[self.catalogue.places[rows]]
        first: Rows = rows[codes == codes[:1]]
        return first

    def _groups(self, by: By, scope: Scope) -> Listing:
        """Count the articles by date, month or newspaper, or the pages."""
        catalogue = self.catalogue
        rows = self._inside(np.arange(len(catalogue.keys)), scope)[0]
        if by is By.REPORT:
            _, first = np.unique(catalogue.places[rows], return_index=True)
            return Listing(
                "", self.articles(rows[first[:LISTED]]), len(first), By.REPORT.value, scope=scope
            )
        of = catalogue.pages.papers if by is By.PAPER else catalogue.pages.dates
        counts: Counter[str] = Counter()
        for value, count in catalogue.counts(rows, of):
            counts[value[:_MONTH] if by is By.MONTH else value] += count
        undated = counts.pop("", 0)
        groups = tuple(Group(name, count) for name, count in sorted(counts.items()))
        kind = By.PAPER if by is By.PAPER else By.DATE
        articles = self.articles(self._first_of_each(rows, of)) if by is not By.MONTH else ()
        return Listing("", articles, len(groups), kind.value, groups, scope, undated)

    def _first_of_each(self, rows: Rows, of: Column) -> Rows:
        known = rows[self.catalogue.known(rows, of)]
        _, first = np.unique(of.codes[self.catalogue.places[known]], return_index=True)
        return known[first[:LISTED]]

    def _by_reporter(self, scope: Scope) -> Listing:
        groups = tuple(self._reporters(scope))
        return Listing("", (), len(groups), By.REPORTER.value, groups, scope)

    def _most(self, request: CatalogueRequest, most: int) -> Listing | None:
        groups = list(self._reporters(request.scope))
        if not groups:
            return None
        request = replace(request, wish=Wish.LIST, word=groups[0].name)
        listing = self.listing(request, most=most)
        return replace(listing, groups=tuple(groups[:LISTED])) if listing else None

    def _reporters(self, scope: Scope) -> Iterator[Group]:
        """Yield the reporters with the number of their articles, those with most first."""
        rows = self._inside(np.arange(len(self.catalogue.keys)), scope)[0]
        counts = Counter(name for article in self._titles(rows) for name in article.byline)
        for name in sorted(counts, key=lambda name: (-counts[name], name)):
            yield Group(name, counts[name])


def is_titled(article: Article, word: str) -> bool:
    """Tell whether a word stands in an article's titles, marks left aside."""
    return any(_letters(word) in _letters(title) for title in article.titles)


def is_headline(article: Article, text: str) -> bool:
    """Tell whether a text is an article's headline, marks left aside."""
    return _letters(article.headline or "") == _letters(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, plain(text)))


def _credits(article: Article, by: By) -> Sequence[str]:
    """List the folded names of who wrote an article, or took its pictures."""
    return list(map(plain, article.photographers if by is By.PHOTOGRAPHER else article.byline))


def _page(number: str) -> str:
    return number.upper().lstrip("0")
