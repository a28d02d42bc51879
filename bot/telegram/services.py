"""The services that every handler works with, handed to it once at the start."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from telegram import Bot, CallbackQuery, Message, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.app.messages import LANGUAGES, Texts, language_of
from bot.app.sample_questions import find_examples
from bot.telegram.connection.polling import PollingHealth
from bot.telegram.connection.retries import Retries
from bot.telegram.connection.updates import sender_of, topic_of
from bot.telegram.lookup import Lookup
from bot.telegram.policy.access import Access
from bot.telegram.policy.preferences import Preferences, read_preferences
from bot.telegram.policy.quota import Quota
from bot.telegram.storage import State
from bot.telegram.views import ViewContext
from retrieval.qa import Answer
from retrieval.qa.answering import Answers

logger = logging.getLogger(__name__)

T = TypeVar("T")
UPLOADS_PER_HOUR = 100
STAFF = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on asking. Telegram itself lets a bot send 20 messages a minute to a group."""

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
        self.notices = Quota(1, 60, clock=clock)
        self.commands = Quota(limits.taps_per_minute, 60, clock=clock)
        self.reports = Quota(1, 60, clock=clock)
        self.uploads = Quota(UPLOADS_PER_HOUR, 3600, clock=clock)
        self._cooldowns: dict[int, Quota] = {}
        self._clock = clock

    def cooldown(self, seconds: int) -> Quota:
        """One question in so many seconds."""
        if seconds not in self._cooldowns:
            self._cooldowns[seconds] = Quota(1, seconds, clock=self._clock)
        return self._cooldowns[seconds]


class Typing:
    """Counts what somebody types in parts once, as it was when they stopped."""

    def __init__(self, seconds: float = 10.0) -> None:
        self._seconds = seconds
        self._waiting: dict[int, asyncio.TimerHandle] = {}

    def count(self, user_id: int, count: Callable[[], None]) -> None:
        """Count after a while, unless more comes."""
        if (earlier := self._waiting.pop(user_id, None)) is not None:
            earlier.cancel()
        loop = asyncio.get_running_loop()
        self._waiting[user_id] = loop.call_later(self._seconds, self._end, user_id, count)

    def _end(self, user_id: int, count: Callable[[], None]) -> None:
        del self._waiting[user_id]
        count()


@dataclass(frozen=True)
class Services:
    """The answerer, the archive, the memory, the words and the limits."""

    answers: Answers
    lookup: Lookup
    state: State
    catalogues: Mapping[str, Texts]
    executor: Executor
    access: Access = field(default_factory=Access)
    quotas: Quotas = field(default_factory=lambda: Quotas(Limits()))
    keeps_questions: bool = False
    reports_dir: Path | None = None  # None: files can't be handed in by chat
    polling: PollingHealth = field(default_factory=PollingHealth)
    repair: "Callable[[Services, Bot], None] | None" = None  # begins to make the index anew
    typing: Typing = field(default_factory=Typing)
    retries: Retries = field(default_factory=Retries)

    async def answer(
        self,
        question: str,
        *,
        turns: Sequence[str] = (),
        top_k: int = 10,
        typed_by: int | None = None,
        answer_id: int | None = None,
    ) -> Answer:
        """Answer on a worker thread, and count it; what somebody is typing once, at its end."""
        start = time.perf_counter()
        answer = await self.look_up(partial(self._answer, question, turns, top_k))
        seconds = time.perf_counter() - start
        facts = {"status": str(answer.status), "milliseconds": round(1000 * seconds)}
        logger.info(
            "question: %(status)s in %(milliseconds)d ms, answer %(answer)s",
            facts | {"answer": answer_id or "-"},
            extra=facts | {"answer": answer_id},
        )
        if typed_by is None:
            self.state.count(answer.status, seconds=seconds)
        else:
            self.typing.count(typed_by, partial(self.state.count, answer.status, seconds=seconds))
        return answer

    def _answer(self, question: str, turns: Sequence[str], top_k: int) -> Answer:
        """The answer; of an enumeration a passage of all that it lists, for whoever turns pages."""
        answer = self.answers.answer(question, turns=turns, top_k=top_k)
        listed = len(answer.listing.articles) if answer.listing else 0
        if listed <= top_k:
            return answer
        return self.answers.answer(question, turns=turns, top_k=listed)

    async def look_up(self, look: Callable[[], T]) -> T:
        """Look something up on a worker thread; the event loop goes on meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, look)

    def preferences(self, chat_id: int, topic_id: int = 0) -> Preferences:
        """The preferences of a chat."""
        return read_preferences(self.state.settings(chat_id, topic_id))

    def texts(self, chosen: Preferences, user: User | None) -> Texts:
        """The words in the language chosen, else in the person's."""
        spoken = user.language_code if user else None
        return self.catalogues[chosen.language or language_for(spoken)]

    def preferences_of(self, message: Message) -> Preferences:
        """The preferences that hold where a message stands."""
        return self.preferences(message.chat.id, topic_of(message))

    async def is_staff(self, message: Message, user: User | None) -> bool:
        """Tell whether somebody runs the group: its admins, anonymous ones too, the bot's own."""
        if message.sender_chat is not None and message.sender_chat.id == message.chat.id:
            return True
        if user is None:
            return False
        if user.id in self.access.admins:
            return True
        return (await message.chat.get_member(user.id)).status in STAFF

    def view_of_tap(self, query: CallbackQuery) -> ViewContext:
        """Through what the screen that a tap leads to is seen, by who taps."""
        if isinstance(query.message, Message):
            return self.view_of(query.message, query.from_user)
        chat_id = query.message.chat.id if query.message else query.from_user.id
        texts = self.texts(self.preferences(chat_id), query.from_user)
        return ViewContext(self.lookup, texts, query.get_bot().username)

    def view_of(self, message: Message, user: User | None = None) -> ViewContext:
        """Through what an answer to a message is seen: by `user`, else by who wrote it."""
        chosen = self.preferences_of(message)
        texts = self.texts(chosen, user or sender_of(message))
        is_compact = message.chat.type != ChatType.PRIVATE and chosen.size == "small"
        return ViewContext(self.lookup, texts, message.get_bot().username, is_compact)


def language_for(code: str | None) -> str:
    """The catalogue for a person's language; English for one that we don't speak."""
    if code is None:
        return LANGUAGES[0]
    return language_of(code) if code.lower().startswith("zh") else "en"


class Examples:
    """Finds them on a worker thread, anew in each language whenever the reports have changed."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._state: object = None
        self._found: dict[str, list[str]] = {}

    async def questions(self, texts: Texts) -> list[str]:
        """At most three questions that the reports answer."""
        return await self._services.look_up(lambda: self._questions(texts))

    def _questions(self, texts: Texts) -> list[str]:
        corpus = self._services.lookup.corpus
        with corpus.reading():
            if self._state != corpus.state:
                self._found.clear()
                self._state = corpus.state
            language = texts("example", headline="")
            if language not in self._found:
                self._found[language] = find_examples(corpus, self._services.answers, texts)
        return self._found[language]
