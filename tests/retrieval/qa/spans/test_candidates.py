"""Candidates of a sentence: each slice once, and what it is."""

import pytest

from retrieval.lexicon.word_files import read_all_words
from retrieval.qa.spans.candidates import COLUMNS, CandidateFinder, Candidates
from retrieval.query import Kind
from retrieval.query.model import Office
from retrieval.query.wordlists import parse_lexicon
from retrieval.text import Analyzer

SENTENCE = "比赛在杭氧制造基地举行,34支队伍参加,一等奖由主席孙皓颁发。"


@pytest.fixture(scope="module")
def finder() -> CandidateFinder:
    return CandidateFinder(parse_lexicon(read_all_words()), Analyzer(), {})


def column(found: Candidates, name: str) -> dict[str, float]:
    return dict(zip(found.words, found.table[COLUMNS.index(name)].tolist(), strict=True))


def test_candidates_are_slices_of_the_sentence(finder: CandidateFinder) -> None:
    for kind in Kind:
        found = finder.find(SENTENCE, kind, phrases=True)
        places = zip(*found.table[:2].astype(int).tolist(), strict=True)
        assert [SENTENCE[start:end] for start, end in places] == list(found.words)


def test_phrases_come_last_and_none_is_a_candidate_by_form_too(finder: CandidateFinder) -> None:
    by_form = finder.find(SENTENCE, Kind.PLACE, phrases=False)
    found = finder.find(SENTENCE, Kind.PLACE, phrases=True)
    assert found.words[: by_form.count] == by_form.words
    assert found.count > by_form.count
    assert not set(found.words[by_form.count :]) & set(by_form.words)


def test_an_amount_is_told_from_a_rank(finder: CandidateFinder) -> None:
    found = finder.find(SENTENCE, Kind.NUMBER, phrases=False)
    assert column(found, "ranks") == {"34支": 0.0, "一等奖": 1.0}
    assert column(found, "digit") == {"34支": 1.0, "一等奖": 0.0}


def test_only_who_holds_an_office_is_left(finder: CandidateFinder) -> None:
    found = finder.find(SENTENCE, Kind.PERSON, phrases=False)
    office = Office("主席", "")
    held = found.only(lambda start, end: office.is_held(SENTENCE, start, end))
    assert held.words == ("孙皓",)
    assert held.table.shape == (len(COLUMNS), 1)
