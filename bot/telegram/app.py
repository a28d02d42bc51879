"""The bot put together: what stands between Telegram and the table of handlers."""

import asyncio
from dataclasses import dataclass
from typing import Any

from telegram import LinkPreviewOptions
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    Defaults,
)

from bot.telegram.connection.client import Client, Receive
from bot.telegram.connection.rate_limiter import Pace
from bot.telegram.connection.transport import READ_SECONDS, Transport, UpdatesTransport
from bot.telegram.connection.update_queue import Backlog, ChatOrder
from bot.telegram.connection.updates import Update
from bot.telegram.context import Context, client_of
from bot.telegram.handlers.dispatch import Table
from bot.telegram.handlers.failures import Failing
from bot.telegram.services import Desk

API_URL = "https://api.telegram.org"
POLL_SECONDS = 30

BotApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Wiring:
    """How the bot is connected. `handler_seconds` is how long one update may take."""

    token: str
    api_url: str = API_URL
    proxy: str | None = None
    at_once: int = 16
    handler_seconds: float = 120.0
    read_seconds: float = READ_SECONDS


class Everything(BaseHandler[Update, Context, None]):
    """PTB's only handler, with a limit on its time: beyond it a TimeoutError goes to the error
    handler. Which of ours an update is for, the table says; PTB would try one after the other.
    """

    def __init__(self, table: Table, seconds: float) -> None:
        super().__init__(self._handle)
        self._table = table
        self._seconds = seconds

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update)

    async def _handle(self, update: Update, context: Context) -> None:
        async with asyncio.timeout(self._seconds):
            await self._table.handle(update, client_of(context))


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
    application.add_handler(Everything(Table(desk), wiring.handler_seconds))
    application.add_error_handler(Failing(desk).failed)
    return application


def build_bot(wiring: Wiring, pace: Pace, receive: Receive) -> Client:
    """The bot that calls, and is called upon, over our transport; `receive` keeps updates."""
    return Client(
        wiring.token,
        receive=receive,
        request=Transport(proxy=wiring.proxy, read_seconds=wiring.read_seconds),
        updates=UpdatesTransport(proxy=wiring.proxy),
        pace=pace,
        base_url=f"{wiring.api_url.rstrip('/')}/bot",
        base_file_url=f"{wiring.api_url.rstrip('/')}/file/bot",
        defaults=Defaults(
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
        ),
    )
