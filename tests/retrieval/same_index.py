"""An index held to the model: reports that change in any way, and what is asked of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from retrieval.corpus import Corpus
from retrieval.index import FIELDS, Hit, Index, Numbers
from retrieval.index.bm25 import BM25Index

LETTERS = "甲乙丙丁戊己庚辛"
# few texts, so that the same article often stands in two reports
paragraphs = st.text(LETTERS, min_size=1, max_size=8).map(lambda text: f"{text}，{text[::-1]}。")
articles = st.tuples(st.sampled_from(["甲乙", "丙", "丁戊己"]), st.lists(paragraphs, max_size=3))
pages = st.lists(articles, max_size=3).map(
    lambda found: "\n".join(line for title, text in found for line in (title, *text))
)
names = st.sampled_from(["1.txt", "2.txt", "3.txt", "sub/4.txt"])
# each step writes some files (an empty page too) and removes others (None)
steps = st.lists(
    st.dictionaries(names, st.none() | pages, min_size=1, max_size=3), min_size=1, max_size=5
)
queries = st.dictionaries(
    st.sampled_from([*LETTERS, "，", "无"]), st.floats(0.1, 2), min_size=1, max_size=5
)


def assert_like_the_model(
    index: Index, model: BM25Index, asked: Sequence[Mapping[str, float]], *, top_k: int
) -> None:
    """Everything that an index says is what the model says."""
    assert len(index) == len(model)
    assert index.vocabulary() == model.vocabulary()
    for query in asked:
        hits = index.search(query, top_k=top_k)
        _assert_same_hits(hits, model.search(query, top_k=len(model) + 1), top_k)
        assert index.weights(list(query)) == model.weights(list(query))
        for hit in hits:
            _assert_shares_add_up(index.shares(query, hit.view), hit)
            _assert_shares_add_up(model.shares(query, hit.view), hit)
    groups = [[[letter]] for letter in LETTERS]
    groups.append([list(LETTERS[:3]), list(LETTERS[2:5])])  # one of these and one of those
    for field in FIELDS:
        for group in groups:
            held = _where(index, index.holding(*group, field=field))
            assert held == _where(model, model.holding(*group, field=field))
    for letter in LETTERS:
        for find in ("terms_with", "terms_starting", "terms_ending"):
            known = set(model.vocabulary())
            found = getattr(index, find)(letter)
            assert [t for t in found if t in known] == getattr(model, find)(letter)


def _assert_shares_add_up(shares: dict[str, float], hit: Hit) -> None:
    assert all(shares.values())
    assert abs(sum(shares.values()) - hit.score) < 1e-9


def _where(index: Index, passages: Numbers) -> list[tuple[str, str, int, str]]:
    """Passages in page order: their reports, articles and positions, and their texts."""
    places = index.locations(passages)
    articles = list(index.article_views(places.articles))
    views = index.views(passages.tolist())
    assert articles == [view.article for view in views]
    assert (passages - places.articles).tolist() == [view.position for view in views]
    found = [
        (view.article.report, view.article.article_id, view.position, view.text) for view in views
    ]
    in_order = [found[at] for at in np.lexsort((passages, places.reports))]
    assert [report for report, *_ in in_order] == sorted(report for report, *_ in found)
    return sorted(found)


def assert_same_look_ups(corpus: Corpus, model: Corpus) -> None:
    """What is found by id and listed page by page is what stands in the reports."""
    count = len(model.reports)
    pages = [corpus.list_reports(start, 2) for start in range(0, count, 2)]
    assert [listed for page in pages for listed in page] == model.list_reports(0, count)
    for listed in model.list_reports(0, count):
        assert corpus.report_of(listed.digest[:12]) == model.report_of(listed.digest[:12])
        assert corpus.articles_of(listed.name) == model.articles_of(listed.name)
    for article in model.articles:
        assert corpus.article(article.article_id) == model.article(article.article_id)
    assert corpus.article("nothing-1") is None
    assert corpus.report_of("") is None


def write_pages(reports: Path, step: dict[str, str | None]) -> None:
    for name, text in step.items():
        path = reports / name
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")


def _assert_same_hits(hits: list[Hit], model: list[Hit], top_k: int) -> None:
    """The model adds in another order, so that its ties may fall apart by a rounding."""
    expected = {hit.passage.passage_id: hit for hit in model}
    assert len(hits) == min(top_k, len(model))
    for hit, ranked in zip(hits, model, strict=False):
        assert abs(hit.score - ranked.score) < 1e-9
        twin = expected[hit.passage.passage_id]
        assert abs(hit.score - twin.score) < 1e-9
        assert hit.passage == twin.passage
