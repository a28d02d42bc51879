"""Answers: passages in the reports' own words, with what in them answers."""

from retrieval.answers.answer import Answer, Answering, AnswerPassage, Listing, Span, Status
from retrieval.answers.answerer import Answerer
from retrieval.answers.building import answerer_of, build_answerer, indexed
from retrieval.answers.explaining import Explanation
from retrieval.answers.judging import Thresholds
from retrieval.answers.verbatim import verify
from retrieval.answers.weights import Weights

__all__ = [
    "Answer",
    "AnswerPassage",
    "Answerer",
    "Answering",
    "Explanation",
    "Listing",
    "Span",
    "Status",
    "Thresholds",
    "Weights",
    "answerer_of",
    "build_answerer",
    "indexed",
    "verify",
]
