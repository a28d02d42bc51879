"""Questions that the bot could not answer well, as far as the settings keep questions."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.telegram.storage.connection import FILE_NAME
from retrieval.qa import Status


@dataclass(frozen=True, slots=True)
class PoorAnswer:
    """A question that was refused, unsure or voted down, and what was asked before it."""

    question: str
    reason: str
    turns: tuple[str, ...] = ()


def poor_answers(data_dir: Path) -> list[PoorAnswer]:
    """List such questions, each once, the voted down first; none where no bot has run.

    Only questions are listed that the operator has chosen to keep: those voted down among them.
    """
    path = data_dir / FILE_NAME
    if not path.exists():
        return []
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        kept = {question for (question,) in connection.execute("SELECT question FROM question_log")}
        voted = [poor for poor in _voted_down(connection) if poor.question in kept]
        found = {poor.question: poor for poor in [*_refused(connection), *voted]}
    finally:
        connection.close()
    return sorted(found.values(), key=lambda poor: poor.reason != "bad")


def _voted_down(connection: sqlite3.Connection) -> Iterator[PoorAnswer]:
    rows = connection.execute(
        "SELECT t.turns FROM rating r JOIN turn t ON t.answer_id = r.answer_id"
        " WHERE NOT r.is_good ORDER BY r.rated_at"
    )
    for (turns,) in rows:
        *earlier, question = json.loads(turns) or [""]
        if question:
            yield PoorAnswer(question, "bad", tuple(earlier))


def _refused(connection: sqlite3.Connection) -> Iterator[PoorAnswer]:
    rows = connection.execute(
        "SELECT question, status FROM question_log WHERE status != ? ORDER BY asked_at",
        (Status.ANSWERED.value,),
    )
    for question, status in rows:
        yield PoorAnswer(question, status)
