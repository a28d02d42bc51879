"""The error handler: admins are told, without secrets; the person gets an apology."""

import logging
import traceback
from pathlib import Path

from telegram import Update
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.telegram.admin_notices import tell_admins
from bot.telegram.connection.polling import told
from bot.telegram.connection.transport import DisconnectedError
from bot.telegram.connection.updates import chat_of, user_of
from bot.telegram.context import Context
from bot.telegram.messages.sending import toast, try_to_reply
from bot.telegram.redaction import redact
from bot.telegram.services import Services
from bot.telegram.views.view_base import notice
from retrieval.store import StoreDamagedError

logger = logging.getLogger(__name__)

REPORT_LENGTH = 800
FRAMES = 4
_OWN = {"bot", "retrieval"}  # folders of our own code
# the group has closed its topic, or lets the bot not write: nothing to repair
_BENIGN = ("topic_closed", "not enough rights", "topic_deleted", "have no rights")


class ErrorHandler:
    """The error handler."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def failed(self, update: object, context: Context) -> None:
        """Log, apologise, report."""
        error = context.error
        if error is None:
            return
        if isinstance(error, Conflict):
            said = told(error)
            logger.error(said)
            await tell_admins(self._services, context.bot, f"⚠ {said}", kind="conflict")
            return
        if not isinstance(update, Update):
            logger.warning("polling: %s", described(error))
            return
        if isinstance(error, Forbidden):
            self._forget(update)
            return
        repair = self._services.repair
        if isinstance(error, StoreDamagedError) and repair is not None:
            repair(self._services, context.bot)
        if self._postpones(update, error):
            return
        if isinstance(error, BadRequest) and _is_benign(error):
            logger.info("update %d: %s", update.update_id, described(error))
            return
        # PTB's own objects in a traceback could show what people wrote: names and lines only
        logger.error("update %d failed: %s", update.update_id, described(error))
        self._services.state.count("failed")
        if isinstance(error, BadRequest) or not isinstance(error, NetworkError):
            said = f"⚠ {redact(described(error))[:REPORT_LENGTH]}"
            await tell_admins(self._services, context.bot, said, kind=type(error).__name__)
        if not isinstance(error, TimedOut | DisconnectedError):  # the answer may be there
            await self._apologise(update)

    def _postpones(self, update: Update, error: BaseException) -> bool:
        """Have a message handled again later, if what failed was certainly not sent."""
        inbox, number = self._services.state.inbox, update.update_id
        pause = self._services.retries.pause(error, inbox.failed(number))
        if pause is None or not (update.message or update.edited_message):
            return False
        if isinstance(error, StoreDamagedError) and self._services.repair is None:
            return False
        logger.warning("update %d: %s; again in %.0f s", number, type(error).__name__, pause)
        inbox.postpone(number, pause)
        return True

    async def _apologise(self, update: Update) -> None:
        user = user_of(update)
        chat = chat_of(update)
        chosen = self._services.preferences(chat.id if chat else user.id if user else 0)
        texts = self._services.texts(chosen, user)
        try:
            if (query := update.callback_query) is not None:
                await toast(query, texts("tg-sorry"), is_alert=True)
            elif (message := update.message) is not None:
                await try_to_reply(message, notice(texts("tg-sorry")))
        except TelegramError as err:
            logger.warning("no apology could be sent (%s)", type(err).__name__)

    def _forget(self, update: Update) -> None:
        """The chat has shut the bot out: nothing of it is kept."""
        if (chat := chat_of(update)) is not None:
            logger.info("chat %d has shut the bot out; forgotten", chat.id)
            self._services.state.forget_chat(chat.id)


def described(error: BaseException) -> str:
    """Describe an error in one line, without a secret: our own innermost frames first."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _OWN.intersection(Path(frame.filename).parts)]
    shown = [*own[-FRAMES:], frames[-1]] if own else frames[-FRAMES:]
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(shown))
    return redact(f"{type(error).__name__}: {error} [{places}]")


def _is_benign(error: BadRequest) -> bool:
    said = str(error).lower()
    return any(benign in said for benign in _BENIGN)
