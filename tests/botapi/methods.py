"""What a bot may call, and what Telegram does then."""

import asyncio
import re
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.botapi import keyboards
from tests.botapi.delivery import Webhook
from tests.botapi.errors import bad_request, forbidden
from tests.botapi.inline import check_inline_answer, check_result
from tests.botapi.judges import Json, utf16_length
from tests.botapi.world import CALLBACK_LIFETIME, Chat, World, member

Parameters = Mapping[str, Any]
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True)
class Act:
    """Something the bot did that somebody can see."""

    method: str
    chat_id: int | None
    content: Json


@dataclass
class Journal:
    """All the bot did, in order; scenarios read it from where they last stopped."""

    acts: list[Act] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, method: str, chat_id: int | None, content: Json) -> None:
        self.acts.append(Act(method, chat_id, content))
        self._changed.set()
        self._changed = asyncio.Event()

    def changed(self) -> Coroutine[Any, Any, bool]:
        """Wait for the next act after this call, however late the waiting begins."""
        return self._changed.wait()


class Methods:
    """The methods of the Bot API, `sendMessage` as `send_message`, on one world."""

    def __init__(self, world: World, journal: Journal) -> None:
        self.world = world
        self.journal = journal
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.wants_https = False  # as Telegram's own server does, not one of one's own

    def get_me(self, _: Parameters) -> Json:
        return self.world.bot

    async def get_updates(self, given: Parameters) -> list[Json]:
        if "allowed_updates" in given:
            self.world.delivery.allowed = given["allowed_updates"]
        return await self.world.delivery.fetch(
            offset=int(given.get("offset", 0)),
            limit=int(given.get("limit", 100)),
            timeout=float(given.get("timeout", 0)),
        )

    def set_webhook(self, given: Parameters) -> bool:
        secret = given.get("secret_token")
        if secret is not None and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if "allowed_updates" in given:
            self.world.delivery.allowed = given["allowed_updates"]
        url = given["url"]
        if self.wants_https and not url.startswith("https://"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        self.world.delivery.set_webhook(Webhook(url, secret) if url else None)
        return True

    def delete_webhook(self, given: Parameters) -> bool:
        self.world.delivery.set_webhook(None)
        if given.get("drop_pending_updates"):
            self.world.delivery.pending.clear()
        return True

    def get_webhook_info(self, _: Parameters) -> Json:
        webhook = self.world.delivery.webhook
        return {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.world.delivery.pending),
        }

    def send_message(self, given: Parameters) -> Json:
        world = self.world
        chat = world.writable_chat(given["chat_id"])
        content: Json = self._text(given)
        if topic := given.get("message_thread_id"):
            if int(topic) not in chat.topics:
                raise bad_request("message thread not found")
            content["topic"] = int(topic)
        if reply := given.get("reply_parameters"):
            content |= self._reply(chat, reply)
        if markup := given.get("reply_markup"):
            content["reply_markup"] = keyboards.check(markup)
        message = world.post(chat, world.bot, **content)
        self.journal.add("sendMessage", chat.chat_id, message)
        return message

    def get_file(self, given: Parameters) -> Json:
        file_id = given["file_id"]
        size = len(self.world.files[file_id])
        if size > 20 * 1024 * 1024:
            raise bad_request("file is too big")
        return {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_size": size,
            "file_path": f"documents/{file_id}",
        }

    def send_photo(self, given: Parameters) -> Json:
        chat = self.world.writable_chat(given["chat_id"])
        picture = given["photo"].data
        if not picture.startswith(b"\x89PNG"):
            raise bad_request("IMAGE_PROCESS_FAILED")
        text = self._text({"text": given["caption"], "entities": given.get("caption_entities")})
        if utf16_length(text["text"]) > 1024:
            raise bad_request("message caption is too long")
        content: Json = {f"caption{'_entities' * (k == 'entities')}": v for k, v in text.items()}
        content["photo"] = [
            {
                "file_id": "1",
                "file_unique_id": "1",
                "width": 1,
                "height": 1,
                "file_size": len(picture),
            }
        ]
        if reply := given.get("reply_parameters"):
            content |= self._reply(chat, reply)
        message = self.world.post(chat, self.world.bot, **content)
        self.journal.add("sendPhoto", chat.chat_id, message)
        return message

    def edit_message_text(self, given: Parameters) -> Json | bool:
        chat, message = self._editable(given)
        kept = {k: v for k, v in message.items() if k not in ("entities", "reply_markup")}
        changed = {**kept, **self._text(given)}
        if markup := given.get("reply_markup"):
            changed["reply_markup"] = keyboards.check(markup)
        return self._edited("editMessageText", chat, message, changed, given)

    def edit_message_reply_markup(self, given: Parameters) -> Json | bool:
        chat, message = self._editable(given)
        changed = {k: v for k, v in message.items() if k != "reply_markup"}
        if markup := given.get("reply_markup"):
            changed["reply_markup"] = keyboards.check(markup)
        return self._edited("editMessageReplyMarkup", chat, message, changed, given)

    def delete_message(self, given: Parameters) -> bool:
        chat = self.world.chat(given["chat_id"])
        if chat.messages.pop(int(given["message_id"]), None) is None:
            raise bad_request("message to delete not found")
        return True

    def set_message_reaction(self, given: Parameters) -> bool:
        chat = self.world.chat(given["chat_id"])
        if int(given["message_id"]) not in chat.messages:
            raise bad_request("message to react not found")
        self.journal.add("setMessageReaction", chat.chat_id, dict(given))
        return True

    def send_chat_action(self, given: Parameters) -> bool:
        chat = self.world.writable_chat(given["chat_id"])
        self.journal.add("sendChatAction", chat.chat_id, dict(given))
        return True

    def answer_callback_query(self, given: Parameters) -> bool:
        made = self.world.callbacks.pop(given["callback_query_id"], None)
        if made is None or self.world.now() - made > CALLBACK_LIFETIME:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        if len(given.get("text") or "") > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        self.journal.add("answerCallbackQuery", None, dict(given))
        return True

    def answer_inline_query(self, given: Parameters) -> bool:
        query = self.world.inline_queries.pop(given["inline_query_id"], None)
        if query is None:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        results = check_inline_answer(given, self.world.judges)
        self.journal.add("answerInlineQuery", None, {**given, "results": results, "query": query})
        return True

    def answer_guest_query(self, given: Parameters) -> Json:
        asked = self.world.guest_queries.pop(given["guest_query_id"], None)
        if asked is None:
            raise bad_request("query is too old or query ID is invalid")
        chat_id, question = asked
        content = check_result(given["result"], self.world.judges)
        message = self.world.post(
            self.world.chats[chat_id],
            self.world.bot,
            guest_bot_caller_user=question["from"],
            **content,
        )
        inline_message_id = f"guest-{message['message_id']}"
        self.world.inline_messages[inline_message_id] = (chat_id, message["message_id"])
        self.journal.add("answerGuestQuery", chat_id, message)
        return {"inline_message_id": inline_message_id}

    def get_chat(self, given: Parameters) -> Json:
        chat = self.world.chat(given["chat_id"])
        kinds = (
            "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
        )
        gifts = dict.fromkeys(kinds.split(), False)
        full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
        return {**chat.api, **full}

    def get_chat_member(self, given: Parameters) -> Json:
        chat = self.world.chat(given["chat_id"])
        self._present(chat)
        user_id = int(given["user_id"])
        known = {**self.world.people, self.world.bot["id"]: self.world.bot}
        if user_id not in known:
            raise bad_request("member not found")
        return member(known[user_id], chat.statuses.get(user_id, "left"))

    def get_chat_administrators(self, given: Parameters) -> list[Json]:
        chat = self.world.chat(given["chat_id"])
        self._present(chat)
        staff = ("creator", "administrator")
        return [
            member(self.world.people[user_id], status)
            for user_id, status in chat.statuses.items()
            if status in staff and user_id in self.world.people
        ]

    def leave_chat(self, given: Parameters) -> bool:
        chat = self.world.chat(given["chat_id"])
        self._present(chat)
        self.world.set_status(chat, self.world.bot, "left", by=self.world.bot)
        self.journal.add("leaveChat", chat.chat_id, dict(given))
        return True

    def set_my_commands(self, given: Parameters) -> bool:
        commands = given["commands"]
        if len(commands) > 100:
            raise bad_request("too many commands")
        for command in commands:
            if not _COMMAND.fullmatch(command["command"]):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[_scope(given), _language(given)] = commands
        return True

    def delete_my_commands(self, given: Parameters) -> bool:
        self.commands.pop((_scope(given), _language(given)), None)
        return True

    def get_my_commands(self, given: Parameters) -> list[Json]:
        return self.commands.get((_scope(given), _language(given)), [])

    def set_my_description(self, given: Parameters) -> bool:
        return self._describe("description", given, limit=512)

    def set_my_short_description(self, given: Parameters) -> bool:
        return self._describe("short_description", given, limit=120)

    def _describe(self, name: str, given: Parameters, *, limit: int) -> bool:
        if len(given.get(name) or "") > limit:
            raise bad_request(f"{name} is too long")
        self.profile[name, _language(given)] = given.get(name) or ""
        return True

    def _present(self, chat: Chat) -> None:
        if chat.statuses.get(self.world.bot["id"]) in (None, "left", "kicked"):
            raise forbidden(f"bot is not a member of the {chat.kind} chat")

    def _text(self, given: Parameters) -> Json:
        text, entities = self.world.judges.text(
            given["text"], parse_mode=given.get("parse_mode"), entities=given.get("entities")
        )
        return {"text": text, "entities": entities} if entities else {"text": text}

    def _reply(self, chat: Chat, reply: Json) -> Json:
        replied = chat.messages.get(int(reply["message_id"]))
        if replied is None:
            if reply.get("allow_sending_without_reply"):
                return {}
            raise bad_request("message to be replied not found")
        return {"reply_to_message": {k: v for k, v in replied.items() if k != "reply_to_message"}}

    def _editable(self, given: Parameters) -> tuple[Chat, Json]:
        if inline_id := given.get("inline_message_id"):
            if inline_id not in self.world.inline_messages:
                raise bad_request("MESSAGE_ID_INVALID")
            chat_id, message_id = self.world.inline_messages[inline_id]
            chat = self.world.chats[chat_id]
            return chat, chat.messages[message_id]
        chat = self.world.chat(given["chat_id"])
        message = chat.messages.get(int(given["message_id"]))
        if message is None:
            raise bad_request("message to edit not found")
        if message.get("from", {}).get("id") != self.world.bot["id"]:
            raise bad_request("message can't be edited")
        return chat, message

    def _edited(
        self, method: str, chat: Chat, before: Json, after: Json, given: Parameters
    ) -> Json | bool:
        same = ("text", "entities", "reply_markup")
        if all(before.get(name) == after.get(name) for name in same):
            raise bad_request(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        after["edit_date"] = int(self.world.now())
        chat.messages[after["message_id"]] = after
        self.journal.add(method, chat.chat_id, after)
        return True if given.get("inline_message_id") else after


def _scope(given: Parameters) -> str:
    scope = given.get("scope") or {"type": "default"}
    return ":".join(str(value) for value in scope.values())


def _language(given: Parameters) -> str:
    code = given.get("language_code") or ""
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code
