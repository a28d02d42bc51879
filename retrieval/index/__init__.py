"""The index: which passages share a question's terms, and how much that counts."""

from retrieval.index.bm25 import BM25Index
from retrieval.index.hit import Hit

__all__ = ["BM25Index", "Hit"]
