"""From a question to an answer: analyze ─▶ search ─▶ judge ─▶ mark ─▶ verify."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from retrieval.answers.answer import Answer, AnswerPassage, Span, Status
from retrieval.answers.sentences import sentences
from retrieval.answers.verbatim import verify
from retrieval.archive import Archive
from retrieval.index import BM25Index, Hit, Index, IndexedPassage
from retrieval.passages import Passage
from retrieval.progress import Progress, unseen
from retrieval.reports import Report
from retrieval.terms import Analyzer, Term, fold

TOP_K = 10
# the share of the question's weight (idf) that the best passage and its titles must hold
ANSWERED_COVERAGE = 0.45
UNSURE_COVERAGE = 0.25


def build_answerer(
    archive: Archive, analyzer: Analyzer, *, on_progress: Progress = unseen
) -> "Answerer":
    """Index the archive's passages and answer from them."""
    indexed = []
    for passage in _indexed(archive.passages, analyzer):
        indexed.append(passage)
        on_progress("index", len(indexed), len(archive.passages))
    index = BM25Index(indexed)
    return Answerer(index, analyzer=analyzer, reports=archive.reports)


class Answerer:
    """Answers questions from an index; the same question always gets the same answer."""

    def __init__(self, index: Index, *, analyzer: Analyzer, reports: Mapping[str, Report]) -> None:
        self._index = index
        self._analyzer = analyzer
        self._reports = reports

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = TOP_K) -> Answer:
        """Answer a question; `turns` are the earlier questions of the conversation.

        Raises VerbatimError if a passage is not what its report says.
        """
        query = self._analyzer.terms(question)
        missing = tuple(dict.fromkeys(t.text for t in query if not self._index.weight(t.text)))
        hits = self._search(query, top_k)
        for hit in hits:
            verify(hit.passage, self._reports)
        return Answer(
            question=question,
            status=self._judge(query, hits),
            passages=tuple(self._mark(hit, query) for hit in hits),
            missing=missing,
        )

    def _search(self, query: Sequence[Term], top_k: int) -> list[Hit]:
        candidates = self._index.search(Counter(_texts(query)), top_k=2 * top_k)
        hits = islice(_without_repeats(candidates), top_k)
        return [Hit(rank, hit.score, hit.passage) for rank, hit in enumerate(hits, start=1)]

    def _judge(self, query: Sequence[Term], hits: Sequence[Hit]) -> Status:
        coverage = max((self._coverage(query, hit.passage) for hit in hits[:3]), default=0.0)
        if coverage >= ANSWERED_COVERAGE:
            return Status.ANSWERED
        return Status.UNSURE if coverage >= UNSURE_COVERAGE else Status.NOT_FOUND

    def _coverage(self, query: Sequence[Term], passage: Passage) -> float:
        text = fold(" ".join((*passage.article.titles, passage.text)))
        # a word that occurs nowhere would tell as much as the rarest one that does
        rarest = max((self._index.weight(term.text) for term in query), default=0.0)
        weights = {t.text: self._index.weight(t.text) or rarest for t in query}
        found = sum(weight for term, weight in weights.items() if term in text)
        return found / sum(weights.values()) if weights else 0.0

    def _mark(self, hit: Hit, query: Sequence[Term]) -> AnswerPassage:
        wanted = {term.text for term in query}
        matches = [t for t in self._analyzer.terms(hit.passage.text) if t.text in wanted]
        return AnswerPassage(
            rank=hit.rank,
            score=hit.score,
            passage=hit.passage,
            sentence=self._best_sentence(hit.passage.text, matches),
            highlights=_merged(matches),
        )

    def _best_sentence(self, text: str, matches: Sequence[Term]) -> Span | None:
        def weight(span: Span) -> float:
            inside = {t.text for t in matches if span.start <= t.start and t.end <= span.end}
            return sum(self._index.weight(term) for term in inside)

        return max(sentences(text), key=weight, default=None) if matches else None


def _texts(terms: Iterable[Term]) -> list[str]:
    return [term.text for term in terms]


def _indexed(passages: Iterable[Passage], analyzer: Analyzer) -> Iterable[IndexedPassage]:
    titles: dict[str, list[str]] = {}
    for passage in passages:
        article = passage.article
        if article.article_id not in titles:
            titles[article.article_id] = _texts(analyzer.terms(" ".join(article.titles)))
        body = _texts(analyzer.terms(passage.text))
        yield IndexedPassage(passage, {"body": body, "titles": titles[article.article_id]})


def _without_repeats(hits: Iterable[Hit]) -> Iterable[Hit]:
    """Leave out a passage whose text contains, or is contained in, that of a better one."""
    shown: list[str] = []
    for hit in hits:
        text = fold(hit.passage.text)
        if not any(text in other or other in text for other in shown):
            shown.append(text)
            yield hit


def _merged(terms: Iterable[Term]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for term in sorted(terms, key=lambda term: (term.start, term.end)):
        if spans and term.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, term.end))
        else:
            spans.append(Span(term.start, term.end))
    return tuple(spans)
