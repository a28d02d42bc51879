"""The gate that every update passes first: once, and only from those who may."""

import logging

from telegram import ChatMember, ChatMemberRestricted, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.telegram.connection.client import Client
from bot.telegram.connection.updates import chat_of, user_of
from bot.telegram.messages.sending import answer_inline, toast, try_to_reply
from bot.telegram.policy.access import Verdict
from bot.telegram.services import Services
from bot.telegram.views.view_base import notice

logger = logging.getLogger(__name__)


class Admission:
    """Stops what has been seen before, and whom the access does not let in."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def lets_pass(self, update: Update, client: Client) -> bool:
        """Tell whether the update is to be handled; say so to people who are not let in."""
        if not self._services.state.inbox.begin(update.update_id):
            logger.info("update %d came twice", update.update_id)
            return False
        verdict = self._services.access.judge(update)
        if verdict is Verdict.LEAVE:
            await _leave(update, client)
        elif verdict is Verdict.REFUSE:
            await self._refuse(update, client)
        return verdict is Verdict.WELCOME

    async def _refuse(self, update: Update, client: Client) -> None:
        """Say so, once an hour; with the number that an admin needs to let the person in."""
        user = user_of(update)
        if user is None:
            return
        self._services.state.count("refused")
        texts = self._services.texts(self._services.preferences(user.id), user)
        said = texts("tg-not-allowed", id=str(user.id))
        if (query := update.callback_query) is not None:
            await toast(client, query, said, is_alert=True)
        elif (inline := update.inline_query) is not None:
            await answer_inline(client, inline, [])
        elif (
            (message := update.message) is not None
            and message.chat.type == ChatType.PRIVATE
            and self._services.quotas.told_refused.take(user.id) is None
        ):
            await try_to_reply(client, message, notice(said))


class ChatMembership:
    """Handlers of changes of a chat: the bot is let in or shut out, the chat gets another id."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def changed(self, update: Update, client: Client) -> None:
        """The bot was let in or shut out."""
        if (change := update.my_chat_member) is None:
            return
        was_in, is_in = _is_inside(change.old_chat_member), _is_inside(change.new_chat_member)
        if was_in and not is_in:
            self._services.state.forget_chat(change.chat.id)
        elif is_in and not was_in and change.chat.type != ChatType.PRIVATE:
            chosen = self._services.preferences(change.chat.id)
            texts = self._services.texts(chosen, change.from_user)
            text = texts("tg-hello-group", bot=f"@{client.username}")
            await client.send_message(change.chat.id, text)

    async def moved(self, update: Update, client: Client) -> None:
        """A group became a supergroup: its settings go with it."""
        message = update.message
        if message is not None and message.migrate_to_chat_id is not None:
            self._services.state.move_chat(message.chat.id, message.migrate_to_chat_id)


async def _leave(update: Update, client: Client) -> None:
    chat, change = chat_of(update), update.my_chat_member
    if chat is None or (change is not None and not _is_inside(change.new_chat_member)):
        return
    try:
        await client.leave_chat(chat.id)
        logger.info("left chat %d: it is not on the list", chat.id)
    except TelegramError as err:
        logger.info("could not leave chat %d (%s)", chat.id, type(err).__name__)


def _is_inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
