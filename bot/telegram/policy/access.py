"""Access lists. Every kind of update passes here, and here only."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol

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

    def judge(self, update: Update, known: "AdmittedChats") -> Decision:
        """The verdict on an update of any kind."""
        user, chat = user_of(update), chat_of(update)
        if user is not None and user.id in self.admins:
            return Decision.WELCOME
        if user is not None and known.is_banned(user.id):
            return Decision.IGNORE
        if chat is not None and chat.type == ChatType.CHANNEL:
            return Decision.LEAVE if update.my_chat_member else Decision.IGNORE
        if update.guest_message is not None:
            chat = None  # the bot is a guest there: the person counts, and there is no leaving
        if chat is not None and chat.type != ChatType.PRIVATE:
            return self._judge_group(chat, update, user.id if user else None, known)
        if user is None or user.is_bot:
            return Decision.IGNORE
        return Decision.WELCOME if self._knows(user.id, known) else Decision.REFUSE

    def _knows(self, user_id: int, known: "AdmittedChats") -> bool:
        """Tell whether somebody may use the bot outside the groups."""
        return not self.people or user_id in self.people or known.is_admitted(user_id)

    def _judge_group(
        self, chat: Chat, update: Update, user_id: int | None, known: "AdmittedChats"
    ) -> Decision:
        if self.groups or known.is_banned(chat.id):
            moved_from = update.message.migrate_from_chat_id if update.message else None
            ids = {chat.id, known.origin_of(chat.id), moved_from}
            is_in = not ids.isdisjoint(self.groups) or known.is_admitted(chat.id)
            return Decision.WELCOME if is_in else Decision.LEAVE
        if user_id is None or self._knows(user_id, known):
            return Decision.WELCOME
        return Decision.IGNORE


class AdmittedChats(Protocol):
    """Those whom admins let in or shut out by /allow and /ban, and groups that moved."""

    def is_banned(self, chat_id: int) -> bool: ...

    def is_admitted(self, chat_id: int) -> bool: ...

    def origin_of(self, chat_id: int) -> int: ...
