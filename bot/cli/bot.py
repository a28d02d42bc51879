"""`wenbao bot`: the Telegram bot."""

import asyncio
import logging
import re
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any
from urllib.parse import urlsplit

from bot.app.command_settings import command_settings
from bot.app.compose import build as build_archive
from bot.app.compose import indexed_folder
from bot.app.messages import LANGUAGES, Catalogue, Texts, texts_in
from bot.app.signals import stoppable
from bot.telegram.admin_notices import AdminNotices
from bot.telegram.answer_cache import CachedAnswers
from bot.telegram.app import API_URL, ConnectionSettings, build
from bot.telegram.connection.rate_limiter import RateLimiter
from bot.telegram.connection.retries import Retries
from bot.telegram.connection.webhook import Address
from bot.telegram.index_repair import IndexRepair
from bot.telegram.lifecycle import HealthAddress, WebhookSettings, run
from bot.telegram.lookup import Lookup
from bot.telegram.policy.access import Access
from bot.telegram.redaction import set_up_logging
from bot.telegram.services import Limits, Quotas, Services
from bot.telegram.storage import open_state
from config.errors import SettingProblem, SettingsError
from config.settings import Settings
from retrieval.corpus import Corpus
from retrieval.qa import Answering
from retrieval.store import StoredCorpus
from retrieval.store.indexed_folder import IndexedFolder
from retrieval.store.writing.watcher import Watcher

SEARCHERS = 1
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")  # all that `redaction` hides

logger = logging.getLogger(__name__)


def run_bot(**flags: Any) -> None:
    """Run until it is stopped. Raises SettingsError without a token, or with a malformed one."""
    settings = command_settings(**flags)
    if settings.telegram_token is None:
        raise SettingsError(SettingProblem("WENBAO_TELEGRAM_TOKEN", "no-token"))
    if not _TOKEN.fullmatch(settings.telegram_token.get_secret_value()):
        raise SettingsError(SettingProblem("WENBAO_TELEGRAM_TOKEN", "token-form"))
    set_up_logging(settings.telegram_log_level, settings.telegram_log_format)
    asyncio.run(serve(settings))


async def serve(
    settings: Settings,
    *,
    rate_limiter: RateLimiter | None = None,
    build_archive: Callable[[Settings], tuple[Corpus, Answering]] = build_archive,
) -> None:
    """Build the bot of the settings and run it."""
    state = open_state(settings.data_dir)
    texts = texts_in(settings.language)
    with stoppable(lambda: texts("stopping")):
        corpus, answerer = build_archive(settings)
    if not corpus.reports:
        logger.warning("%s", texts("no-reports", folder=str(settings.reports)))
    # what is kept in memory, where nothing can be stored, can't follow
    is_stored, folder = isinstance(corpus, StoredCorpus), indexed_folder(settings)
    with ThreadPoolExecutor(SEARCHERS, thread_name_prefix="search") as executor:
        limits = Limits(
            asks_per_minute=settings.telegram_asks_per_minute,
            group_asks_per_minute=settings.telegram_group_asks_per_minute,
        )
        services = Services(
            answers=CachedAnswers(answerer, corpus),
            lookup=Lookup(corpus, indexed_folder(settings).pictures),
            state=state,
            catalogues=catalogues(),
            executor=executor,
            access=Access(
                people=settings.telegram_people,
                groups=settings.telegram_groups,
                admins=settings.telegram_admins,
            ),
            quotas=Quotas(limits),
            keeps_questions=settings.telegram_keep_questions,
            repair=IndexRepair(folder.rebuild).begin if is_stored else None,
            retries=Retries(fresh_seconds=settings.telegram_retry_seconds),
            reports_dir=settings.reports if is_stored else None,
        )
        application = build(services, wiring(settings), rate_limiter=rate_limiter)
        news = AdminNotices(services, application.bot)
        await news.prepare()
        try:
            with _following(folder, news) if is_stored else nullcontext() as follower:
                await run(
                    application,
                    services,
                    webhook=webhook(settings),
                    follower=follower,
                    health_address=health_address(settings),
                )
        finally:
            state.close()


def _following(folder: IndexedFolder, news: AdminNotices) -> Watcher:
    """Follow the reports, and tell admins what changes and what hinders it."""
    loop = asyncio.get_running_loop()
    return folder.following(
        on_change=lambda changes: news.tell_from_thread(loop, news.tell(changes)),
        on_trouble=lambda trouble: news.tell_from_thread(loop, news.tell_trouble(trouble)),
    )


def health_address(settings: Settings) -> HealthAddress | None:
    """Read from the settings where /healthz and /metrics are served."""
    if settings.telegram_health_listen is None:
        return None
    host, _, port = settings.telegram_health_listen.rpartition(":")
    return HealthAddress(host or "0.0.0.0", int(port))


def wiring(settings: Settings) -> ConnectionSettings:
    """Read from the settings how to reach Telegram."""
    assert settings.telegram_token is not None
    return ConnectionSettings(
        token=settings.telegram_token.get_secret_value(),
        api_url=settings.telegram_api_url or API_URL,
        proxy=settings.telegram_proxy,
        handler_seconds=settings.telegram_handler_seconds,
    )


def webhook(settings: Settings) -> WebhookSettings | None:
    """Read the webhook from the settings; make a new secret at every start."""
    if settings.telegram_webhook_url is None:
        return None
    host, _, port = settings.telegram_webhook_listen.rpartition(":")
    path = urlsplit(settings.telegram_webhook_url).path
    address = Address(host or "0.0.0.0", int(port), path, secrets.token_urlsafe(32))
    return WebhookSettings(settings.telegram_webhook_url, address)


def catalogues() -> Mapping[str, Texts]:
    """Load the texts of every language."""
    return {language: Catalogue(language) for language in LANGUAGES}
