"""The bots that are measured, each a process of its own: `python -m benchmarks.telegram.bots NAME`.

`echo` is the least that PTB can do: every message comes back. `wenbao` is the real bot without
the limits that Telegram imposes.
"""

import asyncio
import gc
import os
import sys
import time
from collections.abc import Sequence

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.app.compose import build
from bot.cli.bot import serve
from bot.telegram.connection.rate_limiter import RateLimiter
from bot.telegram.redaction import set_up_logging
from config.settings import Settings, read_settings
from retrieval.corpus import Corpus
from retrieval.qa import Answer, Answering, Explanation
from retrieval.query.scope import Scope


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def run_echo() -> None:
    """PTB as its own first example has it."""
    url = os.environ["WENBAO_TELEGRAM_API_URL"]
    token = os.environ["WENBAO_TELEGRAM_TOKEN"]
    application = Application.builder().token(token).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.run_polling()


class Timed:
    """An answerer that adds up the CPU seconds of its answers, but for the first ones."""

    def __init__(self, answerer: Answering, *, skip: int) -> None:
        self._answerer = answerer
        self._skip = skip
        self.count = 0
        self.seconds = 0.0

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        """As the other does."""
        start = time.thread_time()
        answer = self._answerer.answer(question, turns=turns, top_k=top_k)
        self.count += 1
        if self.count > self._skip:
            self.seconds += time.thread_time() - start
        return answer

    def explain(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Explanation:
        """As the other does."""
        return self._answerer.explain(question, turns=turns, top_k=top_k)

    def within(self, scope: Scope) -> Answering:
        """As the other does, not timed."""
        return self._answerer.within(scope)


async def run_wenbao(*, skip: int = 0) -> None:
    """The bot of the settings; at its end it says what answering took after the first `skip`
    answers, and how many tasks are left over.
    """
    set_up_logging("WARNING")
    rate_limiter = RateLimiter(per_second=0, group_per_minute=0, private_per_second=0)
    timed: list[Timed] = []

    def build_archive(settings: Settings) -> tuple[Corpus, Answering]:
        corpus, answerer = build(settings)
        timed.append(Timed(answerer, skip=skip))
        return corpus, timed[0]

    await serve(read_settings(), rate_limiter=rate_limiter, build_archive=build_archive)
    gc.collect()
    left = asyncio.all_tasks() - {asyncio.current_task()}
    print(f"answering: {timed[0].seconds:.3f} s")
    print(f"tasks left over: {len(left)}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "echo":
        run_echo()
    else:
        asyncio.run(run_wenbao(skip=int(sys.argv[2]) if len(sys.argv) > 2 else 0))
