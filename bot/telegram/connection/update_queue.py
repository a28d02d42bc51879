"""Order of updates: one chat's one after the other, different chats side by side."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.connection.updates import chat_of, user_of

# how many updates may be held in memory; the rest wait at Telegram
BACKLOG_LIMIT = 512


class PerChatProcessor(BaseUpdateProcessor):
    """Runs up to `at_once` updates at a time, never two of one chat.

    An update that waits for its chat takes no place from another chat's. `on_done` is called
    with the number of each update that has been handled, before the chat's next one.
    """

    def __init__(self, at_once: int, on_done: Callable[[int], None]) -> None:
        super().__init__(max_concurrent_updates=2 * BACKLOG_LIMIT)
        self._on_done = on_done
        self._places = asyncio.Semaphore(at_once)
        self._lines: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await the coroutine when it is the update's turn."""
        line_id = line_of(update)
        if line_id is None:
            async with self._places:
                await self._handle(update, coroutine)
            return
        line = self._lines.setdefault(line_id, asyncio.Lock())
        self._waiting[line_id] = self._waiting.get(line_id, 0) + 1
        try:
            async with line, self._places:
                await self._handle(update, coroutine)
        finally:
            self._waiting[line_id] -= 1
            if not self._waiting[line_id]:
                del self._waiting[line_id], self._lines[line_id]

    async def _handle(self, update: object, coroutine: Awaitable[Any]) -> None:
        await coroutine
        if isinstance(update, Update):
            self._on_done(update.update_id)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""


class UpdateQueue(asyncio.Queue[object]):
    """The queue between fetching and answering; whoever fetches waits while it is full.

    PTB takes updates out of its queue before it works on them, so that a queue's own bound
    would bound nothing: here an update counts until it is done.
    """

    def __init__(self, limit: int = BACKLOG_LIMIT) -> None:
        super().__init__()
        self._room = asyncio.Semaphore(limit)

    async def put(self, item: object) -> None:
        """Add an update when there is room."""
        await self._room.acquire()
        self.put_nowait(item)

    def task_done(self) -> None:
        """An update has been answered."""
        super().task_done()
        self._room.release()


def line_of(update: object) -> int | None:
    """The chat, or the person where there is none, whose updates keep their order."""
    if not isinstance(update, Update):
        return None
    place = chat_of(update) or user_of(update)
    return place.id if place else None
