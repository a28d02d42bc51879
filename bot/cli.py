"""The command `wenbao`. Each command imports what it needs when it runs.

Exit codes: 0 fine (also when nothing was found), 1 an error, 2 wrong use, 130 interrupted,
141 nobody reads the output any more.
"""

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from bot.stopping import INTERRUPTED
from retrieval.errors import WenbaoError

NOBODY_READS = 141  # as if SIGPIPE had ended it
_MORE_HELP = (
    "每个命令的说明 What a command takes: wenbao COMMAND --help\n"
    "退出码 Exit codes: 0 正常 fine（没找到也是 also when nothing was found）, 1 出错 an error,\n"
    "  2 用法不对 wrong use, 130 被中断 interrupted, 141 输出没人读了 nobody reads on"
)
_ABOUT = (
    "问报：用报道原话回答问题，句句有出处。\n"
    "Wenbao answers in the reports' own words, with sources."
)


class Option(NamedTuple):
    """An option or an argument of a command, as argparse takes it."""

    name: str
    help: str
    settings: dict[str, Any]


class Command(NamedTuple):
    """A command: what it does, what it takes, and what runs it."""

    summary: str
    options: Sequence[Option]
    run: Callable[[Namespace], None]


def main() -> None:
    """Run the command line."""
    # NumPy's linear algebra, of which nothing is used, starts a thread for each core: 40 ms
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _open_closed_streams()
    _write_what_can_be_encoded()
    try:
        name, arguments = _command_of(sys.argv[1:])
        _run(name, arguments)
        sys.stdout.flush()  # here, where its errors are told, not when Python ends
    except WenbaoError as err:
        _tell(err)
        sys.exit(err.exit_code)
    except BrokenPipeError:  # whoever read has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(NOBODY_READS)
    except OSError as err:  # the disk of standard output is full, say
        print(f"wenbao: {err}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _open_closed_streams() -> None:
    """Give the program its three streams where whoever started it closed them."""
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: PTH123, SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115


def _write_what_can_be_encoded() -> None:
    """A character that a stream's encoding lacks is written as its number, not an error."""
    for stream in (sys.stdout, sys.stderr):
        is_utf8 = stream.encoding.lower().replace("-", "") == "utf8"
        if isinstance(stream, TextIOWrapper) and not (is_utf8 and stream.errors != "strict"):
            stream.reconfigure(errors="backslashreplace")


def _tell(err: WenbaoError) -> None:
    """The error, then what to do about it in the person's language."""
    from bot.saying import described
    from bot.texts import Catalogue, locale_language
    from config.settings import language_set

    print(described(err, Catalogue(language_set() or locale_language())), file=sys.stderr)


def _command_of(arguments: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The command that is named, `chat` if none is, and what it is given.

    Its options may also stand before it: `wenbao --reports DIR index`.
    """
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        if arguments[at] in ("--help", "--version"):
            return arguments[at], ()
        at += 2 if arguments[at] in _WITH_VALUE else 1
    if at >= len(arguments):
        return "chat", arguments
    return arguments[at], [*arguments[:at], *arguments[at + 1 :]]


def _run(name: str, arguments: Sequence[str]) -> None:
    if name == "--version":
        from importlib.metadata import version

        print(f"wenbao {version('wenbao')}")
    elif name == "--help":
        _overview().print_help()
    elif name not in COMMANDS:
        _refuse(name)
    else:
        command = COMMANDS[name]
        parser = _parser(name, command)
        # argparse, where words may stand between options, loses the -- that ends them
        parse = parser.parse_args if "--" in arguments else parser.parse_intermixed_args
        command.run(parse(arguments))


class _HelpFormatter(RawDescriptionHelpFormatter):
    """Chinese and English on lines of their own, so that both fit a narrow terminal."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return text.splitlines()


def _overview() -> ArgumentParser:
    lines = (
        f"  {name:10}{meaning}"
        for command_name, command in COMMANDS.items()
        for name, meaning in zip((command_name, ""), command.summary.splitlines(), strict=True)
    )
    commands = "\n".join(("命令 Commands:", *lines, "", _MORE_HELP))
    return ArgumentParser(
        prog="wenbao",
        usage="wenbao [--help] [--version] [COMMAND] …",
        description=f"{_ABOUT}\n\n{commands}",
        formatter_class=_HelpFormatter,
        add_help=False,
    )


def _refuse(name: str) -> NoReturn:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    meant = f"是不是 {near[0]}？Is {near[0]} meant?" if near else f"有 {'、'.join(COMMANDS)}。"
    _overview().error(f"没有 {name} 这个命令。There is no command {name}. {meant}")


def _parser(name: str, command: Command) -> ArgumentParser:
    parser = ArgumentParser(
        prog=f"wenbao {name}",
        description=command.summary,
        formatter_class=_HelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    words = parser.add_argument_group("参数 Arguments")
    flags = parser.add_argument_group("选项 Options")
    for option in (*command.options, _HELP):
        group = flags if option.name.startswith("-") else words
        group.add_argument(option.name, help=option.help, **option.settings)
    return parser


def _chat(given: Namespace) -> None:
    from bot.commands.chat import run_chat

    run_chat(**vars(given))


def _ask(given: Namespace) -> None:
    from bot.commands.ask import run_ask

    words = vars(given).pop("question")
    run_ask(" ".join(words) if words else None, **vars(given))


def _bot(given: Namespace) -> None:
    from bot.commands.bot import run_bot

    run_bot(**vars(given))


def _articles(given: Namespace) -> None:
    from bot.commands.articles import Show, run_articles

    show = Show(lines=given.lines, check=given.check, json=given.json, plain=given.plain)
    run_articles(given.report, show, reports=given.reports, data_dir=given.data_dir)


def _index(given: Namespace) -> None:
    from bot.commands.index import run_index

    options = vars(given)
    run_index(watching=options.pop("watch"), checking=options.pop("check"), **options)


def _evaluate(given: Namespace) -> None:
    from bot.commands.evaluate import run_evaluate

    run_evaluate(vars(given).pop("file"), **vars(given))


def _flag(name: str, meaning: str) -> Option:
    return Option(name, meaning, {"action": "store_true"})


_HELP = Option("--help", "本说明\nThis help", {"action": "help"})
_REPORTS = Option(
    "--reports",
    "报道（.txt）所在的文件夹，默认用附带的\nWhere the reports are; else those shipped",
    {"metavar": "DIR", "type": Path},
)
_DATA_DIR = Option(
    "--data-dir",
    "存放索引等数据的文件夹\nWhere the index and other state are kept",
    {"metavar": "DIR", "type": Path},
)
_TOP = Option(
    "--top",
    "最多给几段，1–100，默认 10\nAt most N passages, 1–100; else 10",
    {"metavar": "N", "type": int},
)
_WITH_VALUE = frozenset(option.name for option in (_REPORTS, _DATA_DIR, _TOP))
_FOLDERS = (_REPORTS, _DATA_DIR)
_JSON = _flag("--json", "供程序用：每行一个 JSON 对象\nFor programs: one JSON object a line")
_PLAIN = _flag("--plain", "纯文本，不用颜色\nPlain text, no colours")
_ANY = {"nargs": "*"}

COMMANDS = {
    "chat": Command(
        "打开控制台，一问一答（默认）\nThe console (default)", (_PLAIN, _TOP, *_FOLDERS), _chat
    ),
    "ask": Command(
        "回答一个问题，或标准输入的每一行\nAnswer a question, or each line of input",
        (
            Option(
                "question",
                "问题；不写就读标准输入\nThe question; else standard input is read",
                {**_ANY, "metavar": "QUESTION"},
            ),
            _JSON,
            _PLAIN,
            _flag("--explain", "说明为什么这样回答\nSay why the answer is so"),
            _TOP,
            *_FOLDERS,
        ),
        _ask,
    ),
    "bot": Command(
        "运行 Telegram 机器人，要有 WENBAO_TELEGRAM_TOKEN\nRun the Telegram bot",
        _FOLDERS,
        _bot,
    ),
    "articles": Command(
        "列出复原的文章\nList the restored articles",
        (
            Option(
                "report",
                "只要名字这样开头的报道\nOnly reports whose names begin so",
                {**_ANY, "metavar": "REPORT"},
            ),
            _flag("--lines", "标出每段在报道里的行号\nNumber the lines"),
            _flag("--check", "列出接上、移动、存疑之处\nWhat was glued, moved or guessed"),
            _JSON,
            _PLAIN,
            *_FOLDERS,
        ),
        _articles,
    ),
    "index": Command(
        "更新索引，并说明里面有什么\nUpdate the stored index and say what it holds",
        (
            _flag("--watch", "留意新文件，直到按 Ctrl-C\nFollow the folder until Ctrl-C"),
            _flag("--check", "核对校验和、数目和每段原文\nCheck checksums, counts, every quote"),
            _flag("--rebuild", "在旧索引旁重建\nMake it anew, beside the old one"),
            _JSON,
            _PLAIN,
            *_FOLDERS,
        ),
        _index,
    ),
    "evaluate": Command(
        "用有标准答案的问题打分\nFigures on questions with known answers",
        (
            Option(
                "file",
                "问题文件，每行一个 JSON 对象\nA file of questions, a JSON object a line",
                {"metavar": "FILE", "type": Path},
            ),
            _flag("--misses", "列出答错的问题\nList what went wrong"),
            _JSON,
            _PLAIN,
            *_FOLDERS,
        ),
        _evaluate,
    ),
}


if __name__ == "__main__":
    main()
