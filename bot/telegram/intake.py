"""Updates as they come in: those that can't be read are skipped, not fatal."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

logger = logging.getLogger(__name__)

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


class LenientBot(ExtBot[int]):
    """PTB's bot, but one bad update does not hold up the others for ever."""

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """As in PTB; when a batch can't be read, it is fetched again and read one by one."""
        try:
            return await super().get_updates(*args, **kwargs)
        except TelegramError:
            raise
        except Exception:
            return await self._fetch_leniently(kwargs.get("offset"), kwargs.get("allowed_updates"))

    async def _fetch_leniently(
        self, offset: int | None, allowed_updates: Sequence[str] | None
    ) -> tuple[Update, ...]:
        given = {"offset": offset, "allowed_updates": allowed_updates, "timeout": 0}
        raw = await self.do_api_request("getUpdates", api_kwargs=given)
        if not isinstance(raw, list):
            return ()
        return tuple(read_update(item, self) for item in raw)
