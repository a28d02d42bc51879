"""The order of updates: within a chat theirs, between chats none."""

import asyncio
from datetime import UTC, datetime

from telegram import Bot, Chat, Message, Update

from bot.telegram.connection.update_queue import PerChatProcessor, UpdateQueue


def update(number: int, chat_id: int) -> Update:
    chat = Chat(chat_id, "private")
    made = Update(number, message=Message(1, datetime.now(UTC), chat))
    made.set_bot(Bot("1:token"))
    return made


class Inbox:
    """The JSON of updates that were put."""

    def __init__(self) -> None:
        self.kept: dict[int, str] = {}

    def put(self, queue: UpdateQueue, *updates: Update) -> None:
        for one in updates:
            self.kept[one.update_id] = one.to_json()
            queue.put_nowait(one)


def handed_out(queue: UpdateQueue) -> list[Update]:
    found = []
    while not queue.empty():
        item = queue.get_nowait()
        assert isinstance(item, Update)
        found.append(item)
    return found


def numbers(updates: list[Update]) -> list[int]:
    return [one.update_id for one in updates]


async def test_a_chat_has_its_next_update_once_the_one_before_is_released() -> None:
    inbox = Inbox()
    queue = UpdateQueue(inbox.kept.get)
    inbox.put(queue, update(1, 7), update(2, 7), update(3, 8), update(4, 7))
    first, other = handed_out(queue)
    assert numbers([first, other]) == [1, 3]
    queue.release(other, None)
    assert handed_out(queue) == []
    queue.release(first, None)
    [second] = handed_out(queue)
    queue.release(second, None)
    [last] = handed_out(queue)
    assert numbers([second, last]) == [2, 4]
    queue.release(last, None)
    inbox.put(queue, update(5, 7))
    assert numbers(handed_out(queue)) == [5]


async def test_what_is_handled_again_comes_before_the_rest_of_its_chat() -> None:
    inbox = Inbox()
    queue = UpdateQueue(inbox.kept.get)
    inbox.put(queue, update(1, 7), update(2, 7))
    [first] = handed_out(queue)
    queue.release(first, 0.01)
    assert numbers(handed_out(queue)) == []
    again = await asyncio.wait_for(queue.get(), 5)
    assert again is first
    queue.release(first, None)
    assert numbers(handed_out(queue)) == [2]


async def test_what_is_in_the_inbox_no_more_is_skipped() -> None:
    inbox = Inbox()
    queue = UpdateQueue(inbox.kept.get)
    inbox.put(queue, update(1, 7), update(1, 7), update(2, 7))
    [first] = handed_out(queue)
    del inbox.kept[1]
    queue.release(first, None)
    assert numbers(handed_out(queue)) == [2]


async def test_a_closed_queue_hands_out_nothing_more() -> None:
    inbox = Inbox()
    queue = UpdateQueue(inbox.kept.get)
    inbox.put(queue, update(1, 7), update(2, 7), update(3, 8))
    first, other = handed_out(queue)
    queue.close()
    queue.release(first, None)
    queue.release(other, 0.0)
    await asyncio.sleep(0)
    assert handed_out(queue) == []


async def test_an_update_is_released_once_it_is_handled() -> None:
    inbox, done = Inbox(), list[int]()
    queue = UpdateQueue(inbox.kept.get)
    inbox.put(queue, update(1, 7), update(2, 7))
    [first] = handed_out(queue)

    async def handle() -> None:
        assert done == []

    await PerChatProcessor(4, queue, done.append).process_update(first, handle())
    assert done == [1]
    assert numbers(handed_out(queue)) == [2]
