"""Updates as they come in."""

import json
from types import SimpleNamespace
from typing import cast

import pytest
from telegram import Bot

from bot.telegram.connection.updates import (
    UNREADABLE,
    Chat,
    Entity,
    Message,
    Quote,
    Update,
    User,
    as_kept,
    is_object,
    read_update,
    split_batch,
)
from bot.telegram.policy.mentions import question_in
from bot.telegram.policy.preferences import Mode

CHAT = {"id": 5, "type": "private", "first_name": "安娜"}
SENDER = {"id": 5, "is_bot": False, "first_name": "安娜"}


def message(**parts: object) -> bytes:
    """An update with a message, as JSON."""
    content = {"message_id": 1, "date": 1, "chat": CHAT, "from": SENDER, **parts}
    return json.dumps({"update_id": 7, "message": content}).encode()


def batch(*updates: bytes) -> bytes:
    return b'{"ok": true, "result": [' + b", ".join(updates) + b"]}"


def test_a_batch_is_split_into_its_updates_as_they_came() -> None:
    updates = [message(text="工会"), b'{"update_id": 8, "telepathy": {}}']
    assert split_batch(batch(*updates)) == updates


@pytest.mark.parametrize(
    "bad",
    [b'{"update_id": 9, "message": {"text": "\xff"}}', message(text=7), b"[" * 900 + b"]" * 900],
)
def test_an_update_that_cannot_be_read_holds_up_no_other(bad: bytes) -> None:
    first, second = map(read_update, split_batch(batch(bad, message(text="工会"))))
    assert first == Update(first.update_id)
    assert first.update_id in (0, 7, 9)
    assert second.message is not None
    assert second.message.text == "工会"


@pytest.mark.parametrize("half", [rb"\ud83d", b"\xf0\x9f"])
def test_half_a_character_is_replaced_and_the_rest_of_the_message_read(half: bytes) -> None:
    (raw,) = split_batch(batch(message(text="HALF").replace(b"HALF", b"a" + half + b"b")))
    update = read_update(raw)
    assert update.message is not None
    assert update.message.text in ("a?b", "a\ufffdb")


@pytest.mark.parametrize("body", [b"no json", b"[]", b'{"ok": false, "error_code": 409}'])
def test_what_is_no_batch_is_an_error(body: bytes) -> None:
    with pytest.raises(UNREADABLE):
        split_batch(body)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"photo": [{"file_id": "x"}]}, True),
        ({"voice": {"file_id": "x"}}, True),
        ({"voice": {"file_id": "x"}, "caption": "听"}, False),
        ({"text": "工会"}, False),
        ({"new_chat_title": "工会"}, False),
    ],
)
def test_a_message_without_words_says_whether_it_is_a_picture_a_voice_or_a_file(
    parts: dict[str, object], expected: bool
) -> None:
    update = read_update(message(**parts))
    assert update.message is not None
    assert update.message.has_attachment is expected


def test_an_update_is_kept_as_it_came() -> None:
    raw = message(text="工会", something={"new": [1]})
    assert as_kept(read_update(raw), raw) == (7, raw.decode())


def test_only_an_object_is_an_update() -> None:
    assert [is_object(raw) for raw in (b"{}", b"[]", b"7", b"x", b"\xff")] == [True] + 4 * [False]


def test_an_update_with_bytes_that_are_no_text_is_one_too() -> None:
    assert is_object(b'{"update_id": 9, "message": {"text": "\xff"}}')


def test_a_slice_of_a_message_is_counted_in_units_of_utf_16() -> None:
    said = Message(1, Chat(5, "private"), text="😂@bot 问")
    assert said.words_of(Entity("mention", offset=2, length=4)) == "@bot"


def test_where_an_update_happened_and_who_did_it() -> None:
    update = read_update(message(text="工会"))
    assert (update.chat, update.user) == (
        Chat(5, "private"),
        update.message and update.message.from_user,
    )
    tap = read_update(b'{"update_id": 1, "callback_query": {"id": "1", "from": {"id": 3}}}')
    assert tap.chat is None
    assert tap.user is not None
    assert tap.user.id == 3
    assert (Update(1).chat, Update(1).user) == (None, None)


def test_who_writes_in_the_name_of_a_chat_is_that_chat() -> None:
    for number, stand_in in enumerate((1087968824, 136817688)):
        raw = {
            "update_id": number,
            "message": {
                "message_id": 1,
                "date": 1,
                "chat": {"id": -100, "type": "supergroup"},
                "from": {"id": stand_in, "is_bot": True, "first_name": "Group"},
                "sender_chat": {"id": -100 - number, "type": "channel"},
                "text": "问",
            },
        }
        update = read_update(json.dumps(raw).encode())
        assert update.user == User(-100 - number)


def test_an_automatic_forward_of_the_linked_channel_asks_nothing() -> None:
    chat = Chat(-100, "supergroup")
    message = Message(1, chat, from_user=User(-5), text="/ask 问", is_automatic_forward=True)
    assert (
        question_in(message, cast(Bot, SimpleNamespace(id=1, username="b")), Mode.MENTIONS) is None
    )


@pytest.mark.parametrize("text", ["/ask柯桥多少家", "／ask 柯桥多少家", "/ask 柯桥多少家"])
def test_a_command_needs_no_blank_and_may_be_wide(text: str) -> None:
    entities = () if text.startswith("／") else (Entity("bot_command", 0, 4),)
    message = Message(1, Chat(5, "private"), from_user=User(5), text=text, entities=entities)
    asked = question_in(message, cast(Bot, SimpleNamespace(id=1, username="b")), Mode.MENTIONS)
    assert asked is not None
    assert asked.text == "柯桥多少家"


def test_the_part_of_a_message_that_was_quoted_is_what_is_asked() -> None:
    notice = Message(1, Chat(5, "group"), from_user=User(6), text="长长的通知。柯桥多少家？")
    message = Message(
        2,
        Chat(5, "group"),
        from_user=User(5),
        text="/ask",
        entities=(Entity("bot_command", 0, 4),),
        reply_to_message=notice,
        quote=Quote("柯桥多少家？"),
    )
    asked = question_in(message, cast(Bot, SimpleNamespace(id=1, username="b")), Mode.MENTIONS)
    assert asked is not None
    assert asked.text == "柯桥多少家？"
