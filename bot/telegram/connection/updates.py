"""PTB's updates: read from JSON, and what this bot asks of them."""

import json
import logging
from typing import Any

from telegram import Chat, Message, MessageEntity, Update, User
from telegram.error import TelegramError

logger = logging.getLogger(__name__)

# what the bot acts on; all else stays at Telegram
KINDS = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.MY_CHAT_MEMBER,
)
# what PTB raises for fields that are not of the form expected
_UNREADABLE = (TypeError, ValueError, AttributeError, LookupError, ArithmeticError, TelegramError)
_LARGEST_NUMBER = 2**63 - 1


def parse_object(raw: bytes) -> dict[str, object] | None:
    """Parse a JSON object, as an update is; None for anything else."""
    try:
        parsed = json.loads(raw.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None


def readable(raw: object) -> dict[str, Any]:
    """The JSON of an update; if PTB can't read it, of one with nothing but its number, which
    nobody handles.
    """
    number = _number_of(raw)
    try:
        update = {**raw, "update_id": number}  # type: ignore[dict-item]
        if _is_whole(Update.de_json(update)):
            return update
        reason = "parts are missing"
    except _UNREADABLE as err:
        reason = type(err).__name__
    logger.warning("skipped update %d: it can't be read (%s)", number, reason)
    return {"update_id": number}


def user_of(update: Update) -> User | None:
    """The person who did it; for an anonymous admin or who writes as a channel that chat."""
    message = update.message or update.edited_message or update.guest_message
    return sender_of(message) if message else update.effective_user


def sender_of(message: Message) -> User | None:
    """The writer of a message: the chat in whose name it was written, else the person."""
    chat = message.sender_chat
    return User(chat.id, chat.title or "", is_bot=False) if chat else message.from_user


def chat_of(update: Update) -> Chat | None:
    """The chat it happened in."""
    return update.effective_chat


def text_of(message: Message) -> str | None:
    """The text, also that below a picture or a file."""
    return message.text if message.text is not None else message.caption


def entities_of(message: Message) -> dict[MessageEntity, str]:
    """The entities of the text, each with the slice it stands for."""
    if message.text is not None:
        return message.parse_entities()
    return message.parse_caption_entities() if message.caption else {}


def topic_of(message: Message) -> int:
    """The topic it stands in; 0 outside of topics."""
    return (message.message_thread_id or 0) if message.is_topic_message else 0


def _number_of(raw: object) -> int:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) and 0 <= number <= _LARGEST_NUMBER else 0


def _is_whole(update: Update) -> bool:
    """PTB takes objects without their required fields."""
    message = update.message or update.edited_message or update.guest_message
    if message is not None:
        return bool(message.chat and message.date)
    acted = update.callback_query or update.inline_query or update.my_chat_member
    return acted is None or acted.from_user is not None
