"""The questions to start with, found once for each state of the reports."""

from bot.examples import find_examples
from bot.telegram.desk import Desk
from bot.texts import Texts


class Examples:
    """Finds them on a worker thread, anew in each language whenever the reports have changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._state: object = None
        self._found: dict[str, list[str]] = {}

    async def questions(self, texts: Texts) -> list[str]:
        """At most three questions that the reports answer."""
        return await self._desk.look_up(lambda: self._questions(texts))

    def _questions(self, texts: Texts) -> list[str]:
        archive = self._desk.shelf.archive
        with archive.reading():
            if self._state != archive.state:
                self._found.clear()
                self._state = archive.state
            language = texts("example", headline="")
            if language not in self._found:
                self._found[language] = find_examples(archive, self._desk.answers, texts)
        return self._found[language]
