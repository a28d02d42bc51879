"""The archive of a conversation, narrowed down by /since, /until, /paper and /report."""

from collections.abc import Callable
from datetime import date

from bot.app.scope_flags import narrowed_by
from retrieval.corpus import Corpus
from retrieval.qa import Answering
from retrieval.query.scope import WHOLE, Scope

Load = Callable[[], tuple[Corpus, Answering]]


class ScopedLoad:
    """Waits for the archive, and gives the answerer of the part that counts."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._scope = WHOLE
        self._narrowed: Answering | None = None

    def __call__(self) -> tuple[Corpus, Answering]:
        """Return the reports and what answers from the part of them that counts."""
        corpus, answerer = self._load()
        if self._scope == WHOLE:
            return corpus, answerer
        self._narrowed = self._narrowed or answerer.within(self._scope)
        return corpus, self._narrowed

    def narrow(self, name: str, value: str) -> Scope:
        """Set or, by an empty value, clear a part of the scope; the scope as it is then.

        Raises UsageError for a date that is none.
        """
        self._scope = narrowed_by(self._scope, name, value, today=date.today())
        self._narrowed = None
        return self._scope
