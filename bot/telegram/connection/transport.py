"""HTTP to the Bot API: PTB's own request class, but its errors tell whether a call may have been
carried out, and never name the address, which holds the token.
"""

import logging
from typing import Any

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
CONNECTIONS = 64

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class DisconnectedError(NetworkError):
    """The connection ended before the answer: the call may have been carried out."""


class Request(HTTPXRequest):
    """Sends calls over kept-alive connections; `proxy` is the URL of an HTTP proxy, which the
    usual environment variables (HTTPS_PROXY, …) may name too.
    """

    def __init__(self, *, read_seconds: float = READ_SECONDS, proxy: str | None = None) -> None:
        # at INFO it logs each address, which holds the token
        logging.getLogger("httpx").setLevel(logging.WARNING)
        super().__init__(
            CONNECTIONS,
            read_timeout=read_seconds,
            write_timeout=READ_SECONDS,
            connect_timeout=CONNECT_SECONDS,
            pool_timeout=CONNECT_SECONDS,
            proxy=proxy,
        )

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """As in PTB. Raises TimedOut or DisconnectedError if the call may have been carried out,
        else NetworkError.
        """
        try:
            return await super().do_request(*args, **options)
        except NetworkError as err:
            raise _classified(err) from None  # httpx's own texts may hold the address


def _classified(error: NetworkError) -> NetworkError:
    cause = error.__cause__
    name = type(cause).__name__
    if isinstance(cause, _NOT_SENT):
        return NetworkError(f"no connection to the Bot API ({name})")
    if isinstance(cause, httpx.TimeoutException):
        return TimedOut("no answer from the Bot API in time")
    return DisconnectedError(f"the Bot API hung up ({name})")
