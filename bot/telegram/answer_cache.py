"""Answers recalled: what many ask, and lists that are scrolled, are worked out once."""

from collections.abc import Sequence
from threading import Lock

from retrieval.cache import LruCache
from retrieval.corpus import Corpus
from retrieval.qa import Answer
from retrieval.qa.answering import Answers

KEPT = 1024  # passages and listed articles of all answers


class CachedAnswers:
    """Answers as another does, but a question asked again only once for each state of the reports.

    Safe on several threads.
    """

    def __init__(self, answers: Answers, corpus: Corpus) -> None:
        self._answers = answers
        self._corpus = corpus
        self._state: object = None
        self._kept: LruCache[tuple[object, ...], Answer] = LruCache(KEPT, size_of=_size)
        self._lock = Lock()

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        """Answer a question; raises what the other does."""
        key = (question, tuple(turns), top_k)
        with self._corpus.reading():
            if (answer := self._recall(key)) is None:
                answer = self._answers.answer(question, turns=turns, top_k=top_k)
                self._keep(key, answer)
        return answer

    def _recall(self, key: tuple[object, ...]) -> Answer | None:
        with self._lock:
            if self._state != self._corpus.state:
                self._kept.clear()
                self._state = self._corpus.state
            return self._kept.get(key)

    def _keep(self, key: tuple[object, ...], answer: Answer) -> None:
        with self._lock:
            self._kept.keep(key, answer)


def _size(answer: Answer) -> int:
    listed = len(answer.listing.articles) if answer.listing else 0
    return max(1, len(answer.passages) + listed)
