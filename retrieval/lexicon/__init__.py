"""Words: what else a report may write for a word, and which word was meant by a wrong one."""

from retrieval.lexicon.bilingual import Glosses, load_glosses
from retrieval.lexicon.gazetteer import Divisions, load_divisions
from retrieval.lexicon.spelling import Correction, Spelling, corrected
from retrieval.lexicon.synonyms import Synonyms, parse_synonyms

__all__ = [
    "Correction",
    "Divisions",
    "Glosses",
    "Spelling",
    "Synonyms",
    "corrected",
    "load_divisions",
    "load_glosses",
    "parse_synonyms",
]
