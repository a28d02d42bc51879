"""Which handler an update is for. A new command, button or kind of update is added here:

- a command: a line in `_commands`, a method in `commands.py`; in the menu by `commands_menu.py`
- a button: a record in `messages/callback_data.py`, a line in `_buttons`, a method in
  `callbacks.py`; a view shows it
- a kind of update: a line in `_others`, and its name in `connection/updates.KINDS`
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import wraps
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.telegram.context import BotApplication, Context
from bot.telegram.handlers.admission import Admission, ChatMembership
from bot.telegram.handlers.callbacks import CallbackHandlers
from bot.telegram.handlers.commands import CommandHandlers
from bot.telegram.handlers.failures import ErrorHandler
from bot.telegram.handlers.follows import FollowHandlers
from bot.telegram.handlers.inline import InlineHandlers
from bot.telegram.handlers.questions import QuestionHandlers
from bot.telegram.handlers.uploads import UploadHandlers
from bot.telegram.messages.callback_data import (
    Ask,
    Browse,
    Choose,
    FollowPress,
    Look,
    Nothing,
    Press,
    Rate,
    Read,
    Turn,
    Undo,
    carries,
)
from bot.telegram.policy.mentions import says
from bot.telegram.services import Services

Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]
Handler = BaseHandler[Update, Context, None]
FIRST = -1  # PTB's group of handlers that every update passes before the others
_NEW = filters.UpdateType.MESSAGE  # an edited command is not carried out again


def add_handlers(application: BotApplication, services: Services, *, seconds: float) -> None:
    """Add all handlers; beyond `seconds` a TimeoutError goes to the error handler."""
    questions = QuestionHandlers(services)
    buttons = CallbackHandlers(services, questions)
    commands, follows = CommandHandlers(services), FollowHandlers(services)
    uploads = UploadHandlers(services, commands)
    application.add_handler(TypeHandler(Update, Admission(services).admit), FIRST)
    for handler in (
        *(
            CommandHandler(*named, _NEW)
            for named in _commands(commands, questions, follows).items()
        ),
        *(
            CallbackQueryHandler(do, carries(press))
            for press, do in _buttons(buttons, follows, uploads).items()
        ),
        CallbackQueryHandler(buttons.stale),
        *_others(services, questions, commands, uploads),
    ):
        handler.callback = _limited(handler.callback, seconds)
        application.add_handler(handler)
    application.add_error_handler(ErrorHandler(services).failed)


def _commands(
    commands: CommandHandlers, questions: QuestionHandlers, follows: FollowHandlers
) -> Mapping[str, Callback]:
    return {
        "ask": questions.asked,
        "start": commands.start,
        "help": commands.help,
        "articles": commands.articles,
        "follow": follows.follow,
        "settings": commands.settings,
        "privacy": commands.privacy,
        "forget": commands.forget,
        "stats": commands.stats,
        "allow": commands.allow,
        "ban": commands.ban,
    }


def _buttons(
    buttons: CallbackHandlers, follows: FollowHandlers, uploads: UploadHandlers
) -> Mapping[type[Press], Callback]:
    return {
        Turn: buttons.turn,
        Read: buttons.open,
        Browse: buttons.open,
        Rate: buttons.rate,
        Look: buttons.look,
        Choose: buttons.choose,
        Ask: buttons.ask,
        FollowPress: follows.press,
        Undo: uploads.undo,
        Nothing: buttons.nothing,
    }


def _others(
    services: Services,
    questions: QuestionHandlers,
    commands: CommandHandlers,
    uploads: UploadHandlers,
) -> list[Handler]:
    """The first one that takes an update handles it."""
    inline, membership = InlineHandlers(services), ChatMembership(services)
    handed_in = filters.ChatType.PRIVATE & filters.User(services.access.admins)
    handed_in &= filters.PHOTO | filters.Document.ALL
    return [
        MessageHandler(_NEW & filters.StatusUpdate.MIGRATE, membership.moved),
        MessageHandler(_NEW & filters.COMMAND, commands.unknown),
        *(
            MessageHandler(_NEW & filters.ChatType.PRIVATE & says(services.catalogues, words), do)
            for words, do in {
                "tg-say-menu": commands.start,
                "tg-say-help": commands.help,
                "tg-say-settings": commands.settings,
            }.items()
        ),
        MessageHandler(_NEW & handed_in, uploads.received),  # with a caption, too
        MessageHandler(_NEW & (filters.TEXT | filters.CAPTION), questions.asked),
        MessageHandler(_NEW & filters.ATTACHMENT, uploads.received),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, questions.edited),
        MessageHandler(filters.UpdateType.GUEST_MESSAGE, inline.summoned),
        InlineQueryHandler(inline.queried),
        ChatMemberHandler(membership.changed, ChatMemberHandler.MY_CHAT_MEMBER),
    ]


def _limited(callback: Callback, seconds: float) -> Callback:
    @wraps(callback)
    async def limited(update: Update, context: Context) -> None:
        async with asyncio.timeout(seconds):
            await callback(update, context)

    return limited
