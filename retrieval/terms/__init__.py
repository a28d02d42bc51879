"""Terms: text folded and cut into what is counted and compared."""

from retrieval.terms.analyzer import Analyzer, Term
from retrieval.terms.folding import fold

__all__ = ["Analyzer", "Term", "fold"]
