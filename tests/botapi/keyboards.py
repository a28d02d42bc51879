"""Which inline keyboards Telegram takes."""

import re
from typing import Any

from tests.botapi.errors import bad_request

Json = dict[str, Any]
ROW_LIMIT = 8
BUTTON_LIMIT = 100
DATA_LIMIT = 64  # bytes
COPY_LIMIT = 256
_LINK = re.compile(r"(https?|tg)://\S+")


def check(markup: Json) -> Json:
    """An inline keyboard as given, or a refusal."""
    rows = markup.get("inline_keyboard", [])
    if any(len(row) > ROW_LIMIT for row in rows) or sum(map(len, rows)) > BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    return markup


def _check_button(button: Json) -> None:
    if not button.get("text", "").strip():
        raise bad_request("text buttons are unallowed in the inline keyboard")
    actions = set(button) - {"text", "style", "icon_custom_emoji_id"}
    if len(actions) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= COPY_LIMIT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "url" in button and not _LINK.fullmatch(button["url"]):
        raise bad_request("BUTTON_URL_INVALID")
