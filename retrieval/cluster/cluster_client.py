"""Requests to a cluster, and what can go wrong with them; only this module imports opensearchpy.

A request that a host doesn't take is sent to the next one. Time-outs and retries are bounded: what
can't be answered within some seconds is a ClusterError.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from retrieval.cluster.address import ClusterAddress
from retrieval.cluster.errors import ClusterError

Document = dict[str, Any]

# seconds, of which a host has a second to take the connection
_TIMEOUT = 8.0
_CONNECT = 1.0
_WRITE_TIMEOUT = 60.0
_RETRIES = 3
# a bulk request that a busy cluster puts off is sent again after so many seconds, at most so often
_PUT_OFF, _PUT_OFF_MOST, _ATTEMPTS = 1, 10, 8
_BULK_BYTES = 8_000_000
_BULK_COUNT = 2000
# words of what a cluster says that is short of disk
_FULL = ("disk usage exceeded", "read-only", "create-index blocked")
_NEVER_PARTIAL = {"allow_partial_search_results": "false"}
_TRIMMED = (
    "hits.hits._index,hits.hits._id,hits.hits._score,hits.hits._source,hits.hits.sort,"
    "timed_out,_shards.failed,error"
)


class Cluster:
    """A connection to a cluster; safe to use from several threads. `trips` counts the requests."""

    def __init__(self, address: ClusterAddress) -> None:
        """Raises ClusterError if opensearch-py is missing; nothing is sent yet."""
        try:
            import opensearchpy
            import urllib3
            from opensearchpy.serializer import JSONSerializer
        except ImportError as err:
            raise ClusterError("part") from err

        class Serializer(JSONSerializer):
            """JSON by msgspec, several times as fast."""

            def loads(self, s: str) -> Any:
                return msgspec.json.decode(s)

            def dumps(self, data: Any) -> Any:
                return data if isinstance(data, str | bytes) else msgspec.json.encode(data).decode()

        self.address = address
        self.trips = 0
        self._library = opensearchpy
        self._client = opensearchpy.OpenSearch(
            hosts=[{"host": host, "port": port} for host, port in address.hosts],
            use_ssl=address.is_secure,
            verify_certs=address.is_secure,
            ca_certs=address.ca_file,
            serializer=Serializer(),
            timeout=urllib3.Timeout(connect=_CONNECT, read=_TIMEOUT),
            max_retries=max(_RETRIES, len(address.hosts)),
            retry_on_timeout=False,
            http_compress=False,
            headers=_login(address),
        )
        self._writing = urllib3.Timeout(connect=_CONNECT, read=_WRITE_TIMEOUT)

    def close(self) -> None:
        self._client.close()

    def get(self, index: str, document_id: str) -> Document | None:
        """Fetch a document with its `_index`, `_seq_no` and `_source`; None if there is none."""
        with self._told():
            found = self._client.get(index=index, id=document_id, params={"ignore": 404})
        return found if found.get("found") else None

    def fetch(
        self, index: str, ids: Sequence[str], *, fields: Sequence[str] = ()
    ) -> list[Document]:
        """Fetch the contents of documents, some fields or all; empty for one that isn't there."""
        if not ids:
            return []
        params = {"_source_includes": ",".join(fields)} if fields else {}
        with self._told():
            found = self._client.mget(body={"ids": list(ids)}, index=index, params=params)
        documents = found["docs"]
        if failed := next((one["error"] for one in documents if "error" in one), None):
            raise ClusterError("unavailable", hosts=self.address.shown, error=_reason(failed))
        return [one.get("_source", {}) for one in documents]

    def search(self, index: str, body: Document) -> list[Document]:
        """Search, in all shards or not at all; the hits."""
        (hits,) = self.searches([({"index": index}, body)])
        return hits

    def searches(self, bodies: Sequence[tuple[Document, Document]]) -> Iterator[list[Document]]:
        """Run several searches in one request, each with a header that names its index; the hits
        of each. What went wrong with one is raised when it is its turn.
        """
        if not bodies:
            return iter(())
        lines = [line for header, body in bodies for line in (_NEVER_PARTIAL | header, body)]
        text = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
        with self._told():
            found = self._client.msearch(body=text, params={"filter_path": _of_each(_TRIMMED)})
        return map(self._whole, found["responses"])

    def every(self, index: str, body: Document, *, page: int = 5000) -> Iterator[Document]:
        """Yield all hits of a search that has a `sort` by which no two are alike."""
        after: Document = {}
        while hits := self.search(index, body | after | {"size": page}):
            yield from hits
            if len(hits) < page:
                return
            after = {"search_after": hits[-1]["sort"]}

    def write(self, index: str, actions: Iterable[Document]) -> None:
        """Send actions of the bulk API (`_op_type`, `_id`, `_source`); all, or raise ClusterError.

        Deleting what is gone already is no error.
        """
        with self._told():
            for done, result in self._library.helpers.streaming_bulk(
                self._client,
                ({"_index": index} | action for action in actions),
                chunk_size=_BULK_COUNT,
                max_chunk_bytes=_BULK_BYTES,
                max_retries=_ATTEMPTS,
                initial_backoff=_PUT_OFF,
                max_backoff=_PUT_OFF_MOST,
                raise_on_error=False,
                request_timeout=self._writing,
            ):
                ((action, answer),) = result.items()
                if not done and not (action == "delete" and answer.get("status") == 404):
                    raise self._failure(answer.get("status"), _reason(answer.get("error")))

    def put(
        self, index: str, document_id: str, source: Document, *, expected: Document | None = None
    ) -> Document | None:
        """Write a document if it is still the `expected` one, or none; None if it isn't."""
        condition: dict[str, Any] = {"op_type": "create"}
        if expected is not None:
            condition = {
                "if_seq_no": expected["_seq_no"],
                "if_primary_term": expected["_primary_term"],
            }
        try:
            with self._told():
                written: Document = self._client.index(
                    index=index, id=document_id, body=source, params=condition
                )
        except _ConflictError:
            return None
        return written

    def refresh(self, index: str) -> None:
        """Let searches see all that has been written."""
        with self._told():
            self._client.indices.refresh(index=index, params={"request_timeout": self._writing})

    def create(self, index: str, body: Document) -> None:
        """Create an index; one that is there is left as it is."""
        with self._told():
            answer = self._client.indices.create(
                index=index, body=body, params={"ignore": 400, "wait_for_active_shards": "1"}
            )
        kind = answer.get("error", {}).get("type")
        if kind not in (None, "resource_already_exists_exception"):
            raise self._failure(answer.get("status"), _reason(answer["error"]))

    def indices(self, pattern: str) -> list[str]:
        """The names of indices, sorted."""
        with self._told():
            return sorted(self._client.indices.get_settings(index=pattern))

    def shard_count(self, index: str) -> int:
        """The number of shards of an index."""
        with self._told():
            settings = self._client.indices.get_settings(index=index)[index]["settings"]
        return int(settings["index"]["number_of_shards"])

    def remove(self, index: str) -> None:
        """Delete an index, if it is there."""
        with self._told():
            self._client.indices.delete(index=index, params={"ignore_unavailable": "true"})

    def alias(self, name: str) -> str | None:
        """The index that an alias stands for."""
        with self._told():
            found = self._client.indices.get_alias(name=name, params={"ignore": 404})
        names = [
            index for index, told in found.items() if isinstance(told, dict) and "aliases" in told
        ]
        return names[0] if names else None

    def switch_alias(self, name: str, old: str | None, new: str) -> None:
        """Let an alias stand for another index, at once."""
        actions: list[Document] = [{"add": {"index": new, "alias": name}}]
        if old is not None:
            actions.insert(0, {"remove": {"index": old, "alias": name}})
        with self._told():
            self._client.indices.update_aliases(body={"actions": actions})

    def bytes_of(self, index: str) -> int:
        """The size of an index on the cluster's disks, replicas included."""
        with self._told():
            stats = self._client.indices.stats(index=index, metric="store")
        return int(stats["_all"]["total"]["store"]["size_in_bytes"])

    def _whole(self, found: Document) -> list[Document]:
        """The hits of a search. Raises ClusterError if they are not all."""
        if "error" in found:
            raise self._failure(found.get("status", 503), _reason(found["error"]))
        if found.get("timed_out") or found.get("_shards", {}).get("failed"):
            raise ClusterError("unavailable", hosts=self.address.shown, error="timed out")
        hits: list[Document] = found.get("hits", {}).get("hits", [])
        return hits

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Count a request, and raise ClusterError for what goes wrong with it."""
        self.trips += 1
        errors = self._library.exceptions
        hosts = self.address.shown
        try:
            yield
        except errors.ConflictError as err:
            raise _ConflictError from err
        except errors.ConnectionTimeout as err:
            raise ClusterError("unavailable", hosts=hosts, error="timed out") from err
        except errors.ConnectionError as err:
            raise ClusterError("unreachable", hosts=hosts, error=_cause(err)) from err
        except errors.TransportError as err:
            raise self._failure(err.status_code, _reason(err.info)) from err

    def _failure(self, status: object, error: str) -> ClusterError:
        hosts = self.address.shown
        if any(mark in error for mark in _FULL):
            return ClusterError("full", hosts=hosts, error=error)
        if status in (401, 403):
            return ClusterError("refused", hosts=hosts, error=error)
        if status in (408, 429, 500, 502, 503, 504):
            return ClusterError("unavailable", hosts=hosts, error=error)
        return ClusterError("failed", hosts=hosts, error=error)


def _login(address: ClusterAddress) -> dict[str, str]:
    """The header that says who asks; not by the library, which takes Latin passwords alone."""
    if address.api_key:
        return {"authorization": f"ApiKey {address.api_key}"}
    if address.user:
        login = f"{address.user}:{address.password or ''}".encode()
        return {"authorization": f"Basic {b64encode(login).decode('ascii')}"}
    return {}


class _ConflictError(Exception):
    """Another process has written the document meanwhile."""


def _of_each(paths: str) -> str:
    return ",".join(f"responses.{path}" for path in f"{paths},status".split(","))


def _reason(error: object) -> str:
    """The words of an error that the cluster sent."""
    if isinstance(error, Mapping):
        inner = error.get("error", error)
        if isinstance(inner, Mapping):
            return str(inner.get("reason") or inner.get("type") or "")
        return str(inner)
    return str(error)


def _cause(err: Exception) -> str:
    """The words of a connection's error, without what it was about to send."""
    cause = getattr(err, "info", err)
    return type(getattr(cause, "reason", None) or cause).__name__
