"""Statements about the archive, checked against the text of all reports before they are shown."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from retrieval.qa.ranking.passage_features import THERE
from retrieval.qa.result import Answer
from retrieval.query import Question
from retrieval.query.model import REPEATED, Concept, FormSource
from retrieval.query.vocabulary import Vocabulary


def checked(answer: Answer, vocabulary: Vocabulary) -> Answer:
    """Drop false statements from an answer.

    Those are missing words that a report has, replaced words that occur themselves, and
    replacements that don't.
    """
    has = vocabulary.is_contained
    return replace(
        answer,
        missing=tuple(word for word in answer.missing if not has(word)),
        replaced=tuple(
            (typed, meant) for typed, meant in answer.replaced if not has(typed) and has(meant)
        ),
    )


def missing_words(question: Question, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Words somebody could search for that no report has, nor anything that likely means the same.

    Words that were cut into single characters are put together again.
    """
    words: list[str] = []
    for concept in _joined(question.concepts, question.understood, vocabulary):
        if _is_bridged(concept):
            words += _unknown_parts(concept, vocabulary)
        elif vocabulary.is_searchable(concept.text):
            words.append(concept.text)
    # a character that was cut off may well stand in other words
    return tuple(word for word in words if len(word) > 1 or len(question.concepts) == 1)


def _joined(concepts: Iterable[Concept], text: str, vocabulary: Vocabulary) -> Iterator[Concept]:
    """Yield the concepts that may be missing, with cut-off characters joined again: 区块 链."""
    last: Concept | None = None
    for concept in concepts:
        if vocabulary.is_contained(concept.text) or concept.repeated < REPEATED:
            continue
        whole = f"{last.text}{concept.text}" if last is not None else ""
        is_part = last is not None and len(concept.text) == 1 and whole in text
        if is_part and last is not None and not vocabulary.analyzer.count(last.text):
            last = replace(last, text=whole)
            continue
        if last is not None:
            yield last
        last = concept
    if last is not None:
        yield last


def _unknown_parts(concept: Concept, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what no report has of a compound that only a part of it bridges."""
    forms = concept.forms[1:]
    if concept.is_name or not all(form.source is FormSource.PART for form in forms):
        return
    for word in vocabulary.analyzer.words(concept.text):
        is_part = any(word in form.text or form.text in word for form in forms)
        if len(word) > 1 and not is_part and vocabulary.is_searchable(word):
            yield word


def _is_bridged(concept: Concept) -> bool:
    return any(f.weight >= THERE for f in concept.forms if f.text != concept.text)
