"""Two conversations with the real bot, without Telegram: `make demo`.

The bot runs as a process of its own against the tests' Bot API server on loopback; what is printed
is what people would see. `--html` prints a page for the README's picture instead.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass, field
from html import escape

from bot.app.messages import DEFAULT_LANGUAGE
from tests.botapi import BotApiServer, Person, Shown
from tests.botapi.world import Chat

QUESTION = "柯桥区今年新建工会多少家？"
FOLLOW_UP = "其中新业态新就业群体占多少？"
IN_THE_GROUP = "“爱心翼站”启用了多少个？"
COMPARED = "柯桥和建德今年新建的工会哪个多？"
NOT_THERE = "火星上有几家报社？"


@dataclass
class Line:
    """One thing that somebody said or did; `html` is the bot's text with its styles."""

    who: str
    text: str
    html: str = ""
    buttons: list[str] = field(default_factory=list)


@dataclass
class Script:
    """Writes down a conversation as it goes on."""

    telegram: BotApiServer
    lines: list[Line] = field(default_factory=list)

    def say(self, person: Person, text: str, *, to: Chat | None = None) -> dict[str, object]:
        self.lines.append(Line(person.user["first_name"], text))
        return person.says(text, to=to)

    async def answer(self, place: Chat | Person) -> Shown:
        return self._note(await self.telegram.bot.answers(to=place))

    async def tap(self, person: Person, shown: Shown, label: str) -> Shown:
        self.lines.append(Line(person.user["first_name"], f"［{label}］"))
        person.taps(shown, label)
        return self._note(await self.telegram.bot.edits())

    def _note(self, shown: Shown) -> Shown:
        self.lines.append(Line("问报", shown.text, shown.html, shown.buttons))
        return shown


async def private_conversation(telegram: BotApiServer) -> list[Line]:
    """A person alone with the bot."""
    script, anna = Script(telegram), telegram.person("安娜", language=DEFAULT_LANGUAGE.lower())
    script.say(anna, "/start")
    await script.answer(anna)
    script.say(anna, QUESTION)
    shown = await script.answer(anna)
    shown = await script.tap(anna, shown, "读全文")
    script.say(anna, FOLLOW_UP)
    await script.answer(anna)
    script.say(anna, NOT_THERE)
    await script.answer(anna)
    return script.lines


async def group_conversation(telegram: BotApiServer) -> list[Line]:
    """Two people and the bot in a group with privacy mode on."""
    anna, boris = telegram.person("安娜"), telegram.person("老张")
    script, group = Script(telegram), telegram.group("工会资料组", anna, boris)
    await script.answer(group)
    said = script.say(anna, IN_THE_GROUP, to=group)
    script.lines.append(Line("老张", f"/ask（回复：{IN_THE_GROUP}）"))
    boris.replies(said, "/ask@wenbao_bot")
    await script.answer(group)
    script.say(boris, f"/ask@wenbao_bot {COMPARED}", to=group)
    shown = await script.answer(group)
    await script.tap(boris, shown, "看建德")
    script.say(anna, f"/ask@wenbao_bot {NOT_THERE}", to=group)
    await script.answer(group)
    return script.lines


async def talk() -> list[tuple[str, list[Line]]]:
    """Start the bot, have both conversations, stop it."""
    with tempfile.TemporaryDirectory() as data_dir:
        async with BotApiServer() as telegram:
            environment = {
                **os.environ,
                "WENBAO_TELEGRAM_TOKEN": telegram.token,
                "WENBAO_TELEGRAM_API_URL": telegram.url,
                "WENBAO_DATA_DIR": data_dir,
            }
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.cli", "bot"),
                env=environment,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                return [
                    ("私聊", await private_conversation(telegram)),
                    ("群：工会资料组", await group_conversation(telegram)),
                ]
            finally:
                process.terminate()
                await process.wait()


def as_text(title: str, lines: list[Line]) -> str:
    """A conversation for the terminal."""
    shown = [f"── {title} " + "─" * 60]
    for line in lines:
        first, *rest = line.text.split("\n")
        shown.append(f"{line.who}： {first}")
        shown += [f"      {more}" for more in rest]
        if line.buttons:
            shown.append("      " + " ".join(f"[ {button} ]" for button in line.buttons))
        shown.append("")
    return "\n".join(shown)


PAGE = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 20px; display: flex; gap: 24px; background: #d5e0ea;
  font: 15px/1.5 "Noto Sans CJK SC", sans-serif; }
section { width: 430px; } h1 { font-size: 16px; text-align: center; margin: 0 0 10px; }
.line { background: #fff; border-radius: 12px; padding: 8px 12px; margin: 8px 40px 8px 0;
  white-space: pre-wrap; overflow-wrap: anywhere; overflow: hidden; }
.line:not(:has(blockquote)) { max-height: 11.5em; }
.person { background: #effdde; margin: 8px 0 8px 90px; }
.who { color: #3a7ca5; font-weight: bold; } a { color: #2678b6; text-decoration: none; }
blockquote { margin: 4px 0; padding: 4px 8px; border-left: 3px solid #3a7ca5; background: #eef5fa;
  max-height: 4.6em; overflow: hidden; }
.buttons { display: flex; flex-wrap: wrap; gap: 4px; margin-top: -4px; margin-right: 40px; }
.buttons span { flex: 1 1 22%; background: #a9bdcd; border-radius: 8px; padding: 4px 6px;
  text-align: center; color: #fff; white-space: nowrap; }
</style>"""


def as_html(title: str, lines: list[Line]) -> str:
    """A conversation as a messenger would draw it."""
    shown = [f"<section><h1>{escape(title)}</h1>"]
    for line in lines:
        kind = "line" if line.html else "line person"
        who = f'<span class="who">{escape(line.who)}</span>\n'
        shown.append(f'<div class="{kind}">{who}{line.html or escape(line.text)}</div>')
        buttons = "".join(f"<span>{escape(label)}</span>" for label in line.buttons)
        if buttons:
            shown.append(f'<div class="buttons">{buttons}</div>')
    return "\n".join([*shown, "</section>"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--html", action="store_true")
    as_html_page = parser.parse_args().html
    conversations = asyncio.run(talk())
    if as_html_page:
        print(PAGE, *(as_html(title, lines) for title, lines in conversations), sep="\n")
    else:
        print(*(as_text(title, lines) for title, lines in conversations), sep="\n\n")


if __name__ == "__main__":
    main()
