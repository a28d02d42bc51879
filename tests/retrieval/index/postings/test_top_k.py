"""Segments of postings rank as the model does, whatever averages their impacts were made for."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.index import Field
from retrieval.index.postings import (
    Counts,
    FieldPostings,
    PostingsSearcher,
    Segment,
    SegmentError,
    SegmentSource,
    Shard,
    dead_counts,
    searcher,
    write_segment,
)
from retrieval.index.scoring import inverse_document_frequency, saturation

FIELDS = {"body": Field(weight=1.0, b=0.6), "titles": Field(weight=0.4, b=0.5)}
Texts = Mapping[str, Sequence[int]]  # the terms of a document by field

terms = st.lists(st.integers(0, 12), max_size=30)
documents = st.fixed_dictionaries({"body": terms, "titles": terms.map(lambda found: found[:4])})
parts = st.lists(
    st.tuples(st.lists(documents, min_size=1, max_size=12), st.floats(0.2, 40), st.randoms()),
    min_size=1,
    max_size=4,
)
queries = st.dictionaries(st.integers(0, 13), st.floats(0.1, 3), min_size=1, max_size=6)


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(parts, queries, st.integers(1, 6))
def test_the_best_documents_are_those_of_the_model(
    made: list[tuple[list[Texts], float, object]], query: dict[int, float], top_k: int
) -> None:
    with tempfile.TemporaryDirectory() as place:
        shards: list[Shard] = []
        living: dict[int, Texts] = {}
        first = 1
        for number, (texts, average, chance) in enumerate(made):
            dead = [at for at in range(len(texts)) if chance.random() < 0.3]  # type: ignore[attr-defined]
            path = Path(place, f"{number}.segment")
            write_segment(
                path,
                [_source(texts, first)],
                fields=FIELDS,
                average_lengths=dict.fromkeys(FIELDS, average),
            )
            shards.append(_shard(Segment(path), texts, dead))
            living |= {first + at: text for at, text in enumerate(texts) if at not in dead}
            first += len(texts)
        found = PostingsSearcher(shards, fields=FIELDS).best(query, top_k=top_k)
        model = _model(living, query)
        ranked = sorted(model, key=lambda passage: (-model[passage], passage))
        assert [match.passage for match in found[:top_k]] == ranked[: len(found[:top_k])]
        assert len(found) >= min(top_k, len(ranked))
        assert all(match.score == pytest.approx(model[match.passage], abs=1e-9) for match in found)


# with these, some hundred documents take every step of a search, as a million do
FEW_OF_ALL = {"FIRST_LOOK": 30, "POOL": 20, "PROMISING": 5, "FEW": 3}


@pytest.mark.slow
@pytest.mark.parametrize("in_bytes", [0, 100])
@pytest.mark.parametrize("lookup_cost", [0, 1000])
def test_lists_that_are_not_added_up_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lookup_cost: int, in_bytes: int
) -> None:
    steps = FEW_OF_ALL | {"LOOKUP_COST": lookup_cost, "MOST_IN_BYTES": in_bytes}
    for name, value in steps.items():
        monkeypatch.setattr(searcher, name, value)
    chance = np.random.default_rng(6)
    shards: list[Shard] = []
    living: dict[int, Texts] = {}
    for number in range(3):
        texts = [_common_and_rare(chance) for _ in range(250)]
        dead = sorted(chance.choice(len(texts), size=20 * number, replace=False).tolist())
        path, first = tmp_path / str(number), 1 + 250 * number
        averages = {"body": 16.0, "titles": 2.0}
        write_segment(path, [_source(texts, first)], fields=FIELDS, average_lengths=averages)
        shards.append(_shard(Segment(path), texts, dead))
        living |= {first + at: text for at, text in enumerate(texts) if at not in dead}
    ranker = PostingsSearcher(shards, fields=FIELDS)
    for _ in range(25):
        query = dict.fromkeys(_common_and_rare(chance)["body"][:8], 1.0)
        found, model = ranker.best(query, top_k=3), _model(living, query)
        ranked = sorted(model, key=lambda passage: (-model[passage], passage))
        assert [match.passage for match in found[:3]] == ranked[: len(found[:3])]
        assert len(found) >= min(3, len(ranked))


def _common_and_rare(chance: np.random.Generator) -> Texts:
    """A text of terms of which few are common and most are rare."""
    found = (chance.pareto(0.7, size=int(chance.integers(1, 32))) * 3).astype(int).clip(max=200)
    return {"body": found.tolist(), "titles": found[:3].tolist()}


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(parts)
def test_a_merge_holds_what_its_parts_hold_without_the_dead(
    made: list[tuple[list[Texts], float, object]],
) -> None:
    with tempfile.TemporaryDirectory() as place:
        sources, living = [], []
        first = 1
        for texts, _, chance in made:
            dead = [at for at in range(len(texts)) if chance.random() < 0.3]  # type: ignore[attr-defined]
            source = _source(texts, first)
            sources.append(
                SegmentSource(source.passages, source.fields, np.array(dead, dtype=np.uint32))
            )
            living += [text for at, text in enumerate(texts) if at not in dead]
            first += len(texts)
        averages = dict.fromkeys(FIELDS, 3.0)
        write_segment(Path(place, "m"), sources, fields=FIELDS, average_lengths=averages)
        write_segment(
            Path(place, "w"), [_source(living, 1)], fields=FIELDS, average_lengths=averages
        )
        merged, whole = Segment(Path(place, "m")), Segment(Path(place, "w"))
        for name in FIELDS:
            for part in ("terms", "starts", "documents", "lengths"):
                one = getattr(merged.fields[name], part)
                assert one.tolist() == getattr(whole.fields[name], part).tolist()
            size = len(whole.fields[name].documents)
            one, other = (s.fields[name].counts.between(0, size) for s in (merged, whole))
            assert one.tolist() == other.tolist()
            assert merged.impacts[name].steps.tolist() == whole.impacts[name].steps.tolist()
            assert merged.impacts[name].bounds.tolist() == whole.impacts[name].bounds.tolist()


def test_a_file_that_is_no_whole_segment_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.segment"
    write_segment(
        path,
        [_source([{"body": [1, 2, 2], "titles": []}], 1)],
        fields=FIELDS,
        average_lengths=dict.fromkeys(FIELDS, 1.0),
    )
    whole = path.read_bytes()
    for damaged in (b"", whole[:10], whole[:40], whole[:-1], b"x" + whole[1:]):
        path.write_bytes(damaged)
        with pytest.raises(SegmentError):
            Segment(path)


def _source(texts: Sequence[Texts], first: int) -> SegmentSource:
    passages = np.arange(first, first + len(texts), dtype=np.uint32)
    return SegmentSource(
        passages,
        {name: _postings([text[name] for text in texts]) for name in FIELDS},
        np.empty(0, dtype=np.uint32),
    )


def _postings(texts: Sequence[Sequence[int]]) -> FieldPostings:
    pairs = sorted({(term, at) for at, text in enumerate(texts) for term in text})
    held = sorted({term for term, _ in pairs})
    amounts = [sum(term == other for other, _ in pairs) for term in held]
    return FieldPostings(
        terms=np.array(held, dtype=np.uint32),
        starts=np.cumsum([0, *amounts]).astype(np.uint64),
        documents=np.array([at for _, at in pairs], dtype=np.uint32),
        counts=Counts.of(np.array([texts[at].count(term) for term, at in pairs], dtype=np.int64)),
        lengths=np.array([len(text) for text in texts], dtype=np.uint32),
    )


def _shard(segment: Segment, texts: Sequence[Texts], dead: list[int]) -> Shard:
    source = segment.source(np.array(dead, dtype=np.uint32))
    lengths = {
        name: sum(len(text[name]) for at, text in enumerate(texts) if at not in dead)
        for name in FIELDS
    }
    return Shard(segment, source.dead, {n: dead_counts(source, n) for n in FIELDS}, lengths)


def _model(living: Mapping[int, Texts], query: Mapping[int, float]) -> dict[int, float]:
    """The formula, document by document."""
    scores = dict.fromkeys(living, 0.0)
    for name, field in FIELDS.items():
        total = sum(len(text[name]) for text in living.values())
        for term, weight in query.items():
            holders = [passage for passage, text in living.items() if term in text[name]]
            idf = inverse_document_frequency(len(living), len(holders))
            for passage in holders:
                text = living[passage][name]
                impact = saturation(
                    np.array([text.count(term)]),
                    np.array([len(text)]),
                    average_length=total / len(living),
                    b=field.b,
                )
                scores[passage] += field.weight * weight * idf * float(impact[0])
    return {passage: score for passage, score in scores.items() if score > 0}
