"""Screens sent and edited; what Telegram says no to is taken as it is meant."""

import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from telegram import (
    Bot,
    CallbackQuery,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
    MessageEntity,
)
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest, TelegramError

from bot.telegram.messages.paging import split
from bot.telegram.messages.rich_text import RichText
from bot.telegram.views import Screen

logger = logging.getLogger(__name__)

# these mean that there is nothing left to do
_DONE = ("message is not modified", "message to edit not found", "message can't be edited")
TOAST_LIMIT = 200
CAPTION_LIMIT = 1024  # UTF-16 units
LATE_SECONDS = 60
_STALE_QUERY = "query is too old"
Card = InlineQueryResultArticle


def age_of(message: Message) -> float:
    """Seconds since a message was sent."""
    return max(0.0, time.time() - message.date.timestamp())


async def reply(message: Message, screen: Screen) -> int:
    """Answer a message in its topic, in a group or late as a reply to it; the new message's id."""
    is_late = age_of(message) > LATE_SECONDS
    send = partial(
        message.reply_text,
        screen.text.text,
        do_quote=True if is_late else None,
        reply_markup=screen.keyboard,
    )
    try:
        return (await send(entities=_entities(screen))).message_id
    except BadRequest as err:
        if not _blames_entities(err):
            raise
        logger.error("Telegram refused the styles of a message; sent without them")
        return (await send()).message_id


async def reply_photo(message: Message, picture: bytes, caption: RichText) -> None:
    """Answer a message with a picture, in its topic and as a reply to it."""
    if caption.units > CAPTION_LIMIT:
        caption = split(caption, CAPTION_LIMIT)[0]
    await message.reply_photo(
        picture,
        caption=caption.text,
        caption_entities=caption.entities() or None,
        do_quote=True,
    )


async def send(bot: Bot, chat_id: int, topic_id: int, screen: Screen) -> None:
    """Say something that nobody has asked just now."""
    await bot.send_message(
        chat_id,
        screen.text.text,
        entities=_entities(screen),
        reply_markup=screen.keyboard,
        message_thread_id=topic_id or None,
    )


async def acknowledge(message: Message) -> None:
    """Show that a message was read which asks nothing; where reactions are off, nothing."""
    with suppress(BadRequest):
        await message.set_reaction(ReactionEmoji.OK_HAND_SIGN)


async def edit(query: CallbackQuery, screen: Screen) -> None:
    """Show another screen in place of the one tapped; nothing happens if it is there already."""
    if (message := query.message) is not None:
        await _edit(query.get_bot(), screen, message.chat.id, message.message_id)
    else:
        await _edit(query.get_bot(), screen, inline_message_id=query.inline_message_id)


async def edit_answer(question: Message, message_id: int, screen: Screen) -> None:
    """Show another answer in place of the one to a question."""
    await _edit(question.get_bot(), screen, question.chat.id, message_id)


async def edit_message(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> None:
    """Show another screen in place of one of the bot's own."""
    await _edit(bot, screen, chat_id, message_id)


async def _edit(
    bot: Bot,
    screen: Screen,
    chat_id: int | None = None,
    message_id: int | None = None,
    inline_message_id: str | None = None,
) -> None:
    try:
        await bot.edit_message_text(
            screen.text.text,
            chat_id,
            message_id,
            inline_message_id,
            entities=_entities(screen),
            reply_markup=screen.keyboard,
        )
    except BadRequest as err:
        if not _is_done(err):
            raise


def _entities(screen: Screen) -> list[MessageEntity] | None:
    return screen.text.entities() or None


async def toast(query: CallbackQuery, text: str = "", *, is_alert: bool = False) -> None:
    """End a button's waiting; a second time, or too late, does no harm."""
    try:
        await query.answer(text[:TOAST_LIMIT] or None, show_alert=is_alert or None)
    except BadRequest as err:
        if not _is_stale(err):
            raise


async def answer_inline(
    query: InlineQuery,
    cards: Sequence[Card],
    *,
    next_offset: str | None = None,
    button: InlineQueryResultsButton | None = None,
    cache_seconds: int = 0,
) -> None:
    """Show cards for what is being typed; too late does no harm."""
    try:
        await query.answer(
            cards,
            cache_time=cache_seconds,
            is_personal=True,
            next_offset=next_offset,
            button=button,
        )
    except BadRequest as err:
        if not _is_stale(err):
            raise


async def answer_guest(message: Message, card: Card) -> None:
    """The one answer to a message where the bot is a guest."""
    assert message.guest_query_id is not None
    await message.get_bot().answer_guest_query(message.guest_query_id, card)


def card(card_id: str, title: str, description: str, screen: Screen) -> Card:
    """Make the inline result that posts a screen when it is chosen."""
    content = InputTextMessageContent(screen.text.text, entities=screen.text.entities())
    return Card(
        card_id, title, content, reply_markup=screen.keyboard, description=description or None
    )


async def try_to_reply(message: Message, screen: Screen) -> None:
    """Answer if that can be; for what is said when all else has failed."""
    with suppress(TelegramError):
        await reply(message, screen)


def _blames_entities(err: BadRequest) -> bool:
    said = str(err).lower()
    return "entit" in said


def _is_stale(err: BadRequest) -> bool:
    return _STALE_QUERY in str(err).lower()


def _is_done(err: BadRequest) -> bool:
    return any(done in str(err).lower() for done in _DONE)
