"""Notices to admins: reports that came, changed or went while the bot runs."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future

from telegram import Bot
from telegram.error import TelegramError

from bot.app.error_messages import sentence_of, why_left_out
from bot.app.messages import Texts
from bot.telegram.messages.paging import shortened
from bot.telegram.redaction import redact
from bot.telegram.services import Services
from retrieval.errors import ReportError
from retrieval.store.changes import Changes
from retrieval.store.writing.watcher import log_trouble

logger = logging.getLogger(__name__)

NAMES_LIMIT = 600


async def tell_admins(
    services: Services,
    bot: Bot,
    said: str | Callable[[Texts], str],
    *,
    kind: str | None = None,
) -> None:
    """Tell every admin, in their language; of one `kind` once a minute."""
    if kind is not None and services.quotas.reports.take(kind) is not None:
        return
    for admin_id in services.access.admins:
        texts = services.texts(services.preferences(admin_id), None)
        try:
            await bot.send_message(admin_id, said if isinstance(said, str) else said(texts))
        except TelegramError as err:
            logger.warning("admin %d can't be told (%s)", admin_id, type(err).__name__)


class AdminNotices:
    """Tells every admin which reports came, changed and went, and which could not be read."""

    def __init__(self, services: Services, bot: Bot) -> None:
        self._services = services
        self._bot = bot
        self._known: frozenset[str] = frozenset()  # the records of what could not be read

    async def prepare(self) -> None:
        """Note which files could not be read at the start; those are old news."""
        self._known = frozenset(failure.record() for failure in await self._failures())

    async def tell(self, changes: Changes) -> None:
        """Say what changed."""
        found = {failure.record(): failure for failure in await self._failures()}
        failures = [failure for record, failure in found.items() if record not in self._known]
        self._known = frozenset(found)
        await tell_admins(
            self._services, self._bot, lambda texts: news_text(changes, failures, texts)
        )

    async def tell_trouble(self, trouble: Exception | None) -> None:
        """Say why the index does not follow the reports, or (None) that it does again."""
        log_trouble(trouble)
        await tell_admins(self._services, self._bot, lambda texts: trouble_text(trouble, texts))

    def tell_from_thread(
        self, loop: asyncio.AbstractEventLoop, said: Coroutine[None, None, None]
    ) -> None:
        """Tell one of these from another thread than the event loop's."""
        telling = asyncio.run_coroutine_threadsafe(said, loop)
        telling.add_done_callback(_log_failure)

    async def _failures(self) -> Sequence[ReportError]:
        return await self._services.look_up(lambda: self._services.lookup.corpus.failures)


def _log_failure(telling: Future[None]) -> None:
    if not telling.cancelled() and (err := telling.exception()):
        logger.error("the admins can't be told what changed (%s)", type(err).__name__)


def trouble_text(trouble: Exception | None, texts: Texts) -> str:
    """Why the index does not follow the reports, in a sentence."""
    if trouble is None:
        return texts("tg-news-index-follows")
    said = redact(sentence_of(trouble, texts))
    return texts("tg-news-index-trouble", error=shortened(said, NAMES_LIMIT))


def news_text(changes: Changes, failures: Sequence[ReportError], texts: Texts) -> str:
    """The news in a few lines."""
    replaced = [file.name for file in changes.replaced]
    failed = {failure.path for failure in failures}
    added = [file.name for file in changes.added if failed.isdisjoint((file.place, file.name))]
    lines = [
        texts(
            f"tg-news-{kind}",
            count=len(names),
            names=shortened(texts("between").join(names), NAMES_LIMIT),
        )
        for kind, names in (
            ("added", added),
            ("replaced", replaced),
            ("removed", list(changes.removed)),
        )
        if names
    ]
    lines += [
        texts("tg-news-failed", error=shortened(why_left_out(failure, texts), NAMES_LIMIT))
        for failure in failures
    ]
    return "\n".join(lines) or texts("tg-news-none")
