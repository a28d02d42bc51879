"""What tests of conversations look at."""

from retrieval.query import Question


def earlier_words(question: Question) -> set[str]:
    """The words that a question takes over from the one before it."""
    return {concept.text for concept in question.concepts if concept.is_earlier}
