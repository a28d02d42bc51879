"""The Bot API as this bot calls it."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from telegram.error import InvalidToken, NetworkError
from telegram.ext import BaseRateLimiter, ExtBot

from bot.telegram.connection.polling import PollingHealth
from bot.telegram.connection.transport import Json, Transport, UpdatesTransport
from bot.telegram.connection.updates import Update, as_kept, read_update

# keeps updates, each a number and its JSON
Receive = Callable[[Iterable[tuple[int, str]]], None]
_NO_PREVIEW = {"is_disabled": True}


class Client(ExtBot[int]):
    """PTB's bot, but updates are kept before the next call tells Telegram that they have come,
    and one bad update does not hold up the others for ever. What is called often goes out, and
    comes in, as plain JSON: PTB's objects take as long as all the rest.
    """

    def __init__(
        self,
        token: str,
        *,
        receive: Receive,
        request: Transport,
        updates: UpdatesTransport,
        rate_limiter: BaseRateLimiter[int],
        **options: Any,
    ) -> None:
        super().__init__(
            token,
            request=request,
            get_updates_request=updates,
            rate_limiter=rate_limiter,
            **options,
        )
        self._calls = request
        self._updates = updates
        self._limiter = rate_limiter
        self._receive = receive
        self._fetching = PollingHealth()

    @property
    def fetching(self) -> PollingHealth:
        """The outcome of the calls for updates."""
        return self._fetching

    async def get_updates(  # type: ignore[override]  # the updater wants no more than numbers
        self,
        offset: int | None = None,
        limit: int | None = None,
        timeout: float | timedelta | None = None,
        allowed_updates: Sequence[str] | None = None,
        **_: object,
    ) -> tuple[Update, ...]:
        """As in PTB, but for what it gives; after a pause where another instance fetches."""
        waits = timeout.total_seconds() if isinstance(timeout, timedelta) else timeout or 0
        asked = {
            "offset": offset,
            "limit": limit,
            "timeout": int(waits),
            "allowed_updates": allowed_updates,
        }
        read_seconds = self._updates.read_timeout + waits
        if pause := self._fetching.take_pause():
            await asyncio.sleep(pause)
        try:
            batch = await self._updates.call(
                f"{self.base_url}/getUpdates", asked, read_seconds=read_seconds
            )
        except InvalidToken as err:
            # PTB would fetch no more; a server that starts anew may say so, too
            if self._fetching.is_refused_for_long():
                raise
            raise NetworkError(f"the Bot API refuses the token ({err})") from err
        updates = tuple(map(read_update, batch))
        try:
            self._receive(map(as_kept, updates, batch))
        except sqlite3.Error as err:  # they stay at Telegram, and come again
            raise NetworkError(f"updates can't be kept ({err})") from err
        self._fetching.succeeded()
        return updates

    async def disconnect(self) -> None:
        """Close the connections, also those of a bot that never got as far as its name."""
        await self._updates.shutdown()
        await self.request.shutdown()

    async def call_plain(self, method: str, content: Json) -> Any:
        """Call a method of the Bot API, at our own pace; what it gives. Raises TelegramError."""
        return await self._limiter.process_request(
            self._calls.call,
            (f"{self.base_url}/{method}", content),
            {},
            endpoint=method,
            data=content,
            rate_limit_args=None,
        )

    async def send_plain(
        self,
        chat_id: int,
        content: Json,
        *,
        topic_id: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Send a message, in a topic, as a reply that a deleted question does not prevent.

        `content` is `text`, `entities` and `reply_markup` of the Bot API. Gives the new message's
        id; raises TelegramError.
        """
        reply = {"message_id": reply_to, "allow_sending_without_reply": True} if reply_to else None
        place = {"chat_id": chat_id, "message_thread_id": topic_id, "reply_parameters": reply}
        sent = await self.call_plain(
            "sendMessage", {**place, **content, "link_preview_options": _NO_PREVIEW}
        )
        return int(sent["message_id"])

    async def edit_plain(self, place: Json, content: Json) -> None:
        """Change the text of a message; `place` is its `chat_id` and `message_id`, or its
        `inline_message_id`. Raises TelegramError.
        """
        await self.call_plain(
            "editMessageText", {**place, **content, "link_preview_options": _NO_PREVIEW}
        )
