"""A change of an index in a cluster while it is being put together."""

from dataclasses import dataclass, field, replace

from retrieval.cluster.change import ArticleRow, Change, IndexState, ReportRow
from retrieval.cluster.cluster_client import Document
from retrieval.cluster.writing.passage_documents import TermChanges


@dataclass(frozen=True, slots=True)
class Place:
    """An article where it stands: its row and document; the batch's documents if it is new."""

    row: ArticleRow
    name: str
    document: Document
    in_batch: range | None = None


@dataclass(slots=True)
class Draft:
    """A change being put together: what is to be written, and what comes and goes."""

    state: IndexState
    terms: TermChanges
    documents: list[tuple[str, Document]] = field(default_factory=list)
    added_reports: list[ReportRow] = field(default_factory=list)
    added_articles: list[ArticleRow] = field(default_factory=list)
    removed_articles: list[ArticleRow] = field(default_factory=list)
    removed_reports: list[int] = field(default_factory=list)
    removed_failures: list[int] = field(default_factory=list)

    def next_row(self) -> int:
        row = self.state.next_row
        self.state = replace(self.state, next_row=row + 1)
        return row

    def next_passages(self, count: int) -> int:
        first = self.state.next_passage
        self.state = replace(self.state, next_passage=first + count)
        return first

    def add_article(self, row: ArticleRow, document: Document) -> None:
        self.added_articles.append(row)
        born = {"kind": "article", "born": self.state.generation, "row": row.row}
        content = document | born | {"first": row.first}
        self.documents.append((f"a{row.row}", content))

    def change(self) -> Change:
        return Change(
            terms=self.terms.terms(),
            added_articles=self.added_articles,
            removed_articles=self.removed_articles,
            added_reports=self.added_reports,
            removed_reports=self.removed_reports,
            removed_failures=self.removed_failures,
        )
