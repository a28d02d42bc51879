"""Whatever happened to an index before, it answers as one made anew."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.corpus import load_corpus
from retrieval.index.bm25 import BM25Index
from retrieval.store import StoredCorpus, StoreFolder
from retrieval.store.writing.sync import update
from tests.retrieval.same_index import (
    assert_like_the_model,
    assert_same_look_ups,
    queries,
    steps,
    write_pages,
)
from tests.retrieval.store.analysis import PLAN, by_character


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(steps, st.lists(queries, min_size=1, max_size=4), st.integers(1, 12))
def test_any_sequence_of_changes_answers_like_the_model_and_like_a_fresh_build(
    changes: list[dict[str, str | None]], asked: list[dict[str, float]], top_k: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder, "reports")
        reports.mkdir()
        changed = StoreFolder(Path(folder, "changed"))
        update(changed, reports, plan=PLAN)
        corpus = StoredCorpus(changed)  # stays open all the while, as a running bot's does
        for step in changes:
            write_pages(reports, step)
            update(changed, reports, plan=PLAN, thorough=True)
        fresh_folder = StoreFolder(Path(folder, "fresh"))
        update(fresh_folder, reports, plan=PLAN)
        fresh = StoredCorpus(fresh_folder)
        loaded = load_corpus(reports)
        model = BM25Index(list(by_character(loaded.passages)))
        try:
            for query in asked:
                hits = corpus.index.search(query, top_k=top_k)
                expected = fresh.index.search(query, top_k=top_k)
                assert hits == expected
                assert [hit.passage for hit in hits] == [hit.passage for hit in expected]
            assert_like_the_model(corpus.index, model, asked, top_k=top_k)
            assert_same_look_ups(corpus, loaded)
        finally:
            corpus.close()
            fresh.close()
