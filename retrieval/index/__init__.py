"""The index: which passages share a question's terms, and how much that counts.

`retrieval.index.bm25` is the model, in memory; `retrieval.store` keeps an index on disk.
"""

from retrieval.index.protocol import (
    FIELDS,
    Field,
    Hit,
    Index,
    IndexedPassage,
    Numbers,
    PassageLocations,
)
from retrieval.index.term_weights import TermWeights

__all__ = [
    "FIELDS",
    "Field",
    "Hit",
    "Index",
    "IndexedPassage",
    "Numbers",
    "PassageLocations",
    "TermWeights",
]
