"""The Bot API as this bot calls it."""

import json
import logging
from collections.abc import Callable, Iterable
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.telegram.intake import numbered, read_update
from bot.telegram.transport import Transport

logger = logging.getLogger(__name__)

# keeps updates, each a number and its JSON
Receive = Callable[[Iterable[tuple[int, str]]], None]
Json = dict[str, Any]
_NO_PREVIEW = {"is_disabled": True}


class UpdatesTransport(Transport):
    """Remembers the last answer, as it came."""

    body = b""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """As in Transport."""
        status, self.body = await super().do_request(*args, **kwargs)
        return status, self.body


class Client(ExtBot[int]):
    """PTB's bot, but updates are kept before the next call tells Telegram that they have come,
    and one bad update does not hold up the others for ever. Texts go out as plain JSON: PTB's
    objects for each entity, and for the message that comes back, take as long as all the rest.
    """

    def __init__(
        self, token: str, updates: UpdatesTransport, receive: Receive, **options: Any
    ) -> None:
        super().__init__(token, get_updates_request=updates, **options)
        self._updates = updates
        self._receive = receive

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """As in PTB; a batch that can't be read as a whole is read one by one."""
        updates: tuple[Update, ...] | None = None
        try:
            updates = await super().get_updates(*args, **kwargs)
        except TelegramError:
            raise
        except Exception as err:  # PTB raises whatever its parsing stumbles over
            logger.debug("a batch is read one by one (%s)", type(err).__name__)
        batch = json.loads(self._updates.body)["result"]
        self._receive(map(numbered, batch))
        return tuple(read_update(raw, self) for raw in batch) if updates is None else updates

    async def disconnect(self) -> None:
        """Close the connections, also those of a bot that never got as far as its name."""
        await self._updates.shutdown()
        await self.request.shutdown()

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
        sent = await self._post(
            "sendMessage", {**place, **content, "link_preview_options": _NO_PREVIEW}
        )
        return int(sent["message_id"])

    async def edit_plain(self, place: Json, content: Json) -> None:
        """Change the text of a message; `place` is its `chat_id` and `message_id`, or its
        `inline_message_id`. Raises TelegramError.
        """
        await self._post(
            "editMessageText", {**place, **content, "link_preview_options": _NO_PREVIEW}
        )

    async def answer_inline_plain(self, query_id: str, content: Json) -> None:
        """Answer an inline query with results as the Bot API has them. Raises TelegramError."""
        await self._post("answerInlineQuery", {"inline_query_id": query_id, **content})

    async def answer_guest_plain(self, query_id: str, result: Json) -> None:
        """Answer where the bot is a guest. Raises TelegramError."""
        await self._post("answerGuestQuery", {"guest_query_id": query_id, "result": result})
