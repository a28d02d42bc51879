"""When an update that could not be answered is handled again, and for how long."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from telegram.error import BadRequest, Forbidden, NetworkError, TimedOut

from bot.telegram.connection.rate_limiter import FloodError
from bot.telegram.storage.inbox import Failed
from retrieval.cluster.errors import ClusterError
from retrieval.store import StoreDamagedError

LOST_SECONDS = 24 * 3600  # as long as Telegram itself keeps updates


@dataclass(frozen=True, slots=True)
class Retries:
    """Pauses that grow with each try, from `first_pause` to `longest_pause`; after
    `fresh_seconds` only word that there is no answer is tried to be sent.
    """

    fresh_seconds: float = 3600.0
    first_pause: float = 5.0
    longest_pause: float = 60.0
    clock: Callable[[], float] = time.time

    def pause(self, error: BaseException, failed: Failed | None) -> float | None:
        """Seconds to wait before the next try; None if there is to be none.

        After a time-out nobody knows whether the answer is there. A connection that broke twice is
        taken for an outage: better an answer twice than none.
        """
        is_outage = isinstance(error, StoreDamagedError) or (
            isinstance(error, ClusterError) and error.passes
        )
        is_unsent = isinstance(error, NetworkError) and not isinstance(error, _NOT_AGAIN)
        if not is_outage and not is_unsent:
            return None
        if failed is not None and self.clock() - failed.since > LOST_SECONDS:
            return None
        if isinstance(error, FloodError):
            return error.seconds
        return min(self.first_pause * 2.0 ** (failed.tries if failed else 0), self.longest_pause)

    def is_too_late(self, failed: Failed | None) -> bool:
        """Tell whether an answer is no longer worth sending."""
        return failed is not None and self.clock() - failed.since > self.fresh_seconds


_NOT_AGAIN = (BadRequest, Forbidden, TimedOut)
