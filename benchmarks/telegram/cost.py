"""CPU per answered question, against a bare PTB echo bot: `python -m benchmarks.telegram.cost`.

Both bots run on the same server in turn, round by round; the figure is the median of the rounds.
"""

import argparse
import asyncio
import statistics

from benchmarks.telegram.processes import running
from benchmarks.telegram.questions import questions
from tests.botapi import BotApiServer

CHATS = 50
WARM_UP = 100


async def seconds_a_question(name: str, count: int, seed: int) -> float:
    """CPU seconds of a bot for each of `count` questions, its start left out."""
    async with BotApiServer() as telegram, running(name, telegram) as bot:
        people = [telegram.person(str(number)) for number in range(CHATS)]
        asked = questions(count + WARM_UP, seed=seed)
        for number, question in enumerate(asked[:WARM_UP]):
            people[number % CHATS].says(question)
        await _answered(telegram, WARM_UP)
        before = bot.cpu_seconds()
        for number, question in enumerate(asked[WARM_UP:]):
            people[number % CHATS].says(question)
        await _answered(telegram, WARM_UP + count)
        return (bot.cpu_seconds() - before) / count


async def _answered(telegram: BotApiServer, count: int) -> None:
    while sum(act.method == "sendMessage" for act in telegram.journal.acts) < count:
        await telegram.journal.changed()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    taken: dict[str, list[float]] = {"echo": [], "wenbao": []}
    for number in range(options.rounds):
        for name, seconds in taken.items():
            seconds.append(await seconds_a_question(name, options.questions, number))
            print(f"round {number + 1} {name}: {1000 * seconds[-1]:.2f} ms", flush=True)
    echo, wenbao = (statistics.median(seconds) for seconds in taken.values())
    print(
        f"echo {1000 * echo:.2f} ms, wenbao {1000 * wenbao:.2f} ms CPU a question, "
        f"ratio {wenbao / echo:.2f} (at most 1.5)"
    )


if __name__ == "__main__":
    asyncio.run(main())
