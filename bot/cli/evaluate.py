"""`wenbao evaluate`: scores on a file of questions with known answers."""

import json as json_format
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from bot.app.command_settings import command_settings
from bot.app.messages import Texts, texts_in
from bot.app.startup import prepare
from bot.app.terminal_text import shown
from bot.cli.golden import golden_file, tell_worse
from bot.console.terminal import Terminal
from bot.telegram.storage.feedback import poor_answers
from config.settings import Settings
from retrieval.evaluation import FIGURES, Judgement, judge, read_gold, summarize


def run_evaluate(
    path: Path | None,
    *,
    misses: bool,
    from_feedback: bool,
    json: bool,
    plain: bool,
    **flags: Any,
) -> None:
    """Answer every question of the file, else the operator's own, and print the scores.

    `from_feedback` prints instead the questions that were answered poorly, to be filled in.
    """
    settings = command_settings(**flags)
    if from_feedback:
        _print_feedback(settings)
        return
    texts = texts_in(settings.language)
    gold = read_gold(path or golden_file(settings))
    _, answerer = prepare(settings, texts)
    errors = Console(stderr=True)
    judgements = [
        judge(question, answerer.answer(question.question, turns=question.turns))
        for question in track(
            gold,
            texts("evaluating"),
            console=errors,
            transient=True,
            disable=not errors.is_terminal,
        )
    ]
    figures = summarize(judgements)
    missed = [judgement for judgement in judgements if judgement.is_miss] if misses else []
    if json:
        record = {
            "figures": figures,
            **({"misses": list(map(_miss_json, missed))} if misses else {}),
        }
        sys.stdout.buffer.write(json_format.dumps(record, ensure_ascii=False).encode() + b"\n")
    else:
        terminal = Terminal.open(plain=plain)
        _show_figures(figures, terminal, texts)
        _show_misses(missed, terminal, texts)
        if path is None:
            tell_worse(judgements, settings, terminal, texts)


def _print_feedback(settings: Settings) -> None:
    """Print a line of a gold file for each question that was answered poorly."""
    for number, poor in enumerate(poor_answers(settings.data_dir), start=1):
        record = {
            "id": f"feedback-{number}",
            "q": poor.question,
            "turns": [*poor.turns, poor.question] if poor.turns else [],
            "style": poor.reason,
            "file": None,
            "lines": [],
            "answers": [],
        }
        line = json_format.dumps(record, ensure_ascii=False)
        sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")


def _show_figures(
    figures: Mapping[str, Mapping[str, float]], terminal: Terminal, texts: Texts
) -> None:
    table = Table("", box=None, pad_edge=False)
    columns = ("n", *FIGURES)
    for column in columns:
        table.add_column(column, justify="right")
    for group, row in figures.items():
        table.add_row(group, *(_cell(row.get(column)) for column in columns))
    terminal.show_table(table)
    terminal.show()
    for figure in FIGURES:
        terminal.show(Text(f"{figure:<14}{texts('figure-' + figure.replace('@', ''))}", "dim"))


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _show_misses(missed: Iterable[Judgement], terminal: Terminal, texts: Texts) -> None:
    for judgement in missed:
        question = judgement.gold
        terminal.show()
        terminal.show(Text(f"{question.question_id} {shown(question.question)}", "bold"))
        terminal.show(Text(_reason(judgement, texts), "magenta"), indent="  ")
        for found in judgement.answer.passages[:1]:
            terminal.show(Text(shown(found.passage.text[:60])), indent="  ")


def _reason(judgement: Judgement, texts: Texts) -> str:
    if not judgement.gold.is_answerable:
        return texts("miss-should-abstain")
    if judgement.rank is None:
        return texts("miss-not-found")
    return texts("miss-rank", rank=judgement.rank)


def _miss_json(judgement: Judgement) -> dict[str, Any]:
    passages: Sequence[Any] = judgement.answer.passages
    return {
        "id": judgement.gold.question_id,
        "question": judgement.gold.question,
        "style": judgement.gold.style,
        "status": judgement.answer.status.value,
        "rank": judgement.rank,
        "first": passages[0].passage.text if passages else None,
    }
