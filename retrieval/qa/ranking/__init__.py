"""Ranking: features of passages and sentences, and their order."""
