"""What is indexed of the shipped reports changes only together with INDEX_VERSION."""

import hashlib

import pytest

from retrieval.corpus import load_corpus
from retrieval.index.analysis import analyze_passages, default_analyzer
from retrieval.store.version import INDEX_VERSION, index_fingerprint
from tests.paths import SEEDS

# the version and the digest of what it indexes: if the test fails, raise INDEX_VERSION and put
# both here
INDEXED = (15, "17069ac01c2dbcbb")


@pytest.mark.slow
def test_what_is_indexed_changes_with_its_version_only() -> None:
    digest = hashlib.sha256()
    corpus = load_corpus(SEEDS)
    for article in corpus.articles:
        digest.update(repr(article).encode())
    for indexed in analyze_passages(corpus.passages, default_analyzer()):
        digest.update(repr((indexed.passage.passage_id, dict(indexed.terms))).encode())
    assert (INDEX_VERSION, digest.hexdigest()[:16]) == INDEXED


def test_the_fingerprint_names_version_and_tokenizer() -> None:
    assert index_fingerprint().startswith(f"{INDEX_VERSION}, jieba ")
