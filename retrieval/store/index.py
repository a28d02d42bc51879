"""The `Index` of a stored archive: passages by their terms, from the postings and the database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from retrieval.index import Hit, Numbers, Places
from retrieval.index.postings import Match
from retrieval.passages import ArticleView, View
from retrieval.store.fetching import fetch_article_views, find_terms_with
from retrieval.store.finding import find_first_passage

if TYPE_CHECKING:
    from retrieval.store.archive import StoredArchive

# what is looked through between two pauses
_ARTICLES_AT_ONCE = 250
_TERMS_AT_ONCE = 50_000


class StoredIndex:
    """The `Index` of a stored archive."""

    def __init__(self, archive: "StoredArchive") -> None:
        self._archive = archive

    def __len__(self) -> int:
        with self._archive.reading():
            return self._archive.ranker.passage_count

    def best(self, query: Mapping[str, float], *, top_k: int) -> list[Match]:
        """The numbers of the best passages, and of those that tie with the last of them."""
        with self._archive.reading():
            numbers = self._archive.term_numbers(query)
            known = {number: query[term] for term, number in numbers.items()}
            return self._archive.ranker.best(known, top_k=top_k)

    def search(self, query: Mapping[str, float], *, top_k: int) -> list[Hit]:
        """The best passages for the query's terms and their weights; ties keep page order."""
        with self._archive.reading():
            scores = {match.passage: match.score for match in self.best(query, top_k=top_k)}
            found = list(self._archive.views(scores).items())
            found.sort(key=lambda item: (-scores[item[0]], item[1].article.report, item[0]))
            return [
                Hit(rank, scores[number], view)
                for rank, (number, view) in enumerate(found[:top_k], start=1)
            ]

    def weight(self, term: str) -> float:
        """How much a term tells: its inverse document frequency, 0 if it occurs nowhere."""
        return self.weights((term,))[0]

    def weights(self, terms: Sequence[str]) -> list[float]:
        """The weight of each term; quicker than one by one."""
        with self._archive.reading():
            numbers, ranker = self._archive.term_numbers(terms), self._archive.ranker
            return [
                max(ranker.weight(numbers[term], field) for field in ranker.fields)
                if term in numbers
                else 0.0
                for term in terms
            ]

    def vocabulary(self) -> Iterable[str]:
        """Every term that occurs, sorted."""
        with self._archive.reading() as connection:
            held = set(self._archive.ranker.vocabulary().tolist())
            terms = connection.execute("SELECT id, text FROM terms")
            return sorted(text for number, text in terms if number in held)

    def terms_with(self, part: str) -> list[str]:
        """The terms that have the part; some may occur no longer."""
        found, after = [], ""
        with self._archive.reading() as connection:
            while chunk := find_terms_with(connection, part, after=after, most=_TERMS_AT_ONCE):
                terms, after = chunk
                found += terms
                self._archive.pause()
        return found

    def holding(self, terms: Sequence[str], *, field: str) -> Numbers:
        """The numbers of the passages that hold one of the terms in a field, ascending."""
        with self._archive.reading():
            self._archive.pause()
            numbers = self._archive.term_numbers(terms).values()
            return self._archive.ranker.holding(list(numbers), field)

    def places(self, passages: Numbers) -> Places:
        """Where passages stand."""
        with self._archive.reading():
            self._archive.pause()
            return self._archive.places().of(passages)

    def article_views(self, articles: Numbers) -> Iterator[ArticleView]:
        """The views of articles, by the numbers of their first passages."""
        for start in range(0, len(articles), _ARTICLES_AT_ONCE):
            with self._archive.reading() as connection:
                chunk = articles[start : start + _ARTICLES_AT_ONCE].tolist()
                views = list(fetch_article_views(connection, chunk))
                self._archive.pause()
            yield from views

    def views(self, passages: Sequence[int]) -> list[View]:
        """The views of passages, by their numbers."""
        found = self._archive.views(passages)
        return [found[number] for number in passages]

    def shares(self, query: Mapping[str, float], view: View) -> dict[str, float]:
        """What each of the query's terms alone gives a passage's score, 0 left out."""
        with self._archive.reading() as connection:
            first = find_first_passage(connection, view.article.report, view.article.article_id)
            numbers = self._archive.term_numbers(query)
            shares = self._archive.ranker.shares(
                {numbers[term]: weight for term, weight in query.items() if term in numbers},
                first + view.position,
            )
            return {term: shares[n] for term, n in numbers.items() if n in shares}
