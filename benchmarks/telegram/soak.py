"""A long day over loopback, with trouble: `python -m benchmarks.telegram.soak`.

Questions, taps and inline queries from many chats; one call in a hundred fails (429, 500, a
dropped connection), one update in a hundred can't be read. Every question must be answered exactly
once, the memory must stay flat, and no task may be left over. `--faults 0.17 --kills 3` fails more
calls, and kills the bot and starts it again: then one question in a thousand may be answered twice.
"""

import argparse
import asyncio
import random
import statistics
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from benchmarks.telegram.processes import running
from benchmarks.telegram.questions import questions
from tests.botapi import BotApiServer, Fault, Person, Shown, Trouble
from tests.botapi.methods import Act

FAULT_SHARE = 0.01
GROUPS = 20
GREETING = "/settings@"  # what a bot says when it is added
MOST_TWICE = 0.001
PATIENCE = 120  # seconds
AHEAD = 400  # updates that may wait to be fetched
GARBAGE: tuple[dict[str, object], ...] = (
    {"message": {"message_id": "x"}},
    {"message": 7},
    {"callback_query": {"id": []}},
)


@dataclass
class Day:
    """What was asked, and what came of it."""

    telegram: BotApiServer
    people: list[Person]
    rng: random.Random
    asked: list[tuple[int, int]] = field(default_factory=list)  # chat and message of each question
    taps: int = 0
    inline: int = 0
    unreadable: int = 0
    memory: list[float] = field(default_factory=list)

    def happen(self, question: str) -> None:
        """One update."""
        chance = self.rng.random()
        person = self.rng.choice(self.people)
        if chance < 0.01:
            raw = dict(self.rng.choice(GARBAGE))
            self.telegram.world.delivery.add_raw(raw, order=person.user_id)
            self.unreadable += 1
        elif chance < 0.11 and (shown := self._answer()):
            person.taps(shown, self.rng.choice(shown.tappable[-3:]))
            self.taps += 1
        elif chance < 0.15:
            person.asks_inline(question)
            self.inline += 1
        else:
            self._ask(person, question)

    def _ask(self, person: Person, question: str) -> None:
        chats = list(self.telegram.world.chats.values())
        group = chats[-1 - self.rng.randrange(GROUPS)]
        if self.rng.random() < 0.2:
            message = person.says(f"/ask@wenbao_bot {question}", to=group)
        else:
            message = person.says(question)
        self.asked.append((message["chat"]["id"], message["message_id"]))

    def _answer(self) -> Shown | None:
        recent = self.telegram.journal.acts[-50:]
        shown = [Shown(act.content) for act in recent if act.method == "sendMessage"]
        with_buttons = [s for s in shown if len(s.tappable) > 2]
        return self.rng.choice(with_buttons) if with_buttons else None


async def soak(telegram: BotApiServer, bots: "Bots", *, updates: int, chats: int) -> Day:
    """Let it happen, as fast as the bot fetches."""
    rng = random.Random(1)
    people = [telegram.person(str(number)) for number in range(chats - GROUPS)]
    for number in range(GROUPS):
        telegram.group(f"group {number}", *people)
    day = Day(telegram, people, rng)
    for number, question in enumerate(questions(updates, seed=2)):
        day.happen(question)
        while len(telegram.world.delivery.pending) > AHEAD:
            await asyncio.sleep(0.02)
        if number % 100 == 0:
            day.memory.append(bots.running.memory_mb())
            print(f"\r{number}/{updates} {day.memory[-1]:.0f} MB", end="", flush=True)
        await bots.reached(number / updates)
    await telegram.world.delivery.confirmed()
    print()
    return day


class Bots:
    """The bot, and the bots that take its place when it is killed."""

    def __init__(self, telegram: BotApiServer, data_dir: Path, *, kills: int) -> None:
        self._telegram = telegram
        self._data_dir = data_dir
        self._kills = [(number + 1) / (kills + 1) for number in range(kills)]
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def _start(self) -> None:
        bot = running("wenbao", self._telegram, data_dir=self._data_dir)
        self.running = await self._stack.enter_async_context(bot)

    async def reached(self, share: float) -> None:
        """Kill the bot where its time has come, and start another."""
        if self._kills and share >= self._kills[0]:
            self._kills.pop(0)
            await self.running.kill()
            await self._start()


def judge(day: Day, acts: list[Act], output: str, *, kills: int) -> bool:
    """Print the figures; whether all is well. Of a bot that was killed the memory starts anew."""
    sent = [act.content for act in acts if act.method == "sendMessage"]
    answers = [m for m in sent if GREETING not in m["text"]]
    in_private = Counter(m["chat"]["id"] for m in answers if m["chat"]["type"] == "private")
    asked_in_private = Counter(chat_id for chat_id, _ in day.asked if chat_id > 0)
    replies = Counter(
        (m["chat"]["id"], m["reply_to_message"]["message_id"])
        for m in answers
        if "reply_to_message" in m and m["chat"]["id"] < 0
    )
    in_groups = Counter(key for key in day.asked if key[0] < 0)
    lost = (asked_in_private - in_private).total() + (in_groups - replies).total()
    twice = (in_private - asked_in_private).total() + (replies - in_groups).total()
    quarter = len(day.memory) // 4
    second = statistics.median(day.memory[quarter : 2 * quarter])
    last = statistics.median(day.memory[-quarter:])
    growth = last / second - 1
    inline = sum(act.method == "answerInlineQuery" for act in acts)
    taps = sum(act.method == "answerCallbackQuery" for act in acts)
    print(f"questions {len(day.asked)}, answers {len(answers)}: lost {lost}, once more {twice}")
    print(f"taps {day.taps}, answered {taps}; inline {day.inline}, answered {inline}")
    print(f"unreadable {day.unreadable}; the judges' findings: {len(day.telegram.judges.findings)}")
    print(f"memory: second quarter {second:.1f} MB, last {last:.1f} MB ({100 * growth:+.1f} %)")
    print(output.strip().splitlines()[-1] if output.strip() else "no output")
    return bool(
        not lost
        and twice <= (MOST_TWICE if kills else 0.0) * len(day.asked)
        and (abs(growth) <= 0.05 or kills)
        and "tasks left over: 0" in output
        and day.telegram.judges.findings == []
    )


async def all_answered(day: Day) -> None:
    """Wait until as many messages are there as questions, or none has come for long."""
    journal, count = day.telegram.journal, -1
    while count < len(day.asked):
        seen = len(journal.acts)
        count = sum(act.method == "sendMessage" for act in journal.acts) - GROUPS
        for _ in range(PATIENCE):
            await asyncio.sleep(1)
            if len(journal.acts) > seen:
                break
        else:
            return


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=20_000)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--faults", type=float, default=FAULT_SHARE)
    parser.add_argument("--kills", type=int, default=0)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        async with BotApiServer() as telegram:
            rng = random.Random(0)
            for trouble in (Trouble.FLOOD, Trouble.BROKEN, Trouble.DROPPED):
                share = options.faults / 3
                chance = lambda _, share=share: rng.random() < share  # noqa: E731
                telegram.faults.append(Fault(trouble, None, times=10**9, when=chance))
            async with Bots(telegram, Path(folder), kills=options.kills) as bots:
                day = await soak(telegram, bots, updates=options.updates, chats=options.chats)
                await all_answered(day)
                output = await bots.running.stop()
            is_well = judge(day, telegram.journal.acts, output, kills=options.kills)
    print("all is well" if is_well else "SOMETHING IS WRONG")
    raise SystemExit(not is_well)


if __name__ == "__main__":
    asyncio.run(main())
