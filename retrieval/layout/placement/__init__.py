"""Placement: reading order and articles from the boxes of lines."""
