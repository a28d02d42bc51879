"""An index in a cluster brought up to date with a folder of reports."""

import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from retrieval.cluster.change import IndexState
from retrieval.cluster.cluster_client import Cluster, Document
from retrieval.cluster.replica import Replica
from retrieval.cluster.schema import FORMAT, STATE, Layout, index_body
from retrieval.cluster.state_document import read_state
from retrieval.cluster.writing.cluster_writer import ClusterWriter
from retrieval.cluster.writing.lease import Lease, writing_lease
from retrieval.documents import find_report_files
from retrieval.progress import Progress, unseen
from retrieval.store.changes import Changes, compare
from retrieval.store.errors import StoreKilledError
from retrieval.store.writing.ingest import analyze_files
from retrieval.store.writing.sync import IndexingPlan


def update(
    cluster: Cluster,
    reports_dir: Path,
    *,
    plan: IndexingPlan,
    replica_dir: Path | None,
    layout: Layout,
    rebuild: bool = False,
    thorough: bool = False,
    on_progress: Progress = unseen,
) -> Changes:
    """Add, replace and remove what changed; what is finished stays when this is interrupted.

    An index of another fingerprint or format is made anew, beside the old one, which answers until
    the new one is whole; a new one that was stopped is gone on with. `thorough` compares the bytes
    of files whose size and time are as before.
    Raises ClusterError, StoreKilledError and ReportAccessError.
    """
    name = cluster.address.name
    with writing_lease(cluster) as lease:
        old = cluster.alias(name)
        build = old
        if rebuild or old is None or not _is_usable(cluster, old, plan.fingerprint):
            build = _unfinished(cluster, old, plan.fingerprint, layout)
            build = build or _new_build(cluster, plan.fingerprint, layout)
        assert build is not None
        _remove_builds(cluster, but=(old, build))
        if old is None:
            cluster.switch_alias(
                name, None, build
            )  # what is finished answers while the rest is made
        with closing(Replica(cluster, build, replica_dir if build == old else None)) as replica:
            writer = ClusterWriter(
                cluster, replica, lease, fields=plan.fields, make_analysis=plan.make_analysis
            )
            files = find_report_files(reports_dir)
            changes = compare(_as_tables(file_rows(cluster, build)), files, thorough=thorough)
            unread = _apply(writer, reports_dir, changes, plan, on_progress)
            writer.merge_changes()
        if build != old and old is not None:
            _switch(cluster, lease, old, build)
        return replace(changes, unread=unread)


def pending(cluster: Cluster, reports_dir: Path) -> int:
    """Count the reports that an update would take in, replace or remove.

    Raises ClusterError and ReportAccessError.
    """
    files = find_report_files(reports_dir)
    build, _ = read_state(cluster)
    return compare(_as_tables(file_rows(cluster, build)), files, thorough=False).count


def file_rows(cluster: Cluster, build: str) -> Iterator[Document]:
    """Yield the files that reports and failures are of, as they were stored."""
    body = {
        "query": {"terms": {"kind": ["report", "failure"]}},
        "_source": ["kind", "file", "file_digest", "size", "modified", "message", "part"],
        "sort": [{"row": "asc"}],
    }
    for hit in cluster.every(build, body):
        yield hit["_source"]


def _switch(cluster: Cluster, lease: Lease, old: str, new: str) -> None:
    lease.check()
    cluster.switch_alias(cluster.address.name, old, new)
    _remove_builds(cluster, but=(new,))


def _is_usable(cluster: Cluster, build: str, fingerprint: str) -> bool:
    found = cluster.get(build, STATE)
    state = found["_source"]["state"] if found else {}
    is_usable: bool = (state.get("format"), state.get("fingerprint")) == (FORMAT, fingerprint)
    return is_usable


def _unfinished(
    cluster: Cluster, current: str | None, fingerprint: str, layout: Layout
) -> str | None:
    """The build that an update which was stopped has left beside the current one."""
    for build in _builds(cluster):
        is_alike = cluster.shard_count(build) == layout.shards
        if build != current and is_alike and _is_usable(cluster, build, fingerprint):
            return build
    return None


def _new_build(cluster: Cluster, fingerprint: str, layout: Layout) -> str:
    build = f"{cluster.address.name}-{secrets.token_hex(4)}"
    cluster.create(build, index_body(layout))
    state = IndexState(format=FORMAT, fingerprint=fingerprint)
    source: Document = {"kind": "state", "state": asdict(state)}
    cluster.put(build, STATE, source)
    return build


def _remove_builds(cluster: Cluster, *, but: Sequence[str | None]) -> None:
    """Remove the builds that nobody needs any more."""
    for build in _builds(cluster):
        if build not in but:
            cluster.remove(build)


def _builds(cluster: Cluster) -> Iterator[str]:
    """Yield all builds of an index, be they in use or not."""
    for index in cluster.indices(f"{cluster.address.name}-*"):
        start, _, key = index.rpartition("-")
        if start == cluster.address.name and len(key) == 8 and set(key) <= set("0123456789abcdef"):
            yield index


def _as_tables(rows: Iterable[Document]) -> sqlite3.Connection:
    """The files of an index as the tables that are compared with a folder."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE reports (file, file_digest, size, modified)")
    connection.execute("CREATE TABLE failures (file, size, modified, message, part)")
    connection.execute("CREATE INDEX reports_by_file ON reports (file)")
    connection.execute("CREATE INDEX failures_by_file ON failures (file)")
    for row in rows:
        known = (row["file"], row["size"], row["modified"])
        if row["kind"] == "report":
            values = (known[0], row["file_digest"], *known[1:])
            connection.execute("INSERT INTO reports VALUES (?, ?, ?, ?)", values)
        else:
            told = (*known, row["message"], row["part"])
            connection.execute("INSERT INTO failures VALUES (?, ?, ?, ?, ?)", told)
    return connection


def _apply(
    writer: ClusterWriter,
    reports_dir: Path,
    changes: Changes,
    plan: IndexingPlan,
    on_progress: Progress,
) -> frozenset[str]:
    """Store what changed; the names of the files that can't be read."""
    if changes.removed:
        writer.remove(changes.removed)
    if changes.touched:
        writer.note_times(changes.touched)
    files = sorted([*changes.added, *changes.replaced], key=lambda file: file.name)
    if not files:
        return frozenset()
    done, unread = 0, set[str]()
    on_progress("index", done, len(files))
    try:
        for batch, analyzed in analyze_files(
            files, plan.make_analysis, workers=plan.workers, cache=plan.cache
        ):
            writer.add(batch, analyzed)
            done += len(batch)
            unread |= analyzed.failures.keys()
            on_progress("index", done, len(files))
    except BrokenExecutor as err:
        raise StoreKilledError(
            reports_dir,
            "a process that was reading reports was killed, as happens where memory runs out; "
            "what is finished is kept; run again: wenbao index",
        ) from err
    return frozenset(unread)
