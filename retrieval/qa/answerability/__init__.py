"""Answerability: the likelihood that the passages found answer the question."""
