from retrieval.answers.extracting import Candidate, Category
from retrieval.answers.fitting import candidate_figures
from retrieval.answers.setting import Setting, held
from retrieval.questions import Concept, Form, Kind, Question, Slot, Source

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


def figures(words: str) -> dict[str, float]:
    found = held(QUESTION, SENTENCE)
    start = SENTENCE.index(words)
    setting = Setting(QUESTION, Kind.NUMBER, "断电少了几成", found, SENTENCE)
    return candidate_figures(
        setting, Candidate(start, start + len(words), Category.AMOUNT), 0.0, 0.0
    )


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
