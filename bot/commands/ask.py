"""`wenbao ask`: answers to one question, or to each line of standard input."""

import json as json_format
import sys
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from bot.commands.questions import AskedQuestion, parse_question
from bot.contract import answer_json
from bot.errors import UsageError
from bot.start import build
from config.settings import Settings, read_settings
from retrieval.answers import Answer, Answering, Status
from retrieval.errors import QuestionFileError

Show = Callable[[AskedQuestion, Answer], None]


def run_ask(question: str | None, *, json: bool, plain: bool, explain: bool, **flags: Any) -> None:
    """Answer and end; a line that can't be read is told on standard error, the rest goes on."""
    if question is not None and not question.strip():
        raise UsageError("问题是空的。The question is empty.")
    if json and explain:
        raise UsageError("--explain 是给人看的，不能和 --json 一起用。Not with --json.")
    settings = read_settings(**flags)
    archive, answerer = build(settings)
    for failure in archive.failures:
        print(failure, file=sys.stderr)
    if not archive.reports:
        _tell_of_no_reports(settings)
    show = _show_json if json else _show_text(plain, settings.language)
    explained = _show_explanation(answerer, plain, settings.language) if explain else None
    bad_lines = 0
    for number, line in enumerate(_lines(question), start=1):
        try:
            asked = parse_question(line)
        except QuestionFileError as err:
            print(f"-:{number}: {err}", file=sys.stderr)
            bad_lines += 1
        else:
            if asked.text:
                show(asked, answerer.answer(asked.text, turns=asked.turns, top_k=settings.top))
                if explained:
                    explained(asked)
    if bad_lines:
        sys.exit(1)


def _tell_of_no_reports(settings: Settings) -> None:
    from bot.texts import Catalogue, locale_language

    texts = Catalogue(settings.language or locale_language())
    print(texts("no-reports", folder=str(settings.reports)), file=sys.stderr)


def _lines(question: str | None) -> Iterable[str]:
    if question is not None:
        return [question]
    return _lenient(sys.stdin) if sys.stdin else []


def _lenient(stream: TextIO) -> TextIO:
    """The stream with undecodable bytes replaced rather than an error half way through."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    return stream


def _show_json(asked: AskedQuestion, answer: Answer) -> None:
    record = answer_json(answer, question_id=asked.question_id)
    line = json_format.dumps(record, ensure_ascii=False)
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _show_text(plain: bool, language: str | None) -> Show:
    from bot.console import drawing
    from bot.console.screen import Screen
    from bot.texts import Catalogue, locale_language

    screen = Screen.open(plain=plain)
    texts = Catalogue(language or locale_language())

    def show(asked: AskedQuestion, answer: Answer) -> None:
        if status := drawing.draw_status(answer, texts):
            screen.show(status)
        for found in answer.passages:
            screen.show_passage(found, texts, answers=answer.status is not Status.NOT_FOUND)
        screen.show()
        sys.stdout.flush()

    return show


def _show_explanation(
    answerer: Answering, plain: bool, language: str | None
) -> Callable[[AskedQuestion], None]:
    from bot.console.explaining import draw_explanation
    from bot.console.screen import Screen
    from bot.texts import Catalogue, locale_language

    screen = Screen.open(plain=plain)
    texts = Catalogue(language or locale_language())

    def show(asked: AskedQuestion) -> None:
        for line in draw_explanation(answerer.explain(asked.text, turns=asked.turns), texts):
            screen.show(line)
        screen.show()

    return show
