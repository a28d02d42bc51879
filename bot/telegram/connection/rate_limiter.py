"""Telegram's flood limits kept, and trouble on the way survived.

PTB's AIORateLimiter keeps 30 calls a second over all and 20 a minute in a group, and waits out a
429 if told to. Added here: one message a second in a private chat, a pause that lasts until
its end, and new tries with growing pauses when the server or the network fails.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.ext import AIORateLimiter

from bot.telegram.connection.transport import DisconnectedError

logger = logging.getLogger(__name__)

NETWORK_TRIES = 4
LONGEST_FLOOD_PAUSE = 5.0  # a longer one is not waited out: who waits here keeps others waiting
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 20.0
BURST = 3  # messages at once to one person are fine, as long as the chat then stays quiet
_SWEEP_SIZE = 2048
# what a time-out may leave done without an answer: sent again, it would be there twice; after a
# connection that ended it is sent once more, as most such calls were not carried out
_SENDING = frozenset({"sendMessage"})

Call = Callable[..., Coroutine[Any, Any, Any]]


class FloodError(NetworkError):
    """The chat must not be written to for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"flood control for {seconds:.0f} s")
        self.seconds = seconds


class RateLimiter(AIORateLimiter):
    """Limits how fast the bot calls, and tries again when that may help."""

    def __init__(
        self,
        *,
        per_second: float = 30,
        group_per_minute: float = 20,
        private_per_second: float = 1,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        super().__init__(overall_max_rate=per_second, group_max_rate=group_per_minute)
        self._private_rate = private_per_second
        self._first_pause = first_pause
        self._private: dict[int, AsyncLimiter] = {}
        self._paused_until: dict[object, float] = {}  # by chat

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Make a call when its time has come; again where that may help.

        Raises FloodError if Telegram makes the chat wait for long, else what the last try raised.
        """
        # PTB pauses every chat for a 429 in one: here only the chat waits that it was about, and of
        # a call that names none, such as the answer to a tap, the call
        place = data.get("chat_id", object())

        async def call(*args: Any, **kwargs: Any) -> Any:
            while True:
                await self._pause_over(place)
                try:
                    return await self._persist(callback, args, kwargs, endpoint)
                except RetryAfter as err:
                    self._pause(place, _seconds(err))

        if endpoint == "sendMessage" and (limiter := self._private_limiter(data)):
            await limiter.acquire()
        return await super().process_request(call, args, kwargs, endpoint, data, rate_limit_args)

    async def _persist(
        self, callback: Call, args: Any, kwargs: dict[str, Any], endpoint: str
    ) -> Any:
        pause, has_hung_up = self._first_pause, False
        for tries_left in reversed(range(NETWORK_TRIES)):
            try:
                return await callback(*args, **kwargs)
            except NetworkError as err:
                if isinstance(err, BadRequest) or not tries_left:
                    raise
                is_unknown = isinstance(err, TimedOut) or (
                    isinstance(err, DisconnectedError) and has_hung_up
                )
                if is_unknown and endpoint in _SENDING:
                    raise
                has_hung_up = isinstance(err, DisconnectedError)
                logger.warning("%s failed (%s); trying again", endpoint, type(err).__name__)
                # some chance, so that many calls that failed together don't come back together
                await asyncio.sleep(pause * random.uniform(0.5, 1.0))
                pause = min(2 * pause, LONGEST_PAUSE)
        raise AssertionError("unreachable")

    def _private_limiter(self, data: dict[str, Any]) -> AsyncLimiter | None:
        chat_id = data.get("chat_id")
        if not isinstance(chat_id, int) or chat_id < 0 or not self._private_rate:
            return None
        if len(self._private) > _SWEEP_SIZE:
            quiet = [key for key, lim in self._private.items() if lim.has_capacity(lim.max_rate)]
            for key in quiet:
                del self._private[key]
        if chat_id not in self._private:
            self._private[chat_id] = AsyncLimiter(BURST, BURST / self._private_rate)
        return self._private[chat_id]

    def _pause(self, chat: object, seconds: float) -> None:
        until = asyncio.get_running_loop().time() + seconds
        self._paused_until[chat] = max(self._paused_until.get(chat, 0.0), until)

    async def _pause_over(self, chat: object) -> None:
        while chat in self._paused_until:
            left = self._paused_until[chat] - asyncio.get_running_loop().time()
            if left <= 0:
                del self._paused_until[chat]
            elif left > LONGEST_FLOOD_PAUSE:
                if not isinstance(chat, int | str):
                    del self._paused_until[chat]
                raise FloodError(left)
            else:
                await asyncio.sleep(left)


def _seconds(err: RetryAfter) -> float:
    wait = err.retry_after
    return wait if isinstance(wait, int | float) else wait.total_seconds()
