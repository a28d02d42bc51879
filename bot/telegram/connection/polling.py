"""Health of polling: each trouble is reported once, and so is its end."""

import logging
import time
from collections.abc import Callable

from telegram.error import Conflict, TelegramError

from bot.telegram.redaction import redact

logger = logging.getLogger(__name__)

TWO_INSTANCES = (
    "another instance of this bot is fetching its updates; stop one of the two "
    "(Telegram gives each update to one of them only)"
)
WEBHOOK_SET = (
    "another program has set a webhook for this bot, so that its updates can't be fetched; "
    "stop that program, then start this one again"
)
FIRST_PAUSE = 1.0  # seconds
LONGEST_PAUSE = 15.0
# two instances end each other's calls in turn: calls succeed between errors, for as long as the
# other one pauses, for which PTB adds 30 seconds at most
CALM = 120.0
# a token that is refused for so long is wrong, and not the server starting anew
REFUSED_SECONDS = 600.0
# a call takes 50 at most, and PTB pauses for 30 at most between two
SILENT_SECONDS = 240.0


class PollingHealth:
    """Outcomes of the calls for updates so far."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pause = 0.0
        self._is_to_pause = False
        self._trouble: str | None = None
        self._failed_at = 0.0
        self._refused_since: float | None = None
        self._tried_at = self._fetched_at = clock()
        self.is_given_up = False

    def tried(self) -> None:
        """Note that updates are asked for."""
        self._tried_at = self._clock()

    @property
    def is_dead(self) -> bool:
        """True if nothing asks for updates any more, though nothing failed."""
        return self._clock() - self._tried_at > SILENT_SECONDS

    @property
    def seconds_since_fetch(self) -> float:
        """Seconds since updates, or none, came."""
        return self._clock() - self._fetched_at

    def failed(self, error: TelegramError) -> bool:
        """Note an error; whether it is another trouble than before, and is to be told."""
        said = told(error)
        is_new = said != self._trouble
        self._trouble, self._failed_at = said, self._clock()
        if said == TWO_INSTANCES:
            self._pause = min(2 * self._pause or FIRST_PAUSE, LONGEST_PAUSE)
            self._is_to_pause = True
        return is_new

    def is_refused_for_long(self) -> bool:
        """Note that the token was refused; tell whether that has gone on for REFUSED_SECONDS."""
        now = self._clock()
        if self._refused_since is None:
            self._refused_since = now
        self.is_given_up = now - self._refused_since > REFUSED_SECONDS
        return self.is_given_up

    def succeeded(self) -> None:
        """Note that updates came; whether the trouble is over may take a while to tell."""
        self._fetched_at = self._clock()
        self._refused_since = None
        if self._trouble is None:
            return
        if self._trouble == TWO_INSTANCES and self._clock() - self._failed_at < CALM:
            return
        logger.info("updates are fetched again")
        self._trouble, self._pause = None, 0.0

    def take_pause(self) -> float:
        """Seconds to wait before the next call: once after another instance's."""
        pause = self._pause if self._is_to_pause else 0.0
        self._is_to_pause = False
        return pause


def told(error: TelegramError) -> str:
    """The trouble in one line, without a secret."""
    if isinstance(error, Conflict):
        return WEBHOOK_SET if "webhook" in str(error).lower() else TWO_INSTANCES
    return redact(f"{type(error).__name__}: {error}")
