"""HTTP to the Bot API by aiohttp: a third of the CPU that PTB's own transport takes.

Its errors name what failed but never the address, which holds the token.
"""

import json
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import msgspec
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.telegram.connection.updates import UNREADABLE, split_batch

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
CONNECTIONS = 32

Json = dict[str, Any]


class DisconnectedError(NetworkError):
    """The connection ended before the answer: the call may have been carried out."""


class Transport(BaseRequest):
    """Sends calls over kept-alive connections; `proxy` is the URL of an HTTP proxy, which the
    usual environment variables (HTTPS_PROXY, …) may name too.
    """

    def __init__(self, *, read_seconds: float = READ_SECONDS, proxy: str | None = None) -> None:
        self._read_seconds = read_seconds
        self._proxy = proxy
        self._proxies: dict[str, str | None] = {}  # by scheme and host
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_seconds

    async def initialize(self) -> None:
        """Open the session, unless it is open."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),  # Telegram sets none
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session:
            await self._session.close()
            self._session = None

    def _proxy_for(self, url: str) -> str | None:
        """The proxy given, else what the environment says; looked up once, since aiohttp would
        do so for each call, on two threads.
        """
        if self._proxy:
            return self._proxy
        scheme, _, rest = url.partition("://")
        place = f"{scheme}://{rest.partition('/')[0]}"
        if place not in self._proxies:
            self._proxies[place] = _environment_proxy(scheme, urlsplit(place).hostname or "")
        return self._proxies[place]

    async def call(self, url: str, content: Json, *, read_seconds: float | None = None) -> Any:
        """Call a method and return its result; None parameters are left out. Raises TelegramError.

        The same as `post`, but plain JSON: PTB's objects take as long as all the rest.
        """
        read = self._read_seconds if read_seconds is None else read_seconds
        # `post` only hands on to `do_request` what it is given
        return await self.post(url, content, read_timeout=read)  # type: ignore[arg-type]

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | Json | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call: the status and the body. Raises TimedOut if it may have been carried out,
        NetworkError if it most likely was not.
        """
        if self._session is None:
            raise RuntimeError("the transport is not initialized")
        read = read_timeout if isinstance(read_timeout, int | float) else self._read_seconds
        timeout = aiohttp.ClientTimeout(
            total=None, connect=CONNECT_SECONDS + read, sock_connect=CONNECT_SECONDS, sock_read=read
        )
        try:
            proxy = self._proxy_for(url)
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                timeout=timeout,
                proxy=proxy,
                proxy_auth=aiohttp.BasicAuth.from_url(URL(proxy)) if proxy else None,
            ) as response:
                return response.status, await response.read()
        # "from None": aiohttp's own texts may hold the address
        except aiohttp.ConnectionTimeoutError:
            raise NetworkError("no connection to the Bot API in time") from None
        except TimeoutError:
            raise TimedOut("no answer from the Bot API in time") from None
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError) as err:
            raise DisconnectedError(f"the Bot API hung up ({type(err).__name__})") from None
        except (aiohttp.ClientError, OSError) as err:
            raise NetworkError(f"no answer from the Bot API ({type(err).__name__})") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer to a call. Raises TelegramError if it is not JSON."""
        try:
            return msgspec.json.decode(payload)
        except UNREADABLE:  # PTB takes half characters, and says what is wrong
            return BaseRequest.parse_json_payload(payload)


class UpdatesTransport(Transport):
    """Gives the updates of getUpdates each as its JSON, unread."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """As in Transport, but for the updates."""
        try:
            return {"result": split_batch(payload)}
        except UNREADABLE:
            return Transport.parse_json_payload(payload)


def _environment_proxy(scheme: str, host: str) -> str | None:
    return None if proxy_bypass(host) else getproxies().get(scheme)


def _body(
    request_data: RequestData | Json | None,
) -> aiohttp.FormData | aiohttp.BytesPayload | None:
    if request_data is None:
        return None
    if isinstance(request_data, dict):
        body = _json({name: said for name, said in request_data.items() if said is not None})
        return aiohttp.BytesPayload(body, content_type="application/json")
    if not request_data.contains_files:
        # as JSON: a form takes nine characters for a Chinese one, and encodes what is nested twice
        body = _json(request_data.parameters)
        return aiohttp.BytesPayload(body, content_type="application/json")
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, mime_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form


def _json(content: Json) -> bytes:
    try:
        return msgspec.json.encode(content)
    except UnicodeEncodeError:  # half a character
        return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
