"""Menus: the bot's commands for each kind of chat, and its descriptions."""

import hashlib
import json
import logging
from collections.abc import Collection, Mapping

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.app.messages import Texts
from bot.telegram.storage import State

logger = logging.getLogger(__name__)

PRIVATE = ("start", "help", "articles", "follow", "settings", "privacy", "forget")
GROUP = ("ask", "help")
GROUP_ADMIN = (*GROUP, "follow", "settings")
OPERATOR = (*PRIVATE, "stats", "allow", "ban")
# Telegram takes two letters only; whom neither suits sees the first, as in `language_for`
LANGUAGES = {None: "en", "zh": "zh-Hans", "en": "en"}
_NOTE = "menus"


async def register(
    bot: Bot, state: State, catalogues: Mapping[str, Texts], admins: Collection[int]
) -> None:
    """Register commands and descriptions, unless that was done with the same words before."""
    digest = _digest(catalogues, admins)
    if state.note(_NOTE) == f"{bot.id}:{digest}":
        return
    scopes: list[tuple[BotCommandScope, tuple[str, ...]]] = [
        (BotCommandScopeAllPrivateChats(), PRIVATE),
        (BotCommandScopeAllGroupChats(), GROUP),
        (BotCommandScopeAllChatAdministrators(), GROUP_ADMIN),
    ]
    for code, language in LANGUAGES.items():
        texts = catalogues[language]
        for scope, names in scopes:
            await bot.set_my_commands(commands(names, texts), scope=scope, language_code=code)
        await bot.set_my_description(texts("tg-description"), language_code=code)
        await bot.set_my_short_description(texts("tg-short-description"), language_code=code)
    for admin_id in admins:
        await _register_operator(bot, admin_id, catalogues)
    state.take_note(_NOTE, f"{bot.id}:{digest}")


def commands(names: Collection[str], texts: Texts) -> list[BotCommand]:
    """The commands with what they do."""
    return [BotCommand(name, texts(f"tg-command-{name}")) for name in names]


async def _register_operator(bot: Bot, admin_id: int, catalogues: Mapping[str, Texts]) -> None:
    scope = BotCommandScopeChat(admin_id)
    try:
        for code, language in LANGUAGES.items():
            listed = commands(OPERATOR, catalogues[language])
            await bot.set_my_commands(listed, scope=scope, language_code=code)
    except TelegramError:
        logger.info("admin %d has not opened the bot yet: no /stats in their menu", admin_id)


def _digest(catalogues: Mapping[str, Texts], admins: Collection[int]) -> str:
    words = [
        [texts(f"tg-command-{name}") for name in (*OPERATOR, *GROUP_ADMIN)]
        + [texts("tg-description"), texts("tg-short-description")]
        for texts in (catalogues[language] for language in LANGUAGES.values())
    ]
    return hashlib.sha256(json.dumps([words, sorted(admins)]).encode()).hexdigest()[:16]
