"""Search times of the stored index and its peers, over the same terms, query by query in turn."""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers import Search, bm25s_search, rank_bm25_search, tantivy_search
from benchmarks.plotting import Figures
from config.settings import Settings
from retrieval.index import FIELDS
from retrieval.index.analysis import default_analyzer
from retrieval.index.postings import PostingsSearcher
from retrieval.index.scoring import inverse_document_frequency, saturation
from retrieval.store import StoredCorpus

BODY = {"body": FIELDS["body"]}


def measure_search(
    archive: StoredCorpus,
    settings: Settings,
    questions: Sequence[str],
    place: Path,
    options: argparse.Namespace,
) -> Figures:
    """Search times of all engines for the ten best passages, query by query in turn."""
    analyzer = default_analyzer(settings.data_dir / "cache")
    queries = [list(dict.fromkeys(t.text for t in analyzer.terms(q))) for q in questions]
    queries = [query for query in queries if query]
    body = PostingsSearcher(archive.searcher.shards, fields=BODY)

    def ours(query: Sequence[str]) -> Any:
        with archive.reading():
            numbers = archive.term_numbers(query)
            return body.best(dict.fromkeys(numbers.values(), 1.0), top_k=10)

    def with_titles(query: Sequence[str]) -> Any:
        return archive.index.best(dict.fromkeys(query, 1.0), top_k=10)

    engines: dict[str, Search] = {"ours": ours, "ours, all fields": with_titles}
    figures: Figures = {"score error": _score_error(archive, body, ours, queries[:50])}
    say(f"largest difference to the model: {figures['score error']}")
    if options.peers:
        corpus, vocabulary = _bags_of_terms(archive)
        began = time.perf_counter()
        engines["bm25s"] = bm25s_search(corpus, vocabulary)
        figures["bm25s build s"] = time.perf_counter() - began
        say(f"bm25s built in {figures['bm25s build s']:.0f} s")
        began = time.perf_counter()
        engines["tantivy"] = tantivy_search(corpus, vocabulary, place / "tantivy")
        figures["tantivy build s"] = time.perf_counter() - began
        say(f"tantivy built in {figures['tantivy build s']:.0f} s")
        if len(corpus) <= options.rank_bm25:
            engines["rank-bm25"] = rank_bm25_search(corpus, vocabulary)
        del corpus
    times = _interleaved(engines, queries)
    for name, seconds in times.items():
        figures[f"{name} p50 ms"] = 1000 * statistics.median(seconds)
        figures[f"{name} p95 ms"] = 1000 * statistics.quantiles(seconds, n=20)[-1]
    figures["query terms p50"] = statistics.median(len(query) for query in queries)
    return figures


def _interleaved(
    engines: Mapping[str, Search], queries: Sequence[Sequence[str]]
) -> dict[str, list[float]]:
    for search in engines.values():  # compiled, mapped and cached before anything is timed
        for query in queries[:50]:
            search(query)
    times: dict[str, list[float]] = {name: [] for name in engines}
    chance = random.Random(0)
    order = list(engines.items())
    for query in queries:
        chance.shuffle(order)  # none always runs over what the same other left in the caches
        for name, search in order:
            times[name].append(timed(partial(search, query)))
    return times


def _bags_of_terms(archive: StoredCorpus) -> tuple[list[list[int]], list[str]]:
    """The terms of each passage's body, as the index has them, and what the numbers stand for."""
    with archive.reading() as connection:
        terms = dict(connection.execute("SELECT id, text FROM terms"))
    vocabulary = [terms.get(number, "") for number in range(max(terms) + 1)]
    corpus = []
    for shard in archive.searcher.shards:
        postings = shard.segment.fields["body"]
        owners = np.repeat(postings.terms, postings.amounts)
        order = np.argsort(postings.documents, kind="stable")
        counts = postings.counts.between(0, len(order))[order]
        documents = np.repeat(postings.documents[order], counts)
        numbers = np.repeat(owners[order], counts)
        ends = np.cumsum(np.bincount(documents, minlength=len(shard.segment)))
        parts = np.split(numbers, ends[:-1])
        corpus += [part.tolist() for part in parts]
    return corpus, vocabulary


def _score_error(
    archive: StoredCorpus, ranker: PostingsSearcher, ours: Search, queries: Sequence[Sequence[str]]
) -> float:
    """The largest difference between our ten scores and the model's, over all passages."""
    worst = 0.0
    for query in queries:
        scores = np.sort(np.concatenate([_model(archive, ranker, s, query) for s in ranker.shards]))
        found = [match.score for match in ours(query)][:10]
        best = scores[::-1][: len(found)]
        worst = max(worst, float(np.abs(best - np.array(found)).max(initial=0)))
        if len(found) < 10 and (scores > 0).sum() > len(found):
            raise AssertionError(f"passages are missing: {query}")
    return worst


def _model(
    archive: StoredCorpus, ranker: PostingsSearcher, shard: Any, query: Sequence[str]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The model's scores of every passage, term by term, without any short cut."""
    scores = np.zeros(len(shard.segment))
    postings = shard.segment.fields["body"]
    for number in archive.term_numbers(query).values():
        at = int(postings.terms.searchsorted(np.uint32(number)))
        if at == len(postings.terms) or postings.terms[at] != number:
            continue
        places = slice(int(postings.starts[at]), int(postings.starts[at + 1]))
        documents = postings.documents[places]
        idf = inverse_document_frequency(ranker.passage_count, ranker.found_in(number, "body"))
        scores[documents] += idf * saturation(
            postings.counts.between(places.start, places.stop),
            postings.lengths[documents],
            average_length=ranker.average_lengths["body"],
            b=BODY["body"].b,
        )
    return scores


def say(text: str) -> None:
    print(time.strftime("%H:%M:%S"), text, flush=True)


def timed(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began
