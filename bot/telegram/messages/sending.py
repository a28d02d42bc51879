"""Screens sent and edited; what Telegram says no to is taken as it is meant."""

import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError

from bot.telegram.connection.client import Client
from bot.telegram.connection.updates import CallbackQuery, InlineQuery, Message
from bot.telegram.views import Screen

logger = logging.getLogger(__name__)

# these mean that there is nothing left to do
_DONE = ("message is not modified", "message to edit not found", "message can't be edited")
TOAST_LIMIT = 200
LATE_SECONDS = 60
_STALE_QUERY = "query is too old"
Card = dict[str, object]  # an InlineQueryResultArticle of the Bot API


def age_of(message: Message) -> float:
    """Seconds since a message was sent; 0 for one whose date is not known."""
    return max(0.0, time.time() - message.date) if message.date else 0.0


async def reply(client: Client, message: Message, screen: Screen) -> int:
    """Answer a message in its topic, in a group or late as a reply to it; the new message's id."""
    is_reply = message.chat.type != ChatType.PRIVATE or age_of(message) > LATE_SECONDS
    send = partial(
        client.send_plain,
        message.chat.id,
        # the thread of a chain of replies must not be sent back
        topic_id=message.topic_id or None,
        reply_to=message.message_id if is_reply else None,
    )
    content = _content(screen)
    try:
        return await send(content)
    except BadRequest as err:
        if not _blames_entities(err):
            raise
        logger.error("Telegram refused the styles of a message; sent without them")
        return await send({**content, "entities": None})


async def edit(client: Client, query: CallbackQuery, screen: Screen) -> None:
    """Show another screen in place of the one tapped; nothing happens if it is there already."""
    place: dict[str, object] = {"inline_message_id": query.inline_message_id}
    if query.message is not None:
        place = {"chat_id": query.message.chat.id, "message_id": query.message.message_id}
    await _edit(client, place, screen)


async def edit_answer(client: Client, question: Message, message_id: int, screen: Screen) -> None:
    """Show another answer in place of the one to a question."""
    place: dict[str, object] = {"chat_id": question.chat.id, "message_id": message_id}
    await _edit(client, place, screen)


async def _edit(client: Client, place: dict[str, object], screen: Screen) -> None:
    try:
        await client.edit_plain(place, _content(screen))
    except BadRequest as err:
        if not _is_done(err):
            raise


def _content(screen: Screen) -> dict[str, object]:
    return {
        "text": screen.text.text,
        "entities": screen.text.entities() or None,
        "reply_markup": screen.keyboard,
    }


async def toast(
    client: Client, query: CallbackQuery, text: str = "", *, is_alert: bool = False
) -> None:
    """End a button's waiting; a second time, or too late, does no harm."""
    said = {"text": text[:TOAST_LIMIT] or None, "show_alert": is_alert or None}
    try:
        await client.call_plain("answerCallbackQuery", {"callback_query_id": query.id, **said})
    except BadRequest as err:
        if not _is_stale(err):
            raise


async def answer_inline(
    client: Client,
    query: InlineQuery,
    cards: Sequence[Card],
    *,
    next_offset: str | None = None,
    button: Card | None = None,
    cache_seconds: int = 0,
) -> None:
    """Show cards for what is being typed; too late does no harm."""
    content = {
        "inline_query_id": query.id,
        "results": cards,
        "next_offset": next_offset,
        "button": button,
        "cache_time": cache_seconds,
        "is_personal": True,
    }
    try:
        await client.call_plain("answerInlineQuery", content)
    except BadRequest as err:
        if not _is_stale(err):
            raise


async def answer_guest(client: Client, message: Message, card: Card) -> None:
    """The one answer to a message where the bot is a guest."""
    content = {"guest_query_id": message.guest_query_id, "result": card}
    await client.call_plain("answerGuestQuery", content)


def card(card_id: str, title: str, description: str, screen: Screen) -> Card:
    """Make the inline result that posts a screen when it is chosen."""
    content = {
        "message_text": screen.text.text,
        "entities": screen.text.entities(),
        "link_preview_options": {"is_disabled": True},
    }
    return {
        "type": "article",
        "id": card_id,
        "title": title,
        "description": description,
        "input_message_content": content,
        **({"reply_markup": screen.keyboard} if screen.keyboard else {}),
    }


async def try_to_reply(client: Client, message: Message, screen: Screen) -> None:
    """Answer if that can be; for what is said when all else has failed."""
    with suppress(TelegramError):
        await reply(client, message, screen)


def _blames_entities(err: BadRequest) -> bool:
    said = str(err).lower()
    return "entit" in said


def _is_stale(err: BadRequest) -> bool:
    return _STALE_QUERY in str(err).lower()


def _is_done(err: BadRequest) -> bool:
    return any(done in str(err).lower() for done in _DONE)
