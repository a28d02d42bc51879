"""The gate that every update passes first: once, and only from those who may."""

import logging

from telegram import ChatMember, ChatMemberRestricted, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, filters

from bot.telegram.admin_notices import tell_admins
from bot.telegram.connection.updates import chat_of, sender_of, user_of
from bot.telegram.context import Context
from bot.telegram.messages.sending import answer_inline, reply, toast, try_to_reply
from bot.telegram.policy.access import Decision
from bot.telegram.services import Services
from bot.telegram.views.view_base import notice

logger = logging.getLogger(__name__)


class Admission:
    """Stops what came before, whom the access does not let in, and who taps without end."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def admit(self, update: Update, context: Context) -> None:
        """Let an update pass to the handlers that follow, or stop it; people are told why."""
        if not self._services.state.inbox.begin(update.update_id):
            logger.info("update %d came twice", update.update_id)
            raise ApplicationHandlerStop
        verdict = self._services.access.judge(update, self._services.state.known_chats)
        if verdict is Decision.LEAVE:
            await _leave(update)
        elif verdict is Decision.REFUSE:
            await self._refuse(update)
        if (
            verdict is not Decision.WELCOME
            or await self._gives_up(update, context)
            or await self._is_too_often(update)
        ):
            raise ApplicationHandlerStop

    async def _gives_up(self, update: Update, context: Context) -> bool:
        """Tell whether an answer comes too late, or the process died over the update each time.

        The person is told, in a group nobody; so are admins.
        """
        services, number = self._services, update.update_id
        is_deadly = services.state.inbox.is_deadly(number)
        if not is_deadly and not services.retries.is_too_late(services.state.inbox.failed(number)):
            return False
        if (message := update.message) is not None and message.chat.type == ChatType.PRIVATE:
            await reply(message, notice(services.view_of(message).texts("tg-given-up")))
        said = "tg-news-deadly" if is_deadly else "tg-news-given-up"
        await tell_admins(services, context.bot, lambda texts: texts(said), kind=said)
        logger.error("update %d is given up", number)
        services.state.count("failed")
        return True

    async def _refuse(self, update: Update) -> None:
        """Say so, once an hour; with the number that an admin needs to let the person in."""
        user = user_of(update)
        if user is None:
            return
        self._services.state.count("refused")
        texts = self._services.texts(self._services.preferences(user.id), user)
        said = texts("tg-not-allowed", id=str(user.id))
        if (query := update.callback_query) is not None:
            await toast(query, said, is_alert=True)
        elif (inline := update.inline_query) is not None:
            await answer_inline(inline, [])
        elif (
            (message := update.message) is not None
            and message.chat.type == ChatType.PRIVATE
            and self._services.quotas.told_refused.take(user.id) is None
        ):
            await try_to_reply(message, notice(said))

    async def _is_too_often(self, update: Update) -> bool:
        """Taps and commands are counted here; questions by their age, where they are answered."""
        quotas = self._services.quotas
        if (query := update.callback_query) is not None:
            refusal = quotas.taps.take(query.from_user.id)
            if refusal is not None:
                texts = self._services.view_of_tap(query).texts
                await toast(query, texts("tg-wait", seconds=refusal.wait))
            return refusal is not None
        message = update.message
        if message is None or not filters.COMMAND.check_update(update):
            return False
        return quotas.commands.take((sender_of(message) or message.chat).id) is not None


class ChatMembership:
    """Handlers of changes of a chat: the bot is let in or shut out, the chat gets another id."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def changed(self, update: Update, context: Context) -> None:
        """The bot was let in or shut out."""
        if (change := update.my_chat_member) is None:
            return
        was_in, is_in = _is_inside(change.old_chat_member), _is_inside(change.new_chat_member)
        if was_in and not is_in:
            self._services.state.forget_chat(change.chat.id)
        elif is_in and not was_in and change.chat.type != ChatType.PRIVATE:
            chosen = self._services.preferences(change.chat.id)
            texts = self._services.texts(chosen, change.from_user)
            await change.chat.send_message(texts("tg-hello-group", bot=f"@{context.bot.username}"))

    async def moved(self, update: Update, context: Context) -> None:
        """A group became a supergroup, told in both: its settings and admission go with it."""
        message = update.message
        if message is not None and message.migrate_to_chat_id is not None:
            self._services.state.move_chat(message.chat.id, message.migrate_to_chat_id)
        elif message is not None and message.migrate_from_chat_id is not None:
            self._services.state.move_chat(message.migrate_from_chat_id, message.chat.id)


async def _leave(update: Update) -> None:
    chat, change = chat_of(update), update.my_chat_member
    if chat is None or (change is not None and not _is_inside(change.new_chat_member)):
        return
    try:
        await chat.leave()
        logger.info("left chat %d: it is not on the list", chat.id)
    except TelegramError as err:
        logger.info("could not leave chat %d (%s)", chat.id, type(err).__name__)


def _is_inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
