"""What every handler works with, handed to it once at the start."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol, TypeVar

from bot.telegram.access import Access
from bot.telegram.preferences import Preferences, read_preferences
from bot.telegram.quota import Quota
from bot.telegram.screens import View
from bot.telegram.shelf import Shelf
from bot.telegram.state import State
from bot.telegram.updates import User
from bot.texts import LANGUAGES, Texts, language_of
from retrieval.answers import Answer

T = TypeVar("T")


class Answers(Protocol):
    """What answers questions; called on a worker thread."""

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How often one may ask. Telegram itself lets a bot say 20 things a minute in a group."""

    asks_per_minute: int = 20
    taps_per_minute: int = 60
    group_asks_per_minute: int = 15


class Quotas:
    """The limits, counted."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.asks = Quota(limits.asks_per_minute, 60, clock=clock)
        self.taps = Quota(limits.taps_per_minute, 60, clock=clock)
        self.inline = Quota(3 * limits.asks_per_minute, 60, clock=clock)
        self.groups = Quota(limits.group_asks_per_minute, 60, clock=clock)
        self.told_refused = Quota(1, 3600, clock=clock)
        self.reports = Quota(1, 60, clock=clock)
        self._cooldowns: dict[int, Quota] = {}
        self._clock = clock

    def cooldown(self, seconds: int) -> Quota:
        """One question in so many seconds."""
        if seconds not in self._cooldowns:
            self._cooldowns[seconds] = Quota(1, seconds, clock=self._clock)
        return self._cooldowns[seconds]


@dataclass(frozen=True)
class Desk:
    """The answerer, the archive, the memory, the words and the limits."""

    answers: Answers
    shelf: Shelf
    state: State
    catalogues: Mapping[str, Texts]
    executor: Executor
    access: Access = field(default_factory=Access)
    quotas: Quotas = field(default_factory=lambda: Quotas(Limits()))
    keeps_questions: bool = False

    async def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        """Answer on a worker thread, and count it."""
        start = time.perf_counter()
        answer = await self.look_up(partial(self._answer, question, turns, top_k))
        self.state.count(answer.status, seconds=time.perf_counter() - start)
        return answer

    def _answer(self, question: str, turns: Sequence[str], top_k: int) -> Answer:
        """The answer; of an enumeration a passage of all that it lists, for whoever turns pages."""
        answer = self.answers.answer(question, turns=turns, top_k=top_k)
        listed = len(answer.listing.articles) if answer.listing else 0
        if listed <= top_k:
            return answer
        return self.answers.answer(question, turns=turns, top_k=listed)

    async def look_up(self, look: Callable[[], T]) -> T:
        """What a worker thread finds in the archive; the event loop goes on meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, look)

    def preferences(self, chat_id: int, topic_id: int = 0) -> Preferences:
        """What a chat has chosen."""
        return read_preferences(self.state.settings(chat_id, topic_id))

    def texts(self, chosen: Preferences, user: User | None) -> Texts:
        """The words in the language chosen, else in the person's."""
        spoken = user.language_code if user else None
        return self.catalogues[chosen.language or language_for(spoken)]

    def view(self, texts: Texts, bot_username: str, *, is_compact: bool = False) -> View:
        """Through what a screen is made."""
        return View(self.shelf, texts, bot_username, is_compact)


def language_for(code: str | None) -> str:
    """The catalogue for a person's language; English for one that we don't speak."""
    if code is None:
        return LANGUAGES[0]
    return language_of(code) if code.lower().startswith("zh") else "en"
