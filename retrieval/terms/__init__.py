"""Terms: what a text is searched by."""

from retrieval.terms.analyzer import Analyzer, Term, cutter
from retrieval.terms.folding import fold
from retrieval.terms.numerals import NUMERAL_CHARACTERS, NUMERALS
from retrieval.terms.units import BIGRAM, bigrams, word_bigrams

__all__ = [
    "BIGRAM",
    "NUMERALS",
    "NUMERAL_CHARACTERS",
    "Analyzer",
    "Term",
    "bigrams",
    "cutter",
    "fold",
    "word_bigrams",
]
