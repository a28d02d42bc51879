"""Follows: begun by a command, paused, paced and ended by buttons."""

from dataclasses import replace
from functools import partial

from telegram import Message, Update, User
from telegram.constants import ChatType

from bot.telegram.connection.updates import sender_of, topic_of
from bot.telegram.context import Context
from bot.telegram.following import known_reports
from bot.telegram.messages.callback_data import FollowAct, FollowPress, decode
from bot.telegram.messages.sending import edit, reply, toast
from bot.telegram.policy.mentions import payload_of
from bot.telegram.services import Services, language_for
from bot.telegram.storage import Follow
from bot.telegram.views.follow_view import follows_screen
from bot.telegram.views.view_base import notice

MOST = 20  # follows of a chat
LONGEST = 60  # characters of one


class FollowHandlers:
    """Follows of a person, or of a group by its admins."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._follows = services.state.follows

    async def follow(self, update: Update, context: Context) -> None:
        """/follow WORDS: be told of each new article that has all of them; alone, the list."""
        message = update.message
        assert message is not None
        view = self._services.view_of(message)
        if not await self._may(message, sender_of(message)):
            await reply(message, notice(view.texts("tg-admins-only")))
            return
        said = await self._begin(message, " ".join(payload_of(message).split()))
        told = view.texts(said, most=MOST, longest=LONGEST) if said else ""
        await reply(message, follows_screen(self._of(message), view, said=told))

    async def press(self, update: Update, context: Context) -> None:
        """A button of the list."""
        query = update.callback_query
        assert query is not None
        press = decode(query.data or "")
        assert isinstance(press, FollowPress)
        view, message = self._services.view_of_tap(query), query.message
        if not isinstance(message, Message):
            await toast(query, view.texts("tg-stale"), is_alert=True)
            return
        if not await self._may(message, query.from_user):
            await toast(query, view.texts("tg-admins-only"), is_alert=True)
            return
        follow = self._follows.get(press.follow_id)
        if follow is not None and follow in self._of(message):
            self._do(press.act, follow)
        elif press.act is not FollowAct.LIST:
            await toast(query, view.texts("tg-stale"), is_alert=True)
            return
        await toast(query)
        screen = follows_screen(self._of(message), view)
        if press.act is FollowAct.LIST:
            await reply(message, screen)  # the news stay where they are
        else:
            await edit(query, screen)

    def _do(self, act: FollowAct, follow: Follow) -> None:
        match act:
            case FollowAct.END:
                self._follows.end(follow.follow_id)
            case FollowAct.PAUSE | FollowAct.RESUME:
                self._follows.change(replace(follow, is_paused=act is FollowAct.PAUSE))
            case FollowAct.DAILY | FollowAct.AT_ONCE:
                self._follows.change(replace(follow, is_daily=act is FollowAct.DAILY))

    async def _begin(self, message: Message, words: str) -> str:
        """Follow words; the id of what to say of it."""
        followed = self._of(message)
        if not words or words in {follow.words for follow in followed}:
            return ""
        if len(words) > LONGEST:
            return "tg-follow-too-long"
        if len(followed) >= MOST:
            return "tg-follow-too-many"
        corpus = self._services.lookup.corpus
        known = await self._services.look_up(partial(known_reports, corpus))
        place = message.chat.id, topic_of(message)
        self._follows.add(*place, words, self._language(message), known.values())
        return "tg-follow-begun"

    def _of(self, message: Message) -> list[Follow]:
        return self._follows.of_chat(message.chat.id, topic_of(message))

    def _language(self, message: Message) -> str:
        sender = sender_of(message)
        chosen = self._services.preferences_of(message).language
        return chosen or language_for(sender.language_code if sender else None)

    async def _may(self, message: Message, user: User | None) -> bool:
        is_private = message.chat.type == ChatType.PRIVATE
        return is_private or await self._services.is_staff(message, user)
