"""The language of the scenarios: people speak and tap, the bot answers."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.judges import Json, found_entities
from tests.botapi.methods import Act, Journal
from tests.botapi.models import MessageEntity, built, html_decoration
from tests.botapi.world import Chat, World

PATIENCE = 60.0  # seconds to wait for the bot before a scenario fails


@dataclass
class Person:
    """Somebody who talks to the bot, in private unless a chat is named."""

    world: World
    user: Json
    private: Chat

    @property
    def user_id(self) -> int:
        return int(self.user["id"])

    def says(self, text: str, *, to: Chat | None = None, **content: Any) -> Json:
        """Write a message; the first one in private opens the chat."""
        chat = to or self.private
        if chat is self.private:
            chat.is_open = True
        return self.world.say(self.user, chat, text, **content)

    def replies(self, message: "Json | Shown", text: str, **content: Any) -> Json:
        """Write a reply to a message, in its chat and topic."""
        message = message.message if isinstance(message, Shown) else message
        chat = self.world.chats[message["chat"]["id"]]
        if message.get("is_topic_message"):
            content["topic"] = message["message_thread_id"]
        return self.says(text, to=chat, reply_to=message["message_id"], **content)

    def edits(self, message: Json, text: str) -> None:
        """Change what one wrote."""
        chat = self.world.chats[message["chat"]["id"]]
        self.world.edit(self.user, chat, message["message_id"], text)

    def deletes(self, message: Json) -> None:
        """Take a message away; bots don't hear of it."""
        del self.world.chats[message["chat"]["id"]].messages[message["message_id"]]

    def sends(self, **content: Any) -> Json:
        """Send something that is not text, in private."""
        message = self.world.post(self.private, self.user, **content)
        self.world.delivery.add("message", message, order=self.private.chat_id)
        return message

    def hands_in(self, name: str, data: bytes, **content: Any) -> Json:
        """Send a file as a document, in private."""
        document = {**self._file(data), "file_name": name}
        return self.sends(document=document, **content)

    def hands_in_photos(self, *pictures: bytes, caption: str) -> None:
        """Send an album of photos; the caption stands below the first."""
        album_id = f"album{self.world.next_id()}"
        for at, data in enumerate(pictures):
            photo = {**self._file(data), "width": 90, "height": 90}
            below = {} if at else {"caption": caption}
            self.sends(photo=[photo], media_group_id=album_id, **below)

    def _file(self, data: bytes) -> Json:
        file_id = f"file{self.world.next_id()}"
        self.world.files[file_id] = data
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": len(data)}

    def taps(self, shown: "Shown", button: str) -> str:
        """Tap the first button whose label contains `button`; the callback query's id."""
        return self.taps_data(shown, shown.data(button))

    def taps_data(self, shown: "Shown", data: str) -> str:
        """Tap a button that may be gone since."""
        chat = self.world.chats[shown.message["chat"]["id"]]
        if shown.inline_message_id:
            return self.world.tap_inline(self.user, chat, shown.inline_message_id, data)
        message = chat.messages.get(shown.message["message_id"], shown.message)
        return self.world.tap(self.user, chat, message, data)

    def asks_inline(self, text: str, *, offset: str = "") -> None:
        """Type `@bot text` into any chat."""
        query_id = str(self.world.next_id())
        query: Json = {"id": query_id, "from": self.user, "query": text[:256]}
        self.world.inline_queries[query_id] = query
        update = {**query, "offset": offset, "chat_type": "supergroup"}
        self.world.delivery.add("inline_query", update, order=self.user_id)

    def chooses(self, answer: Act, index: int, *, chat: Chat) -> "Shown":
        """Pick an inline result: it is posted into the chat, via the bot."""
        result = answer.content["results"][index]
        message = self.world.post(chat, self.user, via_bot=self.world.bot, **result["content"])
        shown = Shown(message)
        if "reply_markup" in result["content"]:
            shown.inline_message_id = f"inline-{message['message_id']}"
            place = (chat.chat_id, message["message_id"])
            self.world.inline_messages[shown.inline_message_id] = place
        if self.world.inline_feedback:
            query = answer.content["query"]
            chosen = {"result_id": result["id"], "from": self.user, "query": query["query"]}
            if shown.inline_message_id:
                chosen["inline_message_id"] = shown.inline_message_id
            self.world.delivery.add("chosen_inline_result", chosen, order=self.user_id)
        return shown

    def summons(self, text: str, *, chat: Chat, reply_to: int | None = None) -> Json:
        """Mention the bot in a chat that it is not in: guest mode."""
        query_id = str(self.world.next_id())
        content: dict[str, Any] = {"text": text, "guest_query_id": query_id}
        if entities := found_entities(text):
            content["entities"] = entities
        if reply_to is not None:
            content["reply_to_message"] = chat.messages[reply_to]
        question = self.world.post(chat, self.user, **content)
        self.world.guest_queries[query_id] = (chat.chat_id, question)
        self.world.delivery.add("guest_message", question, order=chat.chat_id)
        return question

    def blocks_bot(self) -> None:
        """Block the bot in private."""
        self.private.is_open = False
        self.world.set_status(self.private, self.world.bot, "kicked", by=self.user)


