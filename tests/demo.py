"""Conversations with the real bot, without Telegram: `make demo`.

The bot runs as a process of its own against the tests' Bot API server on loopback; what is printed
is what people would see. `--language en` (or zh-Hant) has them talk to it in that language;
`--html` prints a page for the README's picture instead, of the first two alone.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from bot.app.messages import DEFAULT_LANGUAGE, LANGUAGES, Catalogue
from tests.botapi import BotApiServer, Person, Shown
from tests.botapi.world import Chat

QUESTION = "柯桥区今年新建工会多少家？"
FOLLOW_UP = "其中新业态新就业群体占多少？"
IN_THE_GROUP = "“爱心翼站”启用了多少个？"
COMPARED = "柯桥和建德今年新建的工会哪个多？"
NOT_THERE = "火星上有几家报社？"

# what a library of two newspapers holds before the conversation, and what comes in during it
LIBRARY = {
    "qingshi-2023-06-07.txt": """青石日报
2023年6月7日 星期三 第3版 要闻

青石镇昨夜火灾 消防员救出12人
本报讯 记者秦岭报道 6月6日夜，青石镇纺织厂宿舍发生火灾，消防员救出12人。

粮库换上新风机
本报讯 记者秦岭报道 青石镇粮库日前换上新风机40台，每天省电600度。
""",
    "linjiang-2023-06-09.txt": """临江晚报
2023年6月9日 星期五 第5版 社会

青石镇火灾救援回访
本报讯 记者夏禾报道 6月6日夜，青石镇纺织厂宿舍发生火灾，消防员救出14人。
""",
}
HANDED_IN = "临江晚报0610.txt"
NEW_PAGE = """临江晚报
2023年6月10日 星期六 第1版 要闻

青石镇给宿舍装上烟雾报警器
本报讯 记者夏禾报道 青石镇火灾之后，全镇三家工厂的宿舍装上烟雾报警器320只。
"""
FOLLOWED = "青石镇 火灾"
LIST = "秦岭写过什么报道？"
NARROWED = "6月7日以后关于青石镇的报道"
DIFFERING = "青石镇火灾救出多少人？"
QUOTE = "核对：青石镇粮库日前换上新风机60台，每天省电600度。"


@dataclass
class Line:
    """One thing that somebody said or did; `html` is the bot's text with its styles."""

    who: str
    text: str
    html: str = ""
    buttons: list[list[str]] = field(default_factory=list)


@dataclass
class Script:
    """Writes down a conversation as it goes on, by people of one language."""

    telegram: BotApiServer
    texts: Catalogue
    lines: list[Line] = field(default_factory=list)

    def person(self, name: str) -> Person:
        return self.telegram.person(name, language=self.texts.language.lower())

    def say(self, person: Person, text: str, *, to: Chat | None = None) -> dict[str, object]:
        self.lines.append(Line(person.user["first_name"], text))
        return person.says(text, to=to)

    def hand_in(self, person: Person, name: str, text: str) -> None:
        self.lines.append(Line(person.user["first_name"], f"［{name}］"))
        person.hands_in(name, text.encode())

    async def answer(self, place: Chat | Person) -> Shown:
        return self._note(await self.telegram.bot.answers(to=place))

    async def edit(self) -> Shown:
        return self._note(await self.telegram.bot.edits())

    async def tap(self, person: Person, shown: Shown, label: str) -> Shown:
        self.lines.append(Line(person.user["first_name"], f"［{label}］"))
        person.taps(shown, label)
        return await self.edit()

    def _note(self, shown: Shown) -> Shown:
        self.lines.append(Line("问报", shown.text, shown.html, shown.rows))
        return shown


async def private_conversation(script: Script) -> None:
    """A person alone with the bot."""
    anna = script.person("安娜")
    script.say(anna, "/start")
    await script.answer(anna)
    script.say(anna, QUESTION)
    shown = await script.answer(anna)
    await script.tap(anna, shown, script.texts("tg-read"))
    script.say(anna, FOLLOW_UP)
    await script.answer(anna)
    script.say(anna, NOT_THERE)
    await script.answer(anna)


