"""A stored index brought up to date with its folder of reports."""

from collections.abc import Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from retrieval.documents import find_report_files
from retrieval.index.protocol import FIELDS, Field
from retrieval.progress import Progress, unseen
from retrieval.store.changes import Changes, compare, is_usable, listing_digest
from retrieval.store.error_mapping import mapped_errors
from retrieval.store.errors import StoreKilledError
from retrieval.store.folder import StoreFolder
from retrieval.store.writing.ingest import AnalysisMaker, analyze_files
from retrieval.store.writing.writer import Writer

# while a large archive is built, small segments are merged when there are so many of them
MOST_SEGMENTS = 64


@dataclass(frozen=True, slots=True)
class IndexingPlan:
    """The way an index is made.

    `fingerprint` differs wherever the same reports would give another index. `make_analysis` makes
    what cuts passages into terms, in each of `workers` processes. `cache` is a folder that keeps
    what takes long to read.
    """

    fingerprint: str
    make_analysis: AnalysisMaker
    workers: int = 1
    cache: Path | None = None
    fields: Mapping[str, Field] = field(default_factory=lambda: FIELDS)


def update(
    folder: StoreFolder,
    reports_dir: Path,
    *,
    plan: IndexingPlan,
    rebuild: bool = False,
    thorough: bool = False,
    on_progress: Progress = unseen,
) -> Changes:
    """Add, replace and remove what changed; what is finished stays when this is interrupted.

    An index of another fingerprint or an older format is made anew, beside the old one.
    A file of the size and time that are stored counts as unchanged, unless `thorough`: then its
    bytes are compared.
    Raises StoreError of every kind but StoreMissingError, and ReportAccessError.
    """
    with mapped_errors(lambda: folder.path), _killed_worker_errors(folder), folder.lock():
        folder.clean()
        if not rebuild and is_usable(folder, plan.fingerprint):
            build = folder.current()
        else:
            build = folder.new_build(plan.fingerprint)
        if build is None:
            raise AssertionError("a usable index has a build")
        if folder.current() is None:
            folder.switch(build)  # readers see what is finished while the rest is made
        with (
            mapped_errors(lambda: build),
            closing(Writer(build, fields=plan.fields, make_analysis=plan.make_analysis)) as writer,
        ):
            files = find_report_files(reports_dir)
            changes = compare(writer.connection, files, thorough=thorough)
            unread = _apply(writer, changes, plan, on_progress)
            writer.note_listing(listing_digest(files))
        folder.switch(build)
        folder.clean()
        return replace(changes, unread=unread)


@contextmanager
def _killed_worker_errors(folder: StoreFolder) -> Iterator[None]:
    try:
        yield
    except BrokenExecutor as err:
        raise StoreKilledError(
            folder.path,
            "a process that was reading reports was killed, as happens where memory runs out; "
            "what is finished is kept; run again: wenbao index",
        ) from err


def _apply(
    writer: Writer, changes: Changes, plan: IndexingPlan, on_progress: Progress
) -> frozenset[str]:
    """Store what changed; the names of the files that can't be read."""
    if changes.removed:
        writer.remove(changes.removed)
    if changes.touched:
        writer.note_times(changes.touched)
    files = sorted([*changes.added, *changes.replaced], key=lambda file: file.name)
    if not files and not changes.removed:
        return frozenset()
    done, unread = 0, set[str]()
    on_progress("index", done, len(files))
    for batch, analyzed in analyze_files(
        files,
        plan.make_analysis,
        workers=plan.workers,
        cache=plan.cache,
        on_progress=on_progress,
    ):
        writer.add(batch, analyzed)
        writer.merge(most_segments=MOST_SEGMENTS)
        done += len(batch)
        unread |= analyzed.failures.keys()
        on_progress("index", done, len(files))
    writer.merge()
    return frozenset(unread)
