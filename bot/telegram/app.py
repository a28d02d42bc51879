"""The bot put together: what stands between Telegram and the table of handlers."""

import asyncio
from dataclasses import dataclass
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    Defaults,
)

from bot.telegram.connection.client import Client, Receive
from bot.telegram.connection.rate_limiter import RateLimiter
from bot.telegram.connection.transport import READ_SECONDS, Request
from bot.telegram.connection.update_queue import PerChatProcessor, UpdateQueue
from bot.telegram.context import Context, client_of
from bot.telegram.handlers.dispatch import Dispatcher
from bot.telegram.handlers.failures import ErrorHandler
from bot.telegram.services import Services

API_URL = "https://api.telegram.org"
POLL_SECONDS = 30

BotApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class ConnectionSettings:
    """Settings of the connection; `handler_seconds` is how long one update may take."""

    token: str
    api_url: str = API_URL
    proxy: str | None = None
    at_once: int = 16
    handler_seconds: float = 120.0
    read_seconds: float = READ_SECONDS


class DispatchingHandler(BaseHandler[Update, Context, None]):
    """PTB's only handler, with a limit on its time: beyond it a TimeoutError goes to the error
    handler. Which of ours an update is for, the table says; PTB would try one after the other.
    """

    def __init__(self, table: Dispatcher, seconds: float) -> None:
        super().__init__(self._handle)
        self._table = table
        self._seconds = seconds

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update)

    async def _handle(self, update: Update, context: Context) -> None:
        async with asyncio.timeout(self._seconds):
            await self._table.handle(update, client_of(context))


def build(
    services: Services, wiring: ConnectionSettings, *, rate_limiter: RateLimiter | None = None
) -> BotApplication:
    """The bot's application, neither connected nor started."""
    application = (
        ApplicationBuilder()
        .bot(build_bot(wiring, rate_limiter or RateLimiter(), services.state.inbox.receive))
        .update_queue(UpdateQueue())
        .concurrent_updates(PerChatProcessor(wiring.at_once, services.state.inbox.done))
        .job_queue(None)
        .build()
    )
    application.add_handler(DispatchingHandler(Dispatcher(services), wiring.handler_seconds))
    application.add_error_handler(ErrorHandler(services).failed)
    return application


def build_bot(wiring: ConnectionSettings, rate_limiter: RateLimiter, receive: Receive) -> Client:
    """The bot that calls, and is called upon, over our transport; `receive` keeps updates."""
    return Client(
        wiring.token,
        receive=receive,
        request=Request(proxy=wiring.proxy, read_seconds=wiring.read_seconds),
        get_updates_request=Request(proxy=wiring.proxy),
        rate_limiter=rate_limiter,
        base_url=f"{wiring.api_url.rstrip('/')}/bot",
        base_file_url=f"{wiring.api_url.rstrip('/')}/file/bot",
        defaults=Defaults(
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
        ),
    )
