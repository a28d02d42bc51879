"""A folder of reports and the index of it in a cluster, for whoever looks after it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from retrieval.cluster.address import ClusterAddress
from retrieval.cluster.cluster_client import Cluster
from retrieval.cluster.cluster_corpus import ClusterCorpus
from retrieval.cluster.open_cluster import replica_dir
from retrieval.cluster.schema import Layout
from retrieval.cluster.snapshots import Snapshots
from retrieval.cluster.writing.cluster_check import find_faults
from retrieval.cluster.writing.cluster_update import pending, update
from retrieval.progress import Progress
from retrieval.store.changes import Changes
from retrieval.store.indexed_folder import IndexedFolder
from retrieval.store.stats import Description

__all__ = ["IndexedCluster", "Layout"]


@dataclass(frozen=True)
class IndexedCluster:
    """A folder of reports and the index at an address; `data_dir` has caches only."""

    reports: Path
    data_dir: Path
    address: ClusterAddress
    layout: Layout

    @cached_property
    def _cluster(self) -> Cluster:
        return Cluster(self.address)

    @property
    def _replica_dir(self) -> Path:
        return replica_dir(self.data_dir)

    def refresh(self, *, rebuild: bool, on_progress: Progress) -> Changes:
        """Bring the index up to date by the bytes of all files, or make it anew.

        Raises what `cluster_update.update` raises.
        """
        return update(
            self._cluster,
            self.reports,
            plan=IndexedFolder(self.reports, self.data_dir).plan(),
            replica_dir=self._replica_dir,
            layout=self.layout,
            rebuild=rebuild,
            thorough=True,
            on_progress=on_progress,
        )

    def count_pending(self) -> int:
        """Count the reports that differ from what is indexed."""
        return pending(self._cluster, self.reports)

    def check(self, *, on_progress: Progress) -> Iterator[str]:
        """Yield a sentence for each fault of the index; raises ClusterError if there is none."""
        with self._corpus() as corpus:
            yield from find_faults(corpus, self.reports, on_progress=on_progress)

    def describe(self) -> Description:
        """Count what the index holds. Raises ClusterError if there is none."""
        with self._corpus() as corpus, corpus.reading() as now:
            count: Callable[[str], int] = now.replica.count
            first, last = (now.first_of("report", "added", order) for order in ("asc", "desc"))
            return Description(
                path=f"{self.address.shown}/{self.address.name}",
                reports=count("reports"),
                articles=count("articles"),
                duplicates=count("articles WHERE first_passage IS NULL AND passage_count"),
                passages=now.state.passages,
                terms=count("terms WHERE words OR pairs"),
                segments=now.state.generation,
                bytes=self._cluster.bytes_of(now.replica.build),
                first_added=first,
                last_added=last,
                failures=corpus.failures,
            )

    @contextmanager
    def _corpus(self) -> Iterator[ClusterCorpus]:
        snapshots = Snapshots(self._cluster, replica_dir=self._replica_dir)
        with closing(snapshots):
            yield ClusterCorpus(snapshots)
