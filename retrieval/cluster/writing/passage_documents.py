"""Passages of a batch as documents: the terms that are searched, and those that are counted."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.cluster.cluster_client import Document
from retrieval.cluster.schema import IMPACT_STEPS, TermCounts, impact_text, pack
from retrieval.index.postings import FieldPostings
from retrieval.index.protocol import Field, Numbers
from retrieval.index.scoring import saturation
from retrieval.store.writing.ingest import Batch


class TermTexts:
    """The texts of terms, which each process that makes batches numbers in its own way."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {}

    def of(self, batch: Batch) -> list[str]:
        """The texts by number; every batch has to be shown here, in the order it was made."""
        texts = self._texts.setdefault(batch.vocabulary, [])
        texts[batch.first_new :] = batch.new_terms
        return texts


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """A field's terms of a batch by document: those of document n stand from `starts[n]` on."""

    terms: Numbers
    counts: NDArray[np.int64]
    starts: NDArray[np.intp]
    amounts: NDArray[np.int64]
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, postings: FieldPostings) -> "FieldTerms":
        """Turn postings by term into terms by document."""
        order = np.argsort(postings.documents, kind="stable")
        counts = postings.counts.between(0, len(postings.documents))
        documents = postings.documents[order]
        numbers = np.arange(len(postings.lengths))
        return cls(
            terms=np.repeat(postings.terms, postings.amounts)[order],
            counts=counts[order].astype(np.int64),
            starts=documents.searchsorted(np.append(numbers, len(numbers))),
            amounts=np.bincount(documents, minlength=len(numbers)),
            lengths=postings.lengths.astype(np.int64),
        )

    def impacts(self, field: Field, average_length: float) -> list[int]:
        """The impact of each term in its document, in steps, rounded up."""
        lengths = np.repeat(self.lengths, self.amounts)
        steps = saturation(self.counts, lengths, average_length=average_length, b=field.b)
        found: list[int] = np.ceil(steps * IMPACT_STEPS).astype(np.int64).tolist()
        return found


@dataclass(frozen=True, slots=True)
class NumberedPassages:
    """The documents of a batch that are kept, and the numbers of their passages."""

    documents: Sequence[int]
    numbers: Sequence[int]


def passage_documents(
    fields: Mapping[str, FieldTerms],
    texts: Sequence[str],
    kept: NumberedPassages,
    *,
    protocol: Mapping[str, Field],
    average_lengths: Mapping[str, float],
    born: int,
) -> Iterator[tuple[str, Document]]:
    """Yield the id and the contents of each passage that is kept."""
    impacts = {
        name: terms.impacts(protocol[name], average_lengths[name]) for name, terms in fields.items()
    }
    numbers_of = {name: terms.terms.tolist() for name, terms in fields.items()}
    counts_of = {name: terms.counts.tolist() for name, terms in fields.items()}
    for document, number in zip(kept.documents, kept.numbers, strict=True):
        content: Document = {"kind": "passage", "born": born, "row": number}
        counts: dict[str, dict[str, int]] = {}
        for name, terms in fields.items():
            own = slice(int(terms.starts[document]), int(terms.starts[document + 1]))
            held = [texts[at] for at in numbers_of[name][own]]
            content[name] = impact_text(held, impacts[name][own])
            counts[name] = dict(zip(held, counts_of[name][own], strict=True))
        yield f"p{number}", content | {"terms": pack(counts)}


class TermChanges:
    """The number of passages by which each term is held more or less, and the change of lengths."""

    def __init__(self, fields: Sequence[str]) -> None:
        self._found: dict[str, Counter[str]] = {name: Counter() for name in fields}
        self.lengths = dict.fromkeys(fields, 0)
        self.passages = 0

    def add(
        self, fields: Mapping[str, FieldTerms], texts: Sequence[str], documents: Sequence[int]
    ) -> None:
        """Count passages that come, by their place in the batch."""
        chosen = np.array(documents, dtype=np.intp)
        for name, terms in fields.items():
            self.lengths[name] += int(terms.lengths[chosen].sum())
            slices = [terms.terms[terms.starts[at] : terms.starts[at + 1]] for at in documents]
            held, amounts = np.unique(np.concatenate(slices), return_counts=True)
            of_field = self._found[name]
            for number, amount in zip(held.tolist(), amounts.tolist(), strict=True):
                of_field[texts[number]] += amount
        self.passages += len(documents)

    def remove(self, counts: TermCounts) -> None:
        """Count a passage that goes, by its terms."""
        for name, of_field in self._found.items():
            held = counts.get(name, {})
            of_field.subtract(held.keys())
            self.lengths[name] -= sum(held.values())
        self.passages -= 1

    def terms(self) -> list[tuple[str, int, int]]:
        """The terms whose numbers change, sorted."""
        words, pairs = self._found["words"], self._found["pairs"]
        changed = ((text, words[text], pairs[text]) for text in sorted(words.keys() | pairs.keys()))
        return [row for row in changed if row[1] or row[2]]
