"""Impacts are upper bounds of what terms count, and term counts go up and down by passages."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.cluster.change import IndexState
from retrieval.cluster.schema import IMPACT_STEPS, unpack
from retrieval.cluster.search import Scorer, WeighedTerm
from retrieval.cluster.writing.passage_documents import (
    FieldTerms,
    NumberedPassages,
    TermChanges,
    passage_documents,
)
from retrieval.index import Field
from retrieval.index.postings import Counts, FieldPostings

FIELDS = {"words": Field(weight=1.0, b=0.6), "pairs": Field(weight=0.5, b=0.3)}
TERMS = "甲乙丙丁"
texts = st.lists(st.sampled_from(range(len(TERMS))), min_size=1, max_size=40)
averages = st.floats(1, 60)


def postings_of(passages: list[list[int]]) -> FieldPostings:
    pairs = sorted({(term, at) for at, text in enumerate(passages) for term in text})
    held = sorted({term for term, _ in pairs})
    amounts = [sum(term == other for other, _ in pairs) for term in held]
    counts = [passages[at].count(term) for term, at in pairs]
    return FieldPostings(
        terms=np.array(held, dtype=np.uint32),
        starts=np.cumsum([0, *amounts]).astype(np.uint64),
        documents=np.array([at for _, at in pairs], dtype=np.uint32),
        counts=Counts.of(np.array(counts, dtype=np.int64)),
        lengths=np.array([len(text) for text in passages], dtype=np.uint32),
    )


@given(st.lists(texts, min_size=1, max_size=5), averages, averages)
def test_impacts_times_the_slack_are_never_less_than_the_score(
    passages: list[list[int]], written_for: float, now: float
) -> None:
    fields = dict.fromkeys(FIELDS, FieldTerms.of(postings_of(passages)))
    documents = passage_documents(
        fields,
        TERMS,
        NumberedPassages(range(len(passages)), range(1, len(passages) + 1)),
        protocol=FIELDS,
        average_lengths=dict.fromkeys(FIELDS, written_for),
        born=1,
    )
    state = IndexState(
        format=1,
        fingerprint="",
        passages=1000,
        lengths={name: round(now * 1000) for name in FIELDS},
        lowest_averages=dict.fromkeys(FIELDS, written_for),
    )
    scorer = Scorer(state, FIELDS)
    for (_, document), text in zip(documents, passages, strict=True):
        for name in FIELDS:
            impacts = dict(line.split("\x01") for line in document[name].split("\n"))
            assert set(impacts) == {TERMS[term] for term in text}
            weighed = [WeighedTerm(name, term, 1.0) for term in impacts]
            shares = scorer.shares(weighed, [unpack(document["terms"])])[:, 0].tolist()
            for term, share in zip(weighed, shares, strict=True):
                assert 0 < share <= int(impacts[term.text]) / IMPACT_STEPS * scorer.slack


def test_what_comes_and_goes_again_changes_no_count() -> None:
    fields = dict.fromkeys(FIELDS, FieldTerms.of(postings_of([[0, 0, 1], [1, 2]])))
    changes = TermChanges(list(FIELDS))
    changes.add(fields, TERMS, [0, 1])
    assert changes.terms() == [("丙", 1, 1), ("乙", 2, 2), ("甲", 1, 1)]
    assert (changes.passages, changes.lengths) == (2, {"words": 5, "pairs": 5})
    changes.remove({"words": {"甲": 2, "乙": 1}, "pairs": {"甲": 2, "乙": 1}})
    assert changes.terms() == [("丙", 1, 1), ("乙", 1, 1)]
    assert (changes.passages, changes.lengths) == (1, {"words": 2, "pairs": 2})
