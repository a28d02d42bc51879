"""The `Index` of a corpus that is kept in a cluster."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np

from retrieval.cluster.change import IndexState
from retrieval.cluster.cluster_client import Document
from retrieval.cluster.contents import AT_ONCE, of_ids
from retrieval.cluster.schema import MOST_HITS, unpack
from retrieval.cluster.search import ScoredPassage, Search, best, filters_of, first_of, living
from retrieval.cluster.snapshots import Snapshots
from retrieval.documents import ArticleView, View
from retrieval.index.protocol import Hit, Numbers, PassageLocations
from retrieval.store.queries import find_terms_ending, find_terms_starting, find_terms_with

_TERMS_AT_ONCE = 50_000
# so many times as few passages are expected of a search as it may find
_PARTS = 2


class ClusterIndex:
    """Passages by their terms: terms are counted in the replica, passages found in the cluster."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots

    def __len__(self) -> int:
        with self._snapshots.reading() as now:
            return now.state.passages

    def best(
        self, query: Mapping[str, float], *, top_k: int, within: Numbers | None = None
    ) -> list[ScoredPassage]:
        """The best passages, of all or some articles, and those that tie with the last of them."""
        with self._snapshots.reading() as now:
            terms = now.scorer.weigh(query, now.replica.counts(list(query)))
            filters = filters_of(now.ranges_of(within)) if within is not None else [[]]
            found = [
                one
                for narrowing in filters
                for one in best(
                    terms,
                    now.scorer,
                    partial(now.contents.search, is_deciding=False),
                    now.living_of,
                    filters=[living(now.state.generation), *narrowing],
                    top_k=top_k,
                )
            ]
            return first_of(found, top_k)

    def search(
        self, query: Mapping[str, float], *, top_k: int, within: Numbers | None = None
    ) -> list[Hit]:
        """The best passages, of all or some articles; ties keep page order."""
        with self._snapshots.reading():
            found = self.best(query, top_k=top_k, within=within)
            scores = {one.passage: one.score for one in found}
            hits = list(zip(scores, self.views(list(scores)), strict=False))
            hits.sort(key=lambda hit: (-scores[hit[0]], hit[1].article.report, hit[0]))
            return [
                Hit(rank, scores[number], view)
                for rank, (number, view) in enumerate(hits[:top_k], start=1)
            ]

    def weight(self, term: str) -> float:
        """Inverse document frequency of a term; 0 if it occurs nowhere."""
        return self.weights((term,))[0]

    def weights(self, terms: Sequence[str]) -> list[float]:
        """The weight of each term."""
        with self._snapshots.reading() as now:
            counts = now.replica.counts(terms)
            found = (counts.get(term, (0, 0)) for term in terms)
            return [max(map(now.scorer.rarity, of_term)) for of_term in found]

    def vocabulary(self) -> Iterable[str]:
        """Every term that occurs, sorted."""
        with self._snapshots.reading() as now:
            rows = now.replica.connection.execute("SELECT text FROM terms WHERE words OR pairs")
            return sorted(text for (text,) in rows)

    def terms_with(self, part: str) -> list[str]:
        """The terms that have the part; some may occur no longer."""
        found, after = [], ""
        with self._snapshots.reading() as now:
            connection = now.replica.connection
            while chunk := find_terms_with(connection, part, after=after, most=_TERMS_AT_ONCE):
                terms, after = chunk
                found += terms
        return found

    def terms_starting(self, start: str) -> list[str]:
        """The terms that begin so; some may occur no longer."""
        with self._snapshots.reading() as now:
            return find_terms_starting(now.replica.connection, start)

    def terms_ending(self, end: str) -> list[str]:
        """The terms whose last character it is; some may occur no longer."""
        with self._snapshots.reading() as now:
            return find_terms_ending(now.replica.connection, end)

    def holding(self, *groups: Sequence[str], field: str) -> Numbers:
        """The numbers of the passages that hold one term of each group in a field, ascending."""
        with self._snapshots.reading() as now:
            counts = now.replica.counts([term for terms in groups for term in terms])
            at = 0 if field == "words" else 1
            held = [[t for t in terms if counts.get(t, (0, 0))[at]] for terms in groups]
            if not all(held):
                return np.empty(0, dtype=np.uint32)
            count = min(sum(counts[term][at] for term in terms) for terms in held)
            bodies = _holding_bodies(held, field, now.state, count=count)
            found = [_numbers(body, now.contents.search) for body in bodies]
            return now.living_of(np.concatenate(found))

    def locations(self, passages: Numbers) -> PassageLocations:
        """Article and report of each passage."""
        with self._snapshots.reading() as now:
            return now.places.of(passages)

    def article_views(self, articles: Numbers) -> Iterator[ArticleView]:
        """The views of articles, by the numbers of their first passages."""
        for start in range(0, len(articles), AT_ONCE):
            with self._snapshots.reading() as now:
                chunk = articles[start : start + AT_ONCE].tolist()
                rows = now.replica.articles_starting(chunk)
                views = now.contents.read(rows)
            yield from views

    def views(self, passages: Sequence[int]) -> list[View]:
        """The views of passages, by their numbers; none where they were only noted."""
        with self._snapshots.reading() as now:
            places = now.replica.articles_of_passages(passages)
            rows = [row for _, row, _ in places.values()]
            reports = (report for *_, report in places.values())
            if not now.contents.load(rows, reports, are_hits=True):
                return []
            return [self._snapshots.view(number, *places[number]) for number in passages]

    def shares(self, query: Mapping[str, float], view: View) -> dict[str, float]:
        """Share of each query term in a passage's score, 0 left out."""
        with self._snapshots.reading() as now:
            number = now.first_passage(view.article) + view.position
            terms = now.scorer.weigh(query, now.replica.counts(list(query)))
            (hit,) = now.contents.search(of_ids([f"p{number}"], fields=["terms"]))
            shares = now.scorer.shares(terms, [unpack(hit["_source"]["terms"])])
        found = dict.fromkeys(query, 0.0)
        for term, (share,) in zip(terms, shares.tolist(), strict=True):
            found[term.text] += share
        return {term: share for term, share in found.items() if share}


def _numbers(body: Document, search: Search) -> Numbers:
    """The numbers of all passages that a search finds, ascending."""
    found: list[int] = []
    after: Document = {}
    while hits := search(body | after):
        found += (hit["sort"][0] for hit in hits)
        if len(hits) < body["size"]:
            break
        after = {"search_after": hits[-1]["sort"]}
    return np.array(found, dtype=np.uint32)


def _holding_bodies(
    groups: Sequence[Sequence[str]], field: str, state: IndexState, *, count: int
) -> list[Document]:
    """The searches for passages that hold one of each group, `count` at most: the numbers of all
    passages in parts, so that none has to wait for another.
    """
    filters: list[object] = [{"terms": {field: list(terms)}} for terms in groups]
    parts = -(-_PARTS * count // MOST_HITS) if count > MOST_HITS else 1
    step = -(-state.next_passage // parts)
    return [
        {
            "query": {"bool": {"filter": [*filters, living(state.generation), _range(part, step)]}},
            "stored_fields": "_none_",  # what is stored would be unpacked for each of many
            "track_total_hits": False,
            "sort": [{"row": "asc"}],
            "size": MOST_HITS,
        }
        for part in range(parts)
    ]


def _range(part: int, step: int) -> Document:
    return {"range": {"row": {"gte": part * step, "lt": (part + 1) * step}}}
