"""The bot's life: start, receive, stop; by polling or by webhook, with the same handlers."""

import asyncio
import contextlib
import json
import logging
import signal
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.telegram import commands_menu
from bot.telegram.connection.update_queue import UpdateQueue
from bot.telegram.connection.updates import KINDS, readable
from bot.telegram.connection.webhook import (
    Address,
    HttpServer,
    health_routes,
    metrics_routes,
    webhook_route,
)
from bot.telegram.context import BotApplication
from bot.telegram.following import Following
from bot.telegram.health import Health, IndexFollower, notify_supervisor
from bot.telegram.intake import Uploads
from bot.telegram.services import Services
from retrieval.errors import WenbaoError

logger = logging.getLogger(__name__)

POLL_SECONDS = 30
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
LONGEST_GOODBYE = 1.5
PURGE_SECONDS = 300.0
WATCH_SECONDS = 5.0
DRAIN_SECONDS = 30.0


class TokenError(WenbaoError):
    """There is no token, or Telegram doesn't know it."""

    advice = "telegram-token"


class ListenError(WenbaoError):
    """The webhook's port can't be used."""

    advice = "telegram-listen"


class DeafError(WenbaoError):
    """Nothing asks for updates any more; a supervisor is to start the program again."""

    advice = "telegram-deaf"


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


async def run(
    application: BotApplication,
    services: Services,
    *,
    webhook: WebhookSettings | None = None,
    stop: asyncio.Event | None = None,
    follower: IndexFollower | None = None,
    health_address: HealthAddress | None = None,
) -> None:
    """Run until SIGINT or SIGTERM, or until `stop` is set; then answer what has been fetched.

    Raises TokenError if Telegram refuses the token, ListenError if a port is taken, DeafError.
    """
    stop = stop or asyncio.Event()
    health = Health(services, follower, is_polling=webhook is None)
    _stop_on_signals(stop)
    async with _serving_health(health_address, health), _connected(application, stop):
        if stop.is_set():
            return
        await application.start()
        queue = application.update_queue
        assert isinstance(queue, UpdateQueue)
        try:
            await _take_up(application, services)
            async with _receiving(application, services, webhook, stop, health):
                me = application.bot
                logger.info(
                    "answering as @%s (%s)", me.username, "webhook" if webhook else "polling"
                )
                registering = asyncio.create_task(_register(application, services))
                purging = asyncio.create_task(_purge(services))
                following = asyncio.create_task(Following(services, application.bot).run())
                telling = asyncio.create_task(Uploads(services, application.bot).run())
                notify_supervisor("READY=1")
                await _until_stopped(services, stop, is_polling=webhook is None)
                notify_supervisor("STOPPING=1")
                logger.info("stopping: answering what has been fetched")
                await _ended(registering)
                await _ended(purging)
                await _ended(following)
                await _ended(telling)
            await _drain(queue)
        finally:
            queue.close()
            await application.stop()
    logger.info("stopped")


@contextlib.asynccontextmanager
async def _connected(application: BotApplication, stop: asyncio.Event) -> AsyncIterator[None]:
    """Connect, patiently: a network that is down at the start may come back."""
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            await _unless_stopped(application.initialize(), stop)
            break
        except InvalidToken:
            await _disconnect(application)
            raise TokenError("WENBAO_TELEGRAM_TOKEN: Telegram does not know this token") from None
        except NetworkError as err:
            pause = await _wait(pause, err, stop)
    try:
        yield
    finally:
        await _disconnect(application)


async def _disconnect(application: BotApplication) -> None:
    """PTB puts nothing away that was not wholly there: the network may never have been."""
    await application.shutdown()
    await application.bot.request.shutdown()


async def _take_up(application: BotApplication, services: Services) -> None:
    """Handle what an earlier process received and could not finish: alone what it was handling
    when it died, as that may have been the cause.
    """
    inbox = services.state.inbox
    suspects, others = inbox.left_over(suspects=True), inbox.left_over(suspects=False)
    if left := len(suspects) + len(others):
        logger.info("taking up %d updates that were left over", left)
    for raw in suspects:
        await application.update_queue.put(Update.de_json(json.loads(raw), application.bot))
        await application.update_queue.join()
    for raw in others:
        await application.update_queue.put(Update.de_json(json.loads(raw), application.bot))


@contextlib.asynccontextmanager
async def _receiving(
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
async def _serving_health(address: HealthAddress | None, health: Health) -> AsyncIterator[None]:
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
        raise ListenError(f"{host}:{port}: can't be listened on ({err.strerror})") from err
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
            await _unless_stopped(setting, stop)
            return
        except BadRequest as err:
            raise ListenError(
                f"{webhook.public_url}: Telegram refuses this webhook ({err})"
            ) from None
        except NetworkError as err:
            pause = await _wait(pause, err, stop)


async def _unless_stopped(doing: Coroutine[Any, Any, object], stop: asyncio.Event) -> None:
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


async def _wait(pause: float, err: NetworkError, stop: asyncio.Event) -> float:
    """Wait before another try, unless asked to stop; how long to wait after that one."""
    logger.warning("Telegram can't be reached (%s); trying again in %.0f s", err, pause)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), pause)
    return min(2 * pause, LONGEST_PAUSE)


async def _register(application: BotApplication, services: Services) -> None:
    """Menus are no reason not to start: a failure is logged, and the next start tries again."""
    try:
        await commands_menu.register(
            application.bot, services.state, services.catalogues, services.access.admins
        )
    except (RetryAfter, TelegramError) as err:
        logger.warning("commands could not be registered (%s)", err)


async def _drain(queue: UpdateQueue) -> None:
    """Wait until what has come is answered; the rest is answered after the next start."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(queue.join(), DRAIN_SECONDS)


async def _until_stopped(services: Services, stop: asyncio.Event, *, is_polling: bool) -> None:
    """Wait to be asked to stop. Raises TokenError once the token has been refused for long,
    DeafError if nothing asks for updates any more.
    """
    while not stop.is_set():
        notify_supervisor("WATCHDOG=1")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), WATCH_SECONDS)
        if services.polling.is_given_up:
            raise TokenError("WENBAO_TELEGRAM_TOKEN: Telegram refuses this token")
        if is_polling and services.polling.is_dead:
            raise DeafError("no updates are asked for any more")


async def _purge(services: Services) -> None:
    """Take away what has expired, now and from time to time, however quiet the bot is."""
    while True:
        try:
            services.state.purge()
        except sqlite3.Error as err:
            logger.warning("what has expired could not be taken away (%s)", err)
        await asyncio.sleep(PURGE_SECONDS)


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def _stop_on_signals(stop: asyncio.Event) -> None:
    """The first signal drains; a second one ends at once."""
    loop = asyncio.get_running_loop()

    def ask_to_stop() -> None:
        if stop.is_set():
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)
            signal.raise_signal(signal.SIGTERM)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, ask_to_stop)
