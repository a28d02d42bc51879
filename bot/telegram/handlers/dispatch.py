"""The table of handlers: which of them an update is for."""

from collections.abc import Awaitable, Callable

from telegram import Message, Update

from bot.telegram.connection.client import Client
from bot.telegram.connection.updates import sender_of, text_of
from bot.telegram.handlers.admission import Admission, ChatMembership
from bot.telegram.handlers.callbacks import CallbackHandlers
from bot.telegram.handlers.commands import CommandHandlers
from bot.telegram.handlers.inline import Inline
from bot.telegram.handlers.questions import QuestionHandlers
from bot.telegram.policy.mentions import ASK, command_in
from bot.telegram.services import Examples, Services

Handler = Callable[[Update, Client], Awaitable[None]]


class Dispatcher:
    """Hands every update that may pass the gate to the one handler it is for, if there is one."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._gate = Admission(services)
        self._doors, self._inline, self._asking = (
            ChatMembership(services),
            Inline(services),
            QuestionHandlers(services),
        )
        self._tapping = CallbackHandlers(services, self._asking)
        self._commanding = commanding = CommandHandlers(services, self._tapping, Examples(services))
        self._commands: dict[str, Handler] = {
            "start": commanding.start,
            "help": commanding.help,
            "articles": commanding.articles,
            "settings": commanding.settings,
            "privacy": commanding.privacy,
            "forget": commanding.forget,
            "stats": commanding.stats,
            "ask": self._asking.asked,
        }

    async def handle(self, update: Update, client: Client) -> None:
        """Handle an update; raises what its handler raises."""
        if await self._gate.lets_pass(update, client) and (handler := self._for(update, client)):
            await handler(update, client)

    def _for(self, update: Update, client: Client) -> Handler | None:
        if update.message is not None:
            return self._for_message(update.message, client)
        if update.edited_message is not None:  # edited commands but /ask are not done again
            return self._asking.edited
        if update.callback_query is not None:
            return self._tapping.tapped
        if update.inline_query is not None:
            return self._inline.queried
        if update.guest_message is not None:
            return self._inline.summoned
        return self._doors.changed if update.my_chat_member is not None else None

    def _for_message(self, message: Message, client: Client) -> Handler | None:
        if message.migrate_to_chat_id is not None:
            return self._doors.moved
        if (command := command_in(message, client)) is not None:
            sender = (sender_of(message) or message.chat).id
            if command != ASK and self._services.quotas.commands.take(sender) is not None:
                return None
            return self._commands.get(command, self._commanding.unknown)
        if text_of(message) is not None:
            return self._asking.asked
        return self._commanding.wordless if message.effective_attachment else None
