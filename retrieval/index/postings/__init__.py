"""Postings on disk: which documents hold which terms, how often, and how much that counts.

Knows numbers only: a document is a passage's number in the store, a term its number there.
"""

from retrieval.index.postings.segment import (
    Counts,
    FieldPostings,
    Segment,
    SegmentError,
    SegmentSource,
)
from retrieval.index.postings.segment_writer import dead_counts, write_segment
from retrieval.index.postings.top_k import Match, PostingsSearcher, Shard

__all__ = [
    "Counts",
    "FieldPostings",
    "Match",
    "PostingsSearcher",
    "Segment",
    "SegmentError",
    "SegmentSource",
    "Shard",
    "dead_counts",
    "write_segment",
]
