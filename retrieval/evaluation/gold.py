"""Questions whose answers are known, read from a file of JSON lines."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import QuestionFileError, QuestionFileMissingError
from retrieval.query.model import earlier_turns

Spot = frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question, the places (report and line) that answer it, and the answers' words.

    A question that compares has a spot for each side, and both are needed. One that the reports
    don't answer has none.
    """

    question_id: str
    question: str
    style: str
    spots: tuple[Spot, ...] = ()
    answers: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()

    @property
    def is_answerable(self) -> bool:
        return bool(self.spots)


def read_gold(path: Path) -> list[GoldQuestion]:
    """Read `{"id", "q", "style", "file", "lines", "answers", "turns"?}`, one a line.

    `file` is null for a question without an answer, a list for one that compares.
    Raises QuestionFileError, which names the line, QuestionFileMissingError.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as err:
        raise QuestionFileMissingError(path, "no such file") from err
    except (OSError, UnicodeDecodeError) as err:
        raise QuestionFileError(path, f"can't be read ({err})") from err
    questions = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            questions.append(_parse(line, place=f"{path}:{number}"))
    if not questions:
        raise QuestionFileError(path, "holds no question")
    return questions


def _parse(line: str, *, place: str) -> GoldQuestion:
    try:
        record = json.loads(line)
        turns = record.get("turns") or []
        question = record.get("q") or turns[-1]
        if not isinstance(question, str):
            raise TypeError("a question is to be a text")
        return GoldQuestion(
            question_id=str(record["id"]),
            question=question,
            style=str(record.get("style") or "other"),
            spots=tuple(_spots(record)),
            answers=tuple(record.get("answers") or ()),
            turns=tuple(earlier_turns(turns, question)),
        )
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as err:
        raise QuestionFileError(
            place, f'not a gold question ({err}); expected {{"id", "q", "file", "lines", …}}'
        ) from err


def _spots(record: dict[str, Any]) -> Iterable[Spot]:
    file, lines = record["file"], record["lines"]
    if file is None:
        return
    pairs = zip(file, lines, strict=True) if isinstance(file, list) else [(file, lines)]
    for name, numbers in pairs:
        yield frozenset((name, int(number)) for number in numbers)
