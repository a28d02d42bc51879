"""The search engines that ours is measured against, each over the same terms."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Search = Callable[[Sequence[str]], Any]


def bm25s_search(corpus: Sequence[Sequence[int]], vocabulary: Sequence[str]) -> Search:
    """bm25s with its numba backend; the ten best passages."""
    import bm25s
    from bm25s.tokenization import Tokenized

    engine = bm25s.BM25(k1=1.5, b=0.6, backend="numba")
    numbers = {term: number for number, term in enumerate(vocabulary)}
    engine.index(Tokenized(ids=corpus, vocab=numbers), show_progress=False)

    def search(query: Sequence[str]) -> Any:
        return engine.retrieve([list(query)], k=10, show_progress=False, n_threads=0)

    return search


def tantivy_search(
    corpus: Sequence[Sequence[int]], vocabulary: Sequence[str], folder: Path
) -> Search:
    """tantivy, stored on disk; the ten best passages."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = tantivy.Index(schema, str(folder))
    writer = index.writer(500_000_000, 2)
    for passage in corpus:
        text = " ".join([vocabulary[term] for term in passage])
        writer.add_document(tantivy.Document(body=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(query: Sequence[str]) -> Any:
        terms = [tantivy.Query.term_query(schema, "body", term) for term in query]
        either = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return searcher.search(either, 10).hits

    return search


def rank_bm25_search(corpus: Sequence[Sequence[int]], vocabulary: Sequence[str]) -> Search:
    """rank-bm25; the scores of all passages."""
    from rank_bm25 import BM25Okapi

    engine = BM25Okapi([[vocabulary[term] for term in passage] for passage in corpus])

    def search(query: Sequence[str]) -> Any:
        return engine.get_scores(list(query)).argsort()[::-1][:10]

    return search
