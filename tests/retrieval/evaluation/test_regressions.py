"""What became worse since the last time is told, and nothing else."""

from pathlib import Path

from retrieval.evaluation import Judgement
from retrieval.evaluation.gold import GoldQuestion
from retrieval.evaluation.regressions import keep_grades, read_grades, worse
from retrieval.qa import Answer, Status


def judged(name: str, rank: int | None) -> Judgement:
    gold = GoldQuestion(name, "问", "other", spots=(frozenset({("a.txt", 1)}),))
    answer = Answer("问", Status.ANSWERED)
    return Judgement(gold, answer, rank, {"hit@1": float(rank == 1)})


def test_answers_that_fell_are_picked(tmp_path: Path) -> None:
    grades = tmp_path / "grades.json"
    assert worse([judged("a", None)], read_grades(grades)) == []
    keep_grades([judged("a", 1), judged("b", 3), judged("c", None)], grades)
    now = [judged("a", 2), judged("b", None), judged("c", 1), judged("d", None)]
    fallen = worse(now, read_grades(grades))
    assert [judgement.gold.question_id for judgement in fallen] == ["a", "b"]
