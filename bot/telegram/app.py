"""The bot's application, put together as PTB's builder has it."""

from dataclasses import dataclass

from telegram import LinkPreviewOptions
from telegram.ext import Application, Defaults

from bot.telegram.connection.rate_limiter import RateLimiter
from bot.telegram.connection.transport import READ_SECONDS, Request
from bot.telegram.connection.update_queue import PerChatProcessor, UpdateQueue
from bot.telegram.connection.updates_request import UpdatesRequest
from bot.telegram.context import BotApplication
from bot.telegram.handlers.registration import add_handlers
from bot.telegram.services import Services

API_URL = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class ConnectionSettings:
    """Settings of the connection; `handler_seconds` is how long one update may take."""

    token: str
    api_url: str = API_URL
    proxy: str | None = None
    at_once: int = 64
    handler_seconds: float = 120.0
    read_seconds: float = READ_SECONDS


def build(
    services: Services, connection: ConnectionSettings, *, rate_limiter: RateLimiter | None = None
) -> BotApplication:
    """The bot's application, neither connected nor started."""
    inbox, api_url = services.state.inbox, connection.api_url.rstrip("/")
    proxy, queue = connection.proxy, UpdateQueue(inbox.raw)
    application: BotApplication = (
        Application.builder()
        .token(connection.token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(Request(proxy=proxy, read_seconds=connection.read_seconds))
        .get_updates_request(UpdatesRequest(inbox.receive, services.polling, proxy=proxy))
        .rate_limiter(rate_limiter or RateLimiter())
        .defaults(
            Defaults(
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                allow_sending_without_reply=True,
            )
        )
        .update_queue(queue)
        .concurrent_updates(PerChatProcessor(connection.at_once, queue, inbox.done))
        .job_queue(None)
        .build()
    )
    add_handlers(application, services, seconds=connection.handler_seconds)
    return application
