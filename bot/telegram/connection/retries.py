"""Updates whose answers could not be sent, handled again with growing pauses while fresh."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.telegram.connection.transport import DisconnectedError

logger = logging.getLogger(__name__)

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 300.0

Put = Callable[[Update], Awaitable[None]]


def can_be_sent_later(error: BaseException) -> bool:
    """Tell whether what failed was certainly not sent, and may be sent when the trouble is over.

    After a time-out or a broken connection nobody knows: the message may be there.
    """
    if isinstance(error, RetryAfter):
        return True
    return isinstance(error, NetworkError) and not isinstance(
        error, BadRequest | Forbidden | TimedOut | DisconnectedError
    )


class Retries:
    """Puts updates back into the queue later; those of a stopped bot stay in its inbox."""

    def __init__(
        self,
        *,
        fresh_seconds: float,
        first_pause: float = FIRST_PAUSE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._fresh_seconds = fresh_seconds
        self._first_pause = first_pause
        self._clock = clock
        self._tries: dict[int, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def is_fresh(self, update: Update) -> bool:
        """Tell whether an update is young enough to be answered late."""
        message = update.message or update.edited_message
        if message is None:
            return False
        return self._clock() - message.date.timestamp() <= self._fresh_seconds

    def later(self, update: Update, put: Put) -> None:
        """Put an update into the queue again after a pause that grows with each try."""
        tries = self._tries.get(update.update_id, 0)
        self._tries[update.update_id] = tries + 1
        pause = min(self._first_pause * 2**tries, LONGEST_PAUSE)
        logger.warning("update %d is answered later; again in %.0f s", update.update_id, pause)
        task = asyncio.get_running_loop().create_task(self._wait(update, put, pause))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def done(self, update_id: int) -> None:
        """Forget the tries of an update that has been answered or given up."""
        self._tries.pop(update_id, None)

    async def stop(self) -> None:
        """Wait for nothing more; what is postponed is taken up at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _wait(self, update: Update, put: Put, pause: float) -> None:
        await asyncio.sleep(pause)
        await put(update)
