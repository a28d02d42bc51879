"""Sending fails for a while, and the bot is stopped and killed inside: every question must be
answered once, after. `python -m benchmarks.telegram.outage --seconds 90`.
"""

import argparse
import asyncio
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.telegram.processes import running
from benchmarks.telegram.questions import questions
from tests.botapi import BotApiServer, Fault, Trouble

QUESTIONS = 20
PATIENCE = 150.0  # seconds, for what is tried again each minute


async def outage(telegram: BotApiServer, data_dir: Path, *, seconds: float) -> Counter[int]:
    """The number of answers by the number of people who got so many."""
    fault = Fault(Trouble.BROKEN, "sendMessage", times=10**9)
    telegram.faults.append(fault)
    people = [telegram.person(str(number)) for number in range(QUESTIONS)]
    for person, question in zip(people, questions(QUESTIONS, seed=1), strict=True):
        person.says(question)
    async with running("wenbao", telegram, data_dir=data_dir) as bot:
        await asyncio.sleep(seconds / 3)
        await bot.stop()
    async with running("wenbao", telegram, data_dir=data_dir) as bot:
        await asyncio.sleep(seconds / 3)
        await bot.kill()
    async with running("wenbao", telegram, data_dir=data_dir) as bot:
        await asyncio.sleep(seconds / 3)
        fault.times = 0
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not all(telegram.bot.sent(one) for one in people):
            await asyncio.sleep(0.5)
        await bot.stop()
    return Counter(len(telegram.bot.sent(one)) for one in people)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=90.0)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        async with BotApiServer() as telegram:
            found = await outage(telegram, Path(folder), seconds=options.seconds)
    for count, people in sorted(found.items()):
        print(f"answered {count} times: {people} questions")
    raise SystemExit(found != Counter({1: QUESTIONS}))


if __name__ == "__main__":
    asyncio.run(main())
