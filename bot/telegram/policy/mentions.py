"""Questions in messages: by command, mention, reply, or in private."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Message, MessageEntity
from telegram.constants import ChatType
from telegram.ext import filters

from bot.app.messages import Texts
from bot.telegram.connection.updates import entities_of, sender_of, text_of
from bot.telegram.policy.preferences import Mode

ASK = "ask"
_MENTIONS = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION)
_WIDE_ASK = re.compile(r"／ask(?![A-Za-z0-9_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedText:
    """A question in a message; `continues` is the bot's message that was replied to."""

    text: str
    continues: int | None = None


def says(catalogues: Mapping[str, Texts], words: str) -> filters.Text:
    """PTB's filter for messages that are one of the words of a text, in any language."""
    known = {word for texts in catalogues.values() for word in texts(words).split()}
    return filters.Text([form for word in known for form in (word, word.title(), f"／{word}")])


def question_in(message: Message, mode: Mode) -> AskedText | None:
    """The question, if the message is addressed to the bot as the chat's mode wants it.

    An empty question is one that asks how to ask.
    """
    text = text_of(message)
    if text is None or message.via_bot is not None or _is_bots(message):
        return None
    command = _command_in(message)
    if command == ASK:
        return _asked(message, payload_of(message)) if mode is not Mode.OFF else None
    if command is not None:
        return None
    if message.chat.type == ChatType.PRIVATE:
        return AskedText(text, continues=_own(message))
    if mode is not Mode.MENTIONS:
        return None
    without = _without_mention(message)
    if without is not None:
        return _asked(message, without)
    if (own := _own(message)) is not None and not _mentions_another(message):
        return AskedText(text, continues=own)
    return None


def _command_in(message: Message) -> str | None:
    """The command a message starts with; "" for one that is another bot's."""
    if _WIDE_ASK.match(text_of(message) or ""):
        return ASK
    command = _leading_command(message)
    if command is None:
        return None
    name, _, addressee = command[1:].partition("@")
    if addressee and addressee.lower() != message.get_bot().username.lower():
        return ""
    return name.lower()


def payload_of(message: Message) -> str:
    """The text that follows a command."""
    text = text_of(message) or ""
    if wide := _WIDE_ASK.match(text):
        return text[wide.end() :].strip()
    return text[len(_leading_command(message) or "") :].strip()


def _leading_command(message: Message) -> str | None:
    for entity, words in entities_of(message).items():
        if entity.type == MessageEntity.BOT_COMMAND and not entity.offset:
            return words
    return None


def _asked(message: Message, text: str) -> AskedText:
    replied = message.reply_to_message
    own = _own(message)
    if not text and own is None:
        quoted = message.quote.text if message.quote else None  # also of another chat's message
        text = quoted or (text_of(replied) if replied else None) or ""
    return AskedText(text, continues=own)


def _own(message: Message) -> int | None:
    """The bot's own message that this one replies to."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != message.get_bot().id:
        return None
    return replied.message_id


def _is_bots(message: Message) -> bool:
    sender = sender_of(message)
    return bool(message.is_automatic_forward or (sender and sender.is_bot))


def _mentions_another(message: Message) -> bool:
    return any(entity.type in _MENTIONS for entity in entities_of(message))


def _without_mention(message: Message) -> str | None:
    """The text without the bot's @name; None if it isn't mentioned."""
    text, bot = text_of(message) or "", message.get_bot()
    for entity, named in entities_of(message).items():
        if entity.type not in _MENTIONS:
            continue
        is_meant = (entity.user is not None and entity.user.id == bot.id) or (
            named.lower() == f"@{bot.username.lower()}"
        )
        if is_meant:
            return " ".join(text.replace(named, " ", 1).split())
    return None
