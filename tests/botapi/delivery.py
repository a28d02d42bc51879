"""How updates reach the bot: fetched by getUpdates, or posted to its webhook."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.botapi.errors import ApiError
from tests.botapi.judges import Judges

Json = dict[str, Any]
# not delivered unless asked for by name
OFF_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
# how long an update waits to be fetched, in seconds
LIFETIMES = {"inline_query": 30, "callback_query": 150, "chosen_inline_result": 600}
LIFETIME = 24 * 3600
FIRST_ID = 700_000_000


@dataclass(frozen=True)
class Pending:
    """An update waiting to be fetched; `order` is the chat or person whose updates keep order."""

    update: Json
    kind: str
    order: int
    expires_at: float


@dataclass
class Webhook:
    """Where updates are posted to."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    last_error: str | None = None


@dataclass
class Delivery:
    """One bot's updates, numbered, until it confirms them or they expire."""

    judges: Judges
    now: Callable[[], float] = time.time
    allowed: Collection[str] | None = None
    webhook: Webhook | None = None
    pending: list[Pending] = field(default_factory=list)
    fetched: set[int] = field(default_factory=set)
    posted: int = 0
    _next_id: int = FIRST_ID
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _poll: int = 0
    _posting: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _outgoing: dict[int, list[Pending]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, content: Json, *, order: int) -> int:
        """Queue an update; its id."""
        wanted = kind in self.allowed if self.allowed else kind not in OFF_BY_DEFAULT
        update_id = self._next_id
        update = {"update_id": update_id, kind: content}
        self._next_id += 1
        self.judges.update(update)
        if wanted:
            self.add_raw(update, kind=kind, order=order)
        return update_id

    def add_raw(self, update: Json, *, kind: str = "message", order: int = 0) -> None:
        """Queue an update as it is, unjudged: a duplicate, or one that can't be parsed."""
        update.setdefault("update_id", self._next_id)
        self._next_id = max(self._next_id, update["update_id"] + 1)
        pending = Pending(update, kind, order, self.now() + LIFETIMES.get(kind, LIFETIME))
        self.pending.append(pending)
        if self.webhook:
            self._post(pending)
        self._wake()

    async def fetch(self, *, offset: int, limit: int, timeout: float) -> list[Json]:
        """Answer getUpdates: what is pending from `offset` on; confirms all before it."""
        if self.webhook:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._poll += 1
        mine = self._poll
        self._wake()
        if offset > 0:
            self.pending = [p for p in self.pending if p.update["update_id"] >= offset]
            self._wake()
        deadline = time.monotonic() + min(timeout, 50)
        while not (ready := self._ready(limit)):
            changed = self._changed
            try:
                async with asyncio.timeout(max(0.0, deadline - time.monotonic())):
                    await changed.wait()
            except TimeoutError:
                return []
            if self.webhook:
                raise ApiError(409, "Conflict: terminated by setWebhook request")
            if self._poll != mine:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
        self.fetched.update(update["update_id"] for update in ready)
        return ready

    async def confirmed(self) -> None:
        """Wait until nothing is pending any more."""
        while self.pending or self._posting:
            await self._changed.wait()

    def set_webhook(self, webhook: Webhook | None) -> None:
        """Post updates from now on, or stop posting them; ends a call that is fetching."""
        self.webhook = webhook
        self._wake()
        if webhook:
            for pending in self.pending:
                self._post(pending)

    async def close(self) -> None:
        """Stop posting."""
        for task in list(self._posting.values()):
            task.cancel()
        await asyncio.gather(*self._posting.values(), return_exceptions=True)

    def _ready(self, limit: int) -> list[Json]:
        self.pending = [p for p in self.pending if p.expires_at > self.now()]
        return [p.update for p in self.pending[:limit]]

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def _post(self, pending: Pending) -> None:
        self._outgoing[pending.order].append(pending)
        if pending.order not in self._posting:
            self._posting[pending.order] = asyncio.create_task(self._post_in_order(pending.order))

    async def _post_in_order(self, order: int) -> None:
        """Post a chat's updates one after the other; one that is refused holds up the rest."""
        try:
            async with aiohttp.ClientSession() as session:
                while self._outgoing[order] and self.webhook:
                    pending, pause = self._outgoing[order][0], 0.05
                    while self.webhook and not await self._accepted(session, pending):
                        if self.now() > pending.expires_at:
                            break
                        await asyncio.sleep(pause)
                        pause = min(2 * pause, 60)
                    self._outgoing[order].pop(0)
                    if pending in self.pending:
                        self.pending.remove(pending)
                    self._wake()
        finally:
            self._posting.pop(order, None)
            self._wake()

    async def _accepted(self, session: aiohttp.ClientSession, pending: Pending) -> bool:
        assert self.webhook
        secret = self.webhook.secret_token
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        self.posted += 1
        try:
            async with session.post(
                self.webhook.url, json=pending.update, headers=headers
            ) as response:
                if 200 <= response.status < 300:
                    self.fetched.add(pending.update["update_id"])
                    return True
                self.webhook.last_error = f"Wrong response from the webhook: {response.status}"
        except aiohttp.ClientError as err:
            self.webhook.last_error = str(err)
        return False
