"""The operator's own questions, asked again after each change; what became worse is told."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.text import Text

from bot.app.messages import Texts
from bot.app.startup import prepare
from bot.app.terminal_text import shown
from bot.console.terminal import Terminal
from config.settings import Settings
from retrieval.evaluation import GoldQuestion, Judgement, judge, read_gold
from retrieval.evaluation.regressions import keep_grades, read_grades, worse
from retrieval.qa import Answering

FILE_NAME = "golden.jsonl"
_GRADES = "golden-grades.json"


def golden_file(settings: Settings) -> Path:
    """Name the file of the operator's own questions, which may not be there."""
    return settings.data_dir / FILE_NAME


def judge_all(answerer: Answering, gold: Iterable[GoldQuestion]) -> list[Judgement]:
    """Answer gold questions and judge the answers."""
    return [judge(one, answerer.answer(one.question, turns=one.turns)) for one in gold]


def check_golden(settings: Settings, terminal: Terminal, texts: Texts) -> None:
    """Ask the operator's own questions, if there are any, and tell what became worse."""
    path = golden_file(settings)
    if path.exists():
        gold = read_gold(path)
        _, answerer = prepare(settings, texts)
        tell_worse(judge_all(answerer, gold), settings, terminal, texts)


def tell_worse(
    judgements: Sequence[Judgement], settings: Settings, terminal: Terminal, texts: Texts
) -> None:
    """Tell which answers were better the last time, and keep how they are now."""
    grades = settings.data_dir / _GRADES
    found = worse(judgements, read_grades(grades))
    right = sum(not judgement.is_miss for judgement in judgements)
    terminal.show(Text(texts("golden", right=right, count=len(judgements), worse=len(found))))
    for judgement in found:
        gold = judgement.gold
        terminal.show(Text(f"{shown(gold.question_id)} {shown(gold.question)}"), indent="  ")
    keep_grades(judgements, grades)
