"""The records that the state keeps and gives back."""

from dataclasses import dataclass

from retrieval.qa import Answer, Span, Status


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage of an answer by its id, with the slices that answer."""

    passage_id: str
    sentence: Span | None = None
    answer: Span | None = None


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as its buttons need it: no word of the question, only where it was answered."""

    answer_id: int
    chat_id: int
    user_id: int | None
    status: Status
    passages: tuple[ShownPassage, ...]
    message_id: int | None = None
    question_id: int | None = None  # the message that asked

    @classmethod
    def of(cls, answer: Answer, answer_id: int, *, chat_id: int = 0) -> "StoredAnswer":
        """An answer just made."""
        shown = (ShownPassage(p.passage.passage_id, p.sentence, p.answer) for p in answer.passages)
        return cls(answer_id, chat_id, None, answer.status, tuple(shown))


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts since a day: by status, refusals, feedback, mean seconds."""

    answered: int = 0
    unsure: int = 0
    not_found: int = 0
    refused: int = 0
    failed: int = 0
    good: int = 0
    bad: int = 0
    mean_seconds: float = 0.0

    @property
    def questions(self) -> int:
        return self.answered + self.unsure + self.not_found


@dataclass(frozen=True, slots=True)
class StoredAmounts:
    """Amounts of what is kept of a person."""

    answers: int
    turns: int
    ratings: int
    settings: int
    follows: int
    questions: int
