"""Terms: what a text is searched by."""

from retrieval.terms.analyzer import CUTTER, Analyzer, Term
from retrieval.terms.folding import fold
from retrieval.terms.units import BIGRAM, bigrams, word_bigrams

__all__ = ["BIGRAM", "CUTTER", "Analyzer", "Term", "bigrams", "fold", "word_bigrams"]
