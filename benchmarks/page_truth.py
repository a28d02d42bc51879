"""Articles for the pages of all generators, and the record of a page's truth."""

import importlib
import random
from dataclasses import dataclass, field
from typing import Any

from tests.retrieval.layout.clean import CleanArticle, held_articles, other_articles

SHORTEST = 25  # characters of a paragraph that is counted
PAPERS = ("青石日报", "白鹭晚报", "云岭工人报")
ADVERTISEMENT = "旺铺招租 黄金地段 拎包入住 热线 0666-7654321"


@dataclass
class RenderedPage:
    """The source of a page, and its paragraphs under their headlines, in reading order."""

    source: str
    truth: list[tuple[str, str]] = field(default_factory=list)


def traditional() -> Any:
    """The function that puts simplified characters into traditional ones."""
    return importlib.import_module("opencc").OpenCC("s2t").convert


def mixed_articles(seed: int) -> list[CleanArticle]:
    """The articles of pages, in an order of chance."""
    articles = [a for a in (*held_articles(), *other_articles()) if a.headline]
    random.Random(seed).shuffle(articles)
    return articles
