"""The right to write, which one process has at a time and a dead one does not keep.

The holder writes a document again every few seconds. Who finds it unchanged for longer than a lease
takes it over, whatever the clocks of the machines say. What the former holder may still be about to
write is refused by the state's sequence number.
"""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from retrieval.cluster.cluster_client import Cluster, Document
from retrieval.cluster.errors import ClusterError

# seconds
LEASE = 10.0
RENEWED_AFTER = 2.0
_LOOK_AGAIN = 0.5
_DOCUMENT = "writer"
_SUFFIX = "-lock"
_BODY = {
    "settings": {"number_of_shards": 1, "number_of_replicas": 1},
    "mappings": {"dynamic": "false"},
}


class Lease:
    """The right to write while it is renewed."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index
        self._owner = secrets.token_hex(8)
        self._held: Document | None = None
        self._renewed = 0.0
        self._stop = threading.Event()

    def take(self, *, lease: float = LEASE) -> None:
        """Take the right. Raises ClusterError if another process has it and is alive."""
        if self._cluster.get(self._index, _DOCUMENT) is None:
            self._cluster.create(self._index, _BODY)
        began, seen = time.monotonic(), None
        while True:
            found = self._cluster.get(self._index, _DOCUMENT)
            if found is not None and found["_source"].get("owner"):
                if seen is not None and found["_seq_no"] != seen:
                    raise ClusterError("busy", name=self._index.removesuffix(_SUFFIX))
                seen = found["_seq_no"]
                if time.monotonic() - began < lease:
                    time.sleep(_LOOK_AGAIN)
                    continue
            if self._write(found):
                return

    def check(self) -> None:
        """Raise ClusterError if the right may have gone to another process."""
        if self._held is None or time.monotonic() - self._renewed > LEASE:
            raise ClusterError("lost", name=self._index.removesuffix(_SUFFIX))

    def keep(self) -> None:
        """Renew the right until it is given back; for a thread of its own."""
        while not self._stop.wait(RENEWED_AFTER):
            try:
                if not self._write(self._held):
                    self._held = None
                    return
            except ClusterError as err:
                if not err.passes:
                    return

    def give_back(self) -> None:
        """Let another process have the right at once."""
        self._stop.set()
        if self._held is not None:
            self._cluster.put(self._index, _DOCUMENT, {"owner": None}, expected=self._held)

    def _write(self, expected: Document | None) -> bool:
        self._renewed = time.monotonic()
        source = {"owner": self._owner, "renewal": secrets.token_hex(4)}
        self._held = self._cluster.put(self._index, _DOCUMENT, source, expected=expected)
        return self._held is not None


@contextmanager
def writing_lease(cluster: Cluster) -> Iterator[Lease]:
    """Hold the right to write to the index of the cluster's address.

    Raises ClusterError if another process holds it.
    """
    lease = Lease(cluster, f"{cluster.address.name}{_SUFFIX}")
    lease.take()
    thread = threading.Thread(target=lease.keep, name="lease", daemon=True)
    thread.start()
    try:
        yield lease
    finally:
        lease.give_back()
        thread.join()
