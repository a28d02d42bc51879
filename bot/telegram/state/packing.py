"""An answer's passages as they are kept: ids and offsets, no text."""

import json
from collections.abc import Iterable, Sequence

from bot.telegram.state.records import ShownPassage
from retrieval.answers import Answer, Span


def packed(answer: Answer) -> str:
    """The passages of an answer as JSON: each an id and four offsets."""
    shown = [
        [p.passage.passage_id, *_offsets(p.sentence), *_offsets(p.answer)] for p in answer.passages
    ]
    return json.dumps(shown, separators=(",", ":"))


def unpacked(passages: str) -> Iterable[ShownPassage]:
    """The passages that were packed."""
    for passage_id, *offsets in json.loads(passages):
        yield ShownPassage(passage_id, _span(offsets[0:2]), _span(offsets[2:4]))


def _offsets(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _span(offsets: Sequence[int | None]) -> Span | None:
    start, end = offsets
    return Span(start, end) if start is not None and end is not None else None