async def group_conversation(script: Script) -> None:
    """Two people and the bot in a group with privacy mode on."""
    anna, boris = script.person("安娜"), script.person("老张")
    group = script.telegram.group("工会资料组", anna, boris)
    await script.answer(group)
    said = script.say(anna, IN_THE_GROUP, to=group)
    script.lines.append(Line("老张", f"/ask（回复：{IN_THE_GROUP}）"))
    boris.replies(said, "/ask@wenbao_bot")
    await script.answer(group)
    script.say(boris, f"/ask@wenbao_bot {COMPARED}", to=group)
    shown = await script.answer(group)
    await script.tap(boris, shown, script.texts("tg-side", name="建德"))
    script.say(anna, f"/ask@wenbao_bot {NOT_THERE}", to=group)
    await script.answer(group)


async def library_conversation(script: Script, librarian: Person) -> None:
    """A librarian with dated pages: lists, a quote checked, a page handed in, an article told."""
    for said in (LIST, NARROWED, DIFFERING, QUOTE, f"/follow {FOLLOWED}"):
        script.say(librarian, said)
        shown = await script.answer(librarian)
    shown = await script.tap(librarian, shown, script.texts("tg-follow-do-daily"))
    await script.tap(librarian, shown, script.texts("tg-follow-do-at-once"))
    script.hand_in(librarian, HANDED_IN, NEW_PAGE)
    await script.answer(librarian)
    await script.edit()
    await script.edit()
    await script.answer(librarian)
    await script.answer(librarian)


@asynccontextmanager
async def running_bot(telegram: BotApiServer, folder: Path, **settings: str) -> AsyncIterator[None]:
    """The bot as a process that keeps its data in a folder."""
    environment = {
        **os.environ,
        "WENBAO_TELEGRAM_TOKEN": telegram.token,
        "WENBAO_TELEGRAM_API_URL": telegram.url,
        "WENBAO_DATA_DIR": str(folder / "data"),
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "bot"),
        env=environment,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


async def talk(language: str, *, has_library: bool) -> list[tuple[str, list[Line]]]:
    """Start the bot and have the conversations; in the library's, with another bot and folder."""
    written = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with BotApiServer() as telegram, running_bot(telegram, folder / "seeds"):
            for title, conversation in (
                ("私聊", private_conversation),
                ("群：工会资料组", group_conversation),
            ):
                script = Script(telegram, Catalogue(language))
                await conversation(script)
                written.append((title, script.lines))
        if not has_library:
            return written
        reports = folder / "reports"
        reports.mkdir()
        for file, text in LIBRARY.items():
            (reports / file).write_text(text, encoding="utf-8")
        async with BotApiServer() as telegram:
            script = Script(telegram, Catalogue(language))
            librarian = script.person("管理员")
            settings = {
                "WENBAO_REPORTS": str(reports),
                "WENBAO_TELEGRAM_ADMINS": str(librarian.user_id),
            }
            async with running_bot(telegram, folder, **settings):
                await library_conversation(script, librarian)
            written.append(("资料室：两种报纸", script.lines))
    return written


def as_text(title: str, lines: list[Line]) -> str:
    """A conversation for the terminal."""
    shown = [f"── {title} " + "─" * 60]
    for line in lines:
        first, *rest = line.text.split("\n")
        shown.append(f"{line.who}： {first}")
        shown += [f"      {more}" for more in rest]
        for row in line.buttons:
            shown.append("      " + " ".join(f"[ {button} ]" for button in row))
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
.buttons { display: flex; gap: 4px; margin: -4px 40px 8px 0; }
.buttons span { flex: 1 1 0; overflow: hidden; background: #a9bdcd; border-radius: 8px;
  padding: 4px 6px;  text-align: center; color: #fff; white-space: nowrap; }
</style>"""


def as_html(title: str, lines: list[Line]) -> str:
    """A conversation as a messenger would draw it."""
    shown = [f"<section><h1>{escape(title)}</h1>"]
    for line in lines:
        kind = "line" if line.html else "line person"
        who = f'<span class="who">{escape(line.who)}</span>\n'
        shown.append(f'<div class="{kind}">{who}{line.html or escape(line.text)}</div>')
        for row in line.buttons:
            buttons = "".join(f"<span>{escape(label)}</span>" for label in row)
            shown.append(f'<div class="buttons">{buttons}</div>')
    return "\n".join([*shown, "</section>"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--html", action="store_true")
    parser.add_argument("--language", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    args = parser.parse_args()
    conversations = asyncio.run(talk(args.language, has_library=not args.html))
    if args.html:
        print(PAGE, *(as_html(title, lines) for title, lines in conversations), sep="\n")
    else:
        print(*(as_text(title, lines) for title, lines in conversations), sep="\n\n")


if __name__ == "__main__":
    main()
