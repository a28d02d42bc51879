"""The truth about the bot, for /healthz, /metrics and the supervisor."""

import os
import socket
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from bot.telegram.services import Services

FETCH_SECONDS = 150.0  # three long polls


class IndexFollower(Protocol):
    """What keeps the index up to date."""

    @property
    def trouble(self) -> Exception | None:
        """The reason why it does not."""
        ...


@dataclass(frozen=True, slots=True)
class Health:
    """Whether updates are fetched, the index follows its reports and the state can be written."""

    services: Services
    follower: IndexFollower | None = None
    is_polling: bool = True

    def troubles(self) -> Iterator[str]:
        """What is wrong, a line each; none if all is well."""
        silence = self.services.polling.seconds_since_fetch
        if self.is_polling and silence > FETCH_SECONDS:
            yield f"updates: none fetched for {silence:.0f} s"
        if self.follower is not None and (trouble := self.follower.trouble) is not None:
            yield f"index: does not follow the reports ({type(trouble).__name__})"
        try:
            self.services.state.check()
        except sqlite3.Error as err:
            yield f"state: can't be written ({err})"

    def metrics(self) -> str:
        """The figures in Prometheus' text format, since the start of the process."""
        state, corpus = self.services.state, self.services.lookup.corpus
        lines = [
            *_metric("healthy", "gauge", "1 if all is well", {"": not any(self.troubles())}),
            *_metric(
                "waiting_updates",
                "gauge",
                "updates received, not handled",
                {"": state.inbox.count()},
            ),
            *_metric("reports", "gauge", "reports in the index", {"": len(corpus.reports)}),
            *_metric("passages", "gauge", "passages in the index", {"": len(corpus.passages)}),
            *_metric(
                "events_total",
                "counter",
                "questions by status, refusals, failures",
                {f'{{event="{name}"}}': count for name, count in sorted(state.counts.items())},
            ),
            *_metric(
                "answer_seconds_total", "counter", "seconds spent answering", {"": state.seconds}
            ),
        ]
        return "\n".join(lines) + "\n"


def _metric(name: str, kind: str, text: str, values: dict[str, float]) -> Iterator[str]:
    yield f"# HELP wenbao_{name} {text}"
    yield f"# TYPE wenbao_{name} {kind}"
    for labels, value in values.items():
        yield f"wenbao_{name}{labels} {float(value):g}"


def notify_supervisor(*messages: str) -> None:
    """Tell systemd, if it has started the program, as sd_notify(3) does."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.sendto("\n".join(messages).encode(), address.replace("@", "\0", 1))
