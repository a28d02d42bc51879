"""Screens sent and edited; what Telegram says no to is taken as it is meant."""

import logging
from contextlib import suppress

from telegram import (
    CallbackQuery,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)
from telegram.error import BadRequest, TelegramError

from bot.telegram.screens import Screen

logger = logging.getLogger(__name__)

# these mean that there is nothing left to do
_DONE = ("message is not modified", "message to edit not found", "message can't be edited")
_STALE_QUERY = "query is too old"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def reply(message: Message, screen: Screen) -> Message:
    """Answer a message: in its topic, and in a group as a reply to it."""
    is_group = message.chat.type != message.chat.PRIVATE
    try:
        return await message.reply_text(
            screen.text.text,
            entities=screen.text.entities(),
            reply_markup=screen.keyboard,
            do_quote=is_group,
        )
    except BadRequest as err:
        if not _blames_entities(err):
            raise
        logger.error("Telegram refused the styles of a message; sent without them")
        return await message.reply_text(
            screen.text.text, reply_markup=screen.keyboard, do_quote=is_group
        )


async def edit(message: Message | CallbackQuery, screen: Screen) -> None:
    """Show another screen in a message's place; nothing happens if it is there already."""
    change = message.edit_message_text if isinstance(message, CallbackQuery) else message.edit_text
    try:
        await change(
            screen.text.text, entities=screen.text.entities(), reply_markup=screen.keyboard
        )
    except BadRequest as err:
        if not _is_done(err):
            raise


async def toast(query: CallbackQuery, text: str = "", *, is_alert: bool = False) -> None:
    """End a button's waiting; a second time, or too late, does no harm."""
    try:
        await query.answer(text[:200] or None, show_alert=is_alert)
    except BadRequest as err:
        if not _is_stale(err):
            raise


async def answer_inline(
    query: InlineQuery,
    results: list[InlineQueryResultArticle],
    *,
    next_offset: str | None,
    button: InlineQueryResultsButton | None,
    cache_seconds: int,
) -> None:
    """Show cards for what is being typed; too late does no harm."""
    try:
        await query.answer(
            results,
            cache_time=cache_seconds,
            is_personal=True,
            next_offset=next_offset,
            button=button,
        )
    except BadRequest as err:
        if not _is_stale(err):
            raise


def article(
    result_id: str, title: str, description: str, screen: Screen
) -> InlineQueryResultArticle:
    """A card that posts a screen when it is chosen."""
    return InlineQueryResultArticle(
        id=result_id,
        title=title,
        description=description,
        input_message_content=InputTextMessageContent(
            screen.text.text,
            entities=screen.text.entities(),
            link_preview_options=_NO_PREVIEW,
        ),
        reply_markup=screen.keyboard,
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
