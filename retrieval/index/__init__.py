"""The index: which passages share a question's terms, and how much that counts."""

from retrieval.index.bm25 import BM25Index
from retrieval.index.hit import Hit
from retrieval.index.index import FIELDS, Field, Index, IndexedPassage

__all__ = ["FIELDS", "BM25Index", "Field", "Hit", "Index", "IndexedPassage"]
