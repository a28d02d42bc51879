"""Terms: what a text is searched by."""

from retrieval.text.analyzer import Analyzer, Term, cutter
from retrieval.text.bigrams import BIGRAM, bigrams, word_bigrams
from retrieval.text.normalize import fold
from retrieval.text.numerals import NUMERAL_CHARACTERS, NUMERALS

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
