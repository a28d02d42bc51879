"""Taps on buttons: a method for each kind of press."""

import logging
from functools import partial
from typing import TypeVar

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from bot.telegram.context import Context
from bot.telegram.handlers.questions import QuestionHandlers
from bot.telegram.messages.callback_data import (
    Browse,
    Choose,
    Look,
    Press,
    Rate,
    Read,
    Turn,
    decode,
)
from bot.telegram.messages.rich_text import RichText
from bot.telegram.messages.sending import edit, reply_photo, toast
from bot.telegram.policy.preferences import CHOICES, OF_GROUP, OF_PERSON
from bot.telegram.services import Services
from bot.telegram.storage import StoredAnswer
from bot.telegram.views import Screen, ViewContext
from bot.telegram.views.answer_view import turned_screen
from bot.telegram.views.article_view import article_screen, report_screen, reports_screen
from bot.telegram.views.panels import settings_screen
from bot.telegram.views.view_base import source
from retrieval.errors import ReportError

logger = logging.getLogger(__name__)

P = TypeVar("P", bound=Press)


class CallbackHandlers:
    """Does what a button says; old, doubled and foreign taps do no harm."""

    def __init__(self, services: Services, questions: QuestionHandlers) -> None:
        self._services = services
        self._questions = questions

    async def turn(self, update: Update, context: Context) -> None:
        """Another passage of an answer."""
        query, press = _tapped(update, Turn)
        if (stored := self._answer(press.answer_id, query)) is None:
            await self._tell_stale(query)
            return
        turned = partial(turned_screen, stored, self._view(query), position=press.position)
        await toast(query)
        await edit(query, await self._services.look_up(turned))

    async def open(self, update: Update, context: Context) -> None:
        """An article, a report, or all reports."""
        query = _query(update)
        press = decode(query.data or "")
        screen = await self._services.look_up(partial(_opened, press, self._view(query)))
        if screen is None:
            await self._tell_stale(query)
            return
        await toast(query)
        await edit(query, screen)

    async def rate(self, update: Update, context: Context) -> None:
        """An opinion on a passage."""
        query, press = _tapped(update, Rate)
        if self._answer(press.answer_id, query) is None:
            await self._tell_stale(query)
            return
        self._services.state.rate(
            press.answer_id, press.position, user_id=query.from_user.id, is_good=press.is_good
        )
        opinion = "good" if press.is_good else "bad"
        logger.info("answer %d, passage %d: %s", press.answer_id, press.position + 1, opinion)
        thanks = "tg-thanks-good" if press.is_good else "tg-thanks-bad"
        await toast(query, self._view(query).texts(thanks))

    async def look(self, update: Update, context: Context) -> None:
        """A passage on the picture of its page, as a photo with its source."""
        query, press = _tapped(update, Look)
        stored, view = self._answer(press.answer_id, query), self._view(query)
        if stored is None or press.position >= len(stored.passages):
            await self._tell_stale(query)
            return
        passage_id = stored.passages[press.position].passage_id
        try:
            looked = await self._services.look_up(partial(_look_at, passage_id, view))
        except ReportError as err:
            await toast(query, view.texts(f"left-out-{err.reason}", **err.facts), is_alert=True)
            return
        if looked is None:
            await toast(query, view.texts("tg-report-changed"), is_alert=True)
            return
        await toast(query)
        if isinstance(query.message, Message):
            await reply_photo(query.message, *looked)

    async def ask(self, update: Update, context: Context) -> None:
        """The question that is written on the button."""
        query = _query(update)
        await toast(query)
        if isinstance(query.message, Message) and (label := _label(query.message, query.data)):
            await self._questions.ask(query.message, label, query.from_user)

    async def choose(self, update: Update, context: Context) -> None:
        """A setting of a person, or of a group by its admins."""
        query, press = _tapped(update, Choose)
        message = query.message
        is_group = message is not None and message.chat.type != ChatType.PRIVATE
        choices = CHOICES if press.name in (OF_GROUP if is_group else OF_PERSON) else {}
        if not isinstance(message, Message) or press.value not in choices.get(press.name, ()):
            await self._tell_stale(query)
            return
        if is_group and not await self._services.is_staff(message, query.from_user):
            await toast(query, self._view(query).texts("tg-admins-only"), is_alert=True)
            return
        self._services.state.set(message.chat.id, press.name, press.value, topic_id=press.topic_id)
        chosen = self._services.preferences(message.chat.id, press.topic_id)
        view = self._view(query)
        await toast(query, view.texts("tg-saved"))
        screen = settings_screen(chosen, view, is_group=is_group, topic_id=press.topic_id)
        await edit(query, screen)

    async def nothing(self, update: Update, context: Context) -> None:
        """A button that only shows where one is."""
        await toast(_query(update))

    async def stale(self, update: Update, context: Context) -> None:
        """A button of another version."""
        await self._tell_stale(_query(update))

    async def _tell_stale(self, query: CallbackQuery) -> None:
        await toast(query, self._view(query).texts("tg-stale"), is_alert=True)

    def _answer(self, answer_id: int, query: CallbackQuery) -> StoredAnswer | None:
        """An answer of the chat that a button stands in; None if it is gone, or another chat's."""
        stored = self._services.state.answer(answer_id)
        chat_id = query.message.chat.id if query.message else None
        return stored if stored and stored.chat_id in (0, chat_id) else None

    def _view(self, query: CallbackQuery) -> ViewContext:
        return self._services.view_of_tap(query)


def _query(update: Update) -> CallbackQuery:
    assert update.callback_query is not None
    return update.callback_query


def _tapped(update: Update, kind: type[P]) -> tuple[CallbackQuery, P]:
    press = decode(_query(update).data or "")
    assert isinstance(press, kind)
    return _query(update), press


def _opened(press: Press, view: ViewContext) -> Screen | None:
    match press:
        case Read(article_id, page, back):
            article = view.lookup.article(article_id)
            return article_screen(article, view, page=page, back=back) if article else None
        case Browse(None, page):
            return reports_screen(view, page=page)
        case Browse(str(key), page):
            return report_screen(key, view, page=page)
    return None


def _look_at(passage_id: str, view: ViewContext) -> tuple[bytes, RichText] | None:
    passage = view.lookup.passage(passage_id)
    return (view.lookup.picture(passage), source(passage, view)) if passage else None


def _label(message: Message, data: str | None) -> str | None:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((b.text for row in rows for b in row if b.callback_data == data), None)
