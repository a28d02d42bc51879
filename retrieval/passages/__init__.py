"""Passages: what is searched and quoted."""

from retrieval.passages.passage import Passage, split
from retrieval.passages.view import ArticleView, View, Views, plain, view_article, without_blanks

__all__ = [
    "ArticleView",
    "Passage",
    "View",
    "Views",
    "plain",
    "split",
    "view_article",
    "without_blanks",
]
