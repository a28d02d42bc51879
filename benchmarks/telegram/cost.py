"""CPU per answered question, against a bare PTB echo bot: `python -m benchmarks.telegram.cost`.

Both bots run on the same server in turn, round by round; figures are medians of the rounds, the
ratio that of the ratios within each round. `questions` is the worst a bot can meet: nothing but
questions, none asked before. What of it is the answerer's is measured inside the bot by its
thread's CPU clock; the rest is the bot's. `mix` is a day as it may be: questions, some asked
before, taps, inline queries, commands, and group talk that is none of the bot's business, whose
cost is shared by what is answered.
"""

import argparse
import asyncio
import random
import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.telegram.processes import running
from benchmarks.telegram.questions import questions
from tests.botapi import BotApiServer, Shown

CHATS = 50
WARM_UP = 100
ANSWERS = frozenset(
    {"sendMessage", "answerCallbackQuery", "answerInlineQuery"}
)  # one of them for each update that is answered


@dataclass(frozen=True)
class Cost:
    """CPU milliseconds of one answered update; `answerer` is the answerer's part."""

    whole: float
    answerer: float = 0.0

    @property
    def bot(self) -> float:
        return self.whole - self.answerer


Happening = Callable[[BotApiServer, list[str]], int]


async def cost(name: str, happening: Happening, *, count: int, seed: int) -> Cost:
    """What each answered one of `count` updates costs a bot, its start and a warm-up left out."""
    async with BotApiServer() as telegram, running(name, telegram, str(WARM_UP)) as bot:
        telegram.world.privacy = False
        people = [telegram.person(str(number)) for number in range(CHATS)]
        telegram.group("group", *people)
        asked = questions(count + WARM_UP, seed=seed)
        for number, question in enumerate(asked[:WARM_UP]):
            people[number % CHATS].says(question)
        answered = begun = WARM_UP + (name != "echo")  # it greets the group
        await _answered(telegram, answered)
        before = bot.cpu_seconds()
        for start in range(0, count, CHATS):
            answered += happening(telegram, asked[WARM_UP + start : WARM_UP + start + CHATS])
            await _answered(telegram, answered)
        seconds = bot.cpu_seconds() - before
        found = re.search(r"answering: ([\d.]+) s", await bot.stop())
        answerer = float(found[1]) if found else 0.0
    own = answered - begun
    return Cost(1000 * seconds / own, 1000 * answerer / own)


def only_questions(telegram: BotApiServer, asked: list[str]) -> int:
    """Everybody asks."""
    people = list(telegram.world.people.values())
    for question, user in zip(asked, people, strict=False):
        telegram.world.say(user, telegram.world.chats[user["id"]], question)
    return len(asked)


def mix(telegram: BotApiServer, asked: list[str]) -> int:
    """Some ask, some tap, some talk of something else; how many of them are answered."""
    rng = random.Random(asked[0])
    world, people = telegram.world, list(telegram.world.people.values())
    group = next(chat for chat in world.chats.values() if not chat.is_private)
    shown = [
        Shown(act.content) for act in telegram.journal.acts[-200:] if "reply_markup" in act.content
    ]
    answered = len(asked)
    for question, user in zip(asked, people, strict=False):
        chance = rng.random()
        chat = world.chats[user["id"]]
        if chance < 0.2:
            world.say(user, chat, question)
        elif chance < 0.3:
            world.say(user, group, f"/ask@wenbao_bot {question}")
        elif chance < 0.4:
            world.say(user, chat, "今年柯桥区新建工会多少家？")
        elif chance < 0.6 and shown:
            message = rng.choice(shown)
            where = world.chats[message.message["chat"]["id"]]
            label = rng.choice([b for b in message.tappable if b])
            world.tap(
                user, where, where.messages[message.message["message_id"]], message.data(label)
            )
        elif chance < 0.65:
            query_id = str(world.next_id())
            world.inline_queries[query_id] = query = {
                "id": query_id,
                "from": user,
                "query": question,
            }
            world.delivery.add("inline_query", {**query, "offset": ""}, order=user["id"])
        elif chance < 0.7:
            world.say(user, chat, "/help")
        else:
            world.say(user, group, question)
            answered -= 1
    return answered


async def _answered(telegram: BotApiServer, count: int) -> None:
    while sum(act.method in ANSWERS for act in telegram.journal.acts) < count:
        await telegram.journal.changed()
    await telegram.world.delivery.confirmed()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    plans: dict[str, tuple[str, Happening]] = {
        "echo": ("echo", only_questions),
        "questions": ("wenbao", only_questions),
        "mix": ("wenbao", mix),
    }
    taken: dict[str, list[Cost]] = {label: [] for label in plans}
    for number in range(options.rounds):
        for label, (name, happening) in plans.items():
            found = await cost(name, happening, count=options.updates, seed=number)
            taken[label].append(found)
            print(f"round {number + 1} {label}: {_parts(found)}", flush=True)
    for label in ("questions", "mix"):
        pairs = list(zip(taken[label], taken["echo"], strict=True))
        whole = statistics.median(ours.whole / echo.whole for ours, echo in pairs)
        bot = statistics.median(ours.bot / echo.whole for ours, echo in pairs)
        print(f"{label}: {whole:.2f} times the echo bot, {bot:.2f} without the answerer")


def _parts(found: Cost) -> str:
    return f"{found.whole:.2f} ms an answer (bot {found.bot:.2f}, answerer {found.answerer:.2f})"


if __name__ == "__main__":
    asyncio.run(main())
