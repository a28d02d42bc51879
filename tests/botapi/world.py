"""Who is where, and what was said: people, chats, topics, members and messages."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.delivery import Delivery
from tests.botapi.errors import bad_request, forbidden
from tests.botapi.judges import Judges, found_entities

Json = dict[str, Any]
CALLBACK_LIFETIME = 900
MEMBERS = ("creator", "administrator", "member")


@dataclass
class Chat:
    """A private chat, a group, a supergroup or a channel."""

    chat_id: int
    kind: str
    title: str | None = None
    first_name: str | None = None
    username: str | None = None
    is_forum: bool = False
    statuses: dict[int, str] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    migrated_to: int | None = None
    is_open: bool = True  # private: the person has started the bot and not blocked it

    @property
    def api(self) -> Json:
        """As the Bot API shows it."""
        shown: Json = {"id": self.chat_id, "type": self.kind}
        named = {"title": self.title, "first_name": self.first_name, "username": self.username}
        shown |= {name: value for name, value in named.items() if value}
        return {**shown, "is_forum": True} if self.is_forum else shown

    @property
    def is_private(self) -> bool:
        return self.kind == "private"


@dataclass
class World:
    """Everything there is, as seen by one bot."""

    bot: Json
    judges: Judges
    privacy: bool = True
    inline_feedback: bool = True
    clock_offset: float = 0.0
    people: dict[int, Json] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    callbacks: dict[str, float] = field(default_factory=dict)  # query id → when it was made
    inline_queries: dict[str, Json] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    guest_queries: dict[str, tuple[int, Json]] = field(default_factory=dict)
    inline_messages: dict[str, tuple[int, int]] = field(default_factory=dict)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1001))

    def __post_init__(self) -> None:
        self.delivery = Delivery(self.judges, now=self.now)

    def now(self) -> float:
        """Unix time in the world; tests may turn it forward."""
        return time.time() + self.clock_offset

    def next_id(self) -> int:
        """A number not used before."""
        return next(self._ids)

    def chat(self, chat_id: int | str) -> Chat:
        """The chat of an id as a call gives it; refused if there is none."""
        try:
            chat = self.chats[int(chat_id)]
        except (KeyError, ValueError):
            raise bad_request("chat not found") from None
        if chat.migrated_to:
            raise bad_request(
                "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
            )
        return chat

    def writable_chat(self, chat_id: int | str) -> Chat:
        """The chat if the bot may write there; else refused as Telegram does."""
        chat = self.chat(chat_id)
        if chat.is_private:
            if not chat.is_open and not chat.messages:
                raise forbidden("bot can't initiate conversation with a user")
            if not chat.is_open:
                raise forbidden("bot was blocked by the user")
        elif (status := chat.statuses.get(self.bot["id"])) not in MEMBERS:
            verb = "was kicked from" if status == "kicked" else "is not a member of"
            raise forbidden(f"bot {verb} the {chat.kind} chat")
        return chat

    def post(self, chat: Chat, sender: Json, *, topic: int | None = None, **content: Any) -> Json:
        """Put a message into a chat; it is not delivered to the bot by this."""
        message: Json = {
            "message_id": self.next_id(),
            "date": int(self.now()),
            "chat": chat.api,
            "from": sender,
            **content,
        }
        if topic is not None:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        chat.messages[message["message_id"]] = message
        return message

    def say(
        self, person: Json, chat: Chat, text: str, *, reply_to: int | None = None, **content: Any
    ) -> Json:
        """A person writes; the bot gets it if Telegram would deliver it."""
        if reply_to is not None:
            content["reply_to_message"] = _without_reply(chat.messages[reply_to])
        if entities := found_entities(text):
            content["entities"] = entities
        message = self.post(chat, person, text=text, **content)
        if self.bot_sees(chat, message):
            self.delivery.add("message", message, order=chat.chat_id)
        return message

    def edit(self, person: Json, chat: Chat, message_id: int, text: str) -> None:
        """A person edits what they wrote."""
        message = {**chat.messages[message_id], "text": text, "edit_date": int(self.now())}
        message.pop("entities", None)
        if entities := found_entities(text):
            message["entities"] = entities
        chat.messages[message_id] = message
        if self.bot_sees(chat, message):
            self.delivery.add("edited_message", message, order=chat.chat_id)

    def bot_sees(self, chat: Chat, message: Json) -> bool:
        """Privacy mode: which messages of a chat Telegram delivers to the bot."""
        if chat.is_private:
            return chat.is_open
        status = chat.statuses.get(self.bot["id"])
        if status not in MEMBERS:
            return False
        if status != "member" or not self.privacy or "text" not in message:
            return True
        replied = message.get("reply_to_message")
        if replied and replied.get("from", {}).get("id") == self.bot["id"]:
            return True
        if message.get("via_bot", {}).get("id") == self.bot["id"]:
            return True
        return self._commands_bot(chat, message)

    def _commands_bot(self, chat: Chat, message: Json) -> bool:
        """`/cmd@this_bot`, or a bare `/cmd` when this bot was the last one to speak."""
        for entity in message.get("entities", ()):
            if entity["type"] == "bot_command" and entity["offset"] == 0:
                _, _, name = message["text"][: entity["length"]].partition("@")
                if name:
                    return bool(name.lower() == self.bot["username"].lower())
                return bool(self._last_bot(chat) == self.bot["id"])
        return False

    @staticmethod
    def _last_bot(chat: Chat) -> int | None:
        senders = (m["from"] for m in reversed(chat.messages.values()) if "from" in m)
        return next((sender["id"] for sender in senders if sender["is_bot"]), None)

    def set_status(self, chat: Chat, user: Json, status: str, *, by: Json | None = None) -> None:
        """Change what somebody is in a chat; the bot hears of what concerns itself."""
        before = chat.statuses.get(user["id"], "left")
        chat.statuses[user["id"]] = status
        update = {
            "chat": chat.api,
            "from": by or user,
            "date": int(self.now()),
            "old_chat_member": member(user, before),
            "new_chat_member": member(user, status),
        }
        kind = "my_chat_member" if user["id"] == self.bot["id"] else "chat_member"
        self.delivery.add(kind, update, order=chat.chat_id)

    def migrate(self, chat: Chat) -> Chat:
        """Turn a group into a supergroup with an id of its own."""
        new_id = -1_000_000_000_000 - self.next_id()
        upgraded = Chat(new_id, "supergroup", title=chat.title, statuses=dict(chat.statuses))
        self.chats[new_id] = upgraded
        anyone = next(p for p in self.people.values() if p["id"] in chat.statuses)
        left = self.post(chat, anyone, migrate_to_chat_id=new_id)
        self.delivery.add("message", left, order=chat.chat_id)
        arrived = self.post(upgraded, anyone, migrate_from_chat_id=chat.chat_id)
        self.delivery.add("message", arrived, order=new_id)
        chat.migrated_to = new_id
        return upgraded

    def tap(self, person: Json, chat: Chat, message: Json, data: str) -> str:
        """A person taps a button under a message of the bot; the query's id."""
        shown = {k: v for k, v in message.items() if k != "reply_to_message"}
        return self._callback(person, data, chat, message=shown)

    def tap_inline(self, person: Json, chat: Chat, inline_message_id: str, data: str) -> str:
        """The same under a message sent via the bot; the bot learns only the message's id."""
        return self._callback(person, data, chat, inline_message_id=inline_message_id)

    def _callback(self, person: Json, data: str, chat: Chat, **where: Any) -> str:
        query_id = str(4_000_000_000_000 + self.next_id())
        self.callbacks[query_id] = self.now()
        query = {"id": query_id, "from": person, "chat_instance": str(chat.chat_id), "data": data}
        self.delivery.add("callback_query", {**query, **where}, order=chat.chat_id)
        return query_id


def member(user: Json, status: str) -> Json:
    """A ChatMember of the Bot API."""
    shown: Json = {"user": user, "status": status}
    if status == "creator":
        shown["is_anonymous"] = False
    elif status == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages "
            "can_manage_video_chats can_restrict_members can_promote_members can_change_info "
            "can_invite_users can_post_stories can_edit_stories can_delete_stories"
        )
        shown |= dict.fromkeys(rights.split(), False)
    elif status == "kicked":
        shown["until_date"] = 0
    return shown


def _without_reply(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "reply_to_message"}
