"""The bots that are measured, each a process of its own: `python -m benchmarks.telegram.bots NAME`.

`echo` is the least that PTB can do: every message comes back. `wenbao` is the real bot without
the limits that Telegram imposes.
"""

import asyncio
import gc
import os
import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.commands.bot import serve
from bot.telegram.pace import Pace
from bot.telegram.redaction import set_up_logging
from config.settings import read_settings


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


async def run_wenbao() -> None:
    """The bot of the settings; at its end it says how many tasks are left over."""
    set_up_logging("WARNING")
    pace = Pace(per_second=0, group_per_minute=0, private_per_second=0)
    await serve(read_settings(), pace=pace)
    gc.collect()
    left = asyncio.all_tasks() - {asyncio.current_task()}
    print(f"tasks left over: {len(left)}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "echo":
        run_echo()
    else:
        asyncio.run(run_wenbao())
