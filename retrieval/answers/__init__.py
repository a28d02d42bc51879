"""Answers: passages in the reports' own words, with what in them answers."""

from retrieval.answers.answer import Answer, AnswerPassage, Span, Status
from retrieval.answers.answerer import Answerer, build_answerer
from retrieval.answers.verbatim import verify

__all__ = ["Answer", "AnswerPassage", "Answerer", "Span", "Status", "build_answerer", "verify"]
