"""Commands, deep links among them."""

import re
from functools import partial

from telegram import Message, Update, User
from telegram.constants import ChatType

from bot.telegram.connection.updates import sender_of, topic_of
from bot.telegram.context import Context
from bot.telegram.messages.deep_links import DeepLink, Target, parse_payload
from bot.telegram.messages.sending import reply
from bot.telegram.policy.mentions import payload_of
from bot.telegram.services import Examples, Services
from bot.telegram.views import Screen, ViewContext
from bot.telegram.views.answer_view import passage_screen
from bot.telegram.views.article_view import article_screen, reports_screen
from bot.telegram.views.panels import (
    help_screen,
    privacy_screen,
    settings_screen,
    stats_screen,
    welcome_screen,
)
from bot.telegram.views.view_base import notice

_CHAT_ID = re.compile(r"-?[0-9]{1,18}")


class CommandHandlers:
    """Does what a command says."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._examples = Examples(services)

    async def start(self, update: Update, context: Context) -> None:
        """/start: the welcome, or what a deep link opens."""
        message, view = self._told(update)
        if message.chat.type != ChatType.PRIVATE:
            await self.help(update, context)
            return
        linked = await self._linked(payload_of(message), view)
        if linked is None:
            examples = await self._examples.questions(view.texts)
            linked = await self._services.look_up(partial(welcome_screen, view, examples))
        await reply(message, linked)

    async def help(self, update: Update, context: Context) -> None:
        """/help"""
        message, view = self._told(update)
        is_group = message.chat.type != ChatType.PRIVATE
        await reply(message, help_screen(view, is_group=is_group))

    async def articles(self, update: Update, context: Context) -> None:
        """/articles: report, article, text."""
        message, view = self._told(update)
        await reply(message, await self._services.look_up(partial(reports_screen, view)))

    async def settings(self, update: Update, context: Context) -> None:
        """/settings: one's own, or the group's by its admins."""
        message, view = self._told(update)
        is_group = message.chat.type != ChatType.PRIVATE
        if is_group and not await self._services.is_staff(message, sender_of(message)):
            await reply(message, notice(view.texts("tg-admins-only")))
            return
        chosen, topic_id = self._services.preferences_of(message), topic_of(message)
        screen = settings_screen(chosen, view, is_group=is_group, topic_id=topic_id)
        await reply(message, screen)

    async def privacy(self, update: Update, context: Context) -> None:
        """/privacy: what is kept of the person."""
        message, view = self._told(update)
        kept = self._services.state.kept_of(_person(message).id)
        keeps = self._services.keeps_questions
        await reply(message, privacy_screen(kept, view, keeps_questions=keeps))

    async def forget(self, update: Update, context: Context) -> None:
        """/forget: erased at once."""
        message, view = self._told(update)
        self._services.state.forget(_person(message).id)
        await reply(message, notice(view.texts("tg-forgotten")))

    async def stats(self, update: Update, context: Context) -> None:
        """/stats, for the bot's admins."""
        message, view = self._told(update)
        if _person(message).id not in self._services.access.admins:
            await self.unknown(update, context)
            return
        state = self._services.state
        await reply(message, stats_screen(state.tally(days=1), state.tally(days=30), view))

    async def allow(self, update: Update, context: Context) -> None:
        """/allow NUMBER, for the bot's admins: a person or a group is let in."""
        await self._decide(update, context, is_admitted=True)

    async def ban(self, update: Update, context: Context) -> None:
        """/ban NUMBER, or in reply to somebody: a person or a group is shut out."""
        await self._decide(update, context, is_admitted=False)

    async def _decide(self, update: Update, context: Context, *, is_admitted: bool) -> None:
        message, view = self._told(update)
        if _person(message).id not in self._services.access.admins:
            await self.unknown(update, context)
            return
        chat_id = _named_chat(message)
        if chat_id is None or chat_id in self._services.access.admins:
            await reply(message, notice(view.texts("tg-name-somebody")))
            return
        self._services.state.known_chats.decide(chat_id, is_admitted=is_admitted)
        said = "tg-allowed" if is_admitted else "tg-banned"
        await reply(message, notice(view.texts(said, id=str(chat_id))))

    async def unknown(self, update: Update, context: Context) -> None:
        """A command that there isn't; in groups it may be meant for somebody else."""
        message, view = self._told(update)
        if message.chat.type == ChatType.PRIVATE:
            await reply(message, notice(view.texts("tg-no-command")))

    async def wordless(self, update: Update, context: Context) -> None:
        """A picture, a voice, a file: only text can be asked. An album comes in parts."""
        message, view = self._told(update)
        is_private = message.chat.type == ChatType.PRIVATE
        if is_private and self._services.quotas.notices.take(message.chat.id) is None:
            await reply(message, notice(view.texts("tg-text-only")))

    async def _linked(self, payload: str, view: ViewContext) -> Screen | None:
        link = parse_payload(payload) if payload else None
        if link is None:
            return None
        return await self._services.look_up(partial(_opened, link, view))

    def _told(self, update: Update) -> tuple[Message, ViewContext]:
        assert update.message is not None
        return update.message, self._services.view_of(update.message)


def _person(message: Message) -> User:
    """Who wrote it: in a message that isn't a channel's there is somebody."""
    return sender_of(message) or User(message.chat.id, "", is_bot=False)


def _named_chat(message: Message) -> int | None:
    """The number that a command names, or of whose message it replies to."""
    payload = payload_of(message)
    if _CHAT_ID.fullmatch(payload):
        return int(payload)
    replied = message.reply_to_message
    sender = sender_of(replied) if replied and not payload else None
    return sender.id if sender and not sender.is_bot else None


def _opened(link: DeepLink, view: ViewContext) -> Screen:
    if link.target is Target.PASSAGE:
        passage = view.lookup.passage(link.target_id)
        return passage_screen(passage, view) if passage else _gone(view)
    article = view.lookup.article(link.target_id)
    return article_screen(article, view) if article else _gone(view)


def _gone(view: ViewContext) -> Screen:
    return notice(view.texts("tg-report-changed"))
