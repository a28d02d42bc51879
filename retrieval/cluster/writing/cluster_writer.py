"""Changes of an index in a cluster, one generation each.

Every article is kept once: the one on the first of its pages, by the reports' names. A change is
written in this order, so that whatever stops it leaves the state before or the state after it: the
new documents, which no reader sees yet; the change for the replicas; the state, which makes it
count, if no other process has written it; then what no reader asks for any more is deleted.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime

from retrieval.cluster.change import (
    ArticleRow,
    Change,
    IndexState,
    ReportRow,
    change_of,
    state_of,
)
from retrieval.cluster.cluster_client import Cluster, Document
from retrieval.cluster.errors import ClusterError
from retrieval.cluster.replica import Replica
from retrieval.cluster.schema import STATE, encode, pack, unpack
from retrieval.cluster.stored_articles import decode_report
from retrieval.cluster.writing.draft import Draft, Place
from retrieval.cluster.writing.lease import Lease
from retrieval.cluster.writing.passage_documents import (
    FieldTerms,
    NumberedPassages,
    TermChanges,
    TermTexts,
    passage_documents,
)
from retrieval.documents import ReportFile
from retrieval.index.protocol import Field
from retrieval.layout.restoration import restore
from retrieval.store.writing.ingest import (
    AnalysisMaker,
    AnalyzedArticle,
    AnalyzedReport,
    Batch,
    RestoredReport,
    analyze_articles,
)
from retrieval.store.writing.inverter import BatchTerms

# files that are replaced or removed in one change, terms of all changes kept as one in a part
FILES_AT_ONCE = 200
_TERMS_OF_PART = 200_000
# so many changes are read one by one by a reader who begins; more are kept as one, too
_MOST_CHANGES = 16


class ClusterWriter:
    """Writes to one build while its lease is held."""

    def __init__(
        self,
        cluster: Cluster,
        replica: Replica,
        lease: Lease,
        *,
        fields: Mapping[str, Field],
        make_analysis: AnalysisMaker,
    ) -> None:
        self._cluster = cluster
        self._replica = replica
        self._lease = lease
        self._build = replica.build
        self._fields = fields
        self._make_analysis = make_analysis
        self._texts = TermTexts()
        self._own_terms = BatchTerms()
        self._stored, self.state = self._read_state()
        self._replica.follow(self.state)
        self._recover()

    def add(self, files: Iterable[ReportFile], batch: Batch) -> None:
        """Store a batch of reports; those that are stored already are replaced."""
        by_name = {file.name: file for file in files}
        draft = self._draft()
        touched = self._delete_files(draft, list(by_name))
        new = self._add_reports(draft, by_name, batch)
        self._choose_kept(draft, touched, batch, new)
        self._commit(draft)

    def remove(self, names: Sequence[str]) -> None:
        """Forget files and their reports."""
        for start in range(0, len(names), FILES_AT_ONCE):
            draft = self._draft()
            touched = self._delete_files(draft, names[start : start + FILES_AT_ONCE])
            self._choose_kept(draft, touched, None, [])
            self._commit(draft)

    def note_times(self, files: Iterable[ReportFile]) -> None:
        """Note the sizes and times of files whose bytes are as stored."""
        times = {file.name: {"size": file.size, "modified": file.modified} for file in files}
        actions = [
            {"_op_type": "update", "_id": hit["_id"], "doc": times[hit["_source"]["file"]]}
            for hit in self._of_files(list(times))
        ]
        self._cluster.write(self._build, actions)

    def merge_changes(self) -> None:
        """Keep all changes as one, too, if they have become many."""
        if self.state.generation - self.state.base <= _MOST_CHANGES:
            return
        before, generation = self.state, self.state.generation
        parts = list(self._replica.dump(_TERMS_OF_PART))
        documents = (
            (f"b{generation}-{at}", _change_document(part, generation))
            for at, part in enumerate(parts)
        )
        self._write(documents)
        self._put_state(replace(before, base=generation, base_parts=len(parts)))
        self._cluster.refresh(self._build)
        # what the last change removed is needed to finish it
        old = [f"c{number}" for number in range(before.base + 1, generation)]
        old += [f"b{before.base}-{part}" for part in range(before.base_parts)]
        self._delete(old)

    def _read_state(self) -> tuple[Document, IndexState]:
        found = self._cluster.get(self._build, STATE)
        if found is None:
            raise ClusterError("missing", name=self._cluster.address.name)
        return found, state_of(found["_source"]["state"])

    def _recover(self) -> None:
        """Finish the last change, and remove what one that was never finished has left."""
        self._cluster.refresh(self._build)
        orphans = {
            "query": {"range": {"born": {"gt": self.state.generation}}},
            "_source": False,
            "sort": [{"kind": "asc"}, {"row": "asc"}],
        }
        self._delete([hit["_id"] for hit in self._cluster.every(self._build, orphans)])
        (last,) = self._cluster.fetch(self._build, [f"c{self.state.generation}"])
        if last:
            self._delete(change_of(unpack(last["change"])).removed_ids)
        self._cluster.refresh(self._build)

    def _draft(self) -> Draft:
        key, generation = secrets.token_hex(8), self.state.generation + 1
        following = replace(self.state, key=key, generation=generation)
        return Draft(following, TermChanges(list(self._fields)))

    def _of_files(self, names: Sequence[str]) -> list[Document]:
        body = {
            "query": {"terms": {"file": list(names)}},
            "_source": ["kind", "file"],
            "sort": [{"row": "asc"}],
        }
        return list(self._cluster.every(self._build, body))

    def _delete_files(self, draft: Draft, names: Sequence[str]) -> set[str]:
        """Delete files with all that hangs on them; the digests of their articles."""
        for hit in self._of_files(names):
            row = int(hit["_id"][1:])
            is_report = hit["_source"]["kind"] == "report"
            (draft.removed_reports if is_report else draft.removed_failures).append(row)
        marks = ",".join(map(str, draft.removed_reports))
        gone = self._replica.articles(f"a.report IN ({marks})")
        self._delete_articles(draft, gone)
        return {article.digest for article in gone}

    def _delete_articles(self, draft: Draft, articles: Sequence[ArticleRow]) -> None:
        draft.removed_articles += articles
        numbers = [
            number
            for article in articles
            if article.first is not None
            for number in range(article.first, article.first + article.passage_count)
        ]
        for start in range(0, len(numbers), 1000):
            ids = [f"p{number}" for number in numbers[start : start + 1000]]
            for document in self._cluster.fetch(self._build, ids):
                draft.terms.remove(unpack(document["terms"]))

    def _add_reports(
        self, draft: Draft, files: Mapping[str, ReportFile], batch: Batch
    ) -> list[Place]:
        born = draft.state.generation
        for name, failures in batch.failures.items():
            size, modified = files[name].size, files[name].modified
            for failure in failures:
                row = draft.next_row()
                content = {"kind": "failure", "born": born, "row": row, "file": name}
                content |= {"size": size, "modified": modified}
                content |= {"message": failure.record(), "part": failure.part}
                draft.documents.append((f"f{row}", content))
        new, document = [], 0
        for report in batch.reports:
            row = draft.next_row()
            page = report.learned
            known = ReportRow(row, report.name, report.digest, page.date, page.paper, page.page)
            draft.added_reports.append(known)
            draft.documents.append((f"r{row}", _report_document(report, files, row, born)))
            for article in report.articles:
                documents = range(document, document + article.paragraph_count)
                document = documents.stop
                place = ArticleRow(
                    draft.next_row(),
                    row,
                    article.position,
                    None,
                    len(documents),
                    article.digest.hex(),
                )
                content = _article_document(article, report.name)
                new.append(Place(place, report.name, content, documents))
        return new

    def _choose_kept(
        self, draft: Draft, touched: set[str], batch: Batch | None, new: Sequence[Place]
    ) -> None:
        """Keep the first of each article's places; the passages of all that is kept anew."""
        stored = self._stored_places(draft, touched | {place.row.digest for place in new})
        by_digest: defaultdict[str, list[Place]] = defaultdict(list)
        for place in (*stored, *new):
            by_digest[place.row.digest].append(place)
        kept, promoted = [], []
        for places in by_digest.values():
            places.sort(key=lambda place: (place.name, place.row.position))
            first, *others = places
            also_in = sorted({other.name for other in others})
            kept_one = replace(first, document=first.document | {"also_in": also_in})
            if first.in_batch is not None:
                kept.append(kept_one)
            elif first.row.first is None:
                promoted.append(kept_one)
            elif first.document.get("also_in", []) != also_in:
                self._rewrite(draft, kept_one, first=first.row.first, is_same=True)
            for other in others:
                self._leave_out(draft, other)
        kept.sort(key=lambda place: place.row.row)
        if batch is not None:
            self._add_passages(draft, batch, kept)
        for place in sorted(promoted, key=lambda place: place.row.row):
            self._promote(draft, place)

    def _leave_out(self, draft: Draft, place: Place) -> None:
        """Note a place of an article whose passages are kept at another."""
        if place.in_batch is not None:
            draft.add_article(place.row, place.document)
        elif place.row.first is not None:
            plain = replace(place, document=place.document | {"also_in": []})
            self._delete_articles(draft, [place.row])
            self._rewrite(draft, plain, first=None)

    def _stored_places(self, draft: Draft, digests: set[str]) -> list[Place]:
        """The articles of some digests that are stored and stay."""
        gone = {article.row for article in draft.removed_articles}
        rows = [row for row in self._replica.articles_of_digests(digests) if row.row not in gone]
        documents: list[Document] = []
        for start in range(0, len(rows), FILES_AT_ONCE):
            ids = [f"a{row.row}" for row in rows[start : start + FILES_AT_ONCE]]
            documents += self._cluster.fetch(self._build, ids)
        return [Place(row, one["report"], one) for row, one in zip(rows, documents, strict=True)]

    def _rewrite(
        self, draft: Draft, place: Place, *, first: int | None, is_same: bool = False
    ) -> None:
        """Write a stored article under another row; its passages stay if they are the same."""
        row = replace(place.row, row=draft.next_row(), first=first)
        draft.add_article(row, place.document)
        if is_same:  # only its document goes, not its passages
            draft.removed_articles.append(replace(place.row, first=None))

    def _promote(self, draft: Draft, place: Place) -> None:
        """Index an article whose first place is gone, from its report as it is stored."""
        (document,) = self._cluster.fetch(self._build, [f"r{place.row.report}"])
        report = decode_report(document)
        position = place.row.position
        page = RestoredReport(report, [(position, restore(report)[position])], "", "")
        batch = analyze_articles([page], self._make_analysis(), self._own_terms)
        count = place.row.passage_count
        row = replace(place.row, row=draft.next_row())
        draft.removed_articles.append(place.row)
        self._add_passages(draft, batch, [replace(place, row=row, in_batch=range(count))])

    def _add_passages(self, draft: Draft, batch: Batch, kept: Sequence[Place]) -> None:
        """Number the passages of kept articles and add their documents."""
        texts = self._texts.of(batch)
        documents: list[int] = []
        numbers: list[int] = []
        for place in kept:
            own = place.in_batch or range(0)
            first = draft.next_passages(len(own)) if own else None
            draft.add_article(replace(place.row, first=first), place.document)
            if first is not None:
                documents += own
                numbers += range(first, first + len(own))
        if not documents:
            return
        fields = {name: FieldTerms.of(batch.fields[name]) for name in self._fields}
        draft.terms.add(fields, texts, documents)
        averages = self._averages(draft)
        draft.documents += passage_documents(
            fields,
            texts,
            NumberedPassages(documents, numbers),
            protocol=self._fields,
            average_lengths=averages,
            born=draft.state.generation,
        )
        lowest = draft.state.lowest_averages
        least = {name: min(lowest.get(name, value), value) for name, value in averages.items()}
        draft.state = replace(draft.state, lowest_averages=least)

    def _averages(self, draft: Draft) -> dict[str, float]:
        """The average lengths once a draft is in force, as far as it goes."""
        counted = self._counted(draft)
        return {name: counted.average_length(name) for name in self._fields}

    def _counted(self, draft: Draft) -> IndexState:
        lengths = {
            name: self.state.lengths.get(name, 0) + change
            for name, change in draft.terms.lengths.items()
        }
        passages = self.state.passages + draft.terms.passages
        return replace(draft.state, passages=passages, lengths=lengths)

    def _commit(self, draft: Draft) -> None:
        change, state = replace(draft.change(), after=self.state.key), self._counted(draft)
        self._write(draft.documents)
        self._cluster.refresh(self._build)
        self._write([(f"c{state.generation}", _change_document(change, state.generation))])
        self._lease.check()
        self._put_state(state)
        self._cluster.refresh(self._build)  # readers look for the state by a search
        self._replica.follow(state)
        if change.removed_ids:
            self._delete(change.removed_ids)
            self._cluster.refresh(self._build)

    def _put_state(self, state: IndexState) -> None:
        source = {"kind": "state", "state": asdict(state)}
        written = self._cluster.put(self._build, STATE, source, expected=self._stored)
        if written is None:
            raise ClusterError("lost", name=self._cluster.address.name)
        self._stored, self.state = written, state

    def _write(self, documents: Iterable[tuple[str, Document]]) -> None:
        actions = (
            {"_op_type": "index", "_id": document_id, "_source": content}
            for document_id, content in documents
        )
        self._cluster.write(self._build, actions)

    def _delete(self, ids: Iterable[str]) -> None:
        self._cluster.write(self._build, ({"_op_type": "delete", "_id": one} for one in ids))


def _change_document(change: Change, generation: int) -> Document:
    return {"kind": "change", "born": generation, "row": generation, "change": pack(change)}


def _article_document(article: AnalyzedArticle, report: str) -> Document:
    return {
        "report": report,
        "record": encode(article.record),
        "paragraphs": encode(article.paragraphs),
        "view": encode(article.view),
    }


def _report_document(
    report: AnalyzedReport, files: Mapping[str, ReportFile], row: int, born: int
) -> Document:
    file = files[report.file]
    return {
        "kind": "report",
        "born": born,
        "row": row,
        "name": report.name,
        "digest": report.digest,
        "file": report.file,
        "file_digest": report.file_digest,
        "encoding": report.encoding,
        "size": file.size,
        "modified": file.modified,
        "lines": encode(report.lines),
        "placements": encode(report.placements),
        "imprint": encode(report.imprint),
        "articles": len(report.articles),
        "added": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S"),
    }
