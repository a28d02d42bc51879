"""The numbers of a build's terms: each is given once, and never to another term."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from retrieval.index.postings import Counts, FieldPostings
from retrieval.index.protocol import Numbers
from retrieval.store import database
from retrieval.store.writing.ingest import Batch
from retrieval.store.writing.inverter import KEPT_TERMS


class TermNumbers:
    """Numbers the terms of batches; what was numbered lately is remembered.

    What is remembered holds as long as the transactions go through in which it was numbered.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}
        self._knows_all = False
        self._vocabularies: dict[str, _NumberedTerms] = {}

    def take_over(self, batch: Batch) -> None:
        """Note the terms that are new in a batch: of each batch, in the order they were made."""
        vocabulary = self._vocabularies.setdefault(batch.vocabulary, _NumberedTerms())
        vocabulary.take_over(batch.first_new, batch.new_terms)

    def renumbered(self, batch: Batch, fields: Iterable[str]) -> dict[str, FieldPostings]:
        """The postings of some fields of a batch that was taken over, with the build's numbers."""
        vocabulary = self._vocabularies[batch.vocabulary]
        postings = {name: batch.fields[name] for name in fields}
        used = np.unique(np.concatenate([field.terms for field in postings.values()]))
        vocabulary.number(used, self._numbers)
        return {name: _renumbered(p, vocabulary.numbers) for name, p in postings.items()}

    def forget(self) -> None:
        """Forget the numbers: they were given in a transaction that failed."""
        self._forget_known()
        for vocabulary in self._vocabularies.values():
            vocabulary.numbers[:] = 0

    def _numbers(self, texts: Sequence[str]) -> Numbers:
        """The numbers of terms, new ones for those that have none."""
        known = self._known
        if len(known) > KEPT_TERMS:
            self._forget_known()
        following = database.number(self._connection, database.NEXT_TERM)
        self._knows_all |= following == 1
        unknown = [text for text in texts if text not in known]
        if not self._knows_all:
            self._find(unknown)
        new = sorted(text for text in unknown if text not in known)
        numbered = list(zip(new, range(following, following + len(new)), strict=True))
        self._connection.executemany("INSERT INTO terms VALUES (?, ?)", numbered)
        database.set_number(self._connection, database.NEXT_TERM, following + len(new))
        known.update(numbered)
        return np.array([known[text] for text in texts], dtype=np.uint32)

    def _find(self, texts: Iterable[str]) -> None:
        """Learn the numbers of the terms that are stored."""
        for text in texts:
            rows = self._connection.execute("SELECT id FROM terms WHERE text = ?", (text,))
            for (number,) in rows:
                self._known[text] = number

    def _forget_known(self) -> None:
        self._known.clear()
        self._knows_all = False


class _NumberedTerms:
    """The terms of a process that makes batches, by its numbers, and their numbers here.

    0 for a term that has none yet: no batch whose articles are kept had it.
    """

    def __init__(self) -> None:
        self.numbers = np.zeros(0, dtype=np.uint32)
        self._texts: list[str] = []

    def take_over(self, first: int, texts: Sequence[str]) -> None:
        """Add the terms that are numbered from `first` on there, and forget those after it."""
        self._texts[first:] = texts
        self.numbers = np.append(self.numbers[:first], np.zeros(len(texts), dtype=np.uint32))

    def number(self, used: Numbers, number: Callable[[Sequence[str]], Numbers]) -> None:
        """Number the used terms that have no number yet."""
        missing = used[self.numbers[used] == 0]
        self.numbers[missing] = number([self._texts[at] for at in missing])


def _renumbered(postings: FieldPostings, numbers: Numbers) -> FieldPostings:
    """The postings with term n called `numbers[n]`."""
    terms = numbers[postings.terms]
    order = np.argsort(terms)
    starts = postings.starts.astype(np.int64)
    amounts = np.diff(starts)[order]
    ends = np.cumsum(amounts)
    places = np.repeat(starts[:-1][order] - (ends - amounts), amounts) + np.arange(
        len(postings.documents)
    )
    return FieldPostings(
        terms=terms[order],
        starts=np.concatenate(([0], ends)).astype(np.uint64),
        documents=postings.documents[places],
        counts=Counts.of(postings.counts.at(places)),
        lengths=postings.lengths,
    )
