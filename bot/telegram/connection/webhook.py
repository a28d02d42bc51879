"""The HTTP that the bot serves: the webhook that Telegram posts updates to, /healthz, /metrics."""

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from aiohttp import web

from bot.telegram.connection.updates import parse_object

logger = logging.getLogger(__name__)

HEALTH_PATH = "/healthz"
METRICS_PATH = "/metrics"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
BODY_LIMIT = 1024 * 1024
SILENT_SECONDS = 20.0  # for which a connection may send nothing whole

Take = Callable[[dict[str, object]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Address:
    """The address to listen at, and the secret that only Telegram knows."""

    host: str
    port: int
    path: str
    secret: str


class HttpServer:
    """Serves routes, and closes connections that send no whole request for `silent_seconds`."""

    def __init__(
        self,
        host: str,
        port: int,
        routes: Iterable[web.AbstractRouteDef],
        *,
        silent_seconds: float = SILENT_SECONDS,
    ) -> None:
        self._host = host
        self._port = port
        self._silent_seconds = silent_seconds
        self._heard: set[object] = set()  # connections that some request has come on
        self._sweeper: asyncio.Task[None] | None = None
        app = web.Application(client_max_size=BODY_LIMIT, middlewares=[self._hear])
        app.router.add_routes(routes)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False)

    @property
    def port(self) -> int:
        """The port it listens on, once started."""
        return int(self._runner.addresses[0][1])

    async def start(self) -> None:
        """Listen. Raises OSError if the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        self._sweeper = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        """Finish what is being received, then listen no longer."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        await self._runner.cleanup()

    @web.middleware
    async def _hear(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        self._heard.add(request.protocol)
        try:
            async with asyncio.timeout(self._silent_seconds):
                return await handler(request)
        except TimeoutError:
            return web.Response(status=408)

    async def _sweep(self) -> None:
        """Close connections on which no request has come; aiohttp closes those that had some."""
        since: dict[asyncio.Protocol, float] = {}
        while True:
            await asyncio.sleep(self._silent_seconds / 4)
            server, now = self._runner.server, time.monotonic()
            open_now = server.connections if server else []
            self._heard.intersection_update(open_now)
            silent = [connection for connection in open_now if connection not in self._heard]
            since = {connection: since.get(connection, now) for connection in silent}
            for connection in silent:
                if now - since[connection] > self._silent_seconds and connection.transport:
                    connection.transport.abort()


def webhook_route(address: Address, take: Take) -> web.RouteDef:
    """Hand every update posted with the right secret to `take`; 200 once it is taken."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, address.secret.encode()):
            return web.Response(status=403)
        raw = parse_object(await request.read())
        if raw is None:
            return web.Response(status=400)
        await take(raw)
        return web.Response()

    return web.post(address.path, receive)


def health_routes(troubles: Callable[[], Iterable[str]]) -> list[web.RouteDef]:
    """/healthz: 200 and ok, or 503 and what is wrong."""

    async def health(_: web.Request) -> web.Response:
        found = list(troubles())
        return web.Response(text="\n".join(found or ["ok"]) + "\n", status=503 if found else 200)

    return [web.get(HEALTH_PATH, health)]


def metrics_routes(metrics: Callable[[], str]) -> list[web.RouteDef]:
    """/metrics, in Prometheus' text format."""

    async def serve(_: web.Request) -> web.Response:
        return web.Response(text=metrics())

    return [web.get(METRICS_PATH, serve)]
