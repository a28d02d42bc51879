"""Evaluation: how well questions with known answers are answered."""

from retrieval.evaluation.gold import GoldQuestion, read_gold
from retrieval.evaluation.metrics import FIGURES, Judgement, judge, summarize

__all__ = ["FIGURES", "GoldQuestion", "Judgement", "judge", "read_gold", "summarize"]
