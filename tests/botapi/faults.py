"""Trouble on order: what goes wrong, on which calls, how often."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Trouble(StrEnum):
    """How a call goes wrong."""

    FLOOD = "flood"  # 429 with retry_after
    BROKEN = "broken"  # 500
    GATEWAY = "gateway"  # 502 with a page instead of JSON
    DROPPED = "dropped"  # the connection ends before the call is carried out
    DELIVERED_BUT_DROPPED = "delivered_but_dropped"  # it ends after
    REFUSED = "refused"  # 401, as by a server that starts anew
    SILENT = "silent"  # carried out never, answered never


@dataclass
class Fault:
    """A trouble for the next `times` calls of a method (None: any) that `when` accepts."""

    trouble: Trouble
    method: str | None = None
    times: int = 1
    retry_after: int = 1
    when: Callable[[Mapping[str, Any]], bool] = lambda _: True

    def strikes(self, method: str, parameters: Mapping[str, Any]) -> bool:
        """Whether it hits this call; counts the hit."""
        if self.times < 1 or self.method not in (None, method) or not self.when(parameters):
            return False
        self.times -= 1
        return True
