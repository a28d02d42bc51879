"""Questions as they come over standard input: a line of text, or a JSON object."""

import json
import math
from dataclasses import dataclass
from typing import Any

from retrieval.errors import QuestionFileError, QuestionLengthError
from retrieval.query.model import check_length, earlier_turns

QuestionId = str | int | float | None
_FORM = '{"id": "A1", "q": "…"}'


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question, the id that came with it, and the earlier questions of its conversation."""

    text: str
    question_id: QuestionId = None
    turns: tuple[str, ...] = ()


class BadLineError(QuestionFileError):
    """A line that is no question; `question_id` is its id, if it has one."""

    def __init__(self, message: str, question_id: QuestionId = None) -> None:
        super().__init__(message)
        self.question_id = question_id


def parse_question(line: str) -> AskedQuestion:
    """Read a question, of a line with `{` first as `{"id", "q", "turns": [earlier…, last]?}`.

    Raises BadLineError if such a line is no such object.
    """
    text = line.strip()
    if not text.startswith("{"):
        _check_length(text)
        return AskedQuestion(_encodable(text))
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as err:
        raise BadLineError(f"not JSON ({err}): {text[:60]}") from err
    question_id = record.get("id")
    if not _is_id(question_id):
        raise BadLineError('"id" is to be a text or a number')
    try:
        return _from_record(record, question_id)
    except QuestionFileError as err:
        raise BadLineError(str(err), question_id) from err


def _is_id(value: object) -> bool:
    is_finite = not isinstance(value, float) or math.isfinite(value)
    return isinstance(value, QuestionId) and is_finite


def _from_record(record: dict[str, Any], question_id: QuestionId) -> AskedQuestion:
    turns = record.get("turns") or []
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise QuestionFileError('"turns" is to be a list of texts, the question last')
    question = record.get("q", turns[-1] if turns else None)
    if not isinstance(question, str):
        raise QuestionFileError(f"a question needs a text: {_FORM}")
    if not question.strip():
        raise QuestionFileError("the question is empty")
    for text in (*turns, question):
        _check_length(text)
    earlier = earlier_turns(turns, question)
    return AskedQuestion(_encodable(question), question_id, tuple(map(_encodable, earlier)))


def _check_length(text: str) -> None:
    try:
        check_length(text)
    except QuestionLengthError as err:
        raise BadLineError(str(err)) from None


def _encodable(text: str) -> str:
    """The text with what is no character (half of a surrogate pair, say) replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
