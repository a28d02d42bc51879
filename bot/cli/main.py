"""The command `wenbao`: parse the arguments, run a command, report its errors.

Exit codes: 0 fine (also when nothing was found), 1 an error, 2 wrong use, 130 interrupted,
141 broken pipe.
"""

import os
import sys
from argparse import ArgumentError, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import Literal

from bot.app.errors import UsageError
from bot.app.messages import texts_in
from bot.app.signals import INTERRUPTED
from bot.cli.command_table import COMMANDS, HELP, WITH_VALUE, Command
from retrieval.errors import WenbaoError

NOBODY_READS = 141  # as if SIGPIPE had ended it
_MORE_HELP = (
    "每个命令的说明 Options of a command: wenbao COMMAND --help\n"
    "退出码 Exit codes: 0 正常 success（没找到也是 also if nothing was found）, 1 出错 error,\n"
    "  2 用法不对 wrong usage, 130 被中断 interrupted, 141 输出没人读了 broken pipe"
)
_ABOUT = (
    "问报：用报道原话回答问题，句句有出处。\n"
    "Wenbao answers in the reports' own words, with sources."
)


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
    """Open standard streams that the caller has closed."""
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: PTH123, SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115


def _write_what_can_be_encoded() -> None:
    """Write characters that a stream's encoding lacks as their numbers."""
    for stream in (sys.stdout, sys.stderr):
        is_utf8 = stream.encoding.lower().replace("-", "") == "utf8"
        if isinstance(stream, TextIOWrapper) and not (is_utf8 and stream.errors != "strict"):
            stream.reconfigure(errors="backslashreplace")


def _tell(err: WenbaoError) -> None:
    """Print the error and what to do about it, in the user's language."""
    from bot.app.error_messages import described
    from config.settings import configured_language

    print(described(err, texts_in(configured_language())), file=sys.stderr)


def _command_of(arguments: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Split the arguments into the command, `chat` by default, and its own arguments.

    Its options may also stand before it: `wenbao --reports DIR index`.
    """
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        if arguments[at] in ("--help", "--version"):
            return arguments[at], ()
        at += 2 if arguments[at] in WITH_VALUE else 1
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
        raise _unknown("command", name, COMMANDS)
    else:
        COMMANDS[name].run(_parsed(name, COMMANDS[name], arguments))


class _HelpFormatter(RawDescriptionHelpFormatter):
    """Print Chinese and English on lines of their own, so that both fit a narrow terminal."""

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


def _parsed(name: str, command: Command, arguments: Sequence[str]) -> Namespace:
    """Parse a command's arguments. Raises UsageError."""
    parser = _parser(name, command)
    # argparse, where words may stand between options, loses the -- that ends them
    parse = parser.parse_known_args if "--" in arguments else parser.parse_known_intermixed_args
    try:
        given, others = parse(arguments)
    except ArgumentError as err:
        flag = str(err.argument_name)
        takes_value = any(o.name == flag and "metavar" in o.settings for o in command.options)
        reason = "flag-without-value" if takes_value else "flag-with-value"
        raise UsageError(reason, flag=flag) from None
    others = [other for other in others if other != "--"]
    if not others:
        return given
    if others[0].startswith("-"):
        flags = [o.name for o in (*command.options, HELP) if o.name.startswith("-")]
        raise _unknown("flag", others[0], flags)
    raise UsageError("word-unexpected", command=name, word=others[0])


def _unknown(what: Literal["command", "flag"], given: str, known: Iterable[str]) -> UsageError:
    """An error that names what may be meant."""
    from difflib import get_close_matches

    if near := get_close_matches(given, known, n=1):
        return UsageError(f"{what}-unknown-near", given=given, near=near[0])
    return UsageError(f"{what}-unknown", given=given, known=" ".join(known))


def _parser(name: str, command: Command) -> ArgumentParser:
    parser = ArgumentParser(
        prog=f"wenbao {name}",
        description=command.summary,
        formatter_class=_HelpFormatter,
        allow_abbrev=False,
        add_help=False,
        exit_on_error=False,
    )
    words = parser.add_argument_group("参数 Arguments")
    flags = parser.add_argument_group("选项 Options")
    for option in (*command.options, HELP):
        group = flags if option.name.startswith("-") else words
        group.add_argument(option.name, help=option.help, **option.settings)
    return parser


if __name__ == "__main__":
    main()
