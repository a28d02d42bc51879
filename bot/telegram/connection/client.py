"""PTB's bot, with updates that are kept before Telegram is told that they have come."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from telegram import Update
from telegram.error import InvalidToken, NetworkError
from telegram.ext import ExtBot
from telegram.request import BaseRequest

from bot.telegram.connection.polling import PollingHealth
from bot.telegram.connection.updates import read_update

# keeps updates, each a number and its JSON
Receive = Callable[[Iterable[tuple[int, str]]], None]


class Client(ExtBot[int]):
    """PTB's bot, but updates are kept before the next call tells Telegram that they have come,
    and one bad update does not hold up the others for ever.
    """

    def __init__(
        self, token: str, *, receive: Receive, get_updates_request: BaseRequest, **options: Any
    ) -> None:
        super().__init__(token, get_updates_request=get_updates_request, **options)
        self._updates = get_updates_request
        self._receive = receive
        self._fetching = PollingHealth()

    @property
    def fetching(self) -> PollingHealth:
        """The outcome of the calls for updates."""
        return self._fetching

    async def get_updates(
        self,
        offset: int | None = None,
        limit: int | None = None,
        timeout: int | timedelta | None = None,
        allowed_updates: Sequence[str] | None = None,
        **_: Any,
    ) -> tuple[Update, ...]:
        """As in PTB, but for updates that can't be read; after a pause where another instance
        fetches.
        """
        seconds = int(timeout.total_seconds()) if isinstance(timeout, timedelta) else timeout or 0
        asked = {
            "offset": offset,
            "limit": limit,
            "timeout": seconds,
            "allowed_updates": json.dumps(list(allowed_updates)) if allowed_updates else None,
        }
        if pause := self._fetching.take_pause():
            await asyncio.sleep(pause)
        batch = await self._fetched(asked, (self._updates.read_timeout or 0) + seconds)
        updates = tuple(read_update(raw, self) for raw in batch)
        kept = zip(updates, batch, strict=True)
        try:
            self._receive((update.update_id, json.dumps(raw)) for update, raw in kept)
        except sqlite3.Error as err:  # they stay at Telegram, and come again
            raise NetworkError(f"updates can't be kept ({err})") from err
        self._fetching.succeeded()
        return updates

    async def _fetched(self, asked: dict[str, Any], read_seconds: float) -> Sequence[Any]:
        given = {name: value for name, value in asked.items() if value is not None}
        url = f"{self.base_url}/getUpdates?{urlencode(given)}"
        try:
            batch = await self._updates.post(url, read_timeout=read_seconds)
        except InvalidToken as err:
            # PTB would fetch no more; a server that starts anew may say so, too
            if self._fetching.is_refused_for_long():
                raise
            raise NetworkError(f"the Bot API refuses the token ({err})") from err
        return batch if isinstance(batch, list) else []

    async def disconnect(self) -> None:
        """Close the connections, also those of a bot that never got as far as its name."""
        await self._updates.shutdown()
        await self.request.shutdown()
