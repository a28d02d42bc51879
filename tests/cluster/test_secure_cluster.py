"""A cluster behind TLS that asks for a password or a key, that is slow, or hangs up."""

import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.cluster.address import ClusterAddress
from retrieval.cluster.cluster_client import Cluster
from retrieval.cluster.errors import ClusterError
from retrieval.cluster.open_cluster import open_cluster
from retrieval.cluster.schema import Layout
from retrieval.cluster.writing.indexed_cluster import IndexedCluster
from retrieval.progress import unseen
from tests.cluster.gateway import Gateway, make_certificate
from tests.paths import SEEDS

QUESTION = "柯桥区今年新建工会多少家？"
USER, PASSWORD, KEY = "wenbao", "一把钥匙:key", "a2V5OnNlY3JldA=="
SECRET = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
# seconds that a request is given, and what Python may need besides
GIVEN, MORE = 8, 3

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(params=[f"Basic {SECRET}", f"ApiKey {KEY}"], ids=["password", "key"])
def gateway(
    request: pytest.FixtureRequest, new_cluster: Callable[[], Cluster], tmp_path: Path
) -> Iterator[Gateway]:
    address = new_cluster().address
    host, port = address.hosts[0]
    certificate = make_certificate(tmp_path)
    with Gateway(f"{host}:{port}", certificate, authorization=request.param) as made:
        yield made


@pytest.fixture
def address(gateway: Gateway, request: pytest.FixtureRequest, tmp_path: Path) -> ClusterAddress:
    """The address of the gateway with what it asks for."""
    host, _, port = gateway.host.partition(":")
    found = ClusterAddress(
        ((host, int(port)),), "secure", is_secure=True, ca_file=str(tmp_path / "ca.pem")
    )
    if request.node.callspec.params["gateway"].startswith("Basic"):
        return replace(found, user=USER, password=PASSWORD)
    return replace(found, api_key=KEY)


@pytest.fixture
def index(address: ClusterAddress, tmp_path: Path) -> Iterator[IndexedCluster]:
    made = IndexedCluster(SEEDS, tmp_path / "data", address, Layout(1, 1))
    made.refresh(rebuild=False, on_progress=unseen)
    yield made
    cluster = Cluster(address)
    for build in cluster.indices("secure-*"):
        cluster.remove(build)


def test_it_is_filled_checked_and_asked(index: IndexedCluster) -> None:
    assert list(index.check(on_progress=unseen)) == []
    assert open_cluster(index.address).ask(QUESTION).passages


def test_who_has_no_right_is_told_so(index: IndexedCluster) -> None:
    address = index.address
    wrong = replace(address, password="x") if address.user else replace(address, api_key="x")
    with pytest.raises(ClusterError) as caught:
        open_cluster(wrong)
    assert caught.value.reason == "refused"
    assert not caught.value.passes
    with pytest.raises(ClusterError) as caught:
        open_cluster(replace(address, user=None, api_key=None))
    assert caught.value.reason == "refused"


def test_a_cluster_whose_certificate_is_not_trusted_is_told_nothing(
    index: IndexedCluster, gateway: Gateway
) -> None:
    before = gateway.requests
    with pytest.raises(ClusterError) as caught:
        open_cluster(replace(index.address, ca_file=None))
    assert caught.value.reason == "unreachable"
    assert gateway.requests == before


def test_one_that_is_slow_is_given_some_seconds(index: IndexedCluster, gateway: Gateway) -> None:
    archive = open_cluster(index.address)
    expected = archive.ask(QUESTION)
    gateway.delay = 2 * GIVEN
    begin, before = time.monotonic(), gateway.requests
    with pytest.raises(ClusterError) as caught:
        archive.ask(QUESTION)
    assert caught.value.reason == "unavailable"
    assert caught.value.passes
    assert GIVEN <= time.monotonic() - begin < GIVEN + MORE
    assert gateway.requests == before + 1  # what is slow already is not asked again
    gateway.delay = 0
    assert archive.ask(QUESTION) == expected


def test_one_that_hangs_up_is_asked_a_few_times(index: IndexedCluster, gateway: Gateway) -> None:
    archive = open_cluster(index.address)
    expected = archive.ask(QUESTION)
    gateway.is_broken = True
    before = gateway.requests
    with pytest.raises(ClusterError) as caught:
        archive.ask(QUESTION)
    assert caught.value.reason == "unreachable"
    assert 1 < gateway.requests - before <= 4
    gateway.is_broken = False
    assert archive.ask(QUESTION) == expected
