"""Records of what Telegram sends, as far as this bot reads it.

PTB's own objects have a hundred fields each: making them took as long as writing the answer.
"""

import json
import logging
from collections.abc import Sequence

import msgspec
from msgspec import Struct, field
from msgspec.structs import force_setattr, replace
from telegram import Update as Kind
from telegram.constants import MessageAttachmentType

# who stands in for a group's anonymous admins, for channels, and for forwards of a channel
_STAND_INS = frozenset({1087968824, 136817688, 777000})


class User(Struct, frozen=True):
    """Somebody, or a bot."""

    id: int
    is_bot: bool = False
    language_code: str | None = None


class Chat(Struct, frozen=True):
    """A chat; `type` is one of `telegram.constants.ChatType`."""

    id: int
    type: str


class Entity(Struct, frozen=True):
    """A slice of a message with a meaning, counted in UTF-16 units."""

    type: str
    offset: int
    length: int
    user: User | None = None


class Button(Struct, frozen=True):
    """A button below a message."""

    text: str
    callback_data: str | None = None


class Keyboard(Struct, frozen=True):
    """The buttons below a message, row by row."""

    inline_keyboard: tuple[tuple[Button, ...], ...] = ()


class Quote(Struct, frozen=True):
    """The part of the message replied to that somebody chose."""

    text: str = ""


class Message(Struct, frozen=True):
    """A message; one that the bot can't see any more has a `date` of 0 and no content.

    What is written below a picture or a file is its text, as if it stood alone.
    """

    message_id: int
    chat: Chat
    date: int = 0
    from_user: User | None = field(default=None, name="from")
    sender_chat: Chat | None = None
    via_bot: User | None = None
    text: str | None = None
    caption: str | None = None
    entities: tuple[Entity, ...] = ()
    caption_entities: tuple[Entity, ...] = ()
    reply_to_message: "Message | None" = None
    quote: Quote | None = None
    is_automatic_forward: bool = False
    reply_markup: Keyboard | None = None
    message_thread_id: int | None = None
    is_topic_message: bool = False
    migrate_to_chat_id: int | None = None
    guest_query_id: str | None = None
    has_attachment: bool = False  # a picture, a voice, a file, …: see `intake`

    def __post_init__(self) -> None:
        if self.text is None and self.caption is not None:
            force_setattr(self, "text", self.caption)
            force_setattr(self, "entities", self.caption_entities)
        speaker = self.from_user
        if self.sender_chat is not None and speaker and speaker.id in _STAND_INS:
            force_setattr(self, "from_user", User(self.sender_chat.id))

    @property
    def topic_id(self) -> int:
        """The forum topic it stands in; 0 outside of forums."""
        return (self.message_thread_id or 0) if self.is_topic_message else 0

    def words_of(self, entity: Entity) -> str:
        """The text that an entity stands for."""
        units = (self.text or "").encode("utf-16-le", "surrogatepass")
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        return units[start:end].decode("utf-16-le", "replace")


class CallbackQuery(Struct, frozen=True):
    """A tap on a button."""

    id: str
    from_user: User = field(name="from")
    message: Message | None = None
    inline_message_id: str | None = None
    data: str | None = None


class InlineQuery(Struct, frozen=True):
    """The text being typed behind the bot's name, in any chat."""

    id: str
    from_user: User = field(name="from")
    query: str
    offset: str = ""


class Member(Struct, frozen=True):
    """Somebody's status in a chat; `is_member` counts for who is restricted."""

    status: str
    is_member: bool = False


class MemberChange(Struct, frozen=True):
    """The bot became something else in a chat."""

    chat: Chat
    from_user: User = field(name="from")
    old_chat_member: Member
    new_chat_member: Member


class Update(Struct, frozen=True):
    """One thing that happened: at most one of its fields is there."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    inline_query: InlineQuery | None = None
    guest_message: Message | None = None
    my_chat_member: MemberChange | None = None

    @property
    def chat(self) -> Chat | None:
        """The chat it happened in."""
        if (message := self.message or self.edited_message or self.guest_message) is not None:
            return message.chat
        if self.callback_query is not None:
            tapped = self.callback_query.message
            return tapped.chat if tapped else None
        return self.my_chat_member.chat if self.my_chat_member else None

    @property
    def user(self) -> User | None:
        """The person who did it."""
        done = (
            self.message
            or self.edited_message
            or self.callback_query
            or self.inline_query
            or self.guest_message
            or self.my_chat_member
        )
        return done.from_user if done else None


logger = logging.getLogger(__name__)

# what the bot acts on; all else stays at Telegram
KINDS = (
    Kind.MESSAGE,
    Kind.EDITED_MESSAGE,
    Kind.CALLBACK_QUERY,
    Kind.INLINE_QUERY,
    Kind.GUEST_MESSAGE,
    Kind.MY_CHAT_MEMBER,
)
# what is raised for bytes that are no JSON, or not of the form expected
UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
_ATTACHMENTS = frozenset(str(kind.value) for kind in MessageAttachmentType)


class _Numbered(msgspec.Struct):
    update_id: int = 0


class _Batch(msgspec.Struct):
    result: list[msgspec.Raw]


class _Parts(msgspec.Struct):
    message: dict[str, msgspec.Raw]


_update = msgspec.json.Decoder(Update)
_numbered = msgspec.json.Decoder(_Numbered)
_batch = msgspec.json.Decoder(_Batch)
_parts = msgspec.json.Decoder(_Parts)


def split_batch(body: bytes) -> Sequence[bytes]:
    """The updates of an answer to getUpdates, each its JSON; one that is wrong inside does not hold
    up the others. Raises one of UNREADABLE if it is no such answer.
    """
    try:
        batch = _batch.decode(body)
    except UNREADABLE:
        batch = _batch.decode(_mended(body))
    return [bytes(raw) for raw in batch.result]


def is_object(raw: bytes) -> bool:
    """Tell whether bytes are a JSON object, as an update is, even with broken characters in it."""
    try:
        return isinstance(_said(raw), dict)
    except (ValueError, RecursionError):
        return False


def read_update(raw: bytes) -> Update:
    """The update; if it can't be read, one with nothing but its number, which nobody handles."""
    try:
        return _read(raw)
    except UNREADABLE:
        pass
    try:
        return _read(_mended(raw))
    except UNREADABLE as err:
        number = _number_of(raw)
        logger.warning("skipped update %d: it can't be read (%s)", number, type(err).__name__)
        return Update(number)


def as_kept(update: Update, raw: bytes) -> tuple[int, str]:
    """An update's number and its JSON, to be kept."""
    return update.update_id, raw.decode("utf-8", "replace")


def _number_of(raw: bytes) -> int:
    try:
        return _numbered.decode(raw).update_id
    except UNREADABLE:
        return 0


def _mended(raw: bytes) -> bytes:
    """JSON with what is no character, half of a surrogate pair, say, replaced."""
    return json.dumps(_said(raw), ensure_ascii=False).encode("utf-8", "replace")


def _said(raw: bytes) -> object:
    return json.loads(raw.decode("utf-8", "replace"))


def _read(raw: bytes) -> Update:
    """A message without words says whether it is a picture, a voice, a file, …"""
    update = _update.decode(raw)
    message = update.message
    if message is None or message.text is not None:
        return update
    has_attachment = not _ATTACHMENTS.isdisjoint(_parts.decode(raw).message)
    return replace(update, message=replace(message, has_attachment=has_attachment))
