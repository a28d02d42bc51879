"""Updates as they come in."""

import pytest
from telegram import Bot, Message, Update, User

from bot.telegram.connection.updates import parse_object, readable, sender_of, user_of
from bot.telegram.policy.mentions import question_in
from bot.telegram.policy.preferences import Mode

CHAT = {"id": 5, "type": "private", "first_name": "安娜"}
GROUP = {"id": -100, "type": "supergroup", "title": "读报小组"}
SENDER = {"id": 5, "is_bot": False, "first_name": "安娜"}
COMMAND = {"type": "bot_command", "offset": 0, "length": 4}


class Known(Bot):
    """A bot that knows its name without asking Telegram."""

    @property
    def id(self) -> int:
        return 1

    @property
    def username(self) -> str:
        return "b"


BOT = Known("1:token")


def message(**parts: object) -> dict[str, object]:
    """An update with a message."""
    content = {"message_id": 1, "date": 1, "chat": CHAT, "from": SENDER, **parts}
    return {"update_id": 7, "message": content}


def read(**parts: object) -> Message:
    said = read_update(message(**parts)).message
    assert said is not None
    return said


def read_update(raw: dict[str, object]) -> Update:
    return Update.de_json(readable(raw), BOT)


def asked(**parts: object) -> str | None:
    question = question_in(read(**parts), Mode.MENTIONS)
    return question.text if question else None


@pytest.mark.parametrize(
    "bad",
    [
        {"update_id": 7, "message": 7},
        {"update_id": 7, "message": {"date": "?", "chat": []}},
        {"update_id": 7, "message": {"message_id": 1, "date": 1}},
        {"update_id": 7, "callback_query": {"id": "1"}},
        message(entities=7, text="工会"),
    ],
)
def test_an_update_that_cannot_be_read_has_nothing_but_its_number(bad: dict[str, object]) -> None:
    assert readable(bad) == {"update_id": 7}


@pytest.mark.parametrize("bad", [7, None, [], {"update_id": "x"}, {"update_id": 2**63}])
def test_what_has_no_number_is_numbered_zero(bad: object) -> None:
    assert readable(bad) == {"update_id": 0}


def test_only_an_object_is_an_update() -> None:
    given = (b"{}", b"[]", b"7", b"x", b"\xff", b"[" * 100_000)
    assert [parse_object(raw) for raw in given] == [{}] + 5 * [None]


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert parse_object(b'{"text": "\xff"}') == {"text": "\ufffd"}


def test_what_stands_below_a_picture_is_the_question() -> None:
    assert asked(photo=[], caption="柯桥多少家？") == "柯桥多少家？"


def test_a_mention_after_an_emoji_is_found() -> None:
    mention = {"type": "mention", "offset": 2, "length": 2}
    assert asked(chat=GROUP, text="😂@b 柯桥多少家？", entities=[mention]) == "😂 柯桥多少家？"


@pytest.mark.parametrize("stand_in", [1087968824, 136817688])
def test_who_writes_in_the_name_of_a_chat_is_that_chat(stand_in: int) -> None:
    sender = {"id": stand_in, "is_bot": True, "first_name": "Group"}
    channel = {"id": -200, "type": "channel", "title": "工会"}
    raw = message(chat=GROUP, **{"from": sender}, sender_chat=channel, text="问")
    assert user_of(read_update(raw)) == User(-200, "工会", is_bot=False)


def test_who_taps_is_the_person_and_not_the_sender_of_the_message() -> None:
    by_bot = {"message_id": 1, "date": 1, "chat": GROUP, "sender_chat": GROUP, "text": "答"}
    tap = {"id": "1", "from": SENDER, "chat_instance": "1", "message": by_bot}
    user = user_of(read_update({"update_id": 1, "callback_query": tap}))
    assert user is not None
    assert user.id == SENDER["id"]


def test_an_automatic_forward_of_the_linked_channel_asks_nothing() -> None:
    parts = {"chat": GROUP, "text": "/ask 问", "entities": [COMMAND]}
    assert asked(**parts) == "问"
    assert asked(**parts, is_automatic_forward=True) is None


@pytest.mark.parametrize("text", ["/ask柯桥多少家", "／ask 柯桥多少家", "/ask 柯桥多少家"])
def test_a_command_needs_no_blank_and_may_be_wide(text: str) -> None:
    entities = [] if text.startswith("／") else [COMMAND]
    assert asked(text=text, entities=entities) == "柯桥多少家"


def test_the_part_of_a_message_that_was_quoted_is_what_is_asked() -> None:
    notice = {"message_id": 9, "date": 1, "chat": GROUP, "from": {**SENDER, "id": 6}}
    reply = {**notice, "text": "长长的通知。柯桥多少家？"}
    parts = {"chat": GROUP, "text": "/ask", "entities": [COMMAND], "reply_to_message": reply}
    assert asked(**parts, quote={"text": "柯桥多少家？", "position": 6}) == "柯桥多少家？"
    assert asked(**parts) == "长长的通知。柯桥多少家？"


def test_what_is_quoted_from_another_chat_is_what_is_asked() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "x", "date": 1}
    parts = {"chat": GROUP, "text": "/ask", "entities": [COMMAND]}
    quote = {"text": "柯桥多少家？", "position": 6}
    assert asked(**parts, quote=quote, external_reply={"origin": origin}) == "柯桥多少家？"


def test_a_person_is_the_sender_of_what_they_write() -> None:
    sender = sender_of(read(text="问"))
    assert sender is not None
    assert sender.id == SENDER["id"]
