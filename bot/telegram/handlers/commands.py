"""Commands, deep links among them."""

from functools import partial

from telegram import Message, Update, User
from telegram.constants import ChatType

from bot.telegram.connection.client import Client
from bot.telegram.connection.updates import sender_of, topic_of
from bot.telegram.handlers.callbacks import CallbackHandlers
from bot.telegram.messages.deep_links import DeepLink, Target, parse_payload
from bot.telegram.messages.sending import reply
from bot.telegram.policy.mentions import payload_of
from bot.telegram.policy.preferences import Preferences
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


class CommandHandlers:
    """Does what a command says."""

    def __init__(self, services: Services, tapping: CallbackHandlers, examples: Examples) -> None:
        self._services = services
        self._tapping = tapping
        self._examples = examples

    async def start(self, update: Update, client: Client) -> None:
        """/start: the welcome, or what a deep link opens."""
        if (message := update.message) is None:
            return
        view, _ = self._view(message, client)
        if message.chat.type != ChatType.PRIVATE:
            await reply(client, message, help_screen(view, is_group=True))
            return
        linked = await self._linked(payload_of(message), view)
        if linked is None:
            examples = await self._examples.questions(view.texts)
            linked = await self._services.look_up(partial(welcome_screen, view, examples))
        await reply(client, message, linked)

    async def help(self, update: Update, client: Client) -> None:
        """/help"""
        if (message := update.message) is not None:
            view, _ = self._view(message, client)
            is_group = message.chat.type != ChatType.PRIVATE
            await reply(client, message, help_screen(view, is_group=is_group))

    async def articles(self, update: Update, client: Client) -> None:
        """/articles: report, article, text."""
        if (message := update.message) is not None:
            view, _ = self._view(message, client)
            await reply(
                client, message, await self._services.look_up(partial(reports_screen, view))
            )

    async def settings(self, update: Update, client: Client) -> None:
        """/settings: one's own, or the group's by its admins."""
        if (message := update.message) is None:
            return
        view, chosen = self._view(message, client)
        is_group = message.chat.type != ChatType.PRIVATE
        user = sender_of(message)
        if is_group and not await self._tapping.is_staff(message, user, client):
            await reply(client, message, notice(view.texts("tg-admins-only")))
            return
        topic_id = topic_of(message)
        screen = settings_screen(chosen, view, is_group=is_group, topic_id=topic_id)
        await reply(client, message, screen)

    async def privacy(self, update: Update, client: Client) -> None:
        """/privacy: what is kept of the person."""
        if (asked := _by_person(update)) is None:
            return
        message, user = asked
        kept = self._services.state.kept_of(user.id)
        view, _ = self._view(message, client)
        keeps = self._services.keeps_questions
        await reply(client, message, privacy_screen(kept, view, keeps_questions=keeps))

    async def forget(self, update: Update, client: Client) -> None:
        """/forget: erased at once."""
        if (asked := _by_person(update)) is None:
            return
        message, user = asked
        view, _ = self._view(message, client)
        self._services.state.forget(user.id)
        await reply(client, message, notice(view.texts("tg-forgotten")))

    async def stats(self, update: Update, client: Client) -> None:
        """/stats, for the bot's admins."""
        if (asked := _by_person(update)) is None:
            return
        message, user = asked
        if user.id not in self._services.access.admins:
            await self.unknown(update, client)
            return
        view, _ = self._view(message, client)
        state = self._services.state
        await reply(client, message, stats_screen(state.tally(days=1), state.tally(days=30), view))

    async def unknown(self, update: Update, client: Client) -> None:
        """A command that there isn't; in groups it may be meant for somebody else."""
        message = update.message
        if message is not None and message.chat.type == ChatType.PRIVATE:
            await reply(
                client, message, notice(self._view(message, client)[0].texts("tg-no-command"))
            )

    async def wordless(self, update: Update, client: Client) -> None:
        """A picture, a voice, a file: only text can be asked."""
        message = update.message
        if (
            message is not None
            and message.chat.type == ChatType.PRIVATE
            and self._services.quotas.notices.take(message.chat.id)
            is None  # an album comes in parts
        ):
            await reply(
                client, message, notice(self._view(message, client)[0].texts("tg-text-only"))
            )

    async def _linked(self, payload: str, view: ViewContext) -> Screen | None:
        link = parse_payload(payload) if payload else None
        if link is None:
            return None
        return await self._services.look_up(partial(_opened, link, view))

    def _view(self, message: Message, client: Client) -> tuple[ViewContext, Preferences]:
        chosen = self._services.preferences(message.chat.id, topic_of(message))
        texts = self._services.texts(chosen, sender_of(message))
        return self._services.view(texts, client.username), chosen


def _opened(link: DeepLink, view: ViewContext) -> Screen:
    if link.target is Target.PASSAGE:
        passage = view.lookup.passage(link.target_id)
        return passage_screen(passage, view) if passage else _gone(view)
    article = view.lookup.article(link.target_id)
    return article_screen(article, view) if article else _gone(view)


def _gone(view: ViewContext) -> Screen:
    return notice(view.texts("tg-report-changed"))


def _by_person(update: Update) -> tuple[Message, User] | None:
    message = update.message
    user = sender_of(message) if message else None
    return (message, user) if message and user else None
