"""Questions are answered from a cluster as from the data folder, to the scores' last digits."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval import open_archive
from retrieval.cluster.cluster_client import Cluster
from retrieval.cluster.cluster_corpus import ClusterCorpus
from retrieval.cluster.open_cluster import open_cluster
from retrieval.cluster.schema import Layout
from retrieval.cluster.writing.indexed_cluster import IndexedCluster
from retrieval.opening import Archive
from retrieval.progress import unseen
from tests.cluster.nodes import Nodes
from tests.paths import ROOT, SEEDS

COUNT = 500
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
    trips = Counter(_trips(archive, question) for question in asked)
    print(f"requests for a question: {sorted(trips.items())}")
    assert [archive.ask(question) for question in asked] == expected
    nodes.ask("POST", f"/{address.name}/_forcemerge?max_num_segments=1")
    merged = open_cluster(replace(address, hosts=address.hosts[1:]))
    assert [merged.ask(question) for question in asked[:100]] == expected[:100]


def _trips(archive: Archive, question: str) -> int:
    corpus = archive.corpus
    assert isinstance(corpus, ClusterCorpus)
    with corpus.reading() as now:
        before = now.trips
    archive.ask(question)
    with corpus.reading() as now:
        return now.trips - before - 1
