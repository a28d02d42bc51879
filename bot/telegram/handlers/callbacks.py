"""Taps on buttons."""

from functools import partial

from telegram import CallbackQuery, InlineKeyboardButton, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.telegram.connection.client import Client
from bot.telegram.connection.updates import topic_of
from bot.telegram.handlers.questions import QuestionHandlers
from bot.telegram.messages.callback_data import (
    Ask,
    Browse,
    ButtonError,
    Choose,
    Nothing,
    Press,
    Rate,
    Read,
    Turn,
    decode,
)
from bot.telegram.messages.sending import edit, toast
from bot.telegram.policy.preferences import CHOICES, OF_GROUP, OF_PERSON
from bot.telegram.services import Services
from bot.telegram.storage import StoredAnswer
from bot.telegram.views import Screen, ViewContext
from bot.telegram.views.answer_view import turned_screen
from bot.telegram.views.article_view import article_screen, report_screen, reports_screen
from bot.telegram.views.panels import settings_screen

STAFF = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class CallbackHandlers:
    """Does what a button says; old, doubled and foreign taps do no harm."""

    def __init__(self, services: Services, asking: QuestionHandlers) -> None:
        self._services = services
        self._asking = asking

    async def tapped(self, update: Update, client: Client) -> None:
        """A button was tapped."""
        if (query := update.callback_query) is None:
            return
        message = query.message if isinstance(query.message, Message) else None
        chat_id = query.message.chat.id if query.message else query.from_user.id
        chosen = self._services.preferences(chat_id, topic_of(message) if message else 0)
        texts = self._services.texts(chosen, query.from_user)
        if (refusal := self._services.quotas.taps.take(query.from_user.id)) is not None:
            await toast(client, query, texts("tg-wait", seconds=refusal.wait))
            return
        is_private = query.message is None or query.message.chat.type == ChatType.PRIVATE
        view = self._services.view(
            texts, client.username, is_compact=not is_private and chosen.size == "small"
        )
        try:
            press = decode(query.data or "")
        except ButtonError:
            await toast(client, query, texts("tg-stale"), is_alert=True)
            return
        await self._do(press, query, message, view, client)

    async def _do(
        self,
        press: Press,
        query: CallbackQuery,
        message: Message | None,
        view: ViewContext,
        client: Client,
    ) -> None:
        chat_id = query.message.chat.id if query.message else None
        match press:
            case Nothing():
                await toast(client, query)
            case Rate():
                await self._rate(press, query, view, client)
            case Choose():
                await self._choose(press, query, message, view, client)
            case Ask():
                await self._ask(query, message, client)
            case _:
                screen = await self._screen(press, view, chat_id)
                if screen is None:
                    await toast(client, query, view.texts("tg-stale"), is_alert=True)
                    return
                await toast(client, query)
                await edit(client, query, screen)

    def _answer(self, answer_id: int, chat_id: int | None) -> StoredAnswer | None:
        """An answer of the chat that a button stands in; None if it is gone, or another chat's."""
        stored = self._services.state.answer(answer_id)
        return stored if stored and stored.chat_id in (0, chat_id) else None

    async def _screen(self, press: Press, view: ViewContext, chat_id: int | None) -> Screen | None:
        """Find the screen that a press leads to; None if it is gone."""
        if isinstance(press, Turn):
            stored = self._answer(press.answer_id, chat_id)
            if stored is None:
                return None
            turned = partial(turned_screen, stored, view, position=press.position)
            return await self._services.look_up(turned)
        return await self._services.look_up(partial(_looked_up, press, view))

    async def _rate(
        self, press: Rate, query: CallbackQuery, view: ViewContext, client: Client
    ) -> None:
        chat_id = query.message.chat.id if query.message else None
        if self._answer(press.answer_id, chat_id) is None:
            await toast(client, query, view.texts("tg-stale"), is_alert=True)
            return
        self._services.state.rate(
            press.answer_id, press.position, user_id=query.from_user.id, is_good=press.is_good
        )
        await toast(
            client, query, view.texts("tg-thanks-good" if press.is_good else "tg-thanks-bad")
        )

    async def _ask(self, query: CallbackQuery, message: Message | None, client: Client) -> None:
        tapped = _tapped_button(message, query.data) if message else None
        await toast(client, query)
        if message is not None and tapped is not None:
            await self._asking.ask(message, tapped.text, client, user=query.from_user)

    async def _choose(
        self,
        press: Choose,
        query: CallbackQuery,
        message: Message | None,
        view: ViewContext,
        client: Client,
    ) -> None:
        if message is None or press.value not in CHOICES.get(press.name, ()):
            await toast(client, query, view.texts("tg-stale"), is_alert=True)
            return
        is_group = message.chat.type != ChatType.PRIVATE
        if is_group and not await self.is_staff(message, query.from_user, client):
            await toast(client, query, view.texts("tg-admins-only"), is_alert=True)
            return
        if press.name not in (OF_GROUP if is_group else OF_PERSON):
            await toast(client, query, view.texts("tg-stale"), is_alert=True)
            return
        self._services.state.set(message.chat.id, press.name, press.value, topic_id=press.topic_id)
        chosen = self._services.preferences(message.chat.id, press.topic_id)
        texts = self._services.texts(chosen, query.from_user)
        view = self._services.view(texts, client.username)
        await toast(client, query, texts("tg-saved"))
        screen = settings_screen(chosen, view, is_group=is_group, topic_id=press.topic_id)
        await edit(client, query, screen)

    async def is_staff(self, message: Message, user: User | None, client: Client) -> bool:
        """Tell whether somebody runs the group: its admins, anonymous ones too, the bot's own."""
        if message.sender_chat is not None and message.sender_chat.id == message.chat.id:
            return True
        if user is None:
            return False
        if user.id in self._services.access.admins:
            return True
        member = await client.get_chat_member(message.chat.id, user.id)
        return member.status in STAFF


def _looked_up(press: Press, view: ViewContext) -> Screen | None:
    match press:
        case Read(article_id, page, back):
            article = view.lookup.article(article_id)
            return article_screen(article, view, page=page, back=back) if article else None
        case Browse(None, page):
            return reports_screen(view, page=page)
        case Browse(str(key), page):
            return report_screen(key, view, page=page)
    return None


def _tapped_button(message: Message, data: str | None) -> InlineKeyboardButton | None:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((b for row in rows for b in row if b.callback_data == data), None)
