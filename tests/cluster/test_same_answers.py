"""Questions are answered from a cluster as from the data folder, to the scores' last digits."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval import open_archive
from retrieval.cluster import contents
from retrieval.cluster.cluster_client import Cluster, Document
from retrieval.cluster.contents import Contents
from retrieval.cluster.open_cluster import open_cluster
from retrieval.cluster.schema import Layout
from retrieval.cluster.snapshots import Snapshot
from retrieval.cluster.writing.indexed_cluster import IndexedCluster
from retrieval.progress import unseen
from tests.cluster.nodes import Nodes
from tests.paths import ROOT, SEEDS

COUNT = 500
REQUESTS = 3
LAYOUT = Layout(shards=3, replicas=1)


def questions() -> Iterator[str]:
    """The questions of the benchmarks, whatever they ask."""
    for file in sorted((ROOT / "benchmarks").glob("*/*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            found = json.loads(line)
            if isinstance(found.get("q"), str):
                yield found["q"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_five_hundred_questions_have_the_same_answers(
    nodes: Nodes, new_cluster: Callable[[], Cluster], tmp_path: Path
) -> None:
    address = new_cluster().address
    reports, data_dir = tmp_path / "reports", tmp_path / "data"
    shutil.copytree(SEEDS, reports)
    index = IndexedCluster(reports, data_dir, address, LAYOUT)
    index.refresh(rebuild=False, on_progress=unseen)
    # a page that goes and comes back leaves deleted passages behind
    page = sorted(reports.glob("*.txt"))[0]
    text = page.read_bytes()
    for changed in (text[: len(text) // 2].decode(errors="ignore").encode(), text):
        page.write_bytes(changed)
        index.refresh(rebuild=False, on_progress=unseen)
    asked = list(dict.fromkeys(questions()))[:COUNT]
    assert len(asked) == COUNT
    stored = open_archive(reports, data_dir=data_dir)
    expected = [stored.ask(question) for question in asked]
    archive = open_cluster(address, data_dir=tmp_path / "other machine")
    assert [archive.ask(question) for question in asked] == expected
    nodes.ask("POST", f"/{address.name}/_forcemerge?max_num_segments=1")
    merged = open_cluster(replace(address, hosts=address.hosts[1:]))
    assert [merged.ask(question) for question in asked[:100]] == expected[:100]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_question_takes_three_requests_and_fetches_no_article_twice(
    new_cluster: Callable[[], Cluster], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = new_cluster().address
    IndexedCluster(SEEDS, tmp_path, address, LAYOUT).refresh(rebuild=False, on_progress=unseen)
    archive = open_cluster(address)
    fetched: list[list[str]] = []
    searches = Cluster.searches

    def noted(
        self: Cluster, bodies: Sequence[tuple[Document, Document]]
    ) -> Iterator[list[Document]]:
        found = list(searches(self, bodies))
        articles = (hit for hits in found for hit in hits if hit.get("_id", "").startswith("a"))
        fetched.append([f"{hit['_id']} {sorted(hit['_source'])}" for hit in articles])
        return iter(found)

    monkeypatch.setattr(Cluster, "searches", noted)
    more: dict[str, int] = {}
    for question in list(dict.fromkeys(questions()))[:COUNT]:
        with archive.reading() as now:
            assert isinstance(now, Snapshot)
            # as on a machine that has answered nothing before
            now.contents = Contents(now.cluster, now.replica.build, now.state.key)
            before = now.cluster.trips
        fetched.clear()
        archive.ask(question)
        assert now.cluster.trips - before == len(fetched)
        if len(fetched) > REQUESTS:
            more[question] = len(fetched)
        articles = [article for found in fetched for article in found]
        assert len(articles) == len(set(articles)), question
    # one string after the other decides what is asked next
    assert len(more) <= COUNT / 200, more
    assert max(more.values(), default=0) <= REQUESTS + 1, more


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_answers_do_not_depend_on_what_is_kept(
    new_cluster: Callable[[], Cluster], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = new_cluster().address
    IndexedCluster(SEEDS, tmp_path, address, LAYOUT).refresh(rebuild=False, on_progress=unseen)
    asked = list(dict.fromkeys(questions()))[:COUNT:20]
    expected = [open_archive(SEEDS, data_dir=tmp_path).ask(question) for question in asked]
    for kept in ("_KEPT_ARTICLES", "_KEPT_REPORTS"):
        monkeypatch.setattr(contents, kept, 2)
    archive = open_cluster(address)
    assert [archive.ask(question) for question in asked] == expected
