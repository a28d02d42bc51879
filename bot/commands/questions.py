"""Questions as they come over standard input: a line of text, or a JSON object."""

import json
import math
from dataclasses import dataclass
from typing import Any

from retrieval.errors import QuestionFileError
from retrieval.questions.turns import earlier_turns

QuestionId = str | int | float | None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question, the id that came with it, and the earlier questions of its conversation."""

    text: str
    question_id: QuestionId = None
    turns: tuple[str, ...] = ()


def parse_question(line: str) -> AskedQuestion:
    """A line that opens with `{` is an object `{"id", "q", "turns": [earlier…, last]?}`.

    Raises QuestionFileError if such a line is no such object.
    """
    text = line.strip()
    if not text.startswith("{"):
        return AskedQuestion(_encodable(text))
    try:
        return _from_record(json.loads(text))
    except (ValueError, RecursionError) as err:
        raise QuestionFileError(f"not JSON ({err}): {text[:60]}") from err


def _from_record(record: dict[str, Any]) -> AskedQuestion:
    turns, question_id = record.get("turns") or [], record.get("id")
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise QuestionFileError('"turns" is to be a list of texts, the question last')
    question = record.get("q", turns[-1] if turns else None)
    if not isinstance(question, str):
        raise QuestionFileError('a question needs a text: {"id": "A1", "q": "…"}')
    if not question.strip():
        raise QuestionFileError("the question is empty")
    if not isinstance(question_id, QuestionId) or (
        isinstance(question_id, float) and not math.isfinite(question_id)
    ):
        raise QuestionFileError('"id" is to be a text or a number')
    earlier = earlier_turns(turns, question)
    return AskedQuestion(_encodable(question), question_id, tuple(map(_encodable, earlier)))


def _encodable(text: str) -> str:
    """The text with what is no character (half of a surrogate pair, say) replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
