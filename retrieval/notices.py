"""Notices of how an archive was opened: what is worth telling, though nothing stops."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

# the English sentences; `notice-…` in the texts says the same in other languages
NOTICES = {
    "behind": "another process is updating the index; pages not in it yet: {count}",
    "damaged": "{place}: the index is damaged; it is being rebuilt",
    "disk-full": "{place}: the disk is full; the index is kept in memory",
    "in-memory": "{place}: can't be written; the index is kept in memory",
    "read-only": "{place}: can't be written; answers come from the index as it was stored",
}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Notice:
    """`reason` is a key of NOTICES, `facts` what its sentence holds."""

    reason: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return NOTICES[self.reason].format(**self.facts)


OnNotice = Callable[[Notice], None]


def log_notice(notice: Notice) -> None:
    """Log a notice, for callers that show none."""
    logger.warning("%s", notice)
