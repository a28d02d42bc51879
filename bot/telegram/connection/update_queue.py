"""Order of updates: one chat's one after the other, different chats side by side."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.connection.updates import chat_of, user_of


class UpdateQueue(asyncio.Queue[object]):
    """Hands out one update of a chat at a time, and the next one once that is released.

    Of what waits for its chat only the number is here; `raw` finds its JSON in the inbox. So
    nobody's flood takes room from others.
    """

    def __init__(self, raw: Callable[[int], str | None]) -> None:
        super().__init__()
        self._raw = raw
        self._waiting: dict[int, deque[int]] = {}  # by chat that has one handed out
        self._is_closed = False

    def put_nowait(self, item: object) -> None:
        """Add an update, or PTB's signal to stop."""
        if isinstance(item, Update) and (line_id := line_of(item)) is not None:
            if line_id in self._waiting:
                self._waiting[line_id].append(item.update_id)
                return
            self._waiting[line_id] = deque()
        super().put_nowait(item)

    def release(self, update: Update, pause: float | None) -> None:
        """Hand out the next update of a chat; the same one again after a pause, if there is one."""
        line_id = line_of(update)
        if pause is not None:
            asyncio.get_running_loop().call_later(pause, self._again, update)
        elif line_id is not None and not self._hand_out(self._waiting[line_id], update):
            del self._waiting[line_id]

    def close(self) -> None:
        """Hand out nothing more: what waits stays in the inbox."""
        self._is_closed = True

    def _again(self, update: Update) -> None:
        if not self._is_closed:
            super().put_nowait(update)

    def _hand_out(self, waiting: deque[int], update: Update) -> bool:
        while waiting and not self._is_closed:
            if raw := self._raw(waiting.popleft()):  # none if it came twice
                super().put_nowait(Update.de_json(json.loads(raw), update.get_bot()))
                return True
        return False


class PerChatProcessor(BaseUpdateProcessor):
    """Handles so many updates at once, and releases each when `done` has been told its number.

    `done` returns the seconds after which the update is to be handled again, or None.
    """

    def __init__(
        self, at_once: int, queue: UpdateQueue, done: Callable[[int], float | None]
    ) -> None:
        super().__init__(at_once)
        self._queue = queue
        self._done = done

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await the coroutine, then let the chat's next update come."""
        await coroutine
        if isinstance(update, Update):
            self._queue.release(update, self._done(update.update_id))

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""


def line_of(update: Update) -> int | None:
    """The chat, or the person where there is none, whose updates keep their order."""
    place = chat_of(update) or user_of(update)
    return place.id if place else None
