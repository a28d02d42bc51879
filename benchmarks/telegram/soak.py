"""A long day over loopback, with trouble: `python -m benchmarks.telegram.soak`.

Questions, taps and inline queries from many chats; one call in a hundred fails (429, 500, a
dropped connection), one update in a hundred can't be read. Every question must be answered exactly
once, the memory must stay flat, and no task may be left over.
"""

import argparse
import asyncio
import random
import statistics
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.telegram.processes import BotProcess, running
from benchmarks.telegram.questions import questions
from tests.botapi import BotApiServer, Fault, Person, Shown, Trouble
from tests.botapi.methods import Act

FAULT_SHARE = 0.01
GROUPS = 20
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
            person.taps(shown, self.rng.choice(shown.buttons[-3:]))
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
        with_buttons = [s for s in shown if len(s.buttons) > 2]
        return self.rng.choice(with_buttons) if with_buttons else None


async def soak(telegram: BotApiServer, bot: BotProcess, *, updates: int, chats: int) -> Day:
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
            day.memory.append(bot.memory_mb())
            print(f"\r{number}/{updates} {day.memory[-1]:.0f} MB", end="", flush=True)
    await telegram.world.delivery.confirmed()
    print()
    return day


def judge(day: Day, acts: list[Act], output: str) -> bool:
    """Print the figures; whether all is well."""
    sent = [act.content for act in acts if act.method == "sendMessage"]
    replies = Counter(
        (m["chat"]["id"], m["reply_to_message"]["message_id"])
        for m in sent
        if "reply_to_message" in m
    )
    private = Counter(m["chat"]["id"] for m in sent if m["chat"]["type"] == "private")
    asked_in_private = Counter(chat_id for chat_id, _ in day.asked if chat_id > 0)
    in_groups = [key for key in day.asked if key[0] < 0]
    once = sum(replies[key] == 1 for key in in_groups)
    quarter = len(day.memory) // 4
    second = statistics.median(day.memory[quarter : 2 * quarter])
    last = statistics.median(day.memory[-quarter:])
    growth = last / second - 1
    inline = sum(act.method == "answerInlineQuery" for act in acts)
    taps = sum(act.method == "answerCallbackQuery" for act in acts)
    print(f"private questions {sum(asked_in_private.values())}, answers {sum(private.values())}")
    print(f"group questions {len(in_groups)}, answered exactly once {once}")
    print(f"taps {day.taps}, answered {taps}; inline {day.inline}, answered {inline}")
    print(f"unreadable {day.unreadable}; the judges' findings: {len(day.telegram.judges.findings)}")
    print(f"memory: second quarter {second:.1f} MB, last {last:.1f} MB ({100 * growth:+.1f} %)")
    print(output.strip().splitlines()[-1] if output.strip() else "no output")
    return (
        private == asked_in_private
        and once == len(in_groups)
        and inline == day.inline
        and abs(growth) <= 0.05
        and "tasks left over: 0" in output
        and day.telegram.judges.findings == []
    )


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=20_000)
    parser.add_argument("--chats", type=int, default=200)
    options = parser.parse_args()
    async with BotApiServer() as telegram:
        rng = random.Random(0)
        for trouble in (Trouble.FLOOD, Trouble.BROKEN, Trouble.DROPPED):
            share = FAULT_SHARE / 3
            chance = lambda _, share=share: rng.random() < share  # noqa: E731
            telegram.faults.append(Fault(trouble, None, times=10**9, when=chance))
        async with running("wenbao", telegram) as bot:
            day = await soak(telegram, bot, updates=options.updates, chats=options.chats)
            output = await bot.stop()
        is_well = judge(day, telegram.journal.acts, output)
    print("all is well" if is_well else "SOMETHING IS WRONG")
    raise SystemExit(not is_well)


if __name__ == "__main__":
    asyncio.run(main())
