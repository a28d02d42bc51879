"""A damaged index made anew beside the old one, while answers go on from what is sound."""

import asyncio
import logging
from collections.abc import Callable

from telegram import Bot

from bot.telegram.admin_notices import tell_admins
from bot.telegram.services import Services
from retrieval.errors import WenbaoError
from retrieval.store import StoreBusyError

logger = logging.getLogger(__name__)

BUSY_SECONDS = 2.0


class IndexRepair:
    """Rebuilds once at a time; admins are told of the damage, and of the end."""

    def __init__(self, rebuild: Callable[[], object]) -> None:
        self._rebuild = rebuild
        self._task: asyncio.Task[None] | None = None

    def begin(self, services: Services, bot: Bot) -> None:
        """Rebuild, unless that is being done."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._repair(services, bot))

    async def _repair(self, services: Services, bot: Bot) -> None:
        async def tell(said: str) -> None:
            await tell_admins(services, bot, lambda texts: texts(said), kind=said)

        logger.error("the index is damaged; it is made anew")
        await tell("tg-news-index-damaged")
        try:
            while True:
                try:
                    await asyncio.to_thread(self._rebuild)
                    break
                except StoreBusyError:  # what holds it may be the follower of the folder
                    await asyncio.sleep(BUSY_SECONDS)
        except (WenbaoError, OSError) as err:
            logger.error("the index can't be made anew: %s", err)
            await tell("tg-news-index-failed")
            return
        logger.info("the index has been made anew")
        await tell("tg-news-index-repaired")
