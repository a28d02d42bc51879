"""The webhook: a small HTTP server that Telegram posts updates to, with /healthz beside it."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.telegram.connection.updates import parse_object

HEALTH_PATH = "/healthz"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
BODY_LIMIT = 1024 * 1024

Take = Callable[[dict[str, object]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Address:
    """The address to listen at, and the secret that only Telegram knows."""

    host: str
    port: int
    path: str
    secret: str


class WebhookServer:
    """Hands every update posted with the right secret to `take`; 200 once it is taken."""

    def __init__(self, address: Address, take: Take) -> None:
        self._address = address
        self._take = take
        app = web.Application(client_max_size=BODY_LIMIT)
        app.router.add_post(address.path, self._receive)
        app.router.add_get(HEALTH_PATH, self._health)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False)

    @property
    def port(self) -> int:
        """The port it listens on, once started."""
        return int(self._runner.addresses[0][1])

    async def start(self) -> None:
        """Listen. Raises OSError if the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._address.host, self._address.port).start()

    async def stop(self) -> None:
        """Finish what is being received, then listen no longer."""
        await self._runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        known = self._address.secret.encode()
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), known):
            return web.Response(status=403)
        raw = parse_object(await request.read())
        if raw is None:
            return web.Response(status=400)
        await self._take(raw)
        return web.Response()

    async def _health(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")
