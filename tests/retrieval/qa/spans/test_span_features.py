import pytest

from retrieval.lexicon.word_files import read_all_words
from retrieval.qa.linear import weighed
from retrieval.qa.spans.candidates import CandidateFinder
from retrieval.qa.spans.span_features import Searched, fit, weights_by_form
from retrieval.query import Concept, Form, Kind, Question, Slot, Source
from retrieval.query.wordlists import parse_lexicon
from retrieval.text import Analyzer

SENTENCE = "户均停电时长压降34.4%,故障修复时长缩短39.2%"
BLACKOUT = Concept("断电", 0.5, (Form("停电", 1.0, Source.SYNONYM),), is_known=False)
LESS = Concept(
    "少了",
    0.5,
    (Form("缩短", 0.7, Source.SYNONYM), Form("压降", 0.7, Source.SYNONYM)),
    is_focus=True,
)
QUESTION = Question(
    "断电少了几成？",
    "断电少了几成",
    Kind.NUMBER,
    concepts=(BLACKOUT, LESS),
    slot=Slot(before="断电少了"),
)
FINDER = CandidateFinder(parse_lexicon(read_all_words()), Analyzer(), {})


def figures(words: str) -> dict[str, float]:
    found = FINDER.find(SENTENCE, Kind.NUMBER, phrases=False)
    fits = fit(QUESTION, Kind.NUMBER, [[Searched(SENTENCE, 0, SENTENCE, 0.0, found)]])
    return fits.figures(list(fits.words).index(words))


def test_every_form_of_a_concept_counts_where_it_stands() -> None:
    for words in ("34.4%", "39.2%"):
        assert figures(words)["follows"]
        assert figures(words)["next_before"] == 1.0
        assert figures(words)["clause_focus"]


def test_what_a_clause_has_of_the_question_is_its_own() -> None:
    assert figures("34.4%")["clause_count"] == 1.0
    assert figures("39.2%")["clause_count"] == 0.5


def test_what_stands_in_another_clause_is_further_away() -> None:
    assert figures("34.4%")["near"] > figures("39.2%")["near"]


def test_sentences_are_searched_together_as_each_is_alone() -> None:
    others = ["停电34次,比去年少了5成", "缩短了,没有一成", "没有"]
    searched = [
        [Searched(text, 0, text, -0.5, FINDER.find(text, Kind.NUMBER, phrases=False))]
        for text in (SENTENCE, *others)
    ]
    together = fit(QUESTION, Kind.NUMBER, searched)
    for number, own in enumerate(searched):
        alone = fit(QUESTION, Kind.NUMBER, [own])
        numbers = range(len(together.words))[together.of(number)]
        assert [together.figures(n) for n in numbers] == [
            alone.figures(n) for n in range(len(alone.words))
        ]
        assert [together.candidate(n) for n in numbers] == [
            alone.candidate(n) for n in range(len(alone.words))
        ]


def test_a_candidate_stands_where_it_does_in_its_passage() -> None:
    passage = "昨天发布。" + SENTENCE
    found = FINDER.find(SENTENCE, Kind.NUMBER, phrases=False)
    fits = fit(QUESTION, Kind.NUMBER, [[Searched(SENTENCE, 5, passage, 0.0, found)]])
    for number, words in enumerate(fits.words):
        candidate = fits.candidate(number)
        assert passage[candidate.start : candidate.end] == words


def test_the_figures_weighed_add_up_to_the_score() -> None:
    weights = {"near": 1.5, "number:amount": 0.25, "amount:digit": 2.0, "what:digit": 7.0}
    found = FINDER.find(SENTENCE, Kind.NUMBER, phrases=False)
    fits = fit(QUESTION, Kind.NUMBER, [[Searched(SENTENCE, 0, SENTENCE, 0.0, found)]])
    scores = fits.scores(weights_by_form(Kind.NUMBER, weights)).tolist()
    assert scores == pytest.approx(
        [weighed(weights, fits.figures(n)) for n in range(len(fits.words))]
    )
