"""Passages: what is searched and quoted."""

from retrieval.passages.passage import Passage, split

__all__ = ["Passage", "split"]
