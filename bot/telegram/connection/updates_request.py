"""PTB's request for updates: they are kept before the next call tells Telegram that they came."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from telegram.error import NetworkError

from bot.telegram.connection.polling import PollingHealth
from bot.telegram.connection.transport import Request
from bot.telegram.connection.updates import readable

# keeps updates, each a number and its JSON
Receive = Callable[[Iterable[tuple[int, str]]], None]
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)


class UpdatesRequest(Request):
    """Calls getUpdates; one update that can't be read does not hold up the others for ever.

    Any trouble is a NetworkError, which PTB tries again: other errors end its polling, or make it
    call again without a pause. Only a token refused for long ends it.
    """

    def __init__(self, receive: Receive, health: PollingHealth, *, proxy: str | None) -> None:
        super().__init__(proxy=proxy)
        self._receive = receive
        self._health = health

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """As in PTB, after a pause where another instance fetches, too."""
        if pause := self._health.take_pause():
            await asyncio.sleep(pause)
        self._health.tried()
        code, payload = await super().do_request(*args, **options)
        if code in _REFUSED and not self._health.is_refused_for_long():
            raise NetworkError(f"the Bot API refuses the token ({code})")
        if code != HTTPStatus.OK:
            return code, payload
        batch = self.parse_json_payload(payload).get("result")
        updates = [readable(raw) for raw in batch] if isinstance(batch, list) else []
        try:
            self._receive((update["update_id"], json.dumps(update)) for update in updates)
        except sqlite3.Error as err:  # they stay at Telegram, and come again
            raise NetworkError(f"updates can't be kept ({err})") from err
        self._health.succeeded()
        return code, json.dumps({"ok": True, "result": updates}).encode()
