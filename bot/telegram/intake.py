"""Updates as they come in: kept before all else; those that can't be read are skipped."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from telegram import Bot, Update

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


def numbered(raw: Mapping[str, Any]) -> tuple[int, str]:
    """An update's number and its JSON, to be kept."""
    update_id = raw.get("update_id")
    return update_id if isinstance(update_id, int) else 0, json.dumps(raw, ensure_ascii=False)
