"""The real bot inside a test, with a door to wait at until it has nothing more to do."""

import asyncio
from typing import Self

from bot.telegram.app import ConnectionSettings, build
from bot.telegram.connection.rate_limiter import RateLimiter
from bot.telegram.lifecycle import HealthAddress, WebhookSettings, run
from bot.telegram.services import Services
from tests.botapi import BotApiServer


class RunningBot:
    """Runs from `async with` to its end, by polling or by the webhook given."""

    def __init__(
        self,
        telegram: BotApiServer,
        services: Services,
        *,
        webhook: WebhookSettings | None = None,
        rate_limiter: RateLimiter | None = None,
        health_address: HealthAddress | None = None,
        handler_seconds: float = 20.0,
        read_seconds: float = 20.0,
    ) -> None:
        wiring = ConnectionSettings(
            telegram.token,
            api_url=telegram.url,
            handler_seconds=handler_seconds,
            read_seconds=read_seconds,
        )
        self.services = services
        self.application = build(
            services, wiring, rate_limiter=rate_limiter or RateLimiter(private_per_second=0)
        )
        self._telegram = telegram
        self._hook = webhook
        self._health_address = health_address
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        running = run(
            self.application,
            self.services,
            webhook=self._hook,
            stop=self._stop,
            health_address=self._health_address,
        )
        self._task = asyncio.create_task(running)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stop(self) -> None:
        """As SIGTERM does; returns when the bot has ended."""
        self._stop.set()
        await self.ended()

    async def ended(self) -> None:
        """Wait until the bot has ended; raises what it ended with."""
        assert self._task
        await self._task

    async def settled(self) -> None:
        """Wait until every update has been fetched and worked on."""
        await self._telegram.world.delivery.confirmed()
        await self.application.update_queue.join()
