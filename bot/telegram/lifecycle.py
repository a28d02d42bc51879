"""The bot's life: start, receive, stop; by polling or by webhook, with the same handlers."""

import asyncio
import contextlib
import json
import logging
import signal
import sqlite3
from collections.abc import AsyncIterator

from telegram import Update
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.app.errors import MessageError
from bot.telegram import commands_menu
from bot.telegram.connection.update_queue import UpdateQueue
from bot.telegram.context import BotApplication
from bot.telegram.following import Following
from bot.telegram.health import Health, IndexFollower, notify_supervisor
from bot.telegram.intake import Uploads
from bot.telegram.receiving import (
    FIRST_PAUSE,
    HealthAddress,
    ListenError,
    WebhookSettings,
    receiving,
    serving_health,
    unless_stopped,
    wait,
)
from bot.telegram.services import Services

__all__ = ["DeafError", "HealthAddress", "ListenError", "TokenError", "WebhookSettings", "run"]

logger = logging.getLogger(__name__)

PURGE_SECONDS = 300.0
WATCH_SECONDS = 5.0
DRAIN_SECONDS = 30.0


class TokenError(MessageError):
    """There is no token, or Telegram doesn't know it."""

    advice = "telegram-token"


class DeafError(MessageError):
    """Nothing asks for updates any more; a supervisor is to start the program again."""

    advice = "telegram-deaf"


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
    async with serving_health(health_address, health), _connected(application, stop):
        if stop.is_set():
            return
        await application.start()
        queue = application.update_queue
        assert isinstance(queue, UpdateQueue)
        try:
            await _take_up(application, services)
            async with receiving(application, services, webhook, stop, health):
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
            await unless_stopped(application.initialize(), stop)
            break
        except InvalidToken:
            await _disconnect(application)
            raise TokenError("token-refused") from None
        except NetworkError as err:
            pause = await wait(pause, err, stop)
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
            raise TokenError("token-refused")
        if is_polling and services.polling.is_dead:
            raise DeafError("updates-stopped")


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
