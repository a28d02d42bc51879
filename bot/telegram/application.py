"""The bot put together: the table of handlers, and what stands between them and Telegram."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ChatType
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CommandHandler,
    Defaults,
    ExtBot,
    TypeHandler,
    filters,
)

from bot.telegram.client import Client, Receive, UpdatesTransport
from bot.telegram.context import Context
from bot.telegram.desk import Desk
from bot.telegram.examples import Examples
from bot.telegram.handlers.asking import Asking
from bot.telegram.handlers.commanding import Commanding
from bot.telegram.handlers.failing import Failing
from bot.telegram.handlers.gate import Doors, Gate
from bot.telegram.handlers.inline import Inline
from bot.telegram.handlers.tapping import Tapping
from bot.telegram.order import Backlog, ChatOrder
from bot.telegram.pace import Pace
from bot.telegram.transport import READ_SECONDS, Transport

API_URL = "https://api.telegram.org"
POLL_SECONDS = 30

BotApplication = Application[Any, Any, Any, Any, Any, Any]
Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Wiring:
    """How the bot is connected. `handler_seconds` is how long one update may take."""

    token: str
    api_url: str = API_URL
    proxy: str | None = None
    at_once: int = 16
    handler_seconds: float = 120.0
    read_seconds: float = READ_SECONDS


class On(BaseHandler[Update, Context, None]):
    """Handles the updates that have a field, such as `inline_query`, that a test accepts."""

    def __init__(
        self, field: str, callback: Callback, accepts: Callable[[Update], object] = bool
    ) -> None:
        super().__init__(callback)
        self._field = field
        self._accepts = accepts

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or getattr(update, self._field) is None:
            return False
        return bool(self._accepts(update))


def build(desk: Desk, wiring: Wiring, *, pace: Pace | None = None) -> BotApplication:
    """The bot's application, neither connected nor started."""
    application = (
        ApplicationBuilder()
        .bot(build_bot(wiring, pace or Pace(), desk.state.inbox.receive))
        .update_queue(Backlog())
        .concurrent_updates(ChatOrder(wiring.at_once, desk.state.inbox.done))
        .job_queue(None)
        .build()
    )
    gate = _timed(Gate(desk).passing, wiring.handler_seconds)
    application.add_handler(TypeHandler[Update, Context, None](Update, gate), group=-1)
    for handler in handlers(desk, wiring.handler_seconds):
        application.add_handler(handler)
    application.add_error_handler(Failing(desk).failed)
    return application


def handlers(desk: Desk, seconds: float) -> list[BaseHandler[Any, Any, Any]]:
    """The table: the first that takes an update handles it."""
    doors, inline, asking = Doors(desk), Inline(desk), Asking(desk)
    tapping = Tapping(desk, asking)
    commanding = Commanding(desk, tapping, Examples(desk))

    def on(field: str, callback: Callback, accepts: Callable[[Update], object] = bool) -> On:
        return On(field, _timed(callback, seconds), accepts)

    def command(name: str, callback: Callback) -> CommandHandler[Any, Any]:
        # edited commands are not done again
        only = filters.UpdateType.MESSAGE
        return CommandHandler(name, _timed(callback, seconds), filters=only)

    return [
        command("start", commanding.start),
        command("help", commanding.help),
        command("articles", commanding.articles),
        command("settings", commanding.settings),
        command("privacy", commanding.privacy),
        command("forget", commanding.forget),
        command("stats", commanding.stats),
        command("ask", asking.asked),
        on("message", doors.moved, _is_move),
        on("message", commanding.unknown, _is_command),
        on("message", asking.asked, _is_text),
        on("message", commanding.wordless, _is_wordless),
        on("edited_message", asking.edited),
        on("callback_query", tapping.tapped),
        on("inline_query", inline.queried),
        on("guest_message", inline.summoned),
        on("my_chat_member", doors.changed),
    ]


def build_bot(wiring: Wiring, pace: Pace, receive: Receive) -> ExtBot[int]:
    """The bot that calls, and is called upon, over our transport; `receive` keeps updates."""
    return Client(
        wiring.token,
        UpdatesTransport(proxy=wiring.proxy),
        receive,
        base_url=f"{wiring.api_url.rstrip('/')}/bot",
        base_file_url=f"{wiring.api_url.rstrip('/')}/file/bot",
        request=Transport(proxy=wiring.proxy, read_seconds=wiring.read_seconds),
        defaults=Defaults(
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
        ),
        rate_limiter=pace,
    )


def _timed(callback: Callback, seconds: float) -> Callback:
    """The callback with a limit on its time; beyond it a TimeoutError goes to the error handler."""

    async def timed(update: Update, context: Context) -> None:
        async with asyncio.timeout(seconds):
            await callback(update, context)

    return timed


def _is_move(update: Update) -> bool:
    return update.message is not None and update.message.migrate_to_chat_id is not None


def _is_text(update: Update) -> bool:
    return update.message is not None and update.message.text is not None


def _is_command(update: Update) -> bool:
    message = update.message
    if message is None or not message.entities or message.text is None:
        return False
    first = message.entities[0]
    return first.type == first.BOT_COMMAND and first.offset == 0


def _is_wordless(update: Update) -> bool:
    """Whether somebody sent something that is not text; not what Telegram itself says."""
    message = update.message
    return (
        message is not None
        and message.effective_attachment is not None
        and (message.chat.type == ChatType.PRIVATE)
    )
