"""`wenbao ask`: answers to one question, or to each line of standard input."""

import json as json_format
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

from bot.app.command_settings import command_settings
from bot.app.error_messages import sentence_of
from bot.app.errors import UsageError
from bot.app.export import check_export, complete
from bot.app.export import export as write_export
from bot.app.json_schema import Json, answer_json, bad_line_json
from bot.app.messages import Texts, texts_in
from bot.app.question_input import AskedQuestion, BadLineError, parse_question, read_lines
from bot.app.scope_flags import NAMES, scope_of
from bot.app.startup import prepare
from retrieval.qa import Answer, Answering, Status
from retrieval.query.scope import WHOLE

AnswerPrinter = Callable[[AskedQuestion, Answer], None]
Explain = Literal["no", "briefly", "in full"]


def run_ask(
    question: str | None,
    *,
    json: bool,
    plain: bool,
    explain: Explain,
    export: Path | None = None,
    **flags: Any,
) -> None:
    """Answer and end; a line that is not a question is reported, and the rest goes on."""
    _check(question, json=json, explain=explain, export=export)
    named = {name: flags.pop(name, None) for name in NAMES}
    scope = scope_of(named, today=date.today())
    settings = command_settings(**flags)
    texts = texts_in(settings.language)
    corpus, answerer = prepare(settings, texts)
    if scope != WHOLE:
        answerer = answerer.within(scope)
    if not corpus.reports:
        print(texts("no-reports", folder=str(settings.reports)), file=sys.stderr)
    show = [_show_json if json else _show_text(plain, texts)]
    show += _explained(answerer, explain, plain, texts, top_k=settings.top)
    exported: list[Answer] = []
    bad_lines = 0
    for number, line in enumerate(_lines(question), start=1):
        asked = _asked(line)
        if isinstance(asked, BadLineError):
            _tell_bad_line(asked, line, number, texts, json=json)
            bad_lines += 1
        elif asked.text:
            answer = answerer.answer(asked.text, turns=asked.turns, top_k=settings.top)
            for printer in show:
                printer(asked, answer)
            if export is not None:
                exported.append(complete(answer, answerer, turns=asked.turns))
    if export is not None:
        write_export(exported, export, texts)
    if bad_lines:
        sys.exit(1)


def _check(question: str | None, *, json: bool, explain: Explain, export: Path | None) -> None:
    """Raise UsageError for arguments that can't be taken, before anything is loaded."""
    if question is not None and not question.strip():
        raise UsageError("question-empty")
    if json and explain != "no":
        raise UsageError("flags-exclude", one="--explain", other="--json")
    if export is not None:
        check_export(export)


def _tell_bad_line(
    err: BadLineError, line: str | BadLineError, number: int, texts: Texts, *, json: bool
) -> None:
    sentence = sentence_of(err, texts)
    print(f"-:{number}: {sentence}", file=sys.stderr)
    if json:  # in the line's place, so that whoever asked line by line keeps in step
        typed = "" if isinstance(line, BadLineError) else line
        _print_record(bad_line_json(err, sentence, typed, number))


def _asked(line: str | BadLineError) -> AskedQuestion | BadLineError:
    if isinstance(line, BadLineError):
        return line
    try:
        return parse_question(line)
    except BadLineError as err:
        return err


def _lines(question: str | None) -> Iterable[str | BadLineError]:
    return read_lines(sys.stdin) if question is None else [question]


def _show_json(asked: AskedQuestion, answer: Answer) -> None:
    _print_record(answer_json(answer, question_id=asked.question_id))


def _print_record(record: Json) -> None:
    line = json_format.dumps(record, ensure_ascii=False)
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _show_text(plain: bool, texts: Texts) -> AnswerPrinter:
    from bot.console import rendering
    from bot.console.terminal import Terminal

    terminal = Terminal.open(plain=plain)

    def show(asked: AskedQuestion, answer: Answer) -> None:
        if status := rendering.draw_status(answer, texts):
            terminal.show(status)
        for found in () if answer.is_chat else answer.passages:
            terminal.show_passage(found, texts, answers=answer.status is not Status.NOT_FOUND)
        terminal.show()
        sys.stdout.flush()

    return show


def _explained(
    answerer: Answering, explain: Explain, plain: bool, texts: Texts, *, top_k: int
) -> Iterator[AnswerPrinter]:
    """Yield what prints an explanation, if one is asked for."""
    if explain == "no":
        return
    from rich.text import Text

    from bot.console.explanation_view import draw_explanation, draw_figures, is_looked_up
    from bot.console.terminal import Terminal

    terminal = Terminal.open(plain=plain)

    def show(asked: AskedQuestion, answer: Answer) -> None:
        if is_looked_up(answer):
            terminal.show(Text(texts("explain-catalogue")))
            return
        explained = answerer.explain(asked.text, turns=asked.turns, top_k=top_k)
        draw = draw_explanation if explain == "briefly" else draw_figures
        for line in draw(explained, texts):
            terminal.show(line)
        terminal.show()

    yield show
