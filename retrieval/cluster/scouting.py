"""Looking ahead: what a question will ask of the cluster, fetched together before it is answered.

Answering asks one thing after the other, mostly whether a string stands in some report. So the
question is answered once or twice for show, by an index that takes note of what it would have to
fetch and finds nothing in its place; then all of that is fetched at once. What was foreseen wrongly
costs a request, and changes no answer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from retrieval.cluster.cluster_client import Document
from retrieval.cluster.cluster_index import ClusterIndex
from retrieval.cluster.errors import ClusterError
from retrieval.cluster.snapshots import Snapshots
from retrieval.documents import ArticleView, Role, View
from retrieval.errors import WenbaoError
from retrieval.index.protocol import Hit, Index, Numbers
from retrieval.qa.answering import Answers


class ScoutIndex(ClusterIndex):
    """Takes note of searches and articles that are not at hand, and finds nothing there."""

    def __init__(self, snapshots: Snapshots) -> None:
        super().__init__(snapshots)
        self.searches: list[Document] = []
        self.rows: list[int] = []
        self.reports: list[int] = []

    def search(self, query: Mapping[str, float], *, top_k: int) -> list[Hit]:
        """Note the articles of the best passages, if those are known already."""
        with self._snapshots.reading() as now:
            numbers = [found.passage for found in self.best(query, top_k=top_k)]
            for _, row, report in now.replica.articles_of_passages(numbers).values():
                self.rows.append(row)
                self.reports.append(report)
        return []

    def article_views(self, articles: Numbers) -> Iterator[ArticleView]:
        """Note articles; yield those at hand, and empty ones in place of others."""
        with self._snapshots.reading() as now:
            for article in now.replica.articles_starting(articles.tolist()):
                if now.contents.has(article.row):
                    yield now.contents.view(article.row)
                else:
                    self.rows.append(article.row)
                    yield _empty(article.passage_count)

    def views(self, passages: Sequence[int]) -> list[View]:
        """Find none."""
        return []

    def _hits(self, body: Document) -> list[Document]:
        with self._snapshots.reading() as now:
            if (hits := now.known(body)) is None:
                self.searches.append(body)
            return hits or []


class Scout:
    """Fetches together what questions ask; `make_answerer` makes what answers from an index."""

    def __init__(self, snapshots: Snapshots, make_answerer: Callable[[Index], Answers]) -> None:
        self._snapshots = snapshots
        self._make_answerer = make_answerer

    def look_ahead(self, question: str, turns: Sequence[str]) -> None:
        """Fetch what answering a question will most likely ask for.

        Raises ClusterError if the cluster can't be asked.
        """
        with self._snapshots.reading() as now:
            searches = self._ask(question, turns).searches
            if len(searches) > 1:  # one is sent as soon without being foreseen
                now.prefetch(searches)
                found = self._ask(question, turns)
                now.contents.load(found.rows, found.reports)

    def _ask(self, question: str, turns: Sequence[str]) -> ScoutIndex:
        index = ScoutIndex(self._snapshots)
        try:
            self._make_answerer(index).answer(question, turns=turns)
        except ClusterError:
            raise
        except (WenbaoError, LookupError, ValueError):
            pass  # nothing is found where something may be; what answers will tell errors
        return index


def _empty(passage_count: int) -> ArticleView:
    return ArticleView(
        article_id="",
        report="",
        titles="",
        text="\n" * passage_count,
        sentences=((),) * passage_count,
        roles=(Role.BODY,) * passage_count,
    )
