"""Answers: passages in the reports' own words, with what in them answers."""

from retrieval.qa.answerability.classifier import Thresholds
from retrieval.qa.answering import Answering
from retrieval.qa.explanation import Explanation
from retrieval.qa.factory import answerer_of, build_answerer
from retrieval.qa.linear import Weights
from retrieval.qa.pipeline import Answerer
from retrieval.qa.result import Answer, AnswerPassage, Listing, QuoteCheck, Span, Status
from retrieval.qa.verbatim import verify

__all__ = [
    "Answer",
    "AnswerPassage",
    "Answerer",
    "Answering",
    "Explanation",
    "Listing",
    "QuoteCheck",
    "Span",
    "Status",
    "Thresholds",
    "Weights",
    "answerer_of",
    "build_answerer",
    "verify",
]
