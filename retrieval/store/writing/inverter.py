"""Postings of documents as they come, with numbers for their terms."""

import secrets
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, islice

import numpy as np

from retrieval.index.postings import Counts, FieldPostings

# terms whose numbers are remembered from one batch to the next
KEPT_TERMS = 1_000_000


class BatchTerms:
    """Numbers for terms, in the order in which they are met, over many batches.

    A term's text is handed over once, as looking a million texts up takes longer than storing
    their postings.
    """

    def __init__(self) -> None:
        self.name = secrets.token_hex(8)
        self._handed_over = 0
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)

    def numbers(self, texts: Iterable[str]) -> "array[int]":
        """The numbers of some terms."""
        return array("I", map(self._numbers.__getitem__, texts))

    def hand_over(self) -> tuple[int, tuple[str, ...]]:
        """The terms that are new since it was last asked, and the number of the first of them."""
        first, self._handed_over = self._handed_over, len(self._numbers)
        return first, tuple(islice(self._numbers, first, None))

    def renew(self) -> None:
        """Begin again with no terms, if there are very many."""
        if len(self._numbers) > KEPT_TERMS:
            self._numbers = defaultdict(count().__next__)
            self._handed_over = 0


class Inverter:
    """Postings as they come: for each field, the terms of one document after the other."""

    def __init__(self, vocabulary: BatchTerms) -> None:
        self._vocabulary = vocabulary
        self._terms: dict[str, array[int]] = {}
        self._lengths: dict[str, array[int]] = {}
        self._last: dict[str, tuple[Sequence[str], array[int]]] = {}
        self._added = 0

    def add(self, terms: Mapping[str, Sequence[str]]) -> None:
        """Add the next document."""
        for field, texts in terms.items():
            if field not in self._terms:
                self._terms[field], self._lengths[field] = array("I"), array("I", [0]) * self._added
            self._lengths[field].append(len(texts))
            last, numbers = self._last.get(field, (None, array("I")))
            if texts is not last:  # an article's passages share their titles
                numbers = self._vocabulary.numbers(texts)
                self._last[field] = texts, numbers
            self._terms[field].extend(numbers)
        self._added += 1

    def fields(self) -> dict[str, FieldPostings]:
        """The postings of each field."""
        return {name: self._postings(name) for name in self._terms}

    def _postings(self, field: str) -> FieldPostings:
        lengths = np.array(self._lengths[field], dtype=np.uint32)
        documents = np.repeat(np.arange(len(lengths), dtype=np.uint64), lengths)
        terms = np.array(self._terms[field], dtype=np.uint64)
        pairs, counts = np.unique((terms << np.uint64(32)) | documents, return_counts=True)
        of_pair = (pairs >> np.uint64(32)).astype(np.uint32)
        held, starts = np.unique(of_pair, return_index=True)
        return FieldPostings(
            terms=held,
            starts=np.append(starts, len(pairs)).astype(np.uint64),
            documents=(pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32),
            counts=Counts.of(counts),
            lengths=lengths,
        )
