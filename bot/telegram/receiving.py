"""Updates received: by polling or by a webhook; and /healthz and /metrics served."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.app.errors import MessageError
from bot.telegram.connection.updates import KINDS, readable
from bot.telegram.connection.webhook import (
    Address,
    HttpServer,
    health_routes,
    metrics_routes,
    webhook_route,
)
from bot.telegram.context import BotApplication
from bot.telegram.health import Health
from bot.telegram.services import Services

logger = logging.getLogger(__name__)

POLL_SECONDS = 30
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
LONGEST_GOODBYE = 1.5


class ListenError(MessageError):
    """A port can't be listened on, or Telegram refuses the webhook."""

    advice = "telegram-listen"


@dataclass(frozen=True, slots=True)
class HealthAddress:
    """Where /healthz and /metrics are served."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """A webhook: its public address, and where to listen for it."""

    public_url: str
    address: Address


@contextlib.asynccontextmanager
async def receiving(
    application: BotApplication,
    services: Services,
    webhook: WebhookSettings | None,
    stop: asyncio.Event,
    health: Health,
) -> AsyncIterator[None]:
    if webhook is None:
        async with _polling(application, services):
            yield
    else:
        async with _listening(application, services, webhook, stop, health):
            yield


@contextlib.asynccontextmanager
async def _polling(application: BotApplication, services: Services) -> AsyncIterator[None]:
    updater = application.updater
    assert updater is not None

    def on_error(error: TelegramError) -> None:
        if services.polling.failed(error):
            application.create_task(application.process_error(error=error, update=None))

    await updater.start_polling(
        timeout=POLL_SECONDS,
        bootstrap_retries=-1,
        allowed_updates=KINDS,
        error_callback=on_error,
    )
    try:
        yield
    finally:
        # tells Telegram what has come; where that can't be, it comes again, and is known
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(updater.stop(), LONGEST_GOODBYE)


@contextlib.asynccontextmanager
async def _listening(
    application: BotApplication,
    services: Services,
    webhook: WebhookSettings,
    stop: asyncio.Event,
    health: Health,
) -> AsyncIterator[None]:
    async def take(raw: dict[str, object]) -> None:
        read = readable(raw)
        services.state.inbox.receive([(read["update_id"], json.dumps(read))])
        await application.update_queue.put(Update.de_json(read, application.bot))

    address = webhook.address
    routes = [webhook_route(address, take), *health_routes(health.troubles)]
    async with _served(HttpServer(address.host, address.port, routes), address.host, address.port):
        await _set_webhook(application, webhook, stop)
        yield


@contextlib.asynccontextmanager
async def serving_health(address: HealthAddress | None, health: Health) -> AsyncIterator[None]:
    if address is None:
        yield
        return
    routes = [*health_routes(health.troubles), *metrics_routes(health.metrics)]
    async with _served(HttpServer(address.host, address.port, routes), address.host, address.port):
        yield


@contextlib.asynccontextmanager
async def _served(server: HttpServer, host: str, port: int) -> AsyncIterator[None]:
    try:
        await server.start()
    except OSError as err:
        raise ListenError("port-taken", place=f"{host}:{port}", error=err.strerror or "") from err
    try:
        yield
    finally:
        await server.stop()


async def _set_webhook(
    application: BotApplication, webhook: WebhookSettings, stop: asyncio.Event
) -> None:
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            setting = application.bot.set_webhook(
                webhook.public_url, secret_token=webhook.address.secret, allowed_updates=KINDS
            )
            await unless_stopped(setting, stop)
            return
        except BadRequest as err:
            raise ListenError("webhook-refused", place=webhook.public_url, error=str(err)) from None
        except NetworkError as err:
            pause = await wait(pause, err, stop)


async def unless_stopped(doing: Coroutine[Any, Any, object], stop: asyncio.Event) -> None:
    """Do something that may take long, or leave it when asked to stop; raises what it raises."""
    done, stopped = asyncio.ensure_future(doing), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((done, stopped), return_when=asyncio.FIRST_COMPLETED)
        if done.done():
            done.result()
    finally:
        for task in (done, stopped):
            task.cancel()
        await asyncio.gather(done, stopped, return_exceptions=True)


async def wait(pause: float, err: NetworkError, stop: asyncio.Event) -> float:
    """Wait before another try, unless asked to stop; how long to wait after that one."""
    logger.warning("Telegram can't be reached (%s); trying again in %.0f s", err, pause)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), pause)
    return min(2 * pause, LONGEST_PAUSE)
