"""A narrowed index finds what the whole one finds inside, in the same order."""

import numpy as np
import pytest

from retrieval import open_archive
from retrieval.index import Index, narrowed
from retrieval.index.narrowed import NarrowedIndex
from tests.paths import SEEDS

QUERY = {"工会": 1.0, "职工": 0.5, "快递": 1.0}


@pytest.fixture(scope="module")
def whole() -> Index:
    catalogue = open_archive(SEEDS).answerer
    index: Index = catalogue.index  # type: ignore[attr-defined]
    return index


@pytest.mark.parametrize("few", [0, 10_000])
def test_the_best_inside_are_found(whole: Index, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowed, "_FEW", few)
    hits = whole.search(QUERY, top_k=len(whole))
    report = hits[3].view.article.report
    everything = np.arange(len(whole), dtype=np.uint32)
    places = whole.locations(everything)
    views = whole.views(everything.tolist())
    of_report = [view.article.report == report for view in views]
    articles = np.unique(places.articles[np.array(of_report)])
    found = NarrowedIndex(whole, articles, {report}).search(QUERY, top_k=5)
    inside = [hit for hit in hits if hit.view.article.report == report][:5]
    assert [hit.view for hit in found] == [hit.view for hit in inside]
    assert [hit.score for hit in found] == pytest.approx([hit.score for hit in inside])


def test_nothing_outside_holds_a_term(whole: Index) -> None:
    nothing = NarrowedIndex(whole, np.empty(0, dtype=np.uint32), set())
    assert nothing.search(QUERY, top_k=5) == []
    assert len(nothing.holding(["工会"], field="words")) == 0
