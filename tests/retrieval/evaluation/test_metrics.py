import pytest

from retrieval.documents import Article, Paragraph, Passage, Piece, Role
from retrieval.evaluation import GoldQuestion, judge, summarize
from retrieval.qa import Answer, AnswerPassage, Span, Status

LINES = {1: "新建工会44家，会员4000名。", 2: "建德新建工会173家。", 3: "天气晴。"}
ARTICLE = Article(
    "a-1",
    "a.txt",
    paragraphs=tuple(
        Paragraph(Role.BODY, text, (Piece(line, 0, len(text)),)) for line, text in LINES.items()
    ),
)


def answer(*lines: int, sentence: Span | None = None, marked: Span | None = None) -> Answer:
    """An answer of the passages at these lines; the marks are the first one's."""
    passages = tuple(
        AnswerPassage(
            rank,
            1.0,
            Passage(ARTICLE, line - 1),
            sentence=sentence if rank == 1 else None,
            answer=marked if rank == 1 else None,
        )
        for rank, line in enumerate(lines, start=1)
    )
    return Answer("？", Status.ANSWERED if lines else Status.NOT_FOUND, passages)


def spot(line: int) -> frozenset[tuple[str, int]]:
    return frozenset({("a.txt", line)})


ONE = GoldQuestion("A1", "几家？", "terse", (spot(1),), ("44家",))


def test_the_right_passage_first_with_the_answer_marked_earns_everything() -> None:
    judged = judge(ONE, answer(1, 3, sentence=Span(0, 8), marked=Span(4, 7)))
    assert judged.rank == 1
    assert not judged.is_miss
    earned = {name: float(value) for name, value in judged.figures.items()}
    assert earned.pop("false_abstain") == 0
    assert set(earned.values()) == {1.0}


def test_the_right_passage_second_earns_half_the_reciprocal_rank() -> None:
    judged = judge(ONE, answer(3, 1))
    assert judged.is_miss
    assert (judged.figures["hit@1"], judged.figures["hit@3"], judged.figures["mrr"]) == (0, 1, 0.5)
    assert (judged.figures["ans@1"], judged.figures["ans@3"]) == (0, 1)


def test_no_answer_to_an_answerable_question_is_a_false_abstention() -> None:
    judged = judge(ONE, answer())
    assert judged.rank is None
    assert judged.figures["false_abstain"] == 1


def test_a_comparison_needs_both_sides_within_its_first_two_passages() -> None:
    both = GoldQuestion("A2", "谁多？", "terse", (spot(1), spot(2)), ("44家", "173家"))
    assert judge(both, answer(2, 1)).figures["hit@1"] == 1
    assert judge(both, answer(2, 3, 1)).figures["hit@1"] == 0
    assert judge(both, answer(2, 3)).rank is None


@pytest.mark.parametrize(
    ("marked", "is_right"), [(Span(4, 7), 1), (Span(2, 7), 1), (Span(0, 14), 0), (Span(4, 5), 0)]
)
def test_a_marked_answer_may_be_a_little_longer_but_not_a_single_character(
    marked: Span, is_right: int
) -> None:
    assert judge(ONE, answer(1, marked=marked)).figures["span"] == is_right


def test_means_are_per_style_and_over_all_and_unanswerable_ones_stand_apart() -> None:
    none = GoldQuestion("A3", "院长？", "terse")
    judged = [judge(ONE, answer(1)), judge(ONE, answer(3)), judge(none, answer())]
    figures = summarize(judged)
    assert list(figures) == ["all", "terse", "unanswerable"]
    assert (figures["all"]["n"], figures["all"]["hit@1"]) == (2, 0.5)
    assert figures["unanswerable"] == {"n": 1, "abstain": 1.0, "flagged": 1.0}
