"""Questions as they come over standard input: a line of text, or a JSON object."""

import json
from dataclasses import dataclass
from typing import Any

from retrieval.errors import QuestionFileError


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question, the id that came with it, and the earlier questions of its conversation."""

    text: str
    question_id: str | None = None
    turns: tuple[str, ...] = ()


def parse_question(line: str) -> AskedQuestion:
    """A line that opens with `{` is an object `{"id", "q", "turns": [earlier…, last]?}`.

    Raises QuestionFileError if such a line is no such object.
    """
    text = line.strip()
    if not text.startswith("{"):
        return AskedQuestion(text)
    try:
        record = json.loads(text)
    except ValueError as err:
        raise QuestionFileError(f"not JSON ({err}): {text[:60]}") from err
    return _from_record(record)


def _from_record(record: dict[str, Any]) -> AskedQuestion:
    turns = record.get("turns") or []
    question = record.get("q", turns[-1] if turns else None)
    if not isinstance(question, str) or not all(isinstance(turn, str) for turn in turns):
        raise QuestionFileError('a question needs a text: {"id": "A1", "q": "…"}')
    question_id = record.get("id")
    return AskedQuestion(
        text=question,
        question_id=None if question_id is None else str(question_id),
        turns=tuple(turns[:-1]),
    )
