"""Updates as they come in: kept before all else; those that can't be read are skipped."""

import json
import logging
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace
from telegram import Update as Kind
from telegram.constants import MessageAttachmentType

from bot.telegram.updates import Update

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
    """Whether something is a JSON object, as an update is, whatever is no character in it."""
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
