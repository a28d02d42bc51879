"""Questions in messages: by command, mention, reply, or in private."""

import re
from dataclasses import dataclass

from telegram import Bot, MessageEntity
from telegram.constants import ChatType

from bot.telegram.connection.updates import Message
from bot.telegram.policy.preferences import Mode

ASK = "ask"
_WIDE_ASK = re.compile(r"／ask(?![A-Za-z0-9_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question in a message; `continues` is the bot's message that was replied to."""

    text: str
    continues: int | None = None


def question_in(message: Message, bot: Bot, mode: Mode) -> Question | None:
    """The question, if the message is addressed to the bot as the chat's mode wants it.

    An empty question is one that asks how to ask.
    """
    if message.text is None or message.via_bot is not None or _is_bots(message):
        return None
    command = command_in(message, bot)
    if command == ASK:
        return _asked(message, bot, payload_of(message)) if mode is not Mode.OFF else None
    if command is not None:
        return None
    if message.chat.type == ChatType.PRIVATE:
        return Question(message.text, continues=_own(message, bot))
    if mode is not Mode.MENTIONS:
        return None
    without = _without_mention(message, bot)
    if without is not None:
        return _asked(message, bot, without)
    if (own := _own(message, bot)) is not None:
        return Question(message.text, continues=own)
    return None


def command_in(message: Message, bot: Bot) -> str | None:
    """The command a message starts with; "" for one that is another bot's."""
    if _WIDE_ASK.match(message.text or ""):
        return ASK
    entities = message.entities
    if not entities or entities[0].type != MessageEntity.BOT_COMMAND or entities[0].offset:
        return None
    name, _, addressee = (message.text or "")[1 : entities[0].length].partition("@")
    if addressee and addressee.lower() != bot.username.lower():
        return ""
    return name.lower()


def payload_of(message: Message) -> str:
    """The text that follows a command."""
    text = message.text or ""
    if wide := _WIDE_ASK.match(text):
        return text[wide.end() :].strip()
    length = message.entities[0].length if message.entities else 0
    return text[length:].strip()


def _asked(message: Message, bot: Bot, text: str) -> Question:
    replied = message.reply_to_message
    own = _own(message, bot)
    if not text and replied is not None and own is None:
        text = (message.quote and message.quote.text) or replied.text or ""
    return Question(text, continues=own)


def _own(message: Message, bot: Bot) -> int | None:
    """The bot's own message that this one replies to."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != bot.id:
        return None
    return replied.message_id


def _is_bots(message: Message) -> bool:
    return message.is_automatic_forward or (
        message.from_user is not None and message.from_user.is_bot
    )


def _without_mention(message: Message, bot: Bot) -> str | None:
    """The text without the bot's @name; None if it isn't mentioned."""
    text = message.text or ""
    for entity in message.entities:
        if entity.type not in (MessageEntity.MENTION, MessageEntity.TEXT_MENTION):
            continue
        named = message.words_of(entity)
        is_meant = (entity.user is not None and entity.user.id == bot.id) or (
            named.lower() == f"@{bot.username.lower()}"
        )
        if is_meant:
            return " ".join(text.replace(named, " ", 1).split())
    return None
