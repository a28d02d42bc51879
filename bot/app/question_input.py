"""Questions read from standard input, each a line of text or a JSON object."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from bot.app.errors import MessageError
from retrieval.errors import QuestionLengthError
from retrieval.query.model import check_length, earlier_turns

QuestionId = str | int | float | None
_FORM = '{"id": "A1", "q": "…"}'


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question, the id that came with it, and the earlier questions of its conversation."""

    text: str
    question_id: QuestionId = None
    turns: tuple[str, ...] = ()


class BadLineError(MessageError):
    """A line that is not a question; `question_id` is its id, if it has one."""

    advice = "question-file"

    def __init__(
        self, message_id: str, question_id: QuestionId = None, **arguments: str | int
    ) -> None:
        super().__init__(message_id, **arguments)
        self.question_id = question_id


def read_lines(stream: TextIO | None) -> Iterator[str | BadLineError]:
    """Yield the lines of a stream, decoded as UTF-8 or else GB18030, or an error in their place.

    A terminal's encoding is left as it is. A stream that is closed (None) has no lines.
    """
    if stream is None:
        return
    if stream.isatty() or not hasattr(stream, "buffer"):
        yield from stream
        return
    for number, line in enumerate(stream.buffer):
        yield _decoded(line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line)


def _decoded(line: bytes) -> str | BadLineError:
    for encoding in ("utf-8", "gb18030"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return BadLineError("line-not-decodable")


def parse_question(line: str) -> AskedQuestion:
    """Read a question: a line of text, or an object `{"id", "q", "turns": [earlier…, last]?}`.

    Raises BadLineError if a line that begins with `{` is not such an object, and for a question
    that is too long.
    """
    text = line.strip()
    if not text.startswith("{"):
        _check_length(text)
        return AskedQuestion(_encodable(text))
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as err:
        raise BadLineError("line-not-json", error=str(err)) from err
    question_id = record.get("id")
    if not _is_id(question_id):
        raise BadLineError("line-wrong-id")
    return _from_record(record, question_id)


def _is_id(value: object) -> bool:
    is_finite = not isinstance(value, float) or math.isfinite(value)
    return isinstance(value, QuestionId) and is_finite


def _from_record(record: dict[str, Any], question_id: QuestionId) -> AskedQuestion:
    turns = record.get("turns") or []
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise BadLineError("line-wrong-turns", question_id)
    question = record.get("q", turns[-1] if turns else None)
    if not isinstance(question, str):
        raise BadLineError("line-no-question", question_id, form=_FORM)
    if not question.strip():
        raise BadLineError("question-empty", question_id)
    for text in (*turns, question):
        _check_length(text, question_id)
    earlier = earlier_turns(turns, question)
    return AskedQuestion(_encodable(question), question_id, tuple(map(_encodable, earlier)))


def _check_length(text: str, question_id: QuestionId = None) -> None:
    try:
        check_length(text)
    except QuestionLengthError as err:
        raise BadLineError(
            "question-too-long", question_id, most=err.most, count=err.count
        ) from None


def _encodable(text: str) -> str:
    """Replace what is not a character, such as half of a surrogate pair."""
    return text.encode("utf-8", "replace").decode("utf-8")
