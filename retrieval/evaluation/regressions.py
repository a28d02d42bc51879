"""Answers that became worse since the last time, by a file that keeps how they were."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from retrieval.evaluation.metrics import Judgement

# how good an answer is, best first: right at first, right among ten, not right
RIGHT, LOWER, WRONG = 2, 1, 0


def grade(judgement: Judgement) -> int:
    """Grade an answer: RIGHT, LOWER or WRONG."""
    if not judgement.is_miss:
        return RIGHT
    return LOWER if judgement.rank is not None else WRONG


def read_grades(path: Path) -> Mapping[str, int]:
    """Read the grades of the last time, by the questions' ids; none where there is no such file."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): int(value) for key, value in kept.items()}


def keep_grades(judgements: Iterable[Judgement], path: Path) -> None:
    """Keep how good the answers are now."""
    grades = {judgement.gold.question_id: grade(judgement) for judgement in judgements}
    path.write_text(json.dumps(grades, ensure_ascii=False, indent=1), encoding="utf-8")


def worse(judgements: Iterable[Judgement], before: Mapping[str, int]) -> list[Judgement]:
    """Pick the answers that were better before."""
    return [j for j in judgements if grade(j) < before.get(j.gold.question_id, WRONG)]
