"""Three nodes for all tests that need them, which run only where they are asked for."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count

import pytest

from retrieval.cluster.address import parse_address
from retrieval.cluster.cluster_client import Cluster
from tests.cluster.nodes import MissingToolError, Nodes, find_java, install

ASKED_FOR = "WENBAO_CLUSTER_TESTS"

_numbers = count()


@pytest.fixture(scope="session")
def nodes() -> Iterator[Nodes]:
    """Three nodes that run."""
    if ASKED_FOR not in os.environ:
        pytest.skip("run by: make cluster-test")
    try:
        made = Nodes(install(), find_java())
    except MissingToolError as err:
        pytest.skip(f"no search cluster: {err}")
    with closing(made):
        made.start_all()
        yield made


@pytest.fixture
def new_cluster(nodes: Nodes) -> Iterator[Callable[[], Cluster]]:
    """Make connections to indexes that nobody else uses; they are removed afterwards."""
    nodes.start_all()
    made: list[Cluster] = []

    def make() -> Cluster:
        made.append(Cluster(parse_address(f"opensearch://{nodes.hosts}/test{next(_numbers)}")))
        return made[-1]

    yield make
    for cluster in made:
        for index in cluster.indices(f"{cluster.address.name}-*"):
            cluster.remove(index)
        cluster.close()