@dataclass
class Shown:
    """A message of the bot as a person sees it."""

    message: Json
    inline_message_id: str | None = None

    @property
    def text(self) -> str:
        return str(self.message["text"])

    @property
    def html(self) -> str:
        """The text with its styles as HTML."""
        raw = self.message.get("entities", ())
        entities = [built(MessageEntity).model_validate(entity) for entity in raw]
        return html_decoration.unparse(self.text, entities)

    @property
    def buttons(self) -> list[str]:
        """The labels, row by row."""
        return [button["text"] for button in self._buttons()]

    @property
    def rows(self) -> list[list[str]]:
        """The labels of each row."""
        return [[button["text"] for button in row] for row in self._rows()]

    @property
    def tappable(self) -> list[str]:
        """The labels of the buttons by which a tap reaches the bot."""
        return [button["text"] for button in self._buttons() if "callback_data" in button]

    @property
    def reply_to(self) -> int | None:
        replied = self.message.get("reply_to_message")
        return replied["message_id"] if replied else None

    @property
    def topic(self) -> int | None:
        return self.message.get("message_thread_id")

    def styled(self, kind: str) -> list[str]:
        """The pieces of text in one style: `bold`, `text_link`, …"""
        units = self.text.encode("utf-16-le")
        return [
            units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in self.message.get("entities", ())
            if e["type"] == kind
        ]

    def links(self) -> list[str]:
        """Where its links and link buttons lead."""
        texts = [e["url"] for e in self.message.get("entities", ()) if e["type"] == "text_link"]
        return texts + [b["url"] for b in self._buttons() if "url" in b]

    def data(self, label: str) -> str:
        """The callback data of the first button whose label contains `label`."""
        for button in self._buttons():
            if label in button["text"] and "callback_data" in button:
                return str(button["callback_data"])
        raise AssertionError(f"no button {label!r} among {self.buttons}")

    @property
    def copied(self) -> list[str]:
        """The texts that its buttons copy."""
        return [b["copy_text"]["text"] for b in self._buttons() if "copy_text" in b]

    def _buttons(self) -> list[Json]:
        return [button for row in self._rows() for button in row]

    def _rows(self) -> list[list[Json]]:
        return list(self.message.get("reply_markup", {}).get("inline_keyboard", []))


@dataclass
class BotView:
    """What people see of the bot; each `await` takes the next thing it does of that kind."""

    world: World
    journal: Journal
    _taken: set[int] = field(default_factory=set)

    async def answers(self, *parts: str, to: Chat | Person | None = None) -> Shown:
        """The next message it sends (there), which holds all `parts`."""
        place = to.private if isinstance(to, Person) else to
        act = await self._next(
            ("sendMessage", "answerGuestQuery"),
            lambda act: place is None or act.chat_id == place.chat_id,
        )
        return _shown(act, parts)

    async def shows_photo(self) -> str:
        """The caption of the next picture that it sends."""
        return str((await self._next(("sendPhoto",))).content["caption"])

    async def edits(self, *parts: str) -> Shown:
        """The next message it edits."""
        act = await self._next(("editMessageText", "editMessageReplyMarkup"))
        return _shown(act, parts)

    async def notifies(self, *parts: str) -> str:
        """The next answer to a tap: its text, often empty."""
        text = str((await self._next(("answerCallbackQuery",))).content.get("text", ""))
        assert all(part in text for part in parts), text
        return text

    async def suggests(self) -> Act:
        """The next answer to an inline query."""
        return await self._next(("answerInlineQuery",))

    async def reacts(self, to: Chat | Person) -> str:
        """The next reaction of its own (there): its emoji."""
        place = to.private if isinstance(to, Person) else to
        act = await self._next(("setMessageReaction",), lambda act: act.chat_id == place.chat_id)
        return str(act.content["reaction"][0]["emoji"])

    async def leaves(self, chat: Chat) -> None:
        """It leaves a group."""
        await self._next(("leaveChat",), lambda act: act.chat_id == chat.chat_id)

    def sent(self, chat: Chat | Person | None = None) -> list[Shown]:
        """All the messages it has sent so far (there)."""
        place = chat.private if isinstance(chat, Person) else chat
        return [
            Shown(act.content)
            for act in self.journal.acts
            if act.method == "sendMessage" and place in (None, self.world.chats[act.chat_id or 0])
        ]

    async def _next(
        self,
        methods: tuple[str, ...],
        accepts: Callable[[Act], bool] = lambda _: True,
    ) -> Act:
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    for index, act in enumerate(self.journal.acts):
                        is_new = index not in self._taken
                        if is_new and act.method in methods and accepts(act):
                            self._taken.add(index)
                            return act
                    await self.journal.changed()
        except TimeoutError:
            seen = [(act.method, act.content.get("text")) for act in self.journal.acts[-5:]]
            raise AssertionError(f"the bot did no {methods[0]}; its last acts: {seen}") from None


def _shown(act: Act, parts: tuple[str, ...]) -> Shown:
    shown = Shown(act.content)
    missing = [part for part in parts if part not in shown.text]
    assert not missing, f"{missing} not in {shown.text!r}"
    return shown
