"""Access lists. Every kind of update passes here, and here only."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum, auto

from telegram import Chat, Update
from telegram.constants import ChatType

from bot.telegram.connection.updates import chat_of, user_of


class Decision(Enum):
    """The decision on an update."""

    WELCOME = auto()
    IGNORE = auto()
    REFUSE = auto()
    LEAVE = auto()


@dataclass(frozen=True, slots=True)
class Access:
    """Allow-lists by id; an empty one allows everybody, or every group.

    A group on the list vouches for its members. Admins are always welcome.
    """

    people: Collection[int] = field(default_factory=frozenset)
    groups: Collection[int] = field(default_factory=frozenset)
    admins: Collection[int] = field(default_factory=frozenset)

    def judge(self, update: Update) -> Decision:
        """The verdict on an update of any kind."""
        user, chat = user_of(update), chat_of(update)
        if user is not None and user.id in self.admins:
            return Decision.WELCOME
        if chat is not None and chat.type == ChatType.CHANNEL:
            return Decision.LEAVE if update.my_chat_member else Decision.IGNORE
        if update.guest_message is not None:
            chat = None  # the bot is a guest there: the person counts, and there is no leaving
        if chat is not None and chat.type != ChatType.PRIVATE:
            return self._judge_group(chat, user.id if user else None)
        if user is None or user.is_bot:
            return Decision.IGNORE
        return Decision.WELCOME if self.knows(user.id) else Decision.REFUSE

    def knows(self, user_id: int) -> bool:
        """Tell whether somebody may use the bot outside the groups."""
        return not self.people or user_id in self.people or user_id in self.admins

    def _judge_group(self, chat: Chat, user_id: int | None) -> Decision:
        if self.groups:
            return Decision.WELCOME if chat.id in self.groups else Decision.LEAVE
        if user_id is None or self.knows(user_id):
            return Decision.WELCOME
        return Decision.IGNORE
