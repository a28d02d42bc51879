"""The command `wenbao`. Each command imports what it needs when it runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="wenbao", no_args_is_help=False, rich_markup_mode=None, pretty_exceptions_enable=False
)

Reports = Annotated[
    Path | None, typer.Option("--reports", metavar="DIR", help="Folder of reports.")
]
DataDir = Annotated[
    Path | None, typer.Option("--data-dir", metavar="DIR", help="Where state is kept.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def main() -> None:
    """Run the command line."""
    app()


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument()] = None,
    json: Json = False,
    top: Annotated[int | None, typer.Option("--top")] = None,
    reports: Reports = None,
    data_dir: DataDir = None,
) -> None:
    """Answer a question, or each line of standard input."""
    import json as json_

    from bot.contract import answer_json
    from bot.questions import parse_question
    from bot.start import build
    from config.settings import read_settings

    settings = read_settings(reports=reports, data_dir=data_dir, top=top)
    _, answerer = build(settings)
    for line in [" ".join(question)] if question else sys.stdin:
        if not line.strip():
            continue
        asked = parse_question(line)
        answer = answerer.answer(asked.text, turns=asked.turns, top_k=settings.top)
        print(
            json_.dumps(answer_json(answer, question_id=asked.question_id), ensure_ascii=False),
            flush=True,
        )


@app.command()
def articles(
    json: Json = False,
    reports: Reports = None,
    data_dir: DataDir = None,
) -> None:
    """The restored articles."""
    import json as json_

    from bot.contract import article_json
    from config.settings import read_settings
    from retrieval.archive import load_archive

    settings = read_settings(reports=reports, data_dir=data_dir)
    for article in load_archive(settings.reports).articles:
        print(json_.dumps(article_json(article), ensure_ascii=False))


if __name__ == "__main__":
    main()
