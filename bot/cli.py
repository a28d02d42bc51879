"""The command `wenbao`. Each command imports what it needs when it runs.

Exit codes: 0 fine (also when nothing was found), 1 an error, 2 wrong use, 130 interrupted.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from retrieval.errors import WenbaoError

INTERRUPTED = 130


class _Group(TyperGroup):
    """Runs `chat` where no command is named, and ends as a shell expects when interrupted."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "--version")):
            args = ["chat", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)


app = typer.Typer(
    name="wenbao",
    cls=_Group,
    help="问报：用报道原话回答问题，句句有出处。"
    "Wenbao answers questions in the reports' own words, each with its source.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["--help"]},
)

Reports = Annotated[
    Path | None,
    typer.Option("--reports", metavar="DIR", help="报道所在的文件夹。A folder of reports."),
]
DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", metavar="DIR", help="存放状态的文件夹。Where state is kept."),
]
Json = Annotated[bool, typer.Option("--json", help="每行一个 JSON 对象。One JSON object a line.")]
Plain = Annotated[bool, typer.Option("--plain", help="不用颜色。Plain text, no colours.")]
Top = Annotated[
    int | None, typer.Option("--top", metavar="N", help="最多几段，1–100。At most N passages.")
]


def main() -> None:
    """Run the command line."""
    # NumPy's linear algebra, of which nothing is used, starts a thread for each core: 40 ms
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _open_closed_streams()
    try:
        app()
    except WenbaoError as err:
        _tell(err)
        sys.exit(err.exit_code)
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


def _tell(err: WenbaoError) -> None:
    """The error as it is, then what to do about it in the person's language."""
    from bot.texts import Catalogue, locale_language
    from config.settings import language_set

    texts = Catalogue(language_set() or locale_language())
    print(err, texts(f"advice-{err.advice}"), sep="\n", file=sys.stderr)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"wenbao {version('wenbao')}")
        raise typer.Exit


@app.callback()
def wenbao(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="版本。The version.")
    ] = False,
) -> None:
    pass


@app.command()
def chat(
    plain: Plain = False, top: Top = None, reports: Reports = None, data_dir: DataDir = None
) -> None:
    """控制台：一问一答（默认）。The console (default)."""
    from bot.commands.chat import run_chat

    run_chat(plain=plain, top=top, reports=reports, data_dir=data_dir)


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(metavar="[QUESTION…]")] = None,
    json: Json = False,
    plain: Plain = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="说明为什么这样回答。Say why the answer is so.")
    ] = False,
    top: Top = None,
    reports: Reports = None,
    data_dir: DataDir = None,
) -> None:
    """回答问题（或标准输入的每一行）。Answer questions."""
    from bot.commands.ask import run_ask

    words = None if question is None else " ".join(question)
    run_ask(
        words,
        json=json,
        plain=plain,
        explain=explain,
        top=top,
        reports=reports,
        data_dir=data_dir,
    )


@app.command()
def bot(reports: Reports = None, data_dir: DataDir = None) -> None:
    """Telegram 机器人。The Telegram bot."""
    from bot.commands.bot import run_bot

    run_bot(reports=reports, data_dir=data_dir)


@app.command()
def articles(
    names: Annotated[list[str] | None, typer.Argument(metavar="[REPORT…]")] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="标出每段的行号。Number the lines.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="列出接上、移动、存疑之处。What was glued, moved, guessed."),
    ] = False,
    json: Json = False,
    plain: Plain = False,
    reports: Reports = None,
    data_dir: DataDir = None,
) -> None:
    """列出复原的文章。The restored articles."""
    from bot.commands.articles import Show, run_articles

    show = Show(lines=lines, check=check, json=json, plain=plain)
    run_articles(names or [], show, reports=reports, data_dir=data_dir)


@app.command()
def index(
    watch: Annotated[
        bool, typer.Option("--watch", help="留意新文件。Follow the folder until Ctrl-C.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="核对索引。Check checksums, counts and every quote.")
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="重建索引。Make it anew, beside the old one.")
    ] = False,
    json: Json = False,
    plain: Plain = False,
    reports: Reports = None,
    data_dir: DataDir = None,
) -> None:
    """更新并说明索引。Update, describe and check the stored index."""
    from bot.commands.index import run_index

    run_index(
        watching=watch,
        checking=check,
        rebuild=rebuild,
        json=json,
        plain=plain,
        reports=reports,
        data_dir=data_dir,
    )


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    misses: Annotated[
        bool, typer.Option("--misses", help="列出答错的。List what went wrong.")
    ] = False,
    json: Json = False,
    plain: Plain = False,
    reports: Reports = None,
    data_dir: DataDir = None,
) -> None:
    """用有标准答案的问题打分。Figures on a gold question file."""
    from bot.commands.evaluate import run_evaluate

    run_evaluate(file, misses=misses, json=json, plain=plain, reports=reports, data_dir=data_dir)


if __name__ == "__main__":
    main()
