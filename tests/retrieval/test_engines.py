"""The protocol of an index, held to the model in memory, stored, and in a cluster.

The cluster's part is run by `make cluster-test`.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from retrieval.cluster import search
from retrieval.cluster.cluster_corpus import ClusterCorpus
from retrieval.cluster.schema import Layout
from retrieval.cluster.snapshots import Snapshots
from retrieval.cluster.writing import cluster_update
from retrieval.corpus import Corpus, load_corpus
from retrieval.index import Index
from retrieval.index.bm25 import BM25Index
from retrieval.index.narrowed import NarrowedIndex
from retrieval.store import StoredCorpus, StoreFolder, reader
from retrieval.store.writing import sync
from tests.retrieval.same_index import (
    LETTERS,
    assert_like_the_model,
    assert_same_look_ups,
    write_pages,
)
from tests.retrieval.store.analysis import PLAN, by_character

PAGES: dict[str, str | None] = {
    "1.txt": "甲乙\n丙丙丁戊，己庚辛丁。\n甲丙戊庚，乙丁己辛。\n",
    "2.txt": "丙\n甲甲甲乙，丙丁戊己。\n丁丁丁，戊。\n\n丁戊己\n庚辛甲，乙。\n",
    "3.txt": "丁戊己\n庚辛甲，乙。\n",  # an article of the page before, too
    "sub/4.txt": "甲乙\n丁丁丁，戊。\n辛庚，己戊丁。\n",
}
QUERIES = (
    {"甲": 1.0},
    {"丁": 1.0, "戊": 0.5},
    {"庚": 0.3, "无": 2.0, "，": 0.1},
    dict.fromkeys(LETTERS, 1.0),
    {"无": 1.0},
)

Opened = tuple[Corpus, Index]
Engine = Callable[[], Opened]

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    return made


@pytest.fixture(params=["memory", "stored", "cluster"])
def engine(request: pytest.FixtureRequest, reports: Path, tmp_path: Path) -> Iterator[Engine]:
    """Index the reports as they are now, and open the index."""
    if request.param == "cluster":
        cluster = request.getfixturevalue("new_cluster")()

    def in_memory() -> Opened:
        loaded = load_corpus(reports)
        return loaded, BM25Index(list(by_character(loaded.passages)))

    def stored() -> Opened:
        folder = StoreFolder(tmp_path / "index")
        sync.update(folder, reports, plan=PLAN, thorough=True)
        corpus = StoredCorpus(folder)
        opened.enter_context(closing(corpus))
        return corpus, corpus.index

    def in_cluster() -> Opened:
        cluster_update.update(
            cluster, reports, plan=PLAN, replica_dir=None, layout=Layout(2, 1), thorough=True
        )
        snapshots = Snapshots(cluster)
        opened.enter_context(closing(snapshots))
        corpus = ClusterCorpus(snapshots)
        return corpus, corpus.index

    with ExitStack() as opened:
        yield {"memory": in_memory, "stored": stored, "cluster": in_cluster}[request.param]


def model_of(reports: Path) -> BM25Index:
    return BM25Index(list(by_character(load_corpus(reports).passages)))


@pytest.mark.parametrize("top_k", [1, 3, 50])
def test_everything_asked_is_what_the_model_says(engine: Engine, reports: Path, top_k: int) -> None:
    write_pages(reports, PAGES)
    corpus, index = engine()
    assert_like_the_model(index, model_of(reports), QUERIES, top_k=top_k)
    assert_same_look_ups(corpus, load_corpus(reports))


def test_pages_that_change_come_and_go_are_followed(engine: Engine, reports: Path) -> None:
    first, other, *_ = PAGES
    steps: list[dict[str, str | None]] = [PAGES, {first: None}, {other: PAGES[first]}]
    steps.append({first: "辛\n壬壬壬，癸。\n"})
    for step in steps:
        write_pages(reports, step)
        corpus, index = engine()
        assert_like_the_model(index, model_of(reports), QUERIES, top_k=50)
        assert_same_look_ups(corpus, load_corpus(reports))


def test_ties_keep_page_order(engine: Engine, reports: Path) -> None:
    text = {f"{number}.txt": f"{title}\n丁丁丁，戊。\n" for number, title in enumerate("甲乙丙丁")}
    write_pages(reports, dict(reversed(text.items())))
    _, index = engine()
    hits = index.search({"戊": 1.0}, top_k=3)
    assert [(hit.rank, hit.view.article.report) for hit in hits] == [
        (1, "0.txt"),
        (2, "1.txt"),
        (3, "2.txt"),
    ]


# of stored passages so few are scored one by one; of a cluster so many ranges are one search
@pytest.mark.parametrize("limit", [1, 300])
def test_some_articles_alone_are_searched(
    engine: Engine, reports: Path, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_FEW", limit)
    monkeypatch.setattr(search, "MOST_RANGES", limit)
    write_pages(reports, PAGES)
    _, index = engine()
    everything = index.holding(list(LETTERS), field="words")
    articles = np.unique(index.locations(everything).articles)
    assert len(articles) == 4
    for count in range(len(articles) + 1):
        for chosen in combinations(articles, count):
            within = np.array(chosen, dtype=np.uint32)
            ids = {view.article_id for view in index.article_views(within)}
            narrowed = NarrowedIndex(index, within)
            for query in QUERIES:
                hits = index.search(query, top_k=len(index))
                inside = [hit for hit in hits if hit.view.article.article_id in ids]
                found = narrowed.search(query, top_k=3)
                assert [hit.view for hit in found] == [hit.view for hit in inside[:3]]
                expected = [hit.score for hit in inside[:3]]
                assert [hit.score for hit in found] == pytest.approx(expected)
            held = narrowed.holding(["丁"], field="pairs")
            assert {view.article.article_id for view in index.views(held.tolist())} <= ids


def test_the_catalogue_names_each_article_on_each_of_its_pages(
    engine: Engine, reports: Path
) -> None:
    write_pages(reports, PAGES)
    corpus, _ = engine()
    catalogue = corpus.catalogue()
    titles = corpus.titles_of(catalogue.keys.tolist())
    assert [(article.report, article.headline) for article in titles] == [
        (article.report, article.headline) for article in load_corpus(reports).articles
    ]
    assert catalogue.pages.names == tuple(sorted(PAGES))
    row = [article.report for article in titles].index("3.txt")
    assert catalogue.others(row) == ("2.txt",)


def test_a_file_that_can_not_be_read_is_told(engine: Engine, reports: Path) -> None:
    write_pages(reports, PAGES)
    (reports / "5.docx").write_bytes(b"not a document")
    corpus, index = engine()
    assert list(map(str, corpus.failures)) == list(map(str, load_corpus(reports).failures))
    assert len(corpus.failures) == 1
    assert len(index) == len(model_of(reports))


def test_an_empty_archive_answers(engine: Engine) -> None:
    corpus, index = engine()
    assert (len(index), list(index.vocabulary()), list(corpus.reports)) == (0, [], [])
    assert index.search({"甲": 1.0}, top_k=3) == []
    assert index.search({"甲": 1.0}, top_k=3, within=np.empty(0, dtype=np.uint32)) == []
    assert index.weights(["甲", "乙"]) == [0, 0]
    assert len(index.holding(["甲"], field="words")) == 0
    assert corpus.list_reports(0, 10) == []
    assert len(corpus.catalogue().keys) == 0
    assert corpus.failures == ()
