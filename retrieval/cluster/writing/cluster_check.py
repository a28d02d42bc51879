"""An index in a cluster checked against itself and against the report files."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from retrieval.cluster.change import ArticleRow
from retrieval.cluster.cluster_corpus import ClusterCorpus
from retrieval.cluster.schema import TermCounts, unpack
from retrieval.cluster.snapshots import Snapshot
from retrieval.documents import Report
from retrieval.progress import Progress
from retrieval.store.check import check_view, read_reports

_FIELDS = ("words", "pairs")
_FEW = 5  # terms that are named of those that are counted otherwise


def find_faults(
    corpus: ClusterCorpus, reports_dir: Path, *, on_progress: Progress
) -> Iterator[str]:
    """Yield a sentence for each fault: of what can't be fetched, of passages that are not verbatim
    in the lines of their report, or of its file, and of numbers of terms.
    """
    counted = {name: Counter[str]() for name in _FIELDS}
    lengths = dict.fromkeys(_FIELDS, 0)
    passages = 0
    with corpus.reading() as now:
        names = list(corpus.reports)
        for done, name in enumerate(names, start=1):
            rows = now.replica.articles("r.name = ?", name)
            yield from _check_report(now, corpus, name, rows, reports_dir)
            for terms in _terms_of(now, rows):
                passages += 1
                for field in _FIELDS:
                    counted[field].update(terms[field].keys())
                    lengths[field] += sum(terms[field].values())
            on_progress("check", done, len(names))
        stated = dict.fromkeys(_FIELDS, 0) | now.state.lengths
        if (passages, lengths) != (now.state.passages, stated):
            yield f"the index has {passages} passages, but {now.state.passages} are counted"
        yield from _check_terms(now, counted)


def _check_report(
    now: Snapshot, corpus: ClusterCorpus, name: str, rows: Sequence[ArticleRow], reports_dir: Path
) -> Iterator[str]:
    report = corpus.reports[name]
    read = _read(now, name, reports_dir)
    # a changed or removed file is no fault
    if read is not None and read.digest == report.digest and read.lines != report.lines:
        yield f"{name}: the stored lines differ from the file's"
    for row in rows:
        try:
            article = now.contents.article(row.row, row.report)
        except IndexError:
            yield f"{name}: an article has lines that its report lacks"
            continue
        if len(article.searched) != row.passage_count:
            yield f"{name}: an article has lost passages"
        yield from check_view(article, now.contents.view(row.row))


def _read(now: Snapshot, name: str, reports_dir: Path) -> Report | None:
    (row,) = now.replica.connection.execute(
        "SELECT id FROM reports WHERE name = ?", (name,)
    ).fetchone()
    (document,) = now.fetch([f"r{row}"], fields=["file"])
    file = document["file"]
    return read_reports(reports_dir / file, file).get(name)


def _terms_of(now: Snapshot, rows: Sequence[ArticleRow]) -> Iterator[TermCounts]:
    """Yield the terms of the passages of articles; of one that is not there, none."""
    numbers = [
        f"p{number}"
        for row in rows
        if row.first is not None
        for number in range(row.first, row.first + row.passage_count)
    ]
    for document in now.fetch(numbers):
        if document:
            yield unpack(document["terms"])


def _check_terms(now: Snapshot, counted: dict[str, Counter[str]]) -> Iterator[str]:
    rows = now.replica.connection.execute("SELECT text, words, pairs FROM terms")
    stored = {text: (words, pairs) for text, words, pairs in rows if words or pairs}
    found = {
        text: (counted["words"][text], counted["pairs"][text])
        for text in counted["words"].keys() | counted["pairs"].keys()
    }
    if stored != found:
        every = sorted(stored.keys() | found)
        wrong = [text for text in every if stored.get(text) != found.get(text)]
        named = ", ".join(wrong[:_FEW])
        yield f"{len(wrong)} terms are counted otherwise than passages have them: {named}"
