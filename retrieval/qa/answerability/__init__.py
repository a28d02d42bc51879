"""Answerability: whether the passages found answer the question."""
