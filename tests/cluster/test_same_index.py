"""Whatever happened to an index in a cluster before, it says what the model says."""

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.cluster.cluster_client import Cluster
from retrieval.cluster.cluster_corpus import ClusterCorpus
from retrieval.cluster.schema import Layout
from retrieval.cluster.snapshots import Snapshots
from retrieval.cluster.writing.cluster_check import find_faults
from retrieval.cluster.writing.cluster_update import update
from retrieval.corpus import load_corpus
from retrieval.index.bm25 import BM25Index
from retrieval.progress import unseen
from tests.retrieval.same_index import (
    assert_like_the_model,
    assert_same_look_ups,
    queries,
    steps,
    write_pages,
)
from tests.retrieval.store.analysis import PLAN, by_character


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps, st.lists(queries, min_size=1, max_size=4), st.integers(1, 12), st.integers(1, 3))
def test_any_sequence_of_changes_answers_like_the_model(
    new_cluster: Callable[[], Cluster],
    changes: list[dict[str, str | None]],
    asked: list[dict[str, float]],
    top_k: int,
    shards: int,
) -> None:
    cluster, layout = new_cluster(), Layout(shards, 1)
    with tempfile.TemporaryDirectory() as folder:
        reports, replica_dir = Path(folder, "reports"), Path(folder, "replicas")
        reports.mkdir()
        update(cluster, reports, plan=PLAN, replica_dir=replica_dir, layout=layout)
        corpus = ClusterCorpus(Snapshots(cluster))  # stays open, with a replica of its own
        with closing(corpus):
            for step in changes:
                write_pages(reports, step)
                update(
                    cluster,
                    reports,
                    plan=PLAN,
                    replica_dir=replica_dir,
                    layout=layout,
                    thorough=True,
                )
            loaded = load_corpus(reports)
            model = BM25Index(list(by_character(loaded.passages)))
            assert_like_the_model(corpus.index, model, asked, top_k=top_k)
            assert_same_look_ups(corpus, loaded)
            assert list(find_faults(corpus, reports, on_progress=unseen)) == []
