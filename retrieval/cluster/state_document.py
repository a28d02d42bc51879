"""The state of an index in a cluster, found by its alias."""

from retrieval.cluster.change import IndexState, state_of
from retrieval.cluster.cluster_client import Cluster
from retrieval.cluster.errors import ClusterError
from retrieval.cluster.schema import FORMAT, STATE


def read_state(cluster: Cluster) -> tuple[str, IndexState]:
    """The build in use and its state. Raises ClusterError if there is none that can be read."""
    name = cluster.address.name
    found = cluster.get(name, STATE)
    if found is None:
        raise ClusterError("missing", name=name)
    source = found["_source"]["state"]
    if source.get("format") != FORMAT:
        raise ClusterError("version", name=name)
    return found["_index"], state_of(source)
