"""Questions to start with: made from the archive's headlines, kept only if it answers them."""

import asyncio
from collections.abc import Iterator

from bot.telegram.desk import Desk
from bot.texts import Texts
from retrieval.answers import Status
from retrieval.articles import Article

COUNT = 3
TRIES = 24
HEADLINE_LENGTH = 20


class Examples:
    """Finds them once for each language, on a worker thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._found: dict[str, list[str]] = {}

    async def questions(self, texts: Texts) -> list[str]:
        """At most three questions, from different reports as far as there are."""
        pattern = texts("tg-example", headline="")
        if pattern not in self._found:
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(self._desk.executor, self._find, texts)
            self._found[pattern] = found
        return self._found[pattern]

    def _find(self, texts: Texts) -> list[str]:
        found: list[str] = []
        for article in list(self._candidates())[:TRIES]:
            question = texts("tg-example", headline=article.headline or "")
            answer = self._desk.answers.answer(question, top_k=1)
            first = answer.passages[0].passage.article.article_id if answer.passages else None
            if answer.status is Status.ANSWERED and first == article.article_id:
                found.append(question)
            if len(found) == COUNT:
                break
        return found

    def _candidates(self) -> Iterator[Article]:
        """Articles with a short headline: the first of each report, then the second, …"""
        shelf = self._desk.shelf
        piles = [
            [a for a in shelf.articles_of(r) if a.headline and len(a.headline) <= HEADLINE_LENGTH]
            for r in shelf.reports[:TRIES]
        ]
        for place in range(max(map(len, piles), default=0)):
            yield from (pile[place] for pile in piles if place < len(pile))
