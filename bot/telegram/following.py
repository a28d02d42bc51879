"""New articles, told to those who follow their words.

What has been looked through and what waits to be told stand in the state, so that a restart or an
outage loses nothing and nothing is told twice.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.messages.sending import send
from bot.telegram.policy.preferences import read_preferences
from bot.telegram.services import Services
from bot.telegram.storage import Follow, News
from bot.telegram.storage.inbox import Failed
from bot.telegram.views import ViewContext
from bot.telegram.views.follow_view import news_screen
from retrieval.corpus import Corpus, text_digest
from retrieval.documents import Article, view_article
from retrieval.errors import WenbaoError

logger = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
DIGEST_HOUR = 8  # of the server's day


class Following:
    """Looks through new reports and tells what is followed."""

    def __init__(self, services: Services, bot: Bot, *, look_seconds: float = LOOK_SECONDS) -> None:
        self._services = services
        self._bot = bot
        self._look_seconds = look_seconds
        self._state: object = self
        self._failed: dict[int, Failed] = {}

    async def run(self) -> None:
        """Look and tell from time to time, until cancelled."""
        while True:
            try:
                await self.look()
                await self.tell()
            except (sqlite3.Error, WenbaoError) as err:
                logger.warning("follows wait (%s)", type(err).__name__)
            await asyncio.sleep(self._look_seconds)

    async def look(self) -> None:
        """Keep the news of the reports that have not been looked through."""
        follows = self._services.state.follows
        if not (followed := follows.all()):
            return
        state = await self._services.look_up(lambda: self._services.lookup.corpus.state)
        if state == self._state:
            return
        digests = await self._services.look_up(partial(known_reports, self._services.lookup.corpus))
        if unseen := follows.unseen(digests.values()):
            names = [name for name, digest in digests.items() if digest in unseen]
            found = partial(_find, followed, names, self._services.lookup.corpus)
            follows.take_up(await self._services.look_up(found), digests.values())
        self._state = state

    async def tell(self) -> None:
        """Send what is due; what can't be sent waits."""
        for follow, news in self._services.state.follows.due(day_begin(time.time())):
            failed = self._failed.get(follow.chat_id)
            if failed is None or failed.since + (failed.pause or 0) <= time.time():
                await self._send(follow, news)

    async def _send(self, follow: Follow, news: Sequence[News]) -> None:
        state = self._services.state
        view = self._view(follow)
        find = partial(_articles, news, view)
        articles = await self._services.look_up(find)
        try:
            if articles and not state.known_chats.is_banned(follow.chat_id):
                screen = news_screen(follow, articles, view)
                await send(self._bot, follow.chat_id, follow.topic_id, screen)
        except Forbidden:
            state.forget_chat(follow.chat_id)
            return
        except TelegramError as err:
            if (pause := self._pause(follow.chat_id, err)) is not None:
                logger.warning("news wait %.0f s (%s)", pause, type(err).__name__)
                return
            if isinstance(err, BadRequest):
                logger.error("news of chat %d can't be told (%s)", follow.chat_id, err)
        self._failed.pop(follow.chat_id, None)
        state.follows.told(news)

    def _pause(self, chat_id: int, error: TelegramError) -> float | None:
        """Seconds until the next try; None where they may have arrived, or never can."""
        earlier = self._failed.get(chat_id)
        # an outage, however long, loses nothing: the tries count, not the time since the first
        tries = Failed(time.time(), earlier.tries if earlier else 0)
        pause = self._services.retries.pause(error, tries)
        if pause is not None:
            self._failed[chat_id] = Failed(time.time(), tries.tries + 1, pause)
        return pause

    def _view(self, follow: Follow) -> ViewContext:
        kept = self._services.state.settings(follow.chat_id, follow.topic_id)
        language = read_preferences(kept).language or follow.language
        texts = self._services.catalogues[language]
        return ViewContext(self._services.lookup, texts, self._bot.username)


def known_reports(corpus: Corpus) -> dict[str, str]:
    """The digest of every report there is, by name."""
    with corpus.reading():
        listed = corpus.list_reports(0, len(corpus.reports))
    return {report.name: report.digest for report in listed}


def day_begin(now: float) -> float:
    """The last time at which daily news were due."""
    today = datetime.fromtimestamp(now).replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    due = today if today.timestamp() <= now else today - timedelta(days=1)
    return due.timestamp()


def _find(followed: Sequence[Follow], names: Iterable[str], corpus: Corpus) -> list[News]:
    news = []
    for name in names:
        with corpus.reading():
            articles = corpus.articles_of(name)
        for article in articles:
            view = view_article(article)
            text = f"{view.titles}\n{view.text}"
            digest = text_digest(article)
            news += [News(f.follow_id, digest, article.article_id) for f in followed if f.has(text)]
    return news


def _articles(news: Sequence[News], view: ViewContext) -> list[Article]:
    """The articles; without those whose report has changed or gone since."""
    found = (view.lookup.article(one.article_id) for one in news)
    return [article for article in found if article is not None]
