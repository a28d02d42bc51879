"""Updates as they come in: kept before all else; those that can't be read are skipped."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.telegram.transport import Transport

logger = logging.getLogger(__name__)

# keeps updates, each a number and its JSON
Receive = Callable[[Iterable[tuple[int, str]]], None]

# what the bot acts on; all else stays at Telegram
KINDS = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.GUEST_MESSAGE,
    Update.MY_CHAT_MEMBER,
)


def read_update(raw: Mapping[str, Any], bot: Bot) -> Update:
    """The update; if it can't be read, one with nothing but its number, which nobody handles."""
    try:
        return Update.de_json(dict(raw), bot)
    except Exception as err:  # PTB raises whatever its parsing stumbles over
        update_id = raw.get("update_id", 0)
        logger.warning("skipped update %s: it can't be read (%s)", update_id, type(err).__name__)
        return Update(update_id=update_id if isinstance(update_id, int) else 0)


def numbered(raw: Mapping[str, Any]) -> tuple[int, str]:
    """An update's number and its JSON, to be kept."""
    update_id = raw.get("update_id")
    return update_id if isinstance(update_id, int) else 0, json.dumps(raw, ensure_ascii=False)


class UpdatesTransport(Transport):
    """Remembers the last answer, as it came."""

    body = b""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """As in Transport."""
        status, self.body = await super().do_request(*args, **kwargs)
        return status, self.body


class KeepingBot(ExtBot[int]):
    """PTB's bot, but updates are kept before the next call tells Telegram that they have come,
    and one bad update does not hold up the others for ever.
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
