"""The table of commands with their options; each imports its modules only when it runs."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Option(NamedTuple):
    """An option or an argument of a command, as argparse takes it."""

    name: str
    help: str
    settings: dict[str, Any]


class Command(NamedTuple):
    """A command: its summary, its options, and the function that runs it."""

    summary: str
    options: Sequence[Option]
    run: Callable[[Namespace], None]


def _chat(given: Namespace) -> None:
    from bot.cli.chat import run_chat

    run_chat(**vars(given))


def _ask(given: Namespace) -> None:
    from bot.cli.ask import run_ask

    options = vars(given)
    words = options.pop("question")
    in_full, briefly = options.pop("explain=full"), options.pop("explain")
    options["explain"] = "in full" if in_full else "briefly" if briefly else "no"
    run_ask(" ".join(words) if words else None, **options)


def _bot(given: Namespace) -> None:
    from bot.cli.bot import run_bot

    run_bot(**vars(given))


def _articles(given: Namespace) -> None:
    from bot.cli.articles import Show, run_articles

    show = Show(lines=given.lines, check=given.check, json=given.json, plain=given.plain)
    run_articles(given.report, show, reports=given.reports, data_dir=given.data_dir)


def _index(given: Namespace) -> None:
    from bot.cli.index import run_index

    options = vars(given)
    run_index(watching=options.pop("watch"), checking=options.pop("check"), **options)


def _evaluate(given: Namespace) -> None:
    from bot.cli.evaluate import run_evaluate

    run_evaluate(vars(given).pop("file"), **vars(given))


def _flag(name: str, meaning: str) -> Option:
    return Option(name, meaning, {"action": "store_true"})


HELP = Option("--help", "本说明\nThis help", {"action": "help"})
_REPORTS = Option(
    "--reports",
    "版面文件所在的文件夹，默认用附带的\nThe folder of pages; else those shipped",
    {"metavar": "DIR", "type": Path},
)
_DATA_DIR = Option(
    "--data-dir",
    "存放索引等数据的文件夹\nThe folder for the index and other data",
    {"metavar": "DIR", "type": Path},
)
_TOP = Option(
    "--top",
    "最多给几段，1–100，默认 10\nAt most N passages, 1–100; default 10",
    {"metavar": "N"},  # what it may be, the settings say
)
_SCOPE = (
    Option(
        "--since",
        "只看这天起的：2023-06-07、2023-06\nOnly pages since a day, month or year",
        {"metavar": "DATE"},
    ),
    Option("--until", "只看到这天为止的\nOnly pages until then", {"metavar": "DATE"}),
    Option("--paper", "只看这份报纸\nOnly pages of this newspaper", {"metavar": "NAME"}),
    Option("--report", "只看名字这样开头的版面\nOnly pages named so", {"metavar": "NAME"}),
)
WITH_VALUE = frozenset(option.name for option in (_REPORTS, _DATA_DIR, _TOP, *_SCOPE))
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
                "问题；不写就读标准输入\nThe question; else read from input",
                {**_ANY, "metavar": "QUESTION"},
            ),
            _JSON,
            _PLAIN,
            _flag("--explain", "说明为什么这样回答\nSay why the answer was given"),
            _flag("--explain=full", "同上，列出全部数值\nThe same, with every figure"),
            Option(
                "--export",
                "另存为 .md、.csv 或 .docx\nAlso save as .md, .csv or .docx",
                {"metavar": "FILE", "type": Path},
            ),
            *_SCOPE,
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
                "只要名字这样开头的版面\nOnly pages whose names begin so",
                {**_ANY, "metavar": "REPORT"},
            ),
            _flag("--lines", "标出每段在版面里的行号\nNumber the lines"),
            _flag("--check", "列出接上、移动、存疑之处\nWhat was joined, moved or is doubtful"),
            _JSON,
            _PLAIN,
            *_FOLDERS,
        ),
        _articles,
    ),
    "index": Command(
        "更新索引，并说明里面有什么\nUpdate the stored index and describe it",
        (
            _flag("--watch", "留意新文件，直到按 Ctrl-C\nFollow the folder until Ctrl-C"),
            _flag("--check", "核对校验和、数目和每段原文\nCheck checksums, counts, every quote"),
            _flag("--rebuild", "在旧索引旁重建\nRebuild it while the old one is in use"),
            _JSON,
            _PLAIN,
            *_FOLDERS,
        ),
        _index,
    ),
    "evaluate": Command(
        "用有标准答案的问题打分\nScore answers to known questions",
        (
            Option(
                "file",
                "问题文件，默认是数据文件夹的 golden.jsonl\n"
                "Questions; else golden.jsonl of the data",
                {"metavar": "FILE", "type": Path, "nargs": "?"},
            ),
            _flag("--misses", "列出答错的问题\nList the failures"),
            _flag("--from-feedback", "列出没答好的提问，供填写\nPrint poorly answered questions"),
            _JSON,
            _PLAIN,
            *_FOLDERS,
        ),
        _evaluate,
    ),
}
